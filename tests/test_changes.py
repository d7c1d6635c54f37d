"""What a corrected printing says of itself: the list of its changes, its imprint, the update note of its EPUB."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from manuscripts import EDITION, Shelf, division, line, manuscript

from book.cache import Cache
from book.compose import compose
from book.design import Styles
from book.edition import Correction, Edition, Medium, Printing
from book.gate import book_text
from book.gate.changed import changes
from book.gate.found import FoundDivision
from book.gate.letters import Piece
from book.matter import (
    Block,
    Book,
    Emphasis,
    Group,
    Heading,
    IndexAnchor,
    Manuscript,
    NoteMark,
    Paragraph,
    RawDivision,
    RawInline,
    Role,
    Text,
)
from book.pages import Folio
from book.problems import Problem, Span
from book.read import read_styles
from book.resolve import resolve

AT = Span("chapters/corrections.yaml", 7)
FIRST = Printing("1.0", "First edition", "2026-01-15", ())
PAPER, EPUB = Medium.SCREEN, Medium.EPUB


def entry(now: str, was: str = "the mass", place: str = "one", **values: object) -> Correction:
    made = Correction("C01", "2026-02-01", "erratum", place, "", was, now, "So the log.", (), "", "1.0", AT)
    return replace(made, **values)  # type: ignore[arg-type]


def edition(*corrections: Correction, printings: tuple[Printing, ...] = (FIRST,), number: str = "1.1") -> Edition:
    return replace(EDITION, number=number, name="First edition, corrected", date="2026-03-01", content="3fa94c01be",
                   corrections=corrections, printings=printings)  # fmt: skip


CHANGES = division(id="changes", role="changes", title="Changes in This Printing")
IMPRINT = division(id="imprint", role="imprint", title="")


def written(*corrections: Correction, blocks: tuple[Block[RawInline], ...] = (), listed: bool = True,
            **values: object) -> Manuscript:  # fmt: skip
    """A chapter of these blocks, or of four paragraphs and a note; with a list of changes or without."""
    text = blocks or (
        line("Brae wound the weight at midnight.", NoteMark("n", AT)),
        Heading(2, (Text("The wreck"),), "wreck", (), AT),
        line("The ", Emphasis("em", (Text("barque Corrigan"),)), Text(" was lost on the Middle Rock.")),
        line("Nothing of the Rock was found."),
    )
    notes: dict[str, tuple[Block[RawInline], ...]] = {} if blocks else {"n": (line("He was asked for an hour."),)}
    lists: tuple[RawDivision, ...] = (CHANGES,) if listed else ()
    made = manuscript(division(*text, notes=notes), IMPRINT, *lists)
    return replace(made, edition=edition(*corrections, **values))  # type: ignore[arg-type]


def resolved(made: Manuscript) -> tuple[Book, tuple[Problem, ...]]:
    book, problems = resolve(made, Shelf())
    assert book is not None, problems
    return book, problems


def places(*corrections: Correction) -> list[tuple[str, str]]:
    """Each change with the words behind its anchor, or the anchor's name where it is none of its own."""
    book, _ = resolved(written(*corrections))
    found = {}
    every = [*book.divisions[0].blocks, *(block for note in book.divisions[0].notes for block in note.blocks)]
    for block in every:
        if isinstance(block, Paragraph | Heading):
            for place, inline in enumerate(block.children):
                if isinstance(inline, IndexAnchor):
                    after = block.children[place + 1]
                    found[inline.id] = str(getattr(after, "text", "")) or str(after.children[0].text)  # type: ignore[union-attr]
    return [(change.correction.id, found.get(change.anchor, change.anchor)) for change in book.changes]


# --- where the words stand now


def test_a_correction_finds_its_words() -> None:
    assert places(entry("the weight")) == [("C01", "the weight at midnight.")]
    assert places(entry("barque Corrigan was lost")) == [("C01", "barque Corrigan")]
    assert places(entry("an hour")) == [("C01", "an hour.")]
    assert places(entry("wreck")) == [("C01", "wreck")]


