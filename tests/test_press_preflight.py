"""Interiors made badly on purpose, one fault each: the printer's check finds it, and nothing else."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from PIL import Image
from presswork import (
    LETTERS,
    Spoil,
    add_page,
    book_pages,
    draw,
    font,
    found,
    house,
    image,
    looked_at,
    rule,
    saved,
)

from book.edition import Trim
from book.orders import Printer
from book.preflight import PrintFile, inspect


@pytest.fixture
def printer(tmp_path: Path) -> Printer:
    return house(tmp_path)


def test_a_good_file_breaks_no_rule(printer: Printer) -> None:
    inspection = looked_at(book_pages(), PrintFile(printer, "interior", isbn="978-0-306-40615-7"), ink=True)
    assert found(inspection) == []
    assert {checked.rule.name: checked.measured for checked in inspection.checked if checked.outcome == "kept"} == {
        "readable": "PDF 1.3, 24 pages",
        "trims": "a trim of 6 × 9 in",
        "even-extent": "24 pages",
        "last-page-blank": "page 24 is blank",
        "bleed": "pages of 6 × 9 in, without bleed",
        "margins": "4.726 in from the head, 4.167 in from the foot, 0.841 in from the outer edge",
        "gutter": "0.841 in from the inner edge",
        "blank-pages": "1 blank page, at most 1 together",
        "forbidden": "no encryption, no annotations, no bookmarks, no scripts, no attachments, no layers, no marks",
        "transparency": "none",
        "fonts-embedded": "1 of 1 font embedded",
        "fonts-whole": "1 of 1 font not subsets",
        "colours": "grey",
        "black": "text and lines in K alone",
        "ink": rule(inspection, "ink").measured,
        "resolution": "no images",
        "file-size": rule(inspection, "file-size").measured,
        "type-size": "smallest type 11 pt",
        "rule-weight": "no lines",
        "tint": "lightest tint 100 %",
    }
    assert rule(inspection, "ink").measured.startswith("at most 100 % on page 1, ")
    assert rule(inspection, "file-names").measured == "name the file 9780306406157_txt.pdf"


# --- what is drawn -------------------------------------------------------------------------------------------------

DRAWN: list[tuple[str, Spoil, list[tuple[str, str]]]] = [
    ("RGB black", draw(b"0 0 0 rg " + LETTERS), [
        ("R-010", "a colour that the printer does not take: RGB text on page 3 at 60, 297 pt"),
        ("R-011", "black that is not black ink alone: RGB 0/0/0 text on page 3 at 60, 297 pt")]),
    ("rich black", draw(b".6 .4 .4 1 k " + LETTERS), [
        ("R-011", "black that is not black ink alone: CMYK 60/40/40/100 text on page 3 at 60, 297 pt")]),
    ("a spot colour", draw(b"/S cs .5 scn 100 100 50 50 re f", ColorSpace=lambda pdf: Dictionary(
        S=Array([Name.Separation, Name("/PANTONE 185"), Name.DeviceCMYK, Dictionary(
            FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)]))), [
        ("R-010", "a colour that the printer does not take: spot ink PANTONE 185 area on page 3 at 100, 100 pt")]),
    ("a profile on an object", draw(b"/P cs .5 scn 100 100 50 50 re f", ColorSpace=lambda pdf: Dictionary(
        P=Array([Name.ICCBased, pdf.make_stream(b"", N=1)]))), [
        ("R-010", "a colour that the printer does not take: ICC area on page 3 at 100, 100 pt")]),
    ("an RGB image", draw(b"q 72 0 0 72 100 100 cm /I Do Q",
                          XObject=image(300, 300, "/DeviceRGB", b"\x80\x80\x80")), [
        ("R-010", "a colour that the printer does not take: RGB image on page 3 at 100, 100 pt")]),
    ("an image of 150 dpi", draw(b"q 144 0 0 72 100 100 cm /I Do Q", XObject=image(300, 300)), [
        ("R-013", "an image is too coarse: 150 ppi on page 3 at 100, 100 pt")]),
    ("an image of 1200 dpi", draw(b"q 18 0 0 18 100 100 cm /I Do Q", XObject=image(300, 300)), [
        ("R-013", "an image is finer than can be printed: 1200 ppi on page 3 at 100, 100 pt")]),
    ("an inline image of 72 dpi", draw(b"q 4 0 0 4 100 100 cm BI /W 4 /H 4 /BPC 8 /CS /G ID " + b"\x40" * 16
                                       + b" EI Q"), [
        ("R-013", "an image is too coarse: 72 ppi on page 3 at 100, 100 pt")]),
    ("half opaque", draw(b"/T gs 100 100 50 50 re f", ExtGState=Dictionary(T=Dictionary(ca=0.5))), [
        ("R-014", "transparency: 50% opaque on page 3 at 100, 100 pt")]),
    ("a line half opaque", draw(b"/T gs 100 100 m 200 100 l S", ExtGState=Dictionary(T=Dictionary(CA=0.5))), [
        ("R-014", "transparency: 50% opaque on page 3 at 100, 100 pt")]),
    ("a painted and outlined area whose outline is half opaque", draw(
        b"/T gs 100 100 50 50 re B", ExtGState=Dictionary(T=Dictionary(CA=0.5))), [
        ("R-014", "transparency: 50% opaque on page 3 at 100, 100 pt")]),
    ("text half opaque", draw(b"/T gs " + LETTERS, ExtGState=Dictionary(T=Dictionary(ca=0.5))), [
        ("R-014", "transparency: 50% opaque on page 3 at 60, 297 pt")]),
    ("outlined text half opaque", draw(b"/T gs 1 Tr " + LETTERS, ExtGState=Dictionary(T=Dictionary(CA=0.5))), [
        ("R-014", "transparency: 50% opaque on page 3 at 60, 297 pt")]),
    ("filled and outlined text whose outline is half opaque", draw(
        b"/T gs 2 Tr " + LETTERS, ExtGState=Dictionary(T=Dictionary(CA=0.5))), [
        ("R-014", "transparency: 50% opaque on page 3 at 60, 297 pt")]),
    ("an image half opaque", draw(b"/T gs q 72 0 0 72 100 100 cm /I Do Q", XObject=image(300, 300),
                                  ExtGState=Dictionary(T=Dictionary(ca=0.5))), [
        ("R-014", "transparency: 50% opaque on page 3 at 100, 100 pt")]),
    ("a soft mask over a line", draw(b"/T gs 100 100 m 200 100 l S",
                                     ExtGState=Dictionary(T=Dictionary(SMask=Dictionary(S=Name.Luminosity)))), [
        ("R-014", "transparency: soft mask on page 3 at 100, 100 pt")]),
    ("a blend mode", draw(b"/T gs 100 100 50 50 re f", ExtGState=Dictionary(T=Dictionary(BM=Name.Multiply))), [
        ("R-014", "transparency: blend mode Multiply on page 3 at 100, 100 pt")]),
    ("an image with a soft mask", draw(b"q 72 0 0 72 100 100 cm /I Do Q", XObject=image(
        300, 300, SMask=lambda pdf: image(300, 300)(pdf).I)), [
        ("R-014", "transparency: image with a soft mask on page 3 at 100, 100 pt")]),
    ("type of 5 pt", draw(b"BT /F 10 Tf .5 0 0 .5 100 100 Tm <0001> Tj ET"), [
        ("R-016", "type is too small: 5 pt on page 3 at 100, 99 pt")]),
    ("a hairline", draw(b"q .5 0 0 .5 0 0 cm .5 w 200 200 m 300 200 l S Q"), [
        ("R-017", "a line is too thin: 0.25 pt on page 3 at 100, 100 pt")]),
    ("a narrow box", draw(b"100 100 200 .25 re f"), [
        ("R-017", "a line is too thin: 0.25 pt on page 3 at 100, 100 pt")]),
    ("a light tint", draw(b".95 g 100 100 50 50 re f"), [
        ("R-017", "a tint is too light: 5 % on page 3 at 100, 100 pt")]),
    ("text in the outer margin", draw(b"BT /F 11 Tf 385 300 Td <00010001> Tj ET"), [
        ("R-004", "printed too near to the edge: 0.477 in from the outer edge on page 3 at 385, 297 pt")]),
    ("a line in the gutter of a verso", draw(b"1 w 100 200 m 410 200 l S", page=3), [
        ("R-004", "printed too near to the edge: 0.299 in from the inner edge on page 4 at 100, 200 pt")]),
]


@pytest.mark.parametrize(("spoil", "findings"), [case[1:] for case in DRAWN], ids=[case[0] for case in DRAWN])
def test_a_fault_of_the_drawing_is_found(printer: Printer, spoil: Spoil, findings: list[tuple[str, str]]) -> None:
    pdf = book_pages()
    spoil(pdf)
    assert found(looked_at(pdf, PrintFile(printer, "interior"))) == findings


# What breaks a rule by a little: the figure is the rule's own, and not some multiple of it.
BY_LITTLE: list[tuple[str, Spoil, tuple[str, str] | None]] = [
    ("290 ppi of 300", draw(b"q 74.48 0 0 72 100 100 cm /I Do Q", XObject=image(300, 300)), (
        "R-013", "an image is too coarse: 290 ppi")),
    ("299 ppi, a rounded 300", draw(b"q 72.3 0 0 72 100 100 cm /I Do Q", XObject=image(300, 300)), None),
    ("620 ppi of 600", draw(b"q 34.8 0 0 34.8 100 100 cm /I Do Q", XObject=image(300, 300)), (
        "R-013", "an image is finer than can be printed: 621 ppi")),
    ("600 ppi", draw(b"q 36 0 0 36 100 100 cm /I Do Q", XObject=image(300, 300)), None),
    ("6.9 pt of 7", draw(b"BT /F 6.9 Tf 100 100 Td <0001> Tj ET"), ("R-016", "type is too small: 6.9 pt")),
    ("a line of 0.48 pt of 0.5", draw(b".48 w 100 100 m 300 100 l S"), ("R-017", "a line is too thin: 0.48 pt")),
    ("a tint of 9 % of 10", draw(b".91 g 100 100 50 50 re f"), ("R-017", "a tint is too light: 9 %")),
    ("35.6 pt of a margin of 36", draw(b"300 200 96.4 50 re f"), (
        "R-004", "printed too near to the edge: 0.494 in from the outer edge")),
    ("a margin of 36 pt", draw(b"300 200 96 50 re f"), None),
]


@pytest.mark.parametrize(("spoil", "told"), [case[1:] for case in BY_LITTLE], ids=[case[0] for case in BY_LITTLE])
def test_a_rule_holds_to_its_figure(printer: Printer, spoil: Spoil, told: tuple[str, str] | None) -> None:
    pdf = book_pages()
    spoil(pdf)
    findings = found(looked_at(pdf, PrintFile(printer, "interior")))
    assert [(code, message.partition(" on page")[0]) for code, message in findings] == ([told] if told else [])


@pytest.mark.parametrize(("black", "broken"), [(".6", False), (".63", True)])
def test_the_limit_of_ink_is_its_figure(printer: Printer, black: str, broken: bool) -> None:
    """240 % of ink, and 243."""
    pdf = book_pages()
    draw(b".6 .6 .6 " + black.encode() + b" k 100 100 72 72 re f")(pdf)
    inspection = inspect(saved(pdf), PrintFile(printer, "interior"), ink=True, painted=False)
    assert [code for code, _ in found(inspection)] == (["R-012"] if broken else [])


def bare_head(pdf: pikepdf.Pdf) -> None:
    """A simple font that is embedded and damaged; its box is 0.9 em high, its ascent 0.7."""
    made = font(pdf)
    inner = made.DescendantFonts[0]
    descriptor = inner.FontDescriptor
    descriptor.Ascent, descriptor.FontFile2 = 700, pdf.make_stream(b"no font")
    pdf.pages[2].Resources.Font = Dictionary(F=Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Block, FirstChar=65, LastChar=65, Widths=[600],
        FontDescriptor=descriptor))
    pdf.pages[2].Contents = pdf.make_stream(b"BT /F 20 Tf 100 597.5 Td (A) Tj ET")


NEARLY: list[tuple[str, Spoil]] = [
    ("K-only text in CMYK", draw(b"0 0 0 1 k " + LETTERS)),
    ("grey text", draw(b".5 g " + LETTERS)),
    ("text in the colour of paper", draw(
        b"0 0 0 1 k 90 90 80 80 re f 0 .1 .12 .04 k BT /F 11 Tf 99 99 Td <0001> Tj ET")),
    ("a broad area of rich black", draw(b".6 .4 .4 1 k 100 100 80 80 re f")),
    ("an image of 300 dpi", draw(b"q 72 0 0 72 100 100 cm /I Do Q", XObject=image(300, 300))),
    ("all opaque", draw(b"/T gs 100 100 50 50 re f", ExtGState=Dictionary(T=Dictionary(ca=1, BM=Name.Normal)))),
    ("an area, and half opaque lines that are not drawn", draw(
        b"/T gs 100 100 50 50 re f", ExtGState=Dictionary(T=Dictionary(CA=0.5)))),
    ("a line, and half opaque areas that are not drawn", draw(
        b"/T gs 100 100 m 200 100 l S", ExtGState=Dictionary(T=Dictionary(ca=0.5)))),
    ("a mask that is taken away again", draw(b"/T gs 100 100 50 50 re f", ExtGState=Dictionary(
        T=Dictionary(SMask=Name("/None"))))),
    ("two tones of 1200 dpi", draw(b"q 18 0 0 18 100 100 cm /I Do Q", XObject=image(
        300, 300, BitsPerComponent=1))),
    ("alpha that nothing uses", draw(b"q /T gs Q 100 100 50 50 re f", ExtGState=Dictionary(T=Dictionary(ca=0.5)))),
    ("type of 7 pt by its matrix", draw(b"BT /F 14 Tf .5 0 0 .5 100 100 Tm <0001> Tj ET")),
    ("a hairline that is clipped away", draw(b"q 0 0 10 10 re W n .1 w 200 200 m 300 200 l S Q")),
    ("a line of half a point", draw(b".5 w 100 100 m 300 100 l S")),
    ("a tint of ten percent", draw(b".9 g 100 100 50 50 re f")),
    ("white type, which is no tint", draw(b"100 100 80 80 re f 1 g BT /F 11 Tf 110 110 Td <0001> Tj ET")),
    ("white over the edge", draw(b"1 g 0 0 432 648 re f")),
    ("text of a font whose outlines are not to be had, which says how high it is", bare_head),
    # The face is 0.9 em high, its block 0.7: the ink keeps the margin, the face does not.
    ("text whose ink keeps the margin", draw(b"BT /F 20 Tf 100 597.5 Td <0001> Tj ET")),
]


@pytest.mark.parametrize("spoil", [case[1] for case in NEARLY], ids=[case[0] for case in NEARLY])
def test_what_is_only_nearly_a_fault_is_none(printer: Printer, spoil: Spoil) -> None:
    pdf = book_pages()
    spoil(pdf)
    assert found(looked_at(pdf, PrintFile(printer, "interior"))) == []


# --- what the file is ----------------------------------------------------------------------------------------------


def sheets(pages: int, size: tuple[float, float] = (432, 648)) -> pikepdf.Pdf:
    return book_pages(pages, size)


def link(pdf: pikepdf.Pdf) -> None:
    pdf.pages[4].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[60, 300, 100, 312])])


def bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem("Chapter 1", 0))


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.txt"] = b"notes"


def layer(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary())


def not_embedded(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].Resources.Font = Dictionary(F=font(pdf, embedded=False, name="Garamond"))


def subset(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].Resources.Font = Dictionary(F=font(pdf, name="ABCDEF+Garamond"))


def last_printed(pdf: pikepdf.Pdf) -> None:
    pdf.pages[-1].contents_add(pdf.make_stream(LETTERS))


def odd(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[3]


def emptied(pdf: pikepdf.Pdf) -> None:
    for number in (8, 9, 10):
        pdf.pages[number].Contents = pdf.make_stream(b"")


def heavy(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Ballast = pdf.make_stream(bytes(range(256)) * 500)


def wider(pdf: pikepdf.Pdf) -> None:
    pdf.pages[6].MediaBox = [0, 0, 450, 648]


def turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[6].Rotate = 90


def trimmed_askew(pdf: pikepdf.Pdf) -> None:
    pdf.pages[6].TrimBox = [5, 0, 432, 648]


WHOLE_FILE: list[tuple[Spoil, list[tuple[str, str]]]] = [
    (link, [("R-008", "annotations: link on page 5 at 60, 300 pt")]),
    (bookmark, [("R-008", "the file has bookmarks")]),
    (script, [("R-008", "there is JavaScript in the file")]),
    (attach, [("R-008", "a file is attached")]),
    (layer, [("R-008", "the file has layers that can be hidden")]),
    (not_embedded, [("R-009", "the font Garamond is not embedded (first on page 3)")]),
    (subset, [("R-009", "embedded as a subset: Garamond")]),
    (last_printed, [("R-006", "the last page is not blank: page 24 at 60, 297 pt")]),
    (odd, [("R-002", "the book has 23 pages; of black on white the printer binds 24 to 400"),
           ("R-006", "the file has 23 pages, an odd number")]),
    (emptied, [("R-007", "too many blank pages: 3 blank pages from page 9 on")]),
    (heavy, [("R-018", "the file has 0.14 MB")]),
    (wider, [("R-005", "pages are not of 6 × 9 in, the trim without bleed: 6.25 × 9 in on page 7")]),
    (turned, [("R-005", "pages are turned: 90° on page 7")]),
    (trimmed_askew, [("R-005", "the trim box is not where the printer cuts: page 7 at 0, 0 pt")]),
]


@pytest.mark.parametrize(("spoil", "findings"), WHOLE_FILE, ids=[case[0].__name__ for case in WHOLE_FILE])
def test_a_fault_of_the_file_is_found(printer: Printer, spoil: Spoil, findings: list[tuple[str, str]]) -> None:
    pdf = book_pages()
    spoil(pdf)
    paper = printer.papers["white"]
    file = saved(pdf, compress_streams=False)
    assert found(looked_at(file, PrintFile(printer, "interior", Trim(6, 9), paper))) == findings


def test_a_trim_that_the_printer_does_not_make(printer: Printer) -> None:
    inspection = looked_at(book_pages(size=(400, 600)), PrintFile(printer, "interior"))
    assert found(inspection) == [("R-001", "a trim of 5.556 × 8.333 in is none that the printer makes")]
    assert inspection.findings[0].hint == (
        "make the book one of 6 × 9, 5 × 8 in. The House asks for a trim size of 6 × 9, 5 × 8 in"
        " (https://example.org/guide, confidence A)"
    )


def test_a_gutter_too_narrow_for_a_thick_book(printer: Printer) -> None:
    pdf = book_pages(320)
    draw(b"BT /F 11 Tf 45 300 Td <0001> Tj ET", page=100)(pdf)
    inspection = looked_at(pdf, PrintFile(printer, "interior"))
    assert found(inspection) == [
        ("R-004", "printed too near to the edge: 0.633 in from the inner edge on page 101 at 45, 297 pt")
    ]
    assert inspection.findings[0].hint.startswith("leave 0.75 in at the inner edge. The House asks for an inner margin")


def test_the_same_gutter_is_wide_enough_for_a_thin_book(printer: Printer) -> None:
    pdf = book_pages(150)
    draw(b"BT /F 11 Tf 45 300 Td <0001> Tj ET", page=100)(pdf)
    assert found(looked_at(pdf, PrintFile(printer, "interior"))) == []


def test_three_places_are_spelled_out_and_the_others_counted(printer: Printer) -> None:
    pdf = book_pages()
    for number in range(10):
        draw(b"BT /F 5 Tf 100 100 Td <0001> Tj ET", page=number)(pdf)
    place = "at 100, 99 pt"
    assert found(looked_at(pdf, PrintFile(printer, "interior"))) == [
        ("R-016", f"type is too small: 5 pt on page 1 {place}; 5 pt on page 2 {place}; 5 pt on page 3 {place};"
                  " and 7 more pages")
    ]


def test_a_page_is_named_by_its_folio_too(printer: Printer) -> None:
    pdf = book_pages()
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r), 4, Dictionary(S=Name.D)]))
    draw(b".95 g 100 100 50 50 re f", page=2)(pdf)
    draw(b".95 g 100 100 50 50 re f", page=5)(pdf)
    assert found(looked_at(pdf, PrintFile(printer, "interior"))) == [
        ("R-017", "a tint is too light: 5 % on page 3 (folio iii) at 100, 100 pt;"
                  " 5 % on page 6 (folio 2) at 100, 100 pt")
    ]


TABLE = b"1 beginbfchar <0001> <0041> endbfchar 1 beginbfrange <0002> <0003> <0062> <0004> <0005> [<0064> <00660069>]"
TABLE += b" endbfrange"


def test_small_type_is_quoted(printer: Printer) -> None:
    pdf = book_pages()
    pdf.pages[2].Resources.Font.F.ToUnicode = pdf.make_stream(TABLE)
    draw(b"BT /F 5 Tf 100 100 Td [<00010002> -500 <000300040005>] TJ ET")(pdf)
    assert found(looked_at(pdf, PrintFile(printer, "interior"))) == [
        ("R-016", "type is too small: 5 pt “Abcdfi” on page 3 at 100, 99 pt")
    ]


def test_a_rule_that_is_hearsay_only_warns(printer: Printer) -> None:
    pdf = book_pages()
    draw(b".95 g 100 100 50 50 re f")(pdf)
    assert [finding.severity for finding in looked_at(pdf, PrintFile(printer, "interior")).findings] == ["warning"]


# --- bleed ---------------------------------------------------------------------------------------------------------


def with_bleed(pages: int = 24) -> pikepdf.Pdf:
    """Pages larger at head, foot and outer edge; the trim box says where they are cut."""
    pdf = book_pages(pages, (441, 666))
    for index, page in enumerate(pdf.pages):
        left = 0 if index % 2 == 0 else 9
        page.TrimBox = [left, 9, left + 432, 657]
    return pdf


def test_pages_with_bleed_are_recognized(printer: Printer) -> None:
    inspection = looked_at(with_bleed(), PrintFile(printer, "interior"))
    assert found(inspection) == []
    assert (inspection.job.trim, inspection.job.bleed) == (Trim(6, 9), True)
    assert rule(inspection, "bleed").measured == "pages of 6.125 × 9.25 in, with bleed"
    assert rule(inspection, "margins").outcome == "not checked"
    assert rule(inspection, "margins-with-bleed").outcome == "kept"


def test_pages_with_bleed_need_no_trim_box(printer: Printer) -> None:
    pdf = with_bleed()
    for page in pdf.pages:
        del page.TrimBox
    inspection = looked_at(pdf, PrintFile(printer, "interior"))
    assert found(inspection) == []
    assert inspection.job.trim == Trim(6, 9)


def test_bleed_on_the_wrong_edge(printer: Printer) -> None:
    pdf = with_bleed()
    pdf.pages[2].TrimBox = [9, 9, 441, 657]
    assert found(looked_at(pdf, PrintFile(printer, "interior"))) == [
        ("R-005", "the trim box is not where the printer cuts: page 3 at 0, 0 pt")
    ]


def test_what_reaches_the_trim_must_reach_the_edge_of_the_bleed(printer: Printer) -> None:
    short, whole = with_bleed(), with_bleed()
    draw(b".5 g 100 300 332 100 re f")(short)
    draw(b".5 g 100 300 341 100 re f")(whole)
    assert found(looked_at(whole, PrintFile(printer, "interior"))) == []
    assert found(looked_at(short, PrintFile(printer, "interior"))) == [
        ("R-005", "something reaches the trim, but not the edge of the bleed: page 3 at 100, 291 pt")
    ]


def test_what_runs_off_the_page_needs_bleed(printer: Printer) -> None:
    pdf = book_pages()
    draw(b".5 g 100 300 332 100 re f")(pdf)
    inspection = looked_at(pdf, PrintFile(printer, "interior"))
    assert found(inspection) == [
        ("R-005", "something runs to the trim, and the pages have no bleed: page 3 at 100, 300 pt")
    ]


def test_a_cropped_page_is_as_large_as_it_is_seen(printer: Printer) -> None:
    pdf = book_pages(24, (500, 700))
    for page in pdf.pages:
        page.CropBox = [0, 0, 432, 648]
    assert found(looked_at(pdf, PrintFile(printer, "interior"))) == []


def test_crop_marks_in_the_bleed(printer: Printer) -> None:
    pdf = with_bleed()
    draw(b"1 w 433 100 m 441 100 l S")(pdf)
    assert found(looked_at(pdf, PrintFile(printer, "interior"))) == [
        ("R-008", "printed outside the trim, as crop marks are: page 3 at 432, 90 pt")
    ]


def test_a_foreign_page_with_marks_around_it_is_too_large(printer: Printer) -> None:
    pdf = book_pages(24, (500, 716))
    for page in pdf.pages:
        page.TrimBox = [34, 34, 466, 682]
        page.contents_add(pdf.make_stream(b"1 w 34 0 m 34 20 l S"))
    messages = dict(found(looked_at(pdf, PrintFile(printer, "interior"))))
    assert messages["R-005"].startswith("the trim box is not where the printer cuts")
    assert messages["R-008"].startswith("printed outside the trim, as crop marks are: page 1 at 0, -34 pt")


# --- ink -----------------------------------------------------------------------------------------------------------

HEAVY = b".8 .7 .7 .8 k 100 100 72 72 re f"


def test_three_hundred_percent_of_ink(printer: Printer) -> None:
    pdf = book_pages()
    draw(HEAVY)(pdf)
    assert found(looked_at(pdf, PrintFile(printer, "interior"), ink=True)) == [
        ("R-012", "too much ink: 300 % on page 3 at 100, 100 pt")
    ]


def test_ink_without_ghostscript(printer: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda program: None)
    pdf = book_pages()
    draw(HEAVY)(pdf)
    inspection = looked_at(pdf, PrintFile(printer, "interior"), ink=True)
    assert found(inspection) == [("R-012", "too much ink: 300 % on page 3 at 100, 100 pt")]
    assert rule(inspection, "ink").measured == (
        "at most 300 % on page 3, from the colours as written, as Ghostscript is not installed"
    )


@pytest.mark.parametrize(("sample", "percent"), [(bytes([200, 200, 200, 200]), 314), (bytes([0, 0, 0, 255]), 100)])
def test_ink_of_an_image_without_ghostscript(
    printer: Printer, monkeypatch: pytest.MonkeyPatch, sample: bytes, percent: int
) -> None:
    monkeypatch.setattr("shutil.which", lambda program: None)
    pdf = book_pages()
    draw(b"q 24 0 0 24 100 100 cm /I Do Q", XObject=image(100, 100, "/DeviceCMYK", sample))(pdf)
    measured = rule(looked_at(pdf, PrintFile(printer, "interior"), ink=True), "ink").measured
    assert measured.startswith(f"at most {percent} %")


@pytest.mark.skipif(not shutil.which("gs"), reason="needs Ghostscript, the other eye")
@pytest.mark.parametrize("inverted", [False, True])
def test_ink_of_a_jpeg_is_the_same_to_both_eyes(
    printer: Printer, monkeypatch: pytest.MonkeyPatch, inverted: bool
) -> None:
    """A JPEG of four inks by Adobe's rules has them inverted; `Decode` says whether they are to be turned round."""
    made = io.BytesIO()
    Image.new("CMYK", (100, 100), (20, 40, 60, 80)).save(made, "JPEG", quality=100)
    pdf = book_pages()
    draw(b"q 24 0 0 24 100 100 cm /I Do Q", XObject=image(100, 100, "/DeviceCMYK"))(pdf)
    picture = pdf.pages[2].Resources.XObject.I
    picture.write(made.getvalue(), filter=Name.DCTDecode)
    if inverted:
        picture.Decode = [1, 0] * 4
    mixed = rule(looked_at(pdf, PrintFile(printer, "interior"), ink=True), "ink").measured.partition(",")[0]
    monkeypatch.setattr("shutil.which", lambda program: None)
    written = rule(looked_at(pdf, PrintFile(printer, "interior"), ink=True), "ink").measured.partition(",")[0]
    assert mixed == written
    assert mixed == ("at most 100 % on page 1" if inverted else "at most 322 % on page 3")


