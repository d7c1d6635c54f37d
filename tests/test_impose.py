"""Proofs to print at home: every page once, in the order in which a folded booklet is read, and in its place."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pytest
from conftest import Stock
from hypothesis import given
from hypothesis import strategies as st

from book.cli import main
from book.impose import booklet_pairs, imposed, labels, page_range, spread_pairs

FOLIOS = ("i", "ii", "iii", "iv", "1", "2", "3", "4", "5")


def numbered(count: int, size: tuple[float, float] = (432, 648)) -> bytes:
    """Pages that say their number at their lower left corner, within a bleed of 9 points, with folios of two kinds."""
    writer = pypdf.PdfWriter()
    for number in range(count):
        page: Any = writer.add_blank_page(size[0] + 18, size[1] + 18)
        page.trimbox = pypdf.generic.RectangleObject((9, 9, size[0] + 9, size[1] + 9))
        font = pypdf.generic.DictionaryObject({
            pypdf.generic.NameObject("/Type"): pypdf.generic.NameObject("/Font"),
            pypdf.generic.NameObject("/Subtype"): pypdf.generic.NameObject("/Type1"),
            pypdf.generic.NameObject("/BaseFont"): pypdf.generic.NameObject("/Helvetica")})  # fmt: skip
        page[pypdf.generic.NameObject("/Resources")] = pypdf.generic.DictionaryObject({
            pypdf.generic.NameObject("/Font"): pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/F"): font})})
        stream = pypdf.generic.DecodedStreamObject()
        stream.set_data(f"BT /F 12 Tf 29 29 Td (page{number}) Tj ET".encode())
        page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def places(pdf: bytes) -> list[dict[str, float]]:
    """On each sheet, how far to the right each word begins, in points, as poppler sees it."""
    seen = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [{word: round(float(x), 1) for x, word in re.findall(r'<word xMin="([\d.]+)".*?>(\w+)</word>', sheet)}
            for sheet in seen.split("<page ")[1:]]


@given(st.integers(0, 60), st.integers(1, 90))
def test_a_folded_booklet_is_read_in_order(first: int, count: int) -> None:
    pages = range(first, first + count)
    sides = booklet_pairs(pages)
    assert len(sides) % 2 == 0
    sheets = [(*sides[number], *sides[number + 1]) for number in range(0, len(sides), 2)]
    # Folded, a sheet is four leaves' sides: the right half of its front, the back, the left half of its front.
    read = [page for front_left, front_right, back_left, back_right in sheets for page in (front_right, back_left)]
    read += [page for front_left, front_right, back_left, back_right in reversed(sheets)
             for page in (back_right, front_left)]
    assert [page for page in read if page is not None] == list(pages)
    assert len(read) % 4 == 0
    assert read.index(first) % 2 == first % 2  # a verso stays on the left


@given(st.sets(st.integers(0, 50), min_size=1))
def test_spreads_have_each_page_once_on_its_own_side(wanted: set[int]) -> None:
    sides = spread_pairs(sorted(wanted))
    assert {page for side in sides for page in side if page is not None} == wanted
    for left, right in sides:
        assert left is None or left % 2 == 1
        assert right is None or right % 2 == 0
        assert left is None or right is None or right == left + 1


def test_pages_stand_side_by_side_cut_to_their_trim() -> None:
    made = imposed(numbered(4), spread_pairs(range(4)), "exact", False)
    sheets = pypdf.PdfReader(io.BytesIO(made)).pages
    assert [tuple(map(float, sheet.mediabox)) for sheet in sheets] == [(0, 0, 864, 648)] * 3
    assert places(made) == [{"page0": 452}, {"page1": 20, "page2": 452}, {"page3": 20}]


def test_on_a_smaller_paper_pages_are_smaller_and_centred() -> None:
    front, back = places(imposed(numbered(4), booklet_pairs(range(4)), "a4", True))
    scale = (210 / 25.4) / 9  # A4 is high enough for pages of nine inches only if they shrink
    middle = 297 / 25.4 * 36
    assert [front["page3"], front["page0"]] == pytest.approx([middle - 412 * scale, middle + 20 * scale], abs=0.1)
    assert back["page1"] == front["page3"]


def test_the_fold_is_marked_where_there_is_room() -> None:
    with_room = imposed(numbered(4, (288, 432)), booklet_pairs(range(4)), "a4", True)
    without = imposed(numbered(4, (288, 432)), booklet_pairs(range(4)), "exact", True)
    marks = [b"420.94 0 m" in pypdf.PdfReader(io.BytesIO(pdf)).pages[0].get_contents().get_data()  # type: ignore[union-attr]
             for pdf in (with_room, without)]
    assert marks == [True, False]


def test_the_same_pages_give_the_same_bytes() -> None:
    source = numbered(8)
    assert imposed(source, booklet_pairs(range(8)), "a4", True) == imposed(source, booklet_pairs(range(8)), "a4", True)


@pytest.mark.parametrize(("text", "pages"), [
    ("", range(9)), ("1-3", range(4, 7)), ("ii–2", range(1, 6)), ("iv", [3]), ("#2-#4", range(1, 4)), (" 5 ", [8]),
])
def test_a_range_is_of_folios_or_of_the_pdfs_own_pages(text: str, pages: Any) -> None:
    assert page_range(text, FOLIOS) == (tuple(pages), ())


@pytest.mark.parametrize("text", ["6", "3-1", "1-", "-", "#0", "#10", "x-y", "1-2-3", "#²"])
def test_what_is_no_range_is_told(text: str) -> None:
    _, (problem,) = page_range(text, FOLIOS)
    assert (problem.code, problem.message) == ("B-011", f"“{text}” is not a range of pages")
    assert problem.hint == "folios are i to 5; or count the PDF's pages, #1 to #9"


def test_what_is_no_pdf_or_has_no_pages_is_told() -> None:
    with pytest.raises(ValueError, match="it is not a PDF"):
        labels(b"no PDF")
    with pytest.raises(ValueError, match="it has no pages"):
        labels(numbered(0))


def test_the_command_writes_a_proof_beside_the_book(stock: Stock, capsys: Any) -> None:
    stock.write("build/lamps-of-skerrow.pdf", numbered(10))
    assert main(["proof", "--booklet", "--pages", "#1-#8", "--project", str(stock)]) == 0
    assert capsys.readouterr().out == f"{stock.path / 'build/proof.pdf'}  2 sheets\n"
    assert len(pypdf.PdfReader(stock.path / "build/proof.pdf").pages) == 4


@pytest.mark.parametrize(("words", "said"), [
    ([], "build/lamps-of-skerrow.pdf cannot be read: No such file or directory\n  hint: run: book build"),
    (["chapters/book.yaml"], "chapters/book.yaml cannot be read: it is not a PDF"),
])
def test_a_file_that_cannot_be_read_is_wrong_use(stock: Stock, capsys: Any, words: list[str], said: str) -> None:
    assert main(["proof", *(str(stock / word) for word in words), "--project", str(stock)]) == 2
    assert said in capsys.readouterr().err
    assert not Path(stock / "build/proof.pdf").exists()
