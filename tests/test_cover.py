"""The covers as a reader, a shop and a printer see them."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from handmade import EDITION
from PIL import Image
from presses import X1A, order, painted

from book.assemble import press_cover
from book.cache import Cache
from book.compose import cover, print_cover
from book.cover import picture
from book.design import Styles
from book.edition import Author, Edition, Price, Tally
from book.executor import SameProcess
from book.layout import lay_out
from book.matter import Book, DataSet, Record
from book.orders import CoverSheet
from book.pages import Galley, PageRun
from book.problems import Span
from book.read import read_styles
from book.runs import Typesetter

AT = Span("chapters/book.yaml", 9)
ISBN = {"isbn": "978-0-306-40615-7", "prices": (Price("USD", "14.95"), Price("EUR", "13.00"))}
SHEET = CoverSheet(6, 9, 0.62, 0.125, 0.25, 0.0625, (2.0, 1.2), 0.25, 0.25)
CASE = CoverSheet(6, 9, 0.62, 0.875, 0.5, 0.125, (2.0, 1.2), 0.25, 0.25)
SMALL_BOX = replace(SHEET, box=(1.75, 1.0))
NO_SPINE_TEXT = replace(SHEET, spine=0.15, spine_clear=None)
NARROW = replace(SHEET, spine=0.34)
POCKET = replace(SHEET, width=4.25, height=6.875, spine=0.3)
WIDE = replace(SHEET, width=8.25, height=6)
NAMES = ("Maximiliane Oppenheimer-Wittgenstein", "Bartholomew Featherstonehaugh", "Jo Li")
WORDY: dict[str, Any] = {
    "title": "An Inquiry into the Nature and Causes of the Wealth of Nations, Considered Anew", "subtitle":
    "With a Historical Introduction, an Apparatus of Variants and an Index of Persons, Places and Institutions",
    "authors": tuple(Author(name, ", ".join(reversed(name.split(" ", 1)))) for name in NAMES),
    "blurb": ("The first paragraph says what the book is about, and says it at some length. " * 5,
              "The second says why it should be read by anybody at all. " * 5)}
TERSE: dict[str, Any] = {"title": "Emma", "subtitle": "", "blurb": ("A novel.",)}


@cache
def styles() -> Styles:
    folder = Path(mkdtemp())
    found, problems = read_styles(folder, Cache(folder))
    assert problems == ()
    return found


def book_of(data: Mapping[str, DataSet] | None = None, **changes: Any) -> Book:
    edition: Edition = replace(EDITION, **changes)
    return Book(edition, (), {}, (), (), (), (), (), {}, {}, data or {})


def sheet_of(sheet: CoverSheet, **changes: Any) -> Galley:
    galley, problems = print_cover(book_of(**changes), styles(), sheet)
    assert problems == ()
    return galley


def laid(galley: Galley) -> PageRun:
    run = lay_out(galley, "recto")
    assert (run.faults, len(run.pages)) == ((), 1)
    return run


def seen(pdf: bytes, dots: int = 300) -> Image.Image:
    """The page as light, `dots` to the inch."""
    image: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=dots / 72).to_pil().convert("RGB")
    return image


def letters(pdf: bytes) -> list[tuple[str, float, float, float, float]]:
    """Each letter, with left, foot, right and head from the sheet's lower left corner, in inches."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    boxes = [[edge / 72 for edge in text.get_charbox(number)] for number in range(text.count_chars())]
    signs = [(text.get_text_range(number, 1), *box) for number, box in enumerate(boxes)]
    return [sign for sign in signs if sign[0].strip() and sign[3] > sign[1]]


def folds(sheet: CoverSheet) -> tuple[float, float]:
    """Where the spine begins and ends."""
    return sheet.edge + sheet.width, sheet.edge + sheet.width + sheet.spine


def field_top(pdf: bytes) -> float:
    """Where the coloured field begins, in inches from the foot of the sheet."""
    image = seen(pdf, 72)
    column = [image.getpixel((1, y)) for y in range(image.height)]
    return (image.height - column.index(column[-1])) / 72


def on_spine(sheet: CoverSheet, pdf: bytes) -> list[tuple[str, float, float, float, float]]:
    left, right = folds(sheet)
    return [letter for letter in letters(pdf) if left < (letter[1] + letter[3]) / 2 < right]