# --- files that cannot be read -------------------------------------------------------------------------------------


def locked(user: str) -> bytes:
    """The file under RC4, which needs no other library to be read."""
    return saved(book_pages(), encryption=pikepdf.Encryption(owner="owner", user=user, R=4, aes=False, metadata=False))


def test_a_file_with_restrictions_is_encrypted(printer: Printer) -> None:
    file = locked(user="")
    assert found(looked_at(file, PrintFile(printer, "interior"))) == [("R-008", "the file is encrypted")]


def test_a_file_with_a_password_is_not_opened(printer: Printer) -> None:
    file = locked(user="secret")
    inspection = looked_at(file, PrintFile(printer, "interior"))
    assert found(inspection) == [("R-008", "the file is encrypted, and cannot be opened")]
    assert {checked.outcome for checked in inspection.checked[1:]} == {"not checked"}


@pytest.mark.parametrize("file", [b"", b"no PDF at all", b"%PDF-1.4\n1 0 obj\n<<"], ids=["empty", "text", "torn"])
def test_a_broken_file_is_a_finding(printer: Printer, file: bytes) -> None:
    inspection = inspect(file, PrintFile(printer, "interior"))
    assert [code for code, _ in found(inspection)] == ["F-004"]
    assert inspection.findings[0].hint == "make the file anew"


