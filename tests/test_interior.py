"""The inside of the book as printers take it: the same pages, in their boxes, fonts and standard."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from handmade import BOOK, CSS, DIVISIONS, EDITION, font_bytes, galley, settle
from PIL import ImageChops
from presses import ALL_ROUND, X1A, dressed, opened, order, page_run, pages_of, picture
from pypdf import PdfReader

from book.assemble import PreparedPages, assemble, interior, prepare
from book.compose.sheets import paged
from book.design import Styles
from book.orders import Order
from book.pages import FontFile, Pagination

TRIM = (288.0, 432.0)  # points
TWO = '<p data-key="a">One</p><p data-key="b" style="break-before: page">Two</p>'


@cache
def pages() -> Pagination:
    """The handmade book, its pages set with bleed."""
    return settle(tuple(replace(galley(d), css=CSS + "@page { bleed: 9pt }") for d in DIVISIONS))


@cache
def ready() -> PreparedPages:
    made, problems = prepare(pages(), font_bytes())
    assert problems == ()
    return made


def inside(ordered: Order) -> bytes:
    data, problems = interior(ready(), EDITION, ordered)
    assert problems == ()
    return data


def texts(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def boxes(data: bytes) -> list[tuple[list[float], list[float]]]:
    """Each page's media box and trim box; its bleed box must be as large as the paper."""
    pages = opened(data).pages
    assert all(list(page.obj.BleedBox) == list(page.mediabox) for page in pages)
    return [([float(x) for x in page.mediabox], [float(x) for x in page.trimbox]) for page in pages]


def keys_of(data: bytes) -> set[str]:
    return {str(key) for page in opened(data).pages for key in page.obj.keys()}  # noqa: SIM118 - not a mapping


# --- pages -------------------------------------------------------------------------------------------------------


def test_the_printer_gets_the_pages_that_a_reader_of_the_screen_sees() -> None:
    screen, _ = assemble(pages(), BOOK, font_bytes())
    paper = inside(order())
    assert texts(paper) == texts(screen) and len(texts(paper)) == 7
    for number in range(len(texts(paper))):
        ink, light = (picture(data, number).convert("L") for data in (paper, screen))
        assert ImageChops.difference(ink, light).point(lambda step: 255 * (step > 2)).getbbox() is None


def test_pages_prepared_once_or_for_each_order_are_the_same_bytes() -> None:
    again, _ = prepare(pages(), font_bytes())
    assert interior(again, EDITION, order()) == (inside(order()), ()) == (inside(order()), ())


def test_nothing_of_a_screen_is_left() -> None:
    data = inside(order(bleed=True))
    assert keys_of(data) <= {"/Type", "/Parent", "/MediaBox", "/BleedBox", "/TrimBox", "/Resources", "/Contents"}
    assert set(opened(data).Root.keys()) == {"/Type", "/Pages", "/PageLabels"}
    contents = [page.Contents.read_bytes() for page in opened(inside(order())).pages if "/Contents" in page]
    assert len(contents) == 6 and not any(b"BDC" in content for content in contents)
    assert PdfReader(io.BytesIO(data)).page_labels[:3] == ["i", "ii", "1"]


def test_without_bleed_pages_are_the_trim() -> None:
    assert {str(box) for box in boxes(inside(order()))} == {"([0.0, 0.0, 288.0, 432.0], [0.0, 0.0, 288.0, 432.0])"}


def test_bleed_at_the_outer_edge_changes_sides() -> None:
    recto, verso = boxes(inside(order(bleed=True)))[:2]
    assert recto == ([0, 0, 297, 450], [0, 9, 288, 441])
    assert verso == ([0, 0, 297, 450], [9, 9, 297, 441])


def test_bleed_all_round() -> None:
    assert set(map(str, boxes(inside(order(bleed=True, edges=ALL_ROUND))))) == {
        "([0.0, 0.0, 306.0, 450.0], [9.0, 9.0, 297.0, 441.0])"}


def test_what_runs_off_the_page_is_there_in_the_bleed_and_moves_with_it() -> None:
    css = "@page { background: #000 } html { color: #fff }"
    run = page_run(TWO, css)
    data, _ = dressed(run, order(bleed=True))
    assert picture(data, 1).crop((0, 0, 297, 9)).getextrema() == ((0, 0),) * 3
    plain, _ = dressed(run, order())
    moved = picture(data, 1).crop((9, 9, 297, 441))
    assert ImageChops.difference(moved, picture(plain, 1)).getextrema() == ((0, 0),) * 3


def test_the_books_own_style_sheet_sets_pages_with_bleed() -> None:
    run = page_run(TWO, "@page { bleed: 0 }" + paged(Styles({}, {}, ()), EDITION))
    boxes = [[float(edge) for edge in page.mediabox] for page in pikepdf.open(io.BytesIO(run.pdf)).pages]
    assert boxes == [[-9, -9, 297, 441]] * 2


