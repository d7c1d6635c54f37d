"""Covers made badly on purpose: their size, their spine, the barcode's place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import Image
from presswork import (
    ISBN,
    Spoil,
    add_page,
    bars,
    book_pages,
    cover_sheet,
    draw,
    dummy_bars,
    found,
    house,
    image,
    looked_at,
    rule,
    saved,
)

from book.barcode import MODULE, ean13
from book.edition import Price, Trim
from book.orders import Order, Printer
from book.preflight import PrintFile, likely_part
from book.printers import measures, names
from book.printers import printer as profile

PAGES = 200  # a spine of 0.51 in, from 441 to 477.72 pt of the sheet
NO_ISBN = ("R-022", "the book has no ISBN yet, and its cover no barcode; The House will not print without")


@pytest.fixture
def printer(tmp_path: Path) -> Printer:
    return house(tmp_path)


@pytest.fixture
def job(printer: Printer) -> PrintFile:
    return PrintFile(printer, "cover", Trim(6, 9), printer.papers["white"], PAGES, isbn="978-0-306-40615-7")


def spine_title(x: float, size: float = 12) -> bytes:
    """Text that runs down the spine, its baseline at x; the block of the face is 0.7 em high."""
    return b"0 0 0 0 k BT /F %f Tf 0 -1 1 0 %f 400 Tm <00010001> Tj ET\n" % (size, x)


def test_a_good_cover_breaks_no_rule(job: PrintFile) -> None:
    inspection = looked_at(cover_sheet(PAGES, spine_title(455) + bars()), job, ink=True)
    assert found(inspection) == []
    assert {checked.rule.name: checked.measured for checked in inspection.checked
            if checked.rule.name in ("bleed", "safe", "spine-text", "barcode", "pages")} == {
        "pages": "200 pages",
        "bleed": "a sheet of 12.76 × 9.25 in, spine 0.51 in",
        "safe": "all text 0.25 in or more inside the trim",
        "spine-text": "text 0.194 in clear of the folds",
        "barcode": "a white box, EAN-13 9780306406157",
    }


def test_a_cover_without_a_barcode(job: PrintFile) -> None:
    assert found(looked_at(cover_sheet(PAGES), job)) == [("R-022", "there is no barcode on the cover")]


def test_a_book_without_an_isbn_is_only_told(printer: Printer) -> None:
    inspection = looked_at(cover_sheet(PAGES), PrintFile(printer, "cover", Trim(6, 9), printer.papers["white"], PAGES))
    assert found(inspection) == [NO_ISBN]
    assert [finding.severity for finding in inspection.findings] == ["note"]
    assert rule(inspection, "barcode").outcome == "kept"


def test_a_cover_for_another_extent(job: PrintFile) -> None:
    assert found(looked_at(cover_sheet(240, bars()), job))[0] == (
        "R-019", "the sheet is 12.86 in wide, not 12.76 in with a spine of 0.51 in"
    )


def test_a_cover_of_another_height(job: PrintFile) -> None:
    pdf = cover_sheet(PAGES, bars())
    pdf.pages[0].MediaBox = [0, 0, 918.72, 680]
    assert ("R-019", "the sheet is 9.444 in high, not 9.25 in") in found(looked_at(pdf, job))


def test_a_cover_of_two_pages(job: PrintFile) -> None:
    pdf = cover_sheet(PAGES, bars())
    add_page(pdf, (432, 648), b"")
    assert found(looked_at(pdf, job)) == [("R-019", "the cover has 2 pages")]


def test_spine_text_at_seventy_pages(printer: Printer) -> None:
    job = PrintFile(printer, "cover", Trim(6, 9), printer.papers["white"], 70, isbn="9780306406157")
    pdf = cover_sheet(70, spine_title(447, 6) + bars())
    assert found(looked_at(pdf, job)) == [
        ("R-020", "text on the spine of a book of 70 pages: at 438, 384 pt"),
        ("R-016", "type is too small: 6 pt at 436, 384 pt"),
    ]


def test_spine_text_too_near_to_a_fold(job: PrintFile) -> None:
    assert found(looked_at(cover_sheet(PAGES, spine_title(443) + bars()), job)) == [
        ("R-020", "text on the spine is too near to a fold: at 434, 377 pt")
    ]


@pytest.mark.parametrize(("pages", "broken"), [(79, True), (80, False)])
def test_the_extent_from_which_a_spine_may_have_text(printer: Printer, pages: int, broken: bool) -> None:
    job = PrintFile(printer, "cover", Trim(6, 9), printer.papers["white"], pages, isbn=ISBN)
    middle = 9 + 432 + (pages * 0.0025 + 0.01) * 36
    inspection = looked_at(cover_sheet(pages, spine_title(middle - 2.5, 7) + bars()), job)
    assert [code for code, _ in found(inspection)] == (["R-020"] if broken else [])


@pytest.mark.parametrize(("shift", "told"), [(4.0, []), (6.0, ["R-022"])])
def test_how_far_from_its_place_a_white_box_may_be(job: PrintFile, shift: float, told: list[str]) -> None:
    pdf = cover_sheet(PAGES)
    pdf.pages[0].Contents = pdf.make_stream(without_box(b"1 g %f 27 144 86.4 re f\n" % (279 + shift)) + bars())
    inspection = looked_at(pdf, job)
    assert [code for code, _ in found(inspection)] == told
    assert [finding.severity for finding in inspection.findings] == ["warning" for _ in told]


def test_a_title_that_runs_over_the_fold(job: PrintFile) -> None:
    title = b"0 0 0 0 k BT /F 24 Tf 470 300 Td <00010001> Tj ET\n"
    assert [code for code, _ in found(looked_at(cover_sheet(PAGES, title + bars()), job))] == ["R-020"]


def test_text_too_near_to_the_trim(job: PrintFile) -> None:
    blurb = b"0 0 0 0 k BT /F 12 Tf 20 300 Td <0001> Tj ET\n"
    inspection = looked_at(cover_sheet(PAGES, blurb + bars()), job)
    assert found(inspection) == [("R-021", "text too near to the trim: at 12, 291 pt")]
    assert inspection.findings[0].hint.startswith("move it 0.25 in inside the trim. The House asks for text at least")


def test_the_figures_of_a_barcode_may_be_as_near_as_its_box(tmp_path: Path) -> None:
    printer = house(tmp_path, old="inside-trim: 0.25", new="inside-trim: 0.5")
    job = PrintFile(printer, "cover", Trim(6, 9), printer.papers["white"], PAGES, isbn="978-0-306-40615-7")
    figures = b"0 g BT /F 8 Tf 300 30 Td <00010001> Tj ET\n"
    assert found(looked_at(cover_sheet(PAGES, bars() + figures), job)) == []
    assert "R-021" in dict(found(looked_at(cover_sheet(PAGES, figures), job)))


def test_a_background_that_stops_at_the_trim(job: PrintFile) -> None:
    pdf = cover_sheet(PAGES)
    short = b"0 0 0 .8 k 9 9 900.72 648 re f 1 g 279 27 144 86.4 re f\n" + bars()
    pdf.pages[0].Contents = pdf.make_stream(short)
    assert found(looked_at(pdf, job)) == [
        ("R-019", "something reaches the trim, but not the edge of the bleed: at 0, 0 pt")
    ]


# --- the barcode ---------------------------------------------------------------------------------------------------


def without_box(content: bytes) -> bytes:
    """A dark cover with nothing white on it."""
    return b"0 0 0 .8 k 0 0 918.72 666 re f\n" + content


def test_no_white_box(job: PrintFile) -> None:
    pdf = cover_sheet(PAGES)
    pdf.pages[0].Contents = pdf.make_stream(without_box(b""))
    assert found(looked_at(pdf, job)) == [
        ("R-022", "there is no white box of 2 × 1.2 in for the barcode,"
                  " 0.25 in from the bottom and 0.25 in from the spine")
    ]


def test_a_white_box_that_is_too_small(job: PrintFile) -> None:
    pdf = cover_sheet(PAGES)
    pdf.pages[0].Contents = pdf.make_stream(without_box(b"1 g 300 27 100 60 re f"))
    assert found(looked_at(pdf, job))[0][1].startswith("there is no white box of 2 × 1.2 in")


def test_white_paper_is_box_enough(job: PrintFile) -> None:
    pdf = cover_sheet(PAGES)
    pdf.pages[0].Contents = pdf.make_stream(bars())
    assert found(looked_at(pdf, job)) == []


def test_a_barcode_may_stand_anywhere_if_the_printer_says_no_place(tmp_path: Path) -> None:
    printer = house(tmp_path, old=", from-bottom: 0.25, from-spine: 0.25", new="")
    job = PrintFile(printer, "cover", Trim(6, 9), printer.papers["white"], PAGES, isbn="978-0-306-40615-7")
    pdf, bare = cover_sheet(PAGES), cover_sheet(PAGES)
    pdf.pages[0].Contents = pdf.make_stream(b"1 0 0 1 -200 200 cm " + bars())
    bare.pages[0].Contents = bare.make_stream(without_box(bars(b"0 g")))
    assert found(looked_at(pdf, job)) == []
    assert found(looked_at(bare, job)) == [
        ("R-022", "there is no white box of 2 × 1.2 in for the barcode, on the back")
    ]


def test_a_white_box_elsewhere(job: PrintFile) -> None:
    pdf = cover_sheet(PAGES)
    pdf.pages[0].Contents = pdf.make_stream(without_box(b"1 g 60 300 144 86.4 re f"))
    assert found(looked_at(pdf, job)) == [
        ("R-022", "the barcode's white box is not at its place: at 51, 291 pt"),
        ("R-022", "there is no barcode on the cover"),
    ]


def test_bars_of_four_inks(job: PrintFile) -> None:
    assert found(looked_at(cover_sheet(PAGES, bars(b".5 .5 .5 1 k")), job)) == [
        ("R-022", "bars of the barcode are not in black ink alone: at 299, 27 pt; at 301, 27 pt; at 303, 31 pt;"
                  " and 27 more places"),
        ("R-011", "black that is not black ink alone: CMYK 50/50/50/100 area at 299, 27 pt;"
                  " CMYK 50/50/50/100 area at 301, 27 pt; CMYK 50/50/50/100 area at 307, 31 pt; and 19 more places"),
    ]


def test_words_in_a_box_without_bars(job: PrintFile) -> None:
    words = b"0 g BT /F 12 Tf 300 60 Td <0001> Tj ET\n"
    assert found(looked_at(cover_sheet(PAGES, words), job)) == [
        ("R-022", "something is printed in the barcode's white box: at 291, 48 pt"),
        ("R-022", "there is no barcode on the cover"),
    ]


# --- what the barcode says -----------------------------------------------------------------------------------------

OTHER = "978-1-4028-9462-6"
UNREAD = ("R-022", "there is no barcode on the cover that can be read; the book's ISBN is 978-0-306-40615-7")


def with_prices(job: PrintFile, **prices: str) -> PrintFile:
    return replace(job, prices=tuple(Price(currency, amount) for currency, amount in prices.items()))


def barcode_image(width: int) -> Spoil:
    """The barcode of the ISBN at full size as an image, so many pixels wide."""
    code = ean13(ISBN)
    picture = Image.new("L", (round(code.width * 40), round(code.height * 40)), 255)
    for bar in code.bars:
        picture.paste(0, [round(40 * edge) for edge in
                          (bar.left, bar.top, bar.left + bar.width, bar.top + bar.height)])
    small = picture.resize((width, 300), Image.Resampling.BOX)

    def form(pdf: pikepdf.Pdf) -> Dictionary:
        made = image(width, 300)(pdf)
        made.I.write(small.tobytes())
        return made

    return draw(b"q %f 0 0 60 300 40 cm /I Do Q" % (code.width * MODULE / 25.4 * 72), 0, XObject=form)


def test_another_books_barcode_is_told_with_both_numbers(job: PrintFile) -> None:
    inspection = looked_at(cover_sheet(PAGES, bars(isbn=OTHER)), job)
    assert found(inspection) == [
        ("R-022", "the barcode says 9781402894626, but the book's ISBN is 978-0-306-40615-7")
    ]
    assert inspection.findings[0].severity == "error"
    assert inspection.findings[0].hint.startswith("print the barcode of this book. The House asks for a barcode")
    assert rule(inspection, "barcode").measured == "a white box, EAN-13 9781402894626"


def test_another_books_barcode_is_an_error_though_the_rule_is_hearsay(tmp_path: Path) -> None:
    printer = house(tmp_path, old="required: true}, from: [guide], confidence: A",
                    new="required: false}, from: [rumour], confidence: C")
    job = PrintFile(printer, "cover", Trim(6, 9), printer.papers["white"], PAGES, isbn=ISBN)
    inspection = looked_at(cover_sheet(PAGES, bars(isbn=OTHER)), job)
    assert [finding.severity for finding in inspection.findings] == ["error"]
    assert found(looked_at(cover_sheet(PAGES), job)) == []
    assert found(looked_at(cover_sheet(PAGES, dummy_bars()), job)) == [UNREAD]


def test_bars_that_say_nothing_are_no_barcode(job: PrintFile) -> None:
    inspection = looked_at(cover_sheet(PAGES, dummy_bars()), job)
    assert found(inspection) == [UNREAD]
    assert "bars rather than as an image, at 80 %" in inspection.findings[0].hint
    assert rule(inspection, "barcode").measured == "a white box, no barcode that can be read"
    assert found(looked_at(cover_sheet(PAGES, dummy_bars()), replace(job, isbn=""))) == [
        ("R-022", "there is no barcode on the cover that can be read")
    ]


def test_a_barcode_that_something_lies_upon(job: PrintFile) -> None:
    sticker = b"0 0 0 0 k BT /F 200 Tf 290 20 Td <0001> Tj ET 0 0 0 1 k"
    assert UNREAD in found(looked_at(cover_sheet(PAGES, bars() + sticker), job))


def test_a_barcode_without_an_isbn_to_compare_it_with_is_only_measured(job: PrintFile) -> None:
    inspection = looked_at(cover_sheet(PAGES, bars()), replace(job, isbn=""))
    assert found(inspection) == []
    assert rule(inspection, "barcode").measured == "a white box, EAN-13 9780306406157"


def test_an_article_number_that_is_not_an_isbn(job: PrintFile) -> None:
    assert found(looked_at(cover_sheet(PAGES, bars(isbn="4006381333931")), replace(job, isbn=""))) == [
        ("R-022", "the barcode says 4006381333931, which is not an ISBN: those begin with 978 or 979")
    ]


def test_another_books_barcode_outside_a_white_box_is_told_too(job: PrintFile) -> None:
    pdf = cover_sheet(PAGES)
    light = b"0 0 0 .3 k 0 0 918.72 666 re f\n"
    pdf.pages[0].Contents = pdf.make_stream(light + bars(isbn=OTHER))
    assert [message for _, message in found(looked_at(pdf, job))] == [
        "there is no white box of 2 × 1.2 in for the barcode, 0.25 in from the bottom and 0.25 in from the spine",
        "the barcode says 9781402894626, but the book's ISBN is 978-0-306-40615-7",
    ]


PRICED = 0.9  # of full size: with its add-on the symbol fits the box


@pytest.mark.parametrize(("add_on", "prices", "says"), [
    ("51495", {"USD": "14.95"}, None),
    ("51495", {"GBP": "12.99", "USD": "14.95"}, None),
    ("61995", {"CAD": "19.95"}, None),
    ("59999", {"USD": "120.00"}, None),
    ("51495", {}, None),
    ("51495", {"EUR": "15.00"}, None),
    ("", {"GBP": "150.00"}, None),
    ("51595", {"USD": "14.95"}, ("error", "USD 15.95 (51595), but the book costs USD 14.95")),
    ("41995", {"CAD": "19.95"}, ("error", "NZD 19.95 (41995), but the book costs CAD 19.95")),
    ("", {"USD": "14.95"}, ("warning", "no price, but the book costs USD 14.95")),
    ("90000", {"USD": "14.95", "EUR": "15.00"}, ("warning", "no price, but the book costs USD 14.95")),
])
def test_the_price_in_the_barcode_is_the_books(
    job: PrintFile, add_on: str, prices: dict[str, str], says: tuple[str, str] | None
) -> None:
    cover = cover_sheet(PAGES, bars(price=add_on, scale=PRICED))
    findings = looked_at(cover, with_prices(job, **prices)).findings
    wanted = [(says[0], f"the barcode says {says[1]}")] if says else []
    assert [(finding.severity, finding.message) for finding in findings] == wanted


@pytest.mark.parametrize(("scale", "percent"), [(0.8, None), (1.2, None), (0.7, "70"), (0.5, "50")])
def test_a_barcode_that_is_too_small_for_scanners(job: PrintFile, scale: float, percent: str | None) -> None:
    inspection = looked_at(cover_sheet(PAGES, bars(scale=scale)), job)
    assert [(finding.severity, finding.message) for finding in inspection.findings] == ([] if percent is None else [
        ("warning", f"the barcode is printed at {percent} % of its full size, and scanners read 80 to 200 %")
    ])


def test_a_barcode_as_an_image(job: PrintFile) -> None:
    """113 modules in 1356 pixels, 924 to the inch, and in 90, 61 to the inch."""
    sharp, coarse = cover_sheet(PAGES), cover_sheet(PAGES)
    barcode_image(1356)(sharp)
    barcode_image(90)(coarse)
    assert found(looked_at(sharp, job)) == []
    assert [code for code, _ in found(looked_at(coarse, job))] == ["R-022", "R-013"]
    assert found(looked_at(coarse, job))[0] == UNREAD


def test_a_barcode_on_a_sheet_that_does_not_begin_at_the_origin(job: PrintFile) -> None:
    pdf = cover_sheet(PAGES)
    left, bottom, right, top = (float(edge) for edge in pdf.pages[0].MediaBox)
    pdf.pages[0].MediaBox = [left + 100, bottom - 50, right + 100, top - 50]
    drawn = pdf.pages[0].Contents.read_bytes() + bars()
    pdf.pages[0].Contents = pdf.make_stream(b"1 0 0 1 100 -50 cm " + drawn)
    pdf.pages[0].Rotate = 90
    assert rule(looked_at(pdf, job), "barcode").measured == "a white box, EAN-13 9780306406157"


# --- what a cover does not say -------------------------------------------------------------------------------------


def test_a_spine_that_only_the_template_knows(printer: Printer) -> None:
    job = PrintFile(printer, "cover", Trim(6, 9), printer.papers["coloured"], PAGES, isbn="9780306406157")
    inspection = looked_at(cover_sheet(PAGES, bars()), job)
    assert found(inspection) == [
        ("R-003", "the width of the spine is not known for 200 pages of colour on white,"
                  " so the width of the sheet cannot be checked")
    ]
    assert inspection.findings[0].hint.startswith(
        "give the width of the printer's template (https://example.org/template). The House asks for a bleed"
    )
    assert rule(inspection, "spine-text").outcome == "not checked"
    known = PrintFile(printer, "cover", Trim(6, 9), printer.papers["coloured"], PAGES, spine=0.51, isbn="9780306406157")
    assert found(looked_at(cover_sheet(PAGES, bars()), known)) == []


def test_trim_and_paper_are_worked_out(printer: Printer) -> None:
    inspection = looked_at(cover_sheet(PAGES, bars()), PrintFile(printer, "cover", pages=PAGES, isbn="9780306406157"))
    assert found(inspection) == []
    assert (inspection.job.trim, inspection.job.paper) == (Trim(6, 9), printer.papers["white"])
    assert inspection.job.spine == pytest.approx(0.51)


def test_an_extent_that_nobody_says(printer: Printer) -> None:
    inspection = looked_at(cover_sheet(PAGES, bars()), PrintFile(printer, "cover", isbn="9780306406157"))
    assert found(inspection) == [
        ("R-003", "the width of the spine is not known without the extent and the paper,"
                  " so the width of the sheet cannot be checked")
    ]
    assert inspection.findings[0].hint.startswith("say the extent and the paper, or give the width of the printer's")


def test_a_cover_is_told_from_an_interior() -> None:
    assert likely_part(saved(cover_sheet(PAGES))) == "cover"
    assert likely_part(saved(book_pages())) == "interior"
    assert likely_part(b"") == "interior"


def test_an_annotation_on_a_cover_is_told_by_its_place(job: PrintFile) -> None:
    pdf = cover_sheet(PAGES, bars())
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[60, 300, 100, 312])])
    assert found(looked_at(pdf, job)) == [("R-008", "annotations: link at 51, 291 pt")]


# --- writers and check reckon apart, and agree -----------------------------------------------------------------------


@pytest.mark.parametrize("name", names())
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_the_sheet_that_the_writers_reckon_is_the_one_that_is_asked(name: str, data: st.DataObject) -> None:
    known, _ = profile(name)
    assert known
    paper = data.draw(st.sampled_from(sorted(known.papers.values(), key=lambda paper: paper.id)))
    width, height = data.draw(st.sampled_from(paper.trims or known.book["trims"].value["sizes"]))
    pages, trim = data.draw(st.integers(*paper.pages)), Trim(width, height)
    spine = None if measures.spine(Order(known, paper, False), pages) else 0.7654
    sheet = measures.cover_sheet(Order(known, paper, False, spine), trim, pages)
    assert sheet
    pdf = pikepdf.new()
    add_page(pdf, (sheet.size[0] * 72, sheet.size[1] * 72), b"")
    inspection = looked_at(pdf, PrintFile(known, "cover", trim, paper, pages, spine=spine))
    assert not [finding for finding in inspection.findings if finding.code in ("R-001", "R-003", "R-019")]
    assert inspection.job.spine == pytest.approx(sheet.spine)


@pytest.mark.parametrize("name", names())
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_the_gutter_that_the_writers_reckon_is_the_one_that_is_asked(name: str, data: st.DataObject) -> None:
    known, _ = profile(name)
    assert known
    pages = data.draw(st.integers(80, 550))
    gutter = measures.gutter(known, pages) * 72
    codes = []
    for inner in (gutter + 1, gutter - 1):
        pdf = pikepdf.new()
        add_page(pdf, (432, 648), b"%f 300 60 60 re f" % inner)
        inspection = looked_at(pdf, PrintFile(known, "interior", Trim(6, 9), pages=pages))
        codes.append([finding.code for finding in rule(inspection, "gutter").findings])
    assert codes == [[], ["R-004"]]


def test_a_case_whose_sheet_is_too_small_to_be_folded_in() -> None:
    known, _ = profile("lulu-casewrap")
    assert known
    job = PrintFile(known, "cover", Trim(6, 9), known.papers["cream-60"], 200)
    pdf = pikepdf.new()
    add_page(pdf, (14.5 * 72, 9.25 * 72), b"")
    inspection = looked_at(pdf, job)
    assert found(inspection) == [("R-019", "the sheet is 9.25 in high, not 10.75 in")]
    assert rule(inspection, "wrap").measured == "0.125 in beyond the trim, with its bleed"
    assert rule(inspection, "bleed").measured == "a sheet of 14.5 × 9.25 in, spine 0.75 in"


def test_a_size_with_limits_of_its_own() -> None:
    known, _ = profile("kdp-paperback")
    assert known
    job = PrintFile(known, "interior", paper=known.papers["white"], pages=700)
    assert found(looked_at(book_pages(size=(612, 792)), job)) == [
        ("R-002", f"the book has 700 pages; of {known.papers['white'].name} the printer binds 24 to 590")
    ]