def test_an_endless_form_is_read_to_an_end(printer: Printer) -> None:
    pdf = book_pages()

    def form(pdf: pikepdf.Pdf) -> Dictionary:
        stream = pdf.make_indirect(pdf.make_stream(b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]))
        stream.Resources = Dictionary(XObject=Dictionary(X=stream))
        return Dictionary(X=stream)

    draw(b"/X Do", XObject=form)(pdf)
    assert {code for code, _ in found(looked_at(pdf, PrintFile(printer, "interior")))} <= {"R-024"}


def test_names_that_lead_nowhere_draw_nothing(printer: Printer) -> None:
    pdf = book_pages()
    draw(b"]] >> ) 12 34 qq /Nope gs /Nope Do (unclosed (( <<")(pdf)
    assert [code for code, _ in found(looked_at(pdf, PrintFile(printer, "interior"))) if code != "R-024"] == []


def test_drawing_that_cannot_be_read_is_a_broken_rule(printer: Printer) -> None:
    """Viewers pass over an operator without its operands. What it would have drawn was not checked."""
    pdf = book_pages()
    draw(b"1 0 0 rg 0 1 cm 100 re f 7 re f")(pdf)
    inspection = looked_at(pdf, PrintFile(printer, "interior"))
    readable = rule(inspection, "readable")
    assert (readable.outcome, [(each.severity, each.code) for each in readable.findings]) == (
        "broken", [("error", "R-024")])
    message = readable.findings[0].message
    assert message.startswith("3 drawing operators on page 3 could not be read, so no rule could be checked there (")
    assert "re: " in message and "cm: " in message


def test_unread_drawing_of_many_pages_is_counted(printer: Printer) -> None:
    pdf = book_pages()
    for number in range(5):
        draw(b"7 re f 8 re f", page=number)(pdf)
    readable = rule(looked_at(pdf, PrintFile(printer, "interior")), "readable")
    messages = [finding.message for finding in readable.findings]
    assert [message.partition(" could")[0] for message in messages] == [
        "2 drawing operators on page 1", "2 drawing operators on page 2", "2 drawing operators on page 3",
        "4 drawing operators on 2 more pages",
    ]


def test_a_sheet_of_another_book_is_read_with_what_it_has(printer: Printer) -> None:
    pdf = pikepdf.new()
    for _ in range(24):
        add_page(pdf, (432, 648), b"")
    assert found(looked_at(pdf, PrintFile(printer, "interior"))) == [
        ("R-007", "too many blank pages: 24 blank pages from page 1 on")
    ]
