"""Notes, citations, cross-references and lists of a resolved book, as a reader would find them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from manuscripts import CONQUEST as CONQUEST_IN
from manuscripts import EDITION, HERE, Shelf, cited, division, line, manuscript, said
from manuscripts import GETTY as GETTY_IN

from book.edition import NoteSetting
from book.matter import (
    Block,
    Book,
    CrossLink,
    CrossReference,
    DataValue,
    Emphasis,
    Figure,
    Heading,
    Manuscript,
    NoteMark,
    Paragraph,
    RawInline,
    Styled,
    Table,
    Text,
    Unsourced,
)
from book.problems import CODES
from book.resolve import resolve


def book(made: Manuscript) -> Book:
    resolved, problems = resolve(made, Shelf())
    assert resolved is not None, problems
    return resolved


def text(resolved: Book, division: int = 0) -> list[str]:
    return [said(block.children) for block in resolved.divisions[division].blocks if isinstance(block, Paragraph)]


def notes(resolved: Book, division: int = 0) -> list[str]:
    return [
        " ".join(said(block.children) for block in note.blocks if isinstance(block, Paragraph))
        for note in resolved.divisions[division].notes
    ]


def codes(made: Manuscript) -> list[str]:
    resolved, problems = resolve(made, Shelf())
    assert (resolved is None) == any(problem.severity == "error" for problem in problems)
    return [problem.code for problem in problems]


NESTED = "Robert Conquest, *The Great Terror: A Reassessment* [Oxford University Press, 1990], 91"
BRACKETED = "*The Great Terror: A Reassessment* [Oxford University Press, 1990], 91"
FULL = "Robert Conquest, *The Great Terror: A Reassessment* (Oxford University Press, 1990), 91."


def test_a_citation_becomes_a_note_with_a_link_to_the_bibliography() -> None:
    resolved = book(manuscript(division(line("He was shot", cited("conquest", "91"), "."))))
    assert text(resolved) == ["He was shot.[note-one-1]"]
    assert notes(resolved) == [FULL]
    (note,) = resolved.divisions[0].notes
    assert (note.id, note.call, note.number) == ("note-one-1", "call-one-1", "1")
    paragraph = note.blocks[0]
    assert isinstance(paragraph, Paragraph) and isinstance(paragraph.children[0], CrossLink)
    assert paragraph.children[0].anchor == "ref-conquest"


@pytest.mark.parametrize(
    ("before", "after", "printed"),
    [
        ("shot", ", and", "shot,[note-one-1] and"),
        ("shot ", ". Then", "shot.[note-one-1] Then"),
        ("“shot", ".” Then", "“shot.”[note-one-1] Then"),
        ("‘shot", "’, then", "‘shot’,[note-one-1] then"),
        ("shot", "—and", "shot[note-one-1]—and"),
        ("shot", " – and", "shot[note-one-1] – and"),
        ("shot", "", "shot[note-one-1]"),
        ("shot.", " Then", "shot.[note-one-1] Then"),
        ("(shot", ")", "(shot[note-one-1])"),
    ],
)
def test_the_mark_stands_behind_the_punctuation(before: str, after: str, printed: str) -> None:
    assert text(book(manuscript(division(line(before, cited("conquest"), after))))) == [printed]


def test_citations_at_one_place_share_a_note() -> None:
    resolved = book(manuscript(division(line("So", cited("conquest", "91"), " ", cited("getty"), "."))))
    assert text(resolved) == ["So.[note-one-1]"]
    road = "J. Arch Getty and Oleg V. Naumov, *The Road to Terror* (Yale University Press, 2010)."
    assert notes(resolved) == [f"{FULL[:-1]}; {road}"]


def test_a_note_of_ones_own_and_a_citation_keep_both_numbers() -> None:
    both = line("So", cited("conquest", "91"), NoteMark("a", HERE), ".")
    resolved = book(manuscript(division(both, notes={"a": (line("Own."),)})))
    assert text(resolved) == ["So.[note-one-1][note-one-2]"]
    assert notes(resolved) == [FULL, "Own."]


@pytest.mark.parametrize(
    ("key", "after", "printed"),
    [
        ("conquest", " says", "Conquest[note-one-1] says"),
        ("conquest", "’s book", "Conquest’s[note-one-1] book"),
        ("getty", ", however", "Getty and Naumov,[note-one-1] however"),
    ],
)
def test_the_author_stays_in_the_sentence(key: str, after: str, printed: str) -> None:
    assert text(book(manuscript(division(line(cited(key, "9", in_text=True), after))))) == [printed]


def test_space_between_marks_is_dropped() -> None:
    both = line("So ", cited("getty"), " ", NoteMark("a", HERE), ".")
    made = manuscript(division(both, notes={"a": (line("Own."),)}))
    assert text(book(made)) == ["So.[note-one-1][note-one-2]"]


def test_works_are_cited_in_full_once_a_chapter() -> None:
    one = division(line("a", cited("conquest", "91")), line("b", cited("conquest", "92")))
    two = division(line("c", cited("conquest", "91")), id="two")
    resolved = book(manuscript(one, two))
    assert notes(resolved) == [FULL, "Conquest, *Great Terror*, 92."]
    assert notes(resolved, 1) == [FULL]
    assert resolved.divisions[1].notes[0].id == "note-two-1"


def test_works_are_cited_in_full_once_a_book_if_the_book_says_so() -> None:
    one, two = division(line("a", cited("conquest", "91"))), division(line("c", cited("conquest", "92")), id="two")
    through = replace(EDITION, first_full="book", notes=NoteSetting(numbering="book"))
    resolved = book(manuscript(one, two, edition=through))
    assert notes(resolved, 1) == ["Conquest, *Great Terror*, 92."]
    assert resolved.divisions[1].notes[0].number == "2"


@pytest.mark.parametrize(
    ("blocks", "printed"),
    [
        (("See ", cited("conquest", "91"), ", on this."), f"See {FULL[:-1]}, on this."),
        (("Told by ", cited("conquest", "91", in_text=True), "; the hall"), f"Told by {FULL[:-1]}; the hall"),
        (("Told by ", cited("conquest", in_text=True), ", 91; the hall"), f"Told by {FULL[:-1]}; the hall"),
        (("Told by ", cited("conquest", in_text=True), ", chap. 9."), f"Told by {FULL[:-3]}chap. 9."),
        (("To ", cited("conquest", in_text=True), ", 91 men"), f"To {FULL[:-5]}, 91 men"),
        (("As ", cited("conquest", "91", in_text=True), " says, so"), f"As Conquest ({BRACKETED}) says, so"),
        ((cited("conquest", "91", in_text=True), " says so"), f"Conquest ({BRACKETED}) says so"),
        (("See ", cited("conquest", "91", in_text=True), " and others."), f"See {FULL[:-1]} and others."),
        ((" Led by a space. ",), "Led by a space."),
        ((cited("conquest", "91"), "."), FULL),
        ((cited("conquest", "91"),), FULL),
        (("Before the trial.", cited("conquest", "91"), " Some say"), f"Before the trial. {FULL} Some say"),
        (("It is so.", cited("conquest", "91")), f"It is so. {FULL}"),
        (("so it is", cited("conquest", "91"), "."), f"so it is ({NESTED})."),
        (("so (", cited("conquest", "91"), ")."), f"so ({FULL[:-1]})."),
    ],
)
def test_a_citation_inside_a_note_stands_in_its_sentence(blocks: tuple[Any, ...], printed: str) -> None:
    made = manuscript(division(line("x", NoteMark("a", HERE)), notes={"a": (line(*blocks),)}))
    assert notes(book(made)) == [printed]


def test_a_work_without_author_stands_whole_in_the_sentence_of_a_note() -> None:
    work = {"id": "page", "type": "webpage", "title": "The Commission", "container-title": "Pages"}
    note = line("See ", cited("page", in_text=True), " for the form.")
    made = manuscript(division(line("x", NoteMark("a", HERE)), notes={"a": (note,)}), references=(work,))
    assert notes(book(made)) == ["See “The Commission”, Pages for the form."]


def test_a_note_that_cites_nothing_parts_what_ibid_would_join() -> None:
    ibid = replace(EDITION, citation_style="chicago-notes-bibliography-subsequent-ibid")
    again = line("c", cited("conquest", "91"))
    one = division(again, line("b", NoteMark("n", HERE)), again, again, notes={"n": (line("Own."),)})
    assert notes(book(manuscript(one, edition=ibid))) == [FULL, "Own.", "Conquest, *Great Terror*, 91.", "Ibid."]


def test_prefix_and_suffix_keep_their_markup_and_references() -> None:
    mention = cited("conquest", "91")
    reference = CrossReference("two", (), "plain", HERE)
    work = replace(mention.works[0], prefix=(Text("compare "), Emphasis("em", (Text("this"),)), Text(" in ")),
                   suffix=(Text(", as in "), reference))  # fmt: skip
    made = manuscript(division(line("So.", replace(mention, works=(work,)))), division(id="two"))
    assert notes(book(made)) == [f"Compare *this* in {FULL[:-1]}, as in chapter 2."]


def test_an_unknown_key_is_reported_with_its_place_and_a_suggestion() -> None:
    resolved, problems = resolve(manuscript(division(line("So.", cited("conquests")))), Shelf())
    assert resolved is None
    assert [(problem.code, problem.span, problem.hint) for problem in problems] == [
        ("C-001", HERE, "did you mean “conquest”?")
    ]


def test_a_note_without_text() -> None:
    assert codes(manuscript(division(line("x", NoteMark("hall", HERE))))) == ["M-014"]


def test_a_note_called_twice_is_printed_twice() -> None:
    made = manuscript(division(line("x", NoteMark("a", HERE), " y", NoteMark("a", HERE)), notes={"a": (line("Own."),)}))
    assert text(book(made)) == ["x[note-one-1] y[note-one-2]"]
    assert notes(book(made)) == ["Own.", "Own."]


HEADING = Heading(2, (Text("The "), Emphasis("em", (Text("verdict"),)), NoteMark("a", HERE)), "verdict", (), HERE)
FIGURE = Figure("fig-hall", "hall.png", "A hall", (Text("The hall. Seen from the north."),), HERE)
TABLE = Table("tab-one", (Text("Sentences"),), (), (), (), HERE)


@pytest.mark.parametrize(
    ("anchor", "form", "own", "printed"),
    [
        ("two", "plain", "", "chapter 2"),
        ("names", "plain", "", "appendix A"),
        ("two", "title", "", "Two"),
        ("fig-hall", "plain", "", "figure 1"),
        ("tab-one", "page", "", "table 1, page\u00a0{tab-one}"),
        ("verdict", "page", "the verdict", "the verdict, page\u00a0{verdict}"),
        ("verdict", "title", "", "The verdict"),
        ("verdict", "plain", "", "“The verdict”"),
        ("preface", "plain", "", "“Names”"),
        ("verdict", "pageonly", "", "page\u00a0{verdict}"),
        ("place", "plain", "there", "there"),
    ],
)
def test_cross_references(anchor: str, form: Any, own: str, printed: str) -> None:
    reference = CrossReference(anchor, (Text(own),) if own else (), form, HERE)
    blocks: tuple[Block[RawInline], ...] = (
        line("See ", reference, "."), HEADING, FIGURE, TABLE, line(Styled((Text("x"),), "place")),
    )  # fmt: skip
    one = division(*blocks, notes={"a": (line("Own."),)})
    preface = division(id="preface", role="preface", title="Names")
    made = manuscript(one, division(id="two", title="Two"), division(id="names", role="appendix"), preface)
    assert text(book(made))[0] == f"See {printed}."


def test_a_reference_that_begins_a_sentence_has_a_capital() -> None:
    reference = CrossReference("two", (), "plain", HERE)
    made = manuscript(division(line(reference, " tells. So. ", reference, ", cf. ", reference)), division(id="two"))
    assert text(book(made)) == ["Chapter 2 tells. So. Chapter 2, cf. chapter 2"]


@pytest.mark.parametrize(("anchor", "form", "code"), [("verdct", "plain", "X-001"), ("place", "plain", "X-002")])
def test_references_in_vain(anchor: str, form: Any, code: str) -> None:
    place = line(Styled((), "place"))
    made = manuscript(
        division(line(CrossReference(anchor, (), form, HERE)), HEADING, place, notes={"a": (line("Own."),)})
    )
    assert codes(made) == [code]


def test_contents_and_lists() -> None:
    made = manuscript(
        division(id="half", role="halftitle"), division(id="preface", role="preface", title="Names"),
        division(HEADING, FIGURE, TABLE, notes={"a": (line("Own."),)}),
        division(HEADING_OF_APPENDIX, id="app", role="appendix", title="Register"), division(id="end", role="colophon"),
    )  # fmt: skip
    resolved = book(made)
    lines = [(entry.level, entry.label, said(entry.title), entry.anchor) for entry in resolved.contents]
    assert lines == [
        (1, "", "Names", "preface"), (1, "1", "One", "one"), (2, "", "The *verdict*", "verdict"),
        (1, "A", "Register", "app"), (1, "", "Bibliography", "bibliography"), (1, "", "Index", "index"),
    ]  # fmt: skip
    assert [(entry.label, said(entry.title)) for entry in resolved.figures] == [("Figure 1", "The hall")]
    assert [(entry.label, said(entry.title)) for entry in resolved.tables] == [("Table 1", "Sentences")]


HEADING_OF_APPENDIX: Heading[RawInline] = Heading(2, (Text("Part"),), "part", (), HERE)


def test_the_bibliography_lists_what_is_cited_in_its_sections() -> None:
    works = (
        {**GETTY_IN, "section": "works"}, {**CONQUEST_IN, "section": "further"},
        {"id": "unused", "type": "book", "title": "Never cited", "issued": 1950},
        {"id": "always", "type": "book", "title": "Always There", "issued": 1950, "always": True},
    )  # fmt: skip
    two = (EDITION.bibliography[0], replace(EDITION.bibliography[0], title="Further reading", section="further"))
    one = division(line("a", cited("getty"), NoteMark("n", HERE)), notes={"n": (line("See ", cited("getty"), "."),)})
    made = manuscript(one, references=works, edition=replace(EDITION, bibliography=two))
    resolved = book(made)
    lists = [(each.title, [(entry.key, entry.cited_at) for entry in each.entries]) for each in resolved.bibliography]
    assert lists == [
        ("Works", [("always", ()), ("getty", ("call-one-1", "call-one-2"))]), ("Further reading", [("conquest", ())]),
    ]  # fmt: skip
    assert said(resolved.bibliography[0].entries[1].children).startswith("Getty, J. Arch, and Oleg V. Naumov. ")
    assert resolved.anchors["ref-getty"].division == "bibliography"


def test_a_cited_work_without_a_section() -> None:
    made = manuscript(division(line("a", cited("getty"))), references=({**GETTY_IN, "section": "lost"},))
    assert codes(made) == ["C-007"]


def test_claims_without_source() -> None:
    claim = Unsourced((Text("Forty thousand"),), "from memory", HERE)
    made = manuscript(division(line(claim, ".")))
    resolved, problems = resolve(made, Shelf())
    assert resolved and text(resolved) == ["Forty thousand."]
    assert [(problem.code, problem.hint) for problem in problems] == [("M-018", "from memory")]
    draft = book(replace(made, edition=replace(EDITION, draft=True)))
    paragraph = draft.divisions[0].blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.children[0] == Styled((Text("Forty thousand"),), "", ("unsourced",))


def test_values_from_the_data() -> None:
    people = {"people": [{"id": "a"}, {"id": "b"}]}
    made = manuscript(division(line(DataValue("count people", "words", HERE))), data=people)
    assert text(book(made)) == ["two"]


def test_every_code_of_citations_and_references_has_its_example() -> None:
    wanted = {code for code in CODES if code[0] in "CX"} - {"C-006"}  # a fault of the engine: test_citations
    assert wanted <= {place.name for place in (Path(__file__).parent / "problems").iterdir()}


def test_checking_needs_no_layout_engine() -> None:
    heavy = "{'weasyprint', 'matplotlib', 'pikepdf', 'uharfbuzz'}"
    program = f"import sys, book.read, book.resolve; sys.exit(bool({heavy} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