@pytest.mark.parametrize("sheet", [SHEET, CASE, NO_SPINE_TEXT, POCKET, WIDE])
def test_the_page_is_the_sheet_and_colour_runs_off_all_its_edges(sheet: CoverSheet) -> None:
    pdf = laid(sheet_of(sheet)).pdf
    opened = pikepdf.open(io.BytesIO(pdf))
    width, height = (float(edge) for edge in list(opened.pages[0].mediabox)[2:])
    assert (width, height) == pytest.approx(tuple(72 * side for side in sheet.size), abs=0.01)
    picture = seen(pdf, 72)
    right, foot = picture.width - 2, picture.height - 2
    top, bottom = ({picture.getpixel((x, y)) for x in (1, right // 2, right)} for y in (1, foot))
    assert len(top) == len(bottom) == 1 and len({*top, *bottom, (255, 255, 255)}) == 3


@pytest.mark.parametrize("sheet", [SHEET, CASE, SMALL_BOX, NARROW, POCKET, WIDE])
@pytest.mark.parametrize("words", [{}, WORDY, TERSE])
def test_all_type_keeps_within_the_safe_zone_and_clear_of_the_folds(sheet: CoverSheet, words: dict[str, Any]) -> None:
    found, inset = letters(laid(sheet_of(sheet, **words)).pdf), sheet.edge + sheet.safe
    assert min(left for _, left, *_ in found) >= inset
    assert min(foot for _, _, foot, *_ in found) >= inset
    assert max(right for *_, right, _ in found) <= sheet.size[0] - inset
    assert max(head for *_, head in found) <= sheet.size[1] - inset
    left, right = folds(sheet)
    for _, start, _, end, _ in found:
        on_back, on_front = end < left - 0.1, start > right + 0.1
        assert on_back or on_front or (start >= left + sheet.spine_clear and end <= right - sheet.spine_clear)


@pytest.mark.parametrize("sheet", [SHEET, CASE, SMALL_BOX, POCKET, WIDE])
@pytest.mark.parametrize("words", [{}, WORDY, TERSE])
def test_type_stands_above_the_field_or_in_it(sheet: CoverSheet, words: dict[str, Any]) -> None:
    pdf = laid(sheet_of(sheet, **words)).pdf
    top = field_top(pdf)
    assert [letter for letter, _, foot, _, head in letters(pdf) if foot < top + 0.05 and head > top - 0.05] == []


@pytest.mark.parametrize("sheet", [SHEET, NARROW, POCKET])
def test_title_and_house_run_down_the_middle_of_the_spine(sheet: CoverSheet) -> None:
    found = on_spine(sheet, laid(sheet_of(sheet)).pdf)
    said = "".join(letter for letter, *_ in found).lower()
    assert "asmallbook" in said and "handpress" in said
    feet = [foot for _, _, foot, *_ in found[:10]]
    assert feet == sorted(feet, reverse=True)
    left, right = folds(sheet)
    capitals = [(start + end) / 2 for letter, start, _, end, _ in found if letter in "ASB"]
    assert capitals == pytest.approx([(left + right) / 2] * len(capitals), abs=0.05 * sheet.spine)


def test_type_on_the_spine_grows_with_it_up_to_a_limit() -> None:
    widths = (0.27, 0.34, 0.62, 1.3, 2.0)
    found = [on_spine(s, laid(sheet_of(s)).pdf)[0] for s in (replace(SHEET, spine=width) for width in widths)]
    heights = [end - start for _, start, _, end, _ in found]
    assert all(narrower < wider for narrower, wider in pairwise(heights[:4]))
    assert heights[4] == pytest.approx(heights[3], abs=0.001)


@pytest.mark.parametrize("sheet", [NO_SPINE_TEXT, replace(SHEET, spine=0.15), replace(SHEET, spine_clear=None)])
def test_a_spine_that_must_not_or_cannot_have_type_has_none(sheet: CoverSheet) -> None:
    assert on_spine(sheet, laid(sheet_of(sheet)).pdf) == []


def test_authors_too_many_for_the_spine_are_named_by_surname_or_not_at_all() -> None:
    two = {"authors": (Author("Bartholomew Featherstonehaugh-Cholmondeley", "Featherstonehaugh, Bartholomew"),
                       Author("Maximiliane Oppenheimer-Wittgenstein", "Oppenheimer, Maximiliane"))}
    said = "".join(letter for letter, *_ in on_spine(SHEET, laid(sheet_of(SHEET, **two)).pdf))
    assert "Featherstonehaugh·Oppenheimer" in said and "Bartholomew" not in said
    many = {"authors": WORDY["authors"] * 3}
    said = "".join(letter for letter, *_ in on_spine(SHEET, laid(sheet_of(SHEET, **many)).pdf))
    assert "Oppenheimer" not in said and "handpress" in said.lower()


def box_of(sheet: CoverSheet, pdf: bytes) -> Image.Image:
    """The place of the barcode, as light."""
    image, left = seen(pdf), folds(sheet)[0] - sheet.from_spine - sheet.box[0]
    foot = sheet.size[1] - sheet.edge - sheet.from_bottom
    return image.crop(tuple(round(300 * edge) for edge in (left, foot - sheet.box[1], left + sheet.box[0], foot)))


@pytest.mark.parametrize("sheet", [SHEET, SMALL_BOX, CASE])
def test_without_an_isbn_the_box_is_white_and_empty(sheet: CoverSheet) -> None:
    box = box_of(sheet, laid(sheet_of(sheet)).pdf)
    assert box.crop((2, 2, box.width - 2, box.height - 2)).getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize("sheet", [SHEET, SMALL_BOX, CASE])
def test_another_library_reads_the_barcode_off_the_cover(sheet: CoverSheet) -> None:
    pdf = laid(sheet_of(sheet, **ISBN)).pdf
    found = zxingcpp.read_barcodes(box_of(sheet, pdf), ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Read)
    assert "978030640615751495" in {each.text for each in found}
    said = "".join(letter for letter, *_ in letters(pdf))
    assert "ISBN978-0-306-40615-7" in said and "US$14.95·€13.00" in said


def test_the_barcode_fits_its_box_between_80_and_100_percent() -> None:
    for sheet in (SHEET, SMALL_BOX):
        (width,) = re.findall(r'<svg [^>]*width="([0-9.]+)mm"', sheet_of(sheet, **ISBN).html)
        assert 0.8 <= float(width) / 55.11 <= 1 and float(width) <= sheet.box[0] * 25.4


def test_a_box_too_small_for_any_barcode_is_told() -> None:
    _, problems = print_cover(book_of(**ISBN), styles(), replace(SHEET, box=(1.2, 1.0)))
    assert [problem.code for problem in problems] == ["R-022"]


def test_the_sheet_is_set_in_inks_that_no_printer_finds_too_much() -> None:
    fonts = {face.file.digest: face.file.data for face in styles().faces}
    run = laid(sheet_of(SHEET, **ISBN, **people_marks()))
    data, problems = press_cover(run, EDITION, order(**X1A), SHEET, fonts)
    assert problems == ()
    unlimited, _ = press_cover(run, EDITION, order(), SHEET, fonts)
    inks = [[float(part) for part in operator.split()[:-1]] for operator in painted(unlimited) if operator[-1] in "kK"]
    assert max(map(sum, inks)) <= 2.4 and [0, 0, 0, 1] in inks
    assert painted(data) == painted(unlimited)


def people_marks() -> dict[str, Any]:
    records = tuple(Record(f"p{n}", {"id": f"p{n}", "trial": "first" if n < 3 else "second", "end": "shot" if n % 2 else
                                     "prison"}, AT) for n in range(8))
    rows = ("count people where trial=first", "count people where trial=second")
    note = "A mark is somebody."
    return {"data": {"people": DataSet("people", records)},
            "tally": Tally(rows, "count people where end=shot", note, AT)}


def test_a_mark_is_a_record_and_the_note_says_so() -> None:
    html = sheet_of(SHEET, **people_marks()).html
    marks = re.findall(r'class="mark( solid)?" style="left:[0-9.]+pt;top:([0-9.]+)pt', html)
    assert [bool(solid) for solid, _ in marks] == [False, True, False, True, False, True, False, True]
    assert [len([top for _, top in marks if top == row]) for row in dict.fromkeys(top for _, top in marks)] == [3, 5]
    assert "A mark is somebody." in html
    front, _ = cover(book_of(**people_marks()), styles())
    assert front.html.count('class="mark') == 8 and "A mark is somebody." not in front.html


def test_marks_that_the_data_do_not_know_are_told_where_they_are_asked_for() -> None:
    asked = people_marks() | {"tally": Tally(("count people where trail=first",), "", "", AT)}
    _, problems = cover(book_of(**asked), styles())
    assert [(problem.code, problem.span) for problem in problems] == [("D-009", AT)]


def test_the_back_has_the_blurb_or_else_the_description() -> None:
    assert "Of hands." in sheet_of(SHEET).html
    html = sheet_of(SHEET, blurb=("One & two.", "Three.")).html
    assert html.index("<p>One &amp; two.</p>") < html.index("<p>Three.</p>") and "Of hands." not in html


def test_the_electronic_cover_is_the_front_of_the_same_design(tmp_path: Path) -> None:
    galley, _ = cover(book_of(), styles())
    data, problems = picture(galley, Typesetter(Cache(tmp_path), SameProcess()))
    image = Image.open(io.BytesIO(data))
    assert (problems, image.size) == ((), (1600, 2560))
    whole = seen(laid(sheet_of(SHEET)).pdf, 72)
    for height in (0.02, 0.99):  # paper above, the field below, as near as ink comes to light
        light, ink = image.getpixel((800, round(2560 * height))), whole.getpixel((800, round(whole.height * height)))
        assert isinstance(light, tuple) and isinstance(ink, tuple)
        assert all(abs(one - other) < 32 for one, other in zip(light, ink, strict=True))