def test_changes_are_in_the_order_of_the_text_and_a_note_behind_its_call() -> None:
    said = (entry("was found", id="C01"), entry("an hour", id="C02"), entry("lost", id="C03"), entry("Brae", id="C04"))
    assert [name for name, _ in places(*said)] == ["C04", "C02", "C03", "C01"]


def test_words_that_are_gone_are_at_the_anchor_or_where_the_division_begins() -> None:
    assert places(entry("", was="twice", anchor="wreck")) == [("C01", "wreck")]
    assert places(entry("", was="nowhere")) == [("C01", "one")]


def test_an_anchor_stands_before_the_words_that_are_meant() -> None:
    _, problems = resolve(written(entry("Rock", was="Stone")), Shelf())
    assert [(problem.code, problem.message, problem.hint, problem.span) for problem in problems] == [
        ("L-031", "“Rock” stands at 2 places of “One”",
         "lengthen was and now until one place is meant, or name an anchor before it", AT)
    ]  # fmt: skip
    assert places(entry("Rock", was="Stone", anchor="wreck")) == [("C01", "Rock.")]


def test_every_change_has_an_anchor_that_can_be_referred_to() -> None:
    book, _ = resolved(written(entry("the weight"), entry("an hour", id="C02")))
    assert {change.anchor for change in book.changes} <= set(book.anchors)


# --- which are listed


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ["C01"]),
        ({"printings": (replace(FIRST, corrections=("C01",)),)}, []),
        ({"printings": ()}, []),
        ({"number": "1.0"}, []),  # the record is this printing's own
        ({"printings": (FIRST, Printing("1.1", "", "2026-03-01", ("C01",)))}, ["C01"]),  # this printing built again
        ({"printings": (FIRST, Printing("1.1", "", "2026-03-01", ("C01",))), "number": "1.2"}, []),
    ],
)
def test_what_no_earlier_printing_has_is_listed(values: dict[str, object], expected: list[str]) -> None:
    book, _ = resolved(written(entry("the weight"), **values))
    assert [change.correction.id for change in book.changes] == expected


def test_a_list_without_changes_is_left_out_and_it_is_told() -> None:
    book, problems = resolved(written())
    assert "changes" not in [each.role for each in book.divisions]
    assert [(problem.code, problem.message) for problem in problems] == [
        ("L-033", "“Changes in This Printing” is left out: nothing was corrected since printing 1.0")
    ]
    _, problems = resolved(written(printings=()))
    assert [problem.message for problem in problems] == [
        "“Changes in This Printing” is left out: no printing came before this one"
    ]


# --- on the page


@cache
def styles() -> Styles:
    folder = Path(mkdtemp())
    made, problems = read_styles(folder, Cache(folder))
    assert problems == ()
    return made


def page(book: Book, role: Role, target: Medium = PAPER) -> str:
    """A division as set, tags and keys left out; a folio to be filled in as {its anchor}."""
    galleys, problems = compose(book, styles(), target, Cache(Path(mkdtemp())))
    assert problems == ()
    html = next(galley.html for galley in galleys if galley.division == role).partition("<body")[2].partition(">")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r'<a [^>]*data-page="([^"]+)"></a>', r"{\1}", html)).split())


def test_the_list_says_page_for_and_read_and_why() -> None:
    taken_out = entry("", was="twice", id="C02", anchor="wreck", why='It is "so".')
    book, _ = resolved(written(entry("the weight"), taken_out))
    assert page(book, "changes") == (
        "Changes in This Printing Page {change-C01} for the mass read the weight So the log."
        " Page {wreck} delete twice It is “so”."
    )


