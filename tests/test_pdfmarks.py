"""The one PDF reader: its marks held against another library's, its text by tag, and what it cannot read."""

from __future__ import annotations

from typing import Any

import pytest
from handmade import BOOK, font_bytes, pagination
from otherreader import agrees
from pikepdf import Dictionary, Name
from presswork import book_pages, cover_sheet, draw, font, image, saved

from book.assemble import assemble
from book.pdfmarks import PdfPage, TextRun, quoted, read, tagged_text


def drawn(content: bytes, cmap: bytes = b"", **resources: Any) -> PdfPage:
    """A page with this drawn on it; `cmap` says what the characters of font /T mean."""
    pdf = book_pages(2)
    face = font(pdf)
    face.ToUnicode = pdf.make_stream(cmap)
    draw(content, page=1, **resources)(pdf)
    pdf.pages[1].Resources.Font["/T"] = pdf.make_indirect(face)
    return read(saved(pdf)).pages[1]


# --- another library ---------------------------------------------------------------------------------------------


def test_the_handmade_book_is_read_as_another_library_reads_it() -> None:
    runs, contents = agrees(assemble(pagination(), BOOK, font_bytes())[0])
    assert (runs > 200, contents > 200) == (True, True)


@pytest.mark.parametrize("content", [
    b"BT /F 20 Tf 100 100 Td <00010001> Tj [<0001> -2000 (\\000\\001) 300 <0001>] TJ ET",
    b"BT /F 20 Tf 5 Tc 50 Tz 14 TL 100 100 Td <00010001> Tj T* <0001> Tj <0001> ' ET",  # playa leaves `"` on its line
    b"q 2 0 0 2 9 9 cm BT /F 9 Tf 1 0 .3 1 30 60 Tm <0001> Tj ET Q BT /F 9 Tf 90 99 Td <0001> Tj ET",
    b"1 0 0 RG 0 1 0 rg BT /F 9 Tf 9 9 Td <0001> Tj ET 4 w 100 100 m 200 150 l S 10 10 30 40 re f q 9 0 0 9 50 50 cm"
    b" /I Do Q",
    b"/P <</MCID 4>> BDC BT /F 9 Tf 9 9 Td <0001> Tj /Span <</Lang (a)>> BDC <0001> Tj EMC ET EMC",
])
def test_what_is_drawn_by_hand_is_read_as_another_library_reads_it(content: bytes) -> None:
    pdf = book_pages(2)
    pdf.pages[1].Resources.Font.F.ToUnicode = pdf.make_stream(
        b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfchar <0001> <25a0> endbfchar")
    draw(content, page=1, XObject=image(10, 10))(pdf)
    assert agrees(saved(pdf))[0] >= 2


def test_a_cover_is_read_as_another_library_reads_it() -> None:
    assert agrees(saved(cover_sheet(100))) == (1, 0)


# --- text by tag -------------------------------------------------------------------------------------------------


def test_text_is_read_from_every_way_to_write_it() -> None:
    """Hexadecimal and literal strings, mapped one by one, by ranges and lists; an artifact's is not read."""
    content = (
        b"BT /Artifact BMC /T 9 Tf (\\000A) Tj EMC /P <</MCID 3>> BDC /T 9 Tf <0041 00 42> Tj"
        b" [(\\000C\\000\\)) -9 (\\000Z\\000\\\n\\061)] TJ"
        b" /Artifact <</Type /Pagination>> BDC <0041> Tj EMC <0050> Tj EMC"
        b" /Q /Numbered BDC <0042> Tj EMC ET"
    )
    cmap = (b"1 beginbfrange <0041> <0043> <0061> endbfrange 2 beginbfchar <0029> <00660069> <0050> <> endbfchar"
            b" 1 beginbfrange <0030> <0031> [<0078> <D83DDE00>] endbfrange")
    page = drawn(content, cmap, Properties=Dictionary(Numbered=Dictionary(MCID=7)))
    assert (tagged_text(page.marks), page.unread) == ({3: "abcfi\ufffd\U0001f600", 7: "b"}, ())


def test_words_written_from_right_to_left_are_read_so() -> None:
    cmap = b"1 beginbfrange <0001> <0003> <05d0> endbfrange 1 beginbfrange <0041> <0043> <0061> endbfrange"
    page = drawn(b"BT /P <</MCID 0>> BDC /T 9 Tf <004100030002000100420043> Tj EMC ET", cmap)
    assert tagged_text(page.marks) == {0: "a\u05d0\u05d1\u05d2bc"}


def test_the_numbers_within_a_form_are_the_form_s_own() -> None:
    def form(pdf: Any) -> Dictionary:
        inner = b"BT /T 9 Tf <0041> Tj /P <</MCID 0>> BDC <0042> Tj ET"  # and it forgets to end its content
        return Dictionary(X=pdf.make_stream(inner, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99]))

    cmap = b"1 beginbfrange <0041> <0043> <0061> endbfrange"
    page = drawn(b"/P <</MCID 0>> BDC /X Do BT /T 9 Tf <0043> Tj ET EMC", cmap, XObject=form)
    assert tagged_text(page.marks) == {0: "ac"}


def test_words_behind_a_clip_are_not_printed() -> None:
    cmap = b"1 beginbfrange <0041> <0043> <0061> endbfrange"
    content = b"/P <</MCID 0>> BDC q 0 0 9 9 re W n BT /T 9 Tf 99 99 Td <0041> Tj ET Q BT /T 9 Tf <0042> Tj ET EMC"
    assert tagged_text(drawn(content, cmap).marks) == {0: "b"}


def test_a_text_is_quoted_with_what_its_font_tells() -> None:
    cmap = b"1 beginbfrange <0041> <005a> <0041> endbfrange"
    page = drawn(b"BT /T 9 Tf <00410042005b> Tj ET", cmap)
    assert [quoted(mark) for mark in page.marks if isinstance(mark, TextRun)][-1] == "“AB”"


# --- what cannot be read -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("content", "said"), [
    (b"1 0 0 1 cm", ["cm: not enough values to unpack (expected 6, got 4)"]),
    (b"BT /Nowhere 9 Tf <0001> Tj ET", ["Tf: the page has no font /Nowhere", "Tj: text is shown without a font"]),
    (b"BT /F 9 Tf <0z> Tj ET", ["bytes: <", "bytes: >", "z: PDF has no such operator"]),
    (b"/X Do /G gs /S sh", ["Do: the page has no object /X", "gs: the page has no state /G",
                            "sh: the page has no shading /S"]),
    (b".5 .5 rg 1 2 re", ["rg: 2 values for a colour of 3", "re: not enough values to unpack (expected 4, got 2)"]),
    (b"Q EMC", ["Q: no state has been saved", "EMC: no marked content is open"]),
    (b"0 g } 0 0 9 9 re f", ["bytes: }"]),
    (b"0 0 9 9 re f (a word", ["bytes: (", "a: PDF has no such operator", "word: PDF has no such operator"]),
    (b"0 0 9 9 re fill BX strange EX f", []),
    (b"0 0 9 9 re fill f", ["fill: PDF has no such operator"]),
    (b"0 0 9 9 re f % done", []),
])
def test_what_cannot_be_read_is_noted_and_the_rest_is_read(content: bytes, said: list[str]) -> None:
    page = drawn(content + b"\n10 10 20 20 re f")
    assert [str(each) for each in page.unread] == said
    assert page.fault == "" and (10, 10, 30, 30) in [tuple(mark.box) for mark in page.marks]
