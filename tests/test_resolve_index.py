"""The index of a resolved book."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from manuscripts import HERE, Shelf, cited, division, line, manuscript, said

from book.matter import (
    Block,
    Book,
    Emphasis,
    Heading,
    IndexAnchor,
    IndexMark,
    IndexSettings,
    Inline,
    Manuscript,
    NoteMark,
    PersonMark,
    Text,
)
from book.matter.walk import lines, words
from book.resolve import resolve
from book.resolve.index_entries import sort_key

PEOPLE: list[dict[str, Any]] = [
    {"id": "zinoviev", "name": "Grigory Zinoviev", "sort_name": "Zinoviev, Grigory"},
    {"id": "pyatakov", "name": "Yuri Pyatakov", "sort_name": "Pyatakov, Yuri", "variants": ["Piatakov"]},
    {"id": "lurye-m", "name": "Moissei Lurye", "sort_name": "Lurye, Moissei", "variants": ["Alexander Emel"]},
    {"id": "lurye-n", "name": "Nathan Lurye", "sort_name": "Lurye, Nathan"},
]


def settings(**more: Any) -> IndexSettings:
    return IndexSettings(person_set="people", span=HERE, **more)


def mark(*words: str, entry: str = "", opens: str = "", closes: str = "") -> IndexMark:
    return IndexMark(tuple(map(Text, words)), entry, opens, closes, HERE)


def made(*blocks: Any, index: IndexSettings | None = None, **more: Any) -> Manuscript:
    return manuscript(division(*blocks, **more), data={"people": PEOPLE}, index=index or settings())


def book(made: Manuscript) -> Book:
    resolved, problems = resolve(made, Shelf())
    assert resolved is not None, problems
    return resolved


def index(made: Manuscript) -> dict[str, int]:
    """How many places each entry has; sub-entries as "entry!sub"."""
    found: dict[str, int] = {}
    for entry in book(made).index:
        found[entry.term] = len(entry.locators)
        found |= {f"{entry.term}!{sub.term}": len(sub.locators) for sub in entry.entries}
    return found


def problems(made: Manuscript) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in resolve(made, Shelf())[1]]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Grigory Zinoviev spoke", "Zinoviev, Grigory"),
        ("Zinoviev’s words", "Zinoviev, Grigory"),
        ("Kamenev–Zinoviev", "Zinoviev, Grigory"),
        ("Piatakov spoke", "Pyatakov, Yuri"),
        ("Emel was Alexander Emel", "Lurye, Moissei"),
        ("Nathan Lurye", "Lurye, Nathan"),
    ],
)
def test_persons_are_found_by_name_surname_and_variant(text: str, entry: str) -> None:
    assert index(made(line(text))) == {entry: 1}


@pytest.mark.parametrize("text", ["Zinovievites", "Lurye spoke", "zinoviev", "Nathan Zinoviev", "no one"])
def test_what_is_nobody_of_the_register_is_not_found(text: str) -> None:
    assert index(made(line(text))) == {}


def test_an_anchor_stands_before_the_name_and_survives_other_text() -> None:
    first = book(made(line("So said Zinoviev, and Zinoviev again."), line("Zinoviev")))
    (entry,) = first.index
    assert [locator.until for locator in entry.locators] == ["", ""]  # a paragraph counts once
    paragraph, _ = first.divisions[0].blocks
    assert [type(inline) for inline in lines((paragraph,))[0][0]] == [Text, IndexAnchor, Text]
    second = book(made(line("Other words, Pyatakov's."), line("Here said Zinoviev."), line("Zinoviev")))
    assert second.index[1].locators == entry.locators
    assert all(first.anchors[locator.anchor].kind == "index" for locator in entry.locators)


def test_a_person_mark_wins() -> None:
    marked = line(PersonMark((Text("Lurye"),), "lurye-n", HERE), " and ", PersonMark((Text("Zinoviev"),), "", HERE))
    assert index(made(marked)) == {"Lurye, Nathan": 1}


def test_headings_and_citations_are_not_searched_but_notes_are() -> None:
    heading: Block[Any] = Heading(2, (Text("Zinoviev"),), "h", (), HERE)
    note = line("Pyatakov, says ", cited("conquest"), ".")
    found = made(heading, line("x", NoteMark("a", HERE)), notes={"a": (note,)})
    assert index(found) == {"Pyatakov, Yuri": 1}


def test_appendices_are_not_searched_but_their_marks_count() -> None:
    entry = line("Zinoviev ", PersonMark((Text("Pyatakov"),), "pyatakov", HERE))
    assert index(made(entry, role="appendix")) == {"Pyatakov, Yuri": 1}


def test_subjects_are_found_by_their_words() -> None:
    found = settings(found=(("Comintern", ("Comintern", "Communist International")),), exclude=("Zinoviev",))
    assert index(made(line("The Communist International of Zinoviev"), index=found)) == {"Comintern": 1}


def test_subjects_may_be_sub_entries() -> None:
    found = settings(found=(("NKVD!archives", ("archives",)), ("NKVD!prisons", ("Prisons",))))
    made_so = made(line("the archives"), index=found)
    assert index(made_so) == {"NKVD": 0, "NKVD!archives": 1}
    assert [code for code, _ in problems(made_so)] == ["X-006"]


def test_marks_with_sub_entries_and_shared_anchors() -> None:
    marks = line(mark("Zinoviev", entry="confession!of Zinoviev"), " and ", mark("confession"), mark(entry="plea"))
    resolved = book(made(marks))
    assert {entry.term: [sub.term for sub in entry.entries] for entry in resolved.index} == {
        "confession": ["of Zinoviev"], "plea": [], "Zinoviev, Grigory": [],
    }  # fmt: skip
    confession, _, zinoviev = resolved.index
    assert confession.entries[0].locators == zinoviev.locators  # one place, one anchor
    assert sum(isinstance(each, IndexAnchor) for each in spread(resolved)) == 3


def spread(resolved: Book) -> Iterable[Inline]:
    return [inline for inlines, _ in lines(resolved.divisions[0].blocks) for inline in inlines]


def test_a_range() -> None:
    resolved = book(made(line(mark(entry="Article 58", opens="a")), line("so"), line(mark(closes="a"))))
    (locator,) = resolved.index[0].locators
    anchors = [inline.id for inline in spread(resolved) if isinstance(inline, IndexAnchor)]
    assert [locator.anchor, locator.until] == anchors


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (line(mark(entry="x", opens="a")), "the range “a” is never closed"),
        (line(mark(closes="a")), "no range “a” is open"),
        (line(mark(entry="x", opens="a"), mark("y", opens="a"), mark(closes="a")), "the range “a” is already open"),
    ],
)
def test_broken_ranges(block: Any, message: str) -> None:
    assert problems(made(block)) == [("X-003", message)]


def test_an_unknown_person() -> None:
    assert problems(made(line(PersonMark((Text("x"),), "zinovev", HERE)))) == [
        ("X-005", "the register has no “zinovev”")
    ]


def test_see_and_see_also() -> None:
    refer = settings(see={"Radomyslsky": "Zinoviev, Grigory"}, see_also={"Zinoviev, Grigory": ("Pyatakov, Yuri",)})
    resolved = book(made(line("Zinoviev, Pyatakov"), index=refer))
    assert [(entry.term, entry.see, entry.see_also) for entry in resolved.index] == [
        ("Pyatakov, Yuri", (), ()), ("Radomyslsky", ("Zinoviev, Grigory",), ()),
        ("Zinoviev, Grigory", (), ("Pyatakov, Yuri",)),
    ]  # fmt: skip


def test_references_of_the_index_to_nothing() -> None:
    see = {"A": "Zinovev", "Pyatakov, Yuri": "Zinoviev, Grigory"}
    refer = settings(see=see, see_also={"B": ("Zinoviev, Grigory",)})
    assert [message for _, message in problems(made(line("Zinoviev, Pyatakov"), index=refer))] == [
        "“A” refers to “Zinovev”, which is not an entry",
        "“B” has a see-also, but no place in the text",
        "“Pyatakov, Yuri” has places of its own, so “see” cannot send the reader on",
    ]


def test_a_subject_that_stands_nowhere() -> None:
    (problem,) = resolve(made(line("x"), index=settings(found=(("Comintern", ("Comintern",)),))), Shelf())[1]
    assert (problem.code, problem.severity) == ("X-006", "warning")


def test_entries_are_set_in_type_like_the_text() -> None:
    found = settings(found=(("workers' councils", ("workers' councils",)),), see_also={"workers' councils": ("x's",)})
    resolved = book(made(line("The workers’ councils ", mark(entry="x's")), index=found))
    assert [(entry.term, entry.see_also) for entry in resolved.index] == [
        ("workers’ councils", ("x’s",)), ("x’s", ()),
    ]  # fmt: skip


def test_titles_among_the_entries_keep_their_italics() -> None:
    found = settings(
        found=(("*Pravda*", ("Pravda",)), ("*Zvezda* (journal)", ("nowhere",))), see={"*Truth*": "Pravda"},
        see_also={"Pravda": ("*Darkness at Noon*",)},
    )  # fmt: skip
    title = IndexMark((Emphasis("em", (Text("Darkness at Noon"),)),), "", "", "", HERE)
    made_so = made(line("Pravda"), line(title), line(mark(entry="Darkness at Noon!*Stage*")), index=found)
    entries = book(made_so).index
    assert [(entry.term, entry.sort, said(entry.words), entry.see, entry.see_also) for entry in entries] == [
        ("Darkness at Noon", "darknessatnoon", "*Darkness at Noon*", (), ()),
        ("Pravda", "pravda", "*Pravda*", (), ("Darkness at Noon",)),
        ("Truth", "truth", "*Truth*", ("Pravda",), ()),
    ]
    assert said(entries[0].entries[0].words) == "*Stage*"
    assert problems(made_so) == [("X-006", "“Zvezda (journal)” stands nowhere in the text (looked for: nowhere)")]


def test_words_that_differ_in_case_are_one_entry() -> None:
    assert index(made(line(mark("Confession"), " x ", mark("confession")))) == {"confession": 2}


def test_the_order_of_entries() -> None:
    terms = [
        "Zinoviev, Grigory", "The Black Book", "Šmíd, Jan", "Smirnov, Ivan", "Smid", "Article 58", "Хозяин", "Łódź",
    ]  # fmt: skip
    assert sorted(terms, key=sort_key) == [
        "Article 58", "The Black Book", "Łódź", "Smid", "Šmíd, Jan", "Smirnov, Ivan", "Zinoviev, Grigory", "Хозяин",
    ]  # fmt: skip


def test_the_text_loses_no_word_to_the_index() -> None:
    text = "Then Zinoviev and Pyatakov said that Nathan Lurye, not Zinoviev, was there."
    assert words(list(spread(book(made(line(text)))))) == text