def test_the_imprint_says_which_printing_it_is_and_what_came_before() -> None:
    book, _ = resolved(written(entry("the weight")))
    said = page(book, "imprint")
    assert "First edition, printing 1.0, 15 January 2026 First edition, corrected, printing 1.1, 1 March 2026" in said
    assert "Content 3fa94c01be" in said
    assert "Changes in This Printing , page {changes}" in said


def test_an_imprint_without_content_id_or_changes_says_nothing_of_them() -> None:
    made = written(listed=False, printings=(), number="1.0")
    book, _ = resolved(replace(made, edition=replace(made.edition, content="")))
    assert "Content" not in page(book, "imprint")
    assert "Changes" not in page(book, "imprint", EPUB)


def test_an_epub_without_a_list_of_changes_has_it_in_its_imprint() -> None:
    book, _ = resolved(written(entry("the weight"), listed=False))
    note = "Changes in this printing Page {change-C01} for the mass read the weight So the log."
    assert note in page(book, "imprint", EPUB)
    assert note not in page(book, "imprint", PAPER)
    listed, _ = resolved(written(entry("the weight")))
    assert note not in page(listed, "imprint", EPUB)


# --- what the gate expects of them


def expected(book: Book, role: Role, target: Medium) -> tuple[str, list[str]]:
    """The words and the facts that a division must have."""
    pages = {anchor: Folio(43, "arabic") for anchor in book.anchors}
    wanted = next(each for each in book_text(book, pages, target) if each.division.role == role)
    return " ".join(word.text for word in wanted.words), [" ".join(word.text for word in row) for row in wanted.facts]


def test_the_gate_wants_every_change_with_its_folio() -> None:
    book, _ = resolved(written(entry("the weight"), entry("", was="twice", id="C02")))
    words, _ = expected(book, "changes", PAPER)
    assert words == "Page 43 delete twice So the log. Page 43 for the mass read the weight So the log."


def test_the_gate_wants_the_printing_and_its_content_on_the_imprint() -> None:
    book, _ = resolved(written(entry("the weight"), listed=False))
    words, facts = expected(book, "imprint", PAPER)
    assert {"printing 1.0", "printing 1.1", "First edition, corrected", "3fa94c01be", "1 March 2026"} <= set(facts)
    assert words == ""
    assert expected(book, "imprint", EPUB)[0].startswith("Changes in this printing Page 43 for the mass")


@pytest.mark.parametrize(
    ("here", "overleaf", "told"),
    [
        ("Brae wound the weight.", "He slept.", False),
        ("Brae wound the", "weight. He slept.", False),
        ("Brae wound the4 wei", "ght. He slept.", False),  # a note is called between, the word is broken
        ("Brae slept.", "He wound the weight.", True),
        ("Brae wound the mass.", "He slept.", True),
    ],
)
def test_the_gate_wants_the_words_on_the_page_that_the_list_names(here: str, overleaf: str, told: bool) -> None:
    book, _ = resolved(written(entry("wound the weight")))
    text = {"one": FoundDivision([Piece(here, 2), Piece(overleaf, 3)])}
    problems = tuple(changes(text, book, {"change-C01": Folio(43, "arabic")}, ("i", "ii", "43", "44")))
    what = "“wound the weight” does not stand on page 43 of the PDF, which the changes name"
    assert [(problem.code, problem.message, problem.span) for problem in problems] == [("F-001", what, AT)] * told


def test_a_changed_text_keeps_its_blocks_keys() -> None:
    """An anchor must not make a paragraph another one: pages and EPUB find it by its words."""
    group = Group((line("Brae wound the weight."),), "", ("aside",), "", AT)
    ledgers: tuple[tuple[Correction, ...], ...] = ((), (entry("the weight"),))
    plain, marked = (resolved(written(*ledger, blocks=(group,), listed=False))[0] for ledger in ledgers)
    keys = [
        re.findall(r'data-key="([^"]+)"', compose(book, styles(), PAPER, Cache(Path(mkdtemp())))[0][0].html)
        for book in (plain, marked)
    ]
    assert keys[0] == keys[1]
