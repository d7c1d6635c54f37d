"""The checks of finished files, shown to fail: words, notes, links, fonts and tags are taken out, and it is told."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from handmade import BOOK, DIVISIONS, font_bytes, galley, pagination, settle

from book.assemble import assemble
from book.gate import audit_pdf, check_pdf, expectation, late_notes, pdf_text
from book.matter import Book, ContentsEntry, Heading, Note, Paragraph, Text
from book.pages import Folio, Pagination
from book.pdfmarks import read
from book.problems import Problem, Span


@cache
def pdf() -> bytes:
    return assemble(pagination(), BOOK, font_bytes())[0]


def found(book: Book, data: bytes | None = None, pages: Pagination | None = None) -> list[tuple[str, str, str]]:
    problems = check_pdf(pdf() if data is None else data, book, pages or pagination())
    return [(problem.code, str(problem.span), problem.message) for problem in problems]


def page_of(anchor: str) -> str:
    return str(pagination().page_map[anchor])


def changed(index: int, **values: object) -> Book:
    """The book with another division; the PDF is still made of the old one."""
    divisions = list(BOOK.divisions)
    divisions[index] = replace(divisions[index], **values)  # type: ignore[arg-type]
    return replace(BOOK, divisions=tuple(divisions))


def spoilt(change: object) -> bytes:
    """The PDF with something changed in it."""
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        change(opened)  # type: ignore[operator]
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def codes(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.code for problem in problems}


def test_a_good_pdf_has_no_problem() -> None:
    assert found(BOOK) == []


# --- nothing lost ------------------------------------------------------------------------------------------------


def test_a_lost_paragraph_is_found_at_its_line() -> None:
    lost = Paragraph((Text("Nobody has printed these words."),), Span("chapters/ch1.md", 77))
    blocks = DIVISIONS[1].blocks
    book = changed(1, blocks=(*blocks[:2], lost, *blocks[2:]))
    message = "“Nobody has printed these words.” is missing from the PDF after “3.2 So it was.”"
    assert found(book) == [("F-001", "chapters/ch1.md:77:1", message.replace("3.2", page_of("ch2") + ".2"))]


def test_a_paragraph_left_out_of_the_pages_is_found_at_its_line() -> None:
    without = replace(DIVISIONS[1], blocks=DIVISIONS[1].blocks[:3] + DIVISIONS[1].blocks[4:])
    pages = settle(tuple(galley(without if d.id == "ch1" else d) for d in DIVISIONS))
    data, _ = assemble(pages, BOOK, font_bytes())
    problems = found(BOOK, data, pages)
    assert [(code, span) for code, span, _ in problems] == [
        ("F-001", "chapters/ch1.md:18:1"),
        ("F-003", "chapters/ch1.md:104:1"),
    ]
    assert problems[1][2] == "note 4 of “The Beginning” is missing from the PDF"


def test_an_extra_word_is_found_with_its_page() -> None:
    blocks = DIVISIONS[2].blocks
    book = changed(2, blocks=blocks[:-1])
    assert [(code, message.partition(" … ")[0]) for code, _, message in found(book)] == [
        ("F-002", "the PDF has “8 is the number of this paragraph. Confessions")
    ]
    assert f"on page {page_of('call-ch2-8')}" in found(book)[0][2]


def test_a_word_put_for_another_is_found() -> None:
    heading = next(b for b in DIVISIONS[1].blocks if isinstance(b, Heading))
    other = replace(heading, children=(Text("A section of The Ending"),))
    book = changed(1, blocks=tuple(other if b is heading else b for b in DIVISIONS[1].blocks))
    ((code, span, message),) = found(book)
    assert (code, span) == ("F-001", "chapters/ch1.md:19:1")
    page = page_of("ch1-section")
    assert message == (
        f"“Ending” is missing from the PDF after “A section of The”; there stands “Beginning” on page {page}"
    )


def test_a_changed_note_is_found_at_its_line() -> None:
    note = DIVISIONS[1].notes[2]
    other = replace(note, blocks=(Paragraph((Text("Note 3 says nothing."),), Span("chapters/ch1.md", 103)),))
    book = changed(1, notes=tuple(other if n is note else n for n in DIVISIONS[1].notes))
    assert [(code, span) for code, span, _ in found(book)] == [("F-001", "chapters/ch1.md:103:1")]


def test_a_note_of_another_number_is_found() -> None:
    note: Note = replace(DIVISIONS[1].notes[2], number="13")
    book = changed(1, notes=tuple(note if n.id == note.id else n for n in DIVISIONS[1].notes))
    assert [message.split("”")[0] for _, _, message in found(book)] == [f"“{page_of('ch2')}.13", "“13."]


def test_a_wrong_folio_in_contents_and_index_is_found() -> None:
    pages = replace(pagination(), page_map={**pagination().page_map, "ch2-section": Folio(9, "arabic")})
    assert [message.split(" is")[0] for _, _, message in found(BOOK, pages=pages)] == ["“9”", "“9”"]


def test_a_note_that_begins_later_than_its_call_is_listed() -> None:
    text = pdf_text(pdf())
    note = text["ch1"].notes["note-ch1-4"]
    note.pieces[:] = [replace(piece, page=note.call + 2 if piece.page >= 0 else -1) for piece in note.pieces]
    (problem,) = [p for p in late_notes(text, BOOK) if p.span == DIVISIONS[1].notes[3].span]
    assert (problem.code, problem.message) == ("P-003", "note 4 begins 2 pages after its call")
    assert not late_notes(text, BOOK, frozenset(n.id for d in DIVISIONS for n in d.notes))


# --- form --------------------------------------------------------------------------------------------------------


def test_a_broken_file_is_told_not_raised() -> None:
    for data in (b"", b"%PDF-1.7\nnothing", pdf()[: len(pdf()) // 2]):
        assert [code for code, _, _ in found(BOOK, data)] == ["F-004"]


def test_an_operator_that_cannot_be_read_is_told() -> None:
    def garble(opened: pikepdf.Pdf) -> None:
        opened.pages[2].contents_add(opened.make_stream(b"BT /Lost 9 Tf ET 1 0 0 1 cm"))

    problems = audit_pdf(spoilt(garble), expectation(BOOK, pagination()))
    assert [(p.code, p.message) for p in problems] == [
        ("F-004", "page 3 of the PDF has 2 operators that cannot be read: Tf: the page has no font /Lost")]


@pytest.mark.parametrize("place", ["book.gate.navigation.links", "book.gate.pdftext.tagged_text",
                                   "book.pdfmarks.reading.Interpreter.run"])
def test_a_bug_of_the_checks_is_not_called_a_broken_file(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(*_: object) -> None:
        raise AttributeError("our own mistake")

    read.cache_clear()  # it keeps the last file
    monkeypatch.setattr(place, bug)
    with pytest.raises(AttributeError, match="our own mistake"):
        check_pdf(pdf(), BOOK, pagination())


def test_a_page_too_few_and_wrong_labels_are_found() -> None:
    assert "F-004" in codes(audit_pdf(spoilt(lambda p: p.pages.__delitem__(-1)), expectation(BOOK, pagination())))

    def relabel(opened: pikepdf.Pdf) -> None:
        opened.Root.PageLabels.Nums[3].St = 3

    problems = audit_pdf(spoilt(relabel), expectation(BOOK, pagination()))
    assert [p.message for p in problems] == ["page 3 of the PDF is labelled “3”, not “1”"]


def test_a_bookmark_that_differs_from_the_contents_is_found() -> None:
    more = ContentsEntry(1, "", (Text("Nowhere"),), "ch1", "back")
    wanted = expectation(replace(BOOK, contents=(*BOOK.contents, more)), pagination())
    assert [p.message for p in audit_pdf(pdf(), wanted)] == ["the bookmark “Nowhere” is missing"]


def test_a_bookmark_to_another_page_is_found() -> None:
    def turn(opened: pikepdf.Pdf) -> None:
        mark = opened.Root.Outlines.First.Next  # chapter 2 is after chapter 1, which has a section below it
        assert str(mark.Title) == "Chapter 2. The End"
        mark.Dest = pikepdf.Array([opened.pages[5].obj, *list(mark.Dest)[1:]])

    problems = audit_pdf(spoilt(turn), expectation(BOOK, pagination()))
    assert [(p.code, p.message) for p in problems] == [
        ("F-006", "the bookmark “Chapter 2. The End” leads to page 6 of the PDF, not to 5")]


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ({"/Dest": "nowhere"}, "leads to “nowhere”, which is nowhere"),
        ({"/A": {"/S": pikepdf.Name.URI, "/URI": "book:ch9"}}, "leads to “book:ch9”, which is not a web address"),
        ({"/A": {"/S": pikepdf.Name.Launch, "/F": "x"}}, "would run /Launch"),
    ],
)
def test_a_link_to_nowhere_is_found(action: dict[str, object], message: str) -> None:
    def relink(opened: pikepdf.Pdf) -> None:
        link = opened.pages[2].Annots[0]
        del link["/Dest"]
        for key, value in action.items():
            link[key] = pikepdf.Dictionary(value) if isinstance(value, dict) else value

    problems = audit_pdf(spoilt(relink), expectation(BOOK, pagination()))
    assert [p.message for p in problems] == [f"a link on page 3 of the PDF {message}"]


def test_a_face_embedded_twice_or_not_at_all_is_found() -> None:
    def double(opened: pikepdf.Pdf) -> None:
        fonts = opened.pages[2].Resources.Font
        name = next(iter(fonts.keys()))
        fonts[name] = opened.make_indirect(pikepdf.Dictionary(fonts[name]))

    (problem,) = audit_pdf(spoilt(double), expectation(BOOK, pagination()))
    assert problem.code == "F-008" and problem.message.endswith("is embedded 2 times")

    def strip(opened: pikepdf.Pdf) -> None:
        for font in opened.pages[2].Resources.Font.values():
            del font.DescendantFonts[0].FontDescriptor["/FontFile2"]

    assert codes(audit_pdf(spoilt(strip), expectation(BOOK, pagination()))) == {"F-008"}


def test_metadata_that_differ_from_the_edition_are_found() -> None:
    edition = replace(BOOK.edition, title="Another Book", number="2.0")
    problems = audit_pdf(pdf(), expectation(replace(BOOK, edition=edition), pagination()))
    assert [p.message.split(" is ")[0] for p in problems] == [
        "the PDF's title", "the PDF's dc:title", "the PDF's xmpMM:VersionID"]  # fmt: skip


def test_missing_tags_are_found() -> None:
    def untag(opened: pikepdf.Pdf) -> None:
        del opened.Root["/StructTreeRoot"]

    assert "F-010" in codes(audit_pdf(spoilt(untag), expectation(BOOK, pagination())))

    def unhook(opened: pikepdf.Pdf) -> None:
        del opened.pages[2]["/StructParents"]

    problems = audit_pdf(spoilt(unhook), expectation(BOOK, pagination()))
    assert [p.message for p in problems] == ["page 3 of the PDF: its text does not lead back to its tags"]


def test_the_content_id_of_the_pdf_is_the_edition_s() -> None:
    marked = replace(BOOK, edition=replace(BOOK.edition, content="3fa94c01be"))
    data = assemble(pagination(), marked, font_bytes())[0]
    assert found(marked, data) == []
    assert found(BOOK, data) == [("F-009", "None", "the PDF's content id is “['content:3fa94c01be']”, not “[]”")]
    assert ("F-009", "None", "the PDF's content id is “[]”, not “['content:3fa94c01be']”") in found(marked)