def test_pages_set_with_too_little_bleed_are_told() -> None:
    run = page_run(TWO, "@page { bleed: 3pt }")
    assert dressed(run, order())[1] == ()
    (problem,) = dressed(run, order(bleed=True))[1]
    assert (problem.code, problem.message) == (
        "R-005", "the pages are set with 3 pt of bleed; A Printer asks 9 pt")  # fmt: skip
    assert problem.hint == "write @page { bleed: 9pt } in a style sheet of styles/"


def test_patterns_move_with_what_they_fill() -> None:
    dots = ('<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><defs>'
            '<pattern id="p" width="30" height="30" patternUnits="userSpaceOnUse"><rect width="15" height="15"/>'
            '</pattern></defs><rect width="100" height="100" fill="url(#p)"/></svg>')
    run = page_run(TWO + '<img src="asset:dots.svg" alt="dots"/>', pictures={"dots.svg": dots.encode()})
    plain, _ = dressed(run, order())
    moved, _ = dressed(run, order(bleed=True))
    found = picture(moved, 1).crop((9, 9, 297, 441))
    assert picture(plain, 1).crop((36, 50, 110, 130)).getextrema()[0] == (0, 255), "there are no dots"
    assert ImageChops.difference(found, picture(plain, 1)).getextrema() == ((0, 0),) * 3


def test_blank_pages_are_really_blank() -> None:
    blank = texts(inside(order())).index("")
    page = opened(inside(order(bleed=True))).pages[blank].obj
    assert "/Contents" not in page and not page.Resources.keys()


def test_a_blank_page_inside_a_division_is_really_blank() -> None:
    data, _ = dressed(page_run('<p data-key="a">One</p><p data-key="b" style="break-before: recto">Two</p>'), order())
    kept = [("/Contents" in page.obj, bool(page.obj.Resources.keys())) for page in opened(data).pages]
    assert kept == [(True, True), (False, False), (True, True)]


@pytest.mark.parametrize(("count", "values", "extent"), [
    (1, {}, 1), (1, {"even_extent": True}, 2), (2, {"even_extent": True}, 2),
    (2, {"last_page_blank": True}, 3), (2, {"even_extent": True, "last_page_blank": True}, 4),
    (1, {"even_extent": True, "last_page_blank": True}, 2),
])  # fmt: skip
def test_the_extent_is_what_the_printer_asks(count: int, values: dict[str, Any], extent: int) -> None:
    run = page_run(TWO if count == 2 else '<p data-key="a">One</p>')
    data, _ = dressed(run, order(bleed=True, **values))
    assert len(boxes(data)) == extent
    assert len({str(box) for box in boxes(data)}) == min(extent, 2)
    assert ["/Contents" in page.obj for page in opened(data).pages] == [number < count for number in range(extent)]


# --- fonts -------------------------------------------------------------------------------------------------------


def fonts_of(data: bytes) -> dict[str, int]:
    """Each font's name and how many bytes its file has."""
    found = {}
    for item in opened(data).objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.FontDescriptor:
            file = item.get("/FontFile2", item.get("/FontFile3"))
            assert file is not None
            found[str(item.FontName)[1:]] = len(file.read_bytes())
    return found


def test_a_face_is_embedded_once_and_cut_down() -> None:
    found = fonts_of(inside(order()))
    assert sorted(name.partition("+")[2] for name in found) == [
        "EBGaramond-Italic", "EBGaramond-Regular", "EBGaramond-SemiBold"]  # fmt: skip
    assert max(found.values()) < 60_000


def test_a_face_is_whole_where_the_printer_wants_it() -> None:
    found = fonts_of(inside(order(fonts_whole="whole")))
    assert set(found) == {"EBGaramond-Italic", "EBGaramond-Regular", "EBGaramond-SemiBold"}
    assert sorted(found.values()) == sorted(len(data) for data in font_bytes().values())


def postscript_font(folder: Path) -> FontFile:
    """A font of PostScript outlines with one letter, a box."""
    builder, pen = FontBuilder(1000, isTTF=False), T2CharStringPen(600, None)
    pen.moveTo((50, 0))
    for corner in ((550, 0), (550, 700), (50, 700)):
        pen.lineTo(corner)
    pen.closePath()
    letter, empty = pen.getCharString(), T2CharStringPen(600, None).getCharString()
    builder.setupGlyphOrder([".notdef", "x", "y"])
    builder.setupCharacterMap({ord("x"): "x"})
    builder.setupCFF("Boxes-Regular", {}, {".notdef": empty, "x": letter, "y": letter}, {})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "x", "y"), (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular", "psName": "Boxes-Regular"})
    builder.setupOS2()
    builder.setupPost()
    path = folder / "boxes.otf"
    builder.save(path)
    return FontFile.of("regular.ttf", path.read_bytes())


@pytest.mark.parametrize("values", [{}, {"fonts_whole": "whole"}])
def test_postscript_outlines_are_embedded_bare_and_seen(values: dict[str, Any], tmp_path: Path) -> None:
    """PDF before 1.6 knows no OpenType fonts."""
    face = postscript_font(tmp_path)
    run = page_run('<p data-key="a">xxx</p>', faces=(face,))
    prepared, problems = prepare(pages_of(run), {face.digest: face.data})
    data, found = interior(prepared, EDITION, order(**values))
    streams = [item for item in opened(data).objects if isinstance(item, pikepdf.Stream)]
    (file,) = (stream for stream in streams if stream.get("/Subtype") == "/CIDFontType0C")
    assert (problems, found) == ((), ()) and file.read_bytes()[:1] == b"\1"
    assert picture(data).crop((36, 36, 60, 50)).getextrema()[0] == (0, 255)


# --- the standard ------------------------------------------------------------------------------------------------


def test_a_standard_file_says_so_and_holds_nothing_newer_than_pdf_1_3() -> None:
    data = inside(order(bleed=True, **X1A))
    book = opened(data)
    assert data.startswith(b"%PDF-1.3") and set(book.Root.keys()) == {"/Type", "/Pages", "/OutputIntents"}
    info, (intent,) = book.docinfo, book.Root.OutputIntents
    assert (str(info["/GTS_PDFXVersion"]), str(info["/GTS_PDFXConformance"])) == ("PDF/X-1:2001", "PDF/X-1a:2001")
    assert info["/Trapped"] == pikepdf.Name("/False")
    assert str(info["/CreationDate"]) == str(info["/ModDate"]) == "D:20261122000000Z"
    assert (str(intent.S), str(intent.OutputConditionIdentifier), "/DestOutputProfile" in intent) == (
        "/GTS_PDFX", "CGATS TR 001", False)  # fmt: skip
    assert "/ID" in book.trailer and b"/ObjStm" not in data


NEWER = {"/Group", "/SMask", "/ca", "/CA", "/Metadata", "/StructParents"}  # than PDF 1.3


def test_opaque_groups_and_states_are_gone_from_a_standard_file() -> None:
    css = ".g { height: 1in; background: linear-gradient(#000, #fff) }"
    run = page_run('<p data-key="a">Black</p><div data-key="b" class="g"> </div>', css)
    assert {"/Group", "/ca", "/StructParents"} <= set(keys_within(pikepdf.open(io.BytesIO(run.pdf))))
    data, problems = dressed(run, order(**X1A))
    assert problems == () and not NEWER & set(keys_within(opened(data)))


def keys_within(book: pikepdf.Pdf) -> Iterator[str]:
    """The keys of all dictionaries, of those within others too."""
    waiting: list[Any] = list(book.objects)
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield from map(str, item.keys())
            waiting += [value for _, value in item.items() if not getattr(value, "is_indirect", False)]
        elif isinstance(item, pikepdf.Array):
            waiting += [value for value in item if not getattr(value, "is_indirect", False)]


def test_a_standard_without_a_printing_condition_is_told() -> None:
    _, problems = interior(ready(), EDITION, order(standard="PDF/X-1a:2001"))
    assert [(p.code, p.hint) for p in problems] == [("R-015", "give the printer's profile an output-intent")]


@pytest.mark.parametrize("standard", ["PDF/X-3:2002", "PDF/X-4"])
def test_a_standard_that_cannot_be_made_is_told_and_not_claimed(standard: str) -> None:
    data, problems = interior(ready(), EDITION, order(**X1A | {"standard": standard}))
    assert [(p.code, p.severity, p.message) for p in problems] == [
        ("R-015", "error", f"{standard} cannot be made, only PDF/X-1a:2001")
    ]
    assert "/GTS_PDFXVersion" not in opened(data).docinfo


def test_a_file_of_no_standard_claims_none() -> None:
    book = opened(inside(order()))
    assert "/GTS_PDFXVersion" not in book.docinfo and "/OutputIntents" not in book.Root
    assert str(book.docinfo["/Title"]) == "A Small Book: Made & Bound by Hand"


def test_a_date_that_is_none_is_told() -> None:
    _, problems = interior(ready(), replace(EDITION, date="soon"), order())
    assert [p.code for p in problems] == ["F-009"]


def test_a_font_that_was_not_given_is_told() -> None:
    _, problems = prepare(pages(), {})
    assert {p.code for p in problems} == {"F-008"} and len(problems) == 3


# --- other programs ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("interior") / "book.pdf"
    path.write_bytes(inside(order(bleed=True, **X1A)))
    return path


def said(program: str, *options: str | Path) -> str:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    return subprocess.run([program, *map(str, options)], capture_output=True, text=True, check=False).stdout


def test_qpdf_finds_no_fault(file: Path) -> None:
    assert "No syntax or stream encoding errors found" in said("qpdf", "--check", file)


def test_poppler_reads_the_standard_and_the_fonts(file: Path) -> None:
    assert "ISO 15930-1" in said("pdfinfo", file)
    rows = said("pdffonts", file).splitlines()[2:]
    assert len(rows) == 3 and all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_ghostscript_finds_black_ink_alone(file: Path) -> None:
    inks = [line.split()[:4] for line in said("gs", "-q", "-o", "-", "-sDEVICE=inkcov", file).splitlines()]
    assert {tuple(ink[:3]) for ink in inks} == {("0.00000",) * 3} and any(float(ink[3]) > 0 for ink in inks)
