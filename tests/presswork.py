"""Makes small PDFs for printers, good ones, and a strict printer of the tests' own to judge them."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, String

from book.barcode import MODULE, ean13
from book.orders import Printer
from book.preflight import CheckedRule, Inspection, PrintFile, inspect
from book.printers import printer

PROFILE = """
name: The House
collected: 2026-11-22
template: https://example.org/template
sources:
  guide: {url: "https://example.org/guide", confidence: A}
  rumour: {url: "https://example.org/rumour", confidence: C}
papers:
  white:
    name: black on white
    pages: [24, 400]
    spine: {per-page: 0.0025, base: 0.01}
    from: [guide]
    confidence: A
  coloured:
    name: colour on white
    colour: true
    pages: [24, 400]
    spine: template
    from: [guide]
    confidence: A
book:
  trims: {is: {sizes: [[6, 9], [5, 8]]}, from: [guide], confidence: A}
  file-names: {is: {interior: "{isbn}_txt.pdf", cover: "{isbn}_cov.pdf"}, from: [rumour], confidence: M}
interior:
  even-extent: {is: true, from: [guide], confidence: A}
  last-page-blank: {is: true, from: [guide], confidence: A}
  bleed: {is: {size: 0.125, edges: [top, bottom, outside]}, from: [guide], confidence: A}
  margins: {is: {top: 0.5, bottom: 0.5, outside: 0.5}, from: [guide], confidence: A}
  margins-with-bleed: {is: {top: 0.5, bottom: 0.5, outside: 0.5}, from: [guide], confidence: A}
  gutter: {is: [{pages: [24, 150], inside: 0.5}, {pages: [151, 400], inside: 0.75}], from: [guide], confidence: A}
  blank-pages: {is: {together: 2, at-end: 4}, from: [rumour], confidence: C}
  forbidden:
    {is: [encryption, annotations, bookmarks, scripts, attachments, layers, marks], from: [guide], confidence: A}
  transparency: {is: none, from: [guide], confidence: A}
  fonts-embedded: {is: embedded, from: [guide], confidence: A}
  fonts-whole: {is: whole, from: [guide], confidence: A, level: warning}
  colours: {is: [gray, cmyk], from: [guide], confidence: A}
  black: {is: k, from: [guide], confidence: A}
  ink: {is: {most: 240}, from: [guide], confidence: A}
  resolution: {is: {least: 300, most: 600}, from: [guide], confidence: A}
  file-size: {is: {megabytes: 0.1}, from: [guide], confidence: A}
  type-size: {is: {least: 7}, from: [rumour], confidence: C}
  rule-weight: {is: {least: 0.5}, from: [rumour], confidence: C}
  tint: {is: {least: 10}, from: [rumour], confidence: C}
cover:
  bleed: {is: {size: 0.125, edges: [top, bottom, outside]}, from: [guide], confidence: A}
  safe: {is: {inside-trim: 0.25}, from: [guide], confidence: A}
  spine-text: {is: {least-pages: 80, clear: 0.0625}, from: [guide], confidence: A}
  barcode: {is: {box: [2, 1.2], from-bottom: 0.25, from-spine: 0.25, required: true}, from: [guide], confidence: A}
  forbidden: {is: [encryption, annotations], from: [guide], confidence: A}
  transparency: {is: none, from: [guide], confidence: A}
  fonts-embedded: {is: embedded, from: [guide], confidence: A}
  colours: {is: [gray, cmyk], from: [guide], confidence: A}
  black: {is: k, from: [guide], confidence: A}
  ink: {is: {most: 240}, from: [guide], confidence: A}
  resolution: {is: {least: 300}, from: [guide], confidence: A}
  type-size: {is: {least: 7}, from: [rumour], confidence: C}
  rule-weight: {is: {least: 0.5}, from: [rumour], confidence: C}
"""
STANDARD = """
  standard: {is: "PDF/X-1a:2001", from: [guide], confidence: A}
  output-intent:
    is: {identifier: CGATS TR 001, condition: SWOP, registry: "http://www.color.org", info: SWOP}
    from: [guide]
    confidence: A
"""
ASKED = " (https://example.org/guide, confidence A)"
ISBN = "978-0-306-40615-7"
WHOLE, HALF = (432, 648), (396, 576)  # points: 6 × 9 in, and 5.5 × 8
LETTERS = b"BT /F 11 Tf 60 300 Td <000100010001> Tj ET\n"  # a line of text in black
Spoil = Callable[[pikepdf.Pdf], None]


def house(folder: Path, standard: bool = False, **changes: str) -> Printer:
    """The strict printer; `changes` are pieces of its profile, each put in place of the other."""
    text = PROFILE.replace("\ncover:\n", f"{STANDARD}cover:\n") if standard else PROFILE
    for old, new in zip(changes.get("old", "").split("|"), changes.get("new", "").split("|"), strict=True):
        assert old in text
        text = text.replace(old, new) if old else text
    (folder / "house.yaml").write_text(text, encoding="utf-8")
    found, problems = printer("house", folder)
    assert found, problems
    return found


def book_pages(pages: int = 24, size: tuple[float, float] = WHOLE) -> pikepdf.Pdf:
    """A file that the printer takes: each page has a line of text, but for the last, which is blank."""
    pdf = pikepdf.new()
    face = pdf.make_indirect(font(pdf))
    for number in range(pages):
        page = add_page(pdf, size, LETTERS if number < pages - 1 else b"")
        page.Resources.Font = Dictionary(F=face)
    return pdf


def cover_sheet(pages: int, content: bytes = b"", trim: tuple[float, float] = (6, 9)) -> pikepdf.Pdf:
    """A cover that the printer takes, but for the barcode that it lacks: dark, with a title and a white box."""
    pdf = pikepdf.new()
    spine = pages * 0.0025 + 0.01
    size = (2 * trim[0] + spine + 0.25) * 72, (trim[1] + 0.25) * 72
    left = 9 + trim[0] * 72 - 18 - 144
    drawn = b"0 0 0 .8 k 0 0 %f %f re f 0 g 1 g %f 27 144 86.4 re f\n" % (*size, left)
    title = b"0 0 0 0 k BT /F 24 Tf %f 400 Td <00010001> Tj ET 0 0 0 1 k\n" % (size[0] - 300)
    page = add_page(pdf, size, drawn + title + content)
    page.Resources.Font = Dictionary(F=pdf.make_indirect(font(pdf)))
    return pdf


def bars(colour: bytes = b"0 0 0 1 k", isbn: str = ISBN, price: str = "", scale: float = 1.0) -> bytes:
    """The barcode of an ISBN in the white box of a cover, `scale` of its full size, without figures."""
    code, module = ean13(isbn, price), MODULE * scale / 25.4 * 72
    left, top = 9 + 6 * 72 - 18 - 72 - code.width * module / 2, 105
    drawn = b" ".join(b"%f %f %f %f re" % (left + bar.left * module, top - (bar.top + bar.height) * module,
                                           bar.width * module, bar.height * module) for bar in code.bars)
    return colour + b" " + drawn + b" f\n"


def dummy_bars() -> bytes:
    """Thirty bars that look like a barcode and say nothing."""
    left = 9 + 6 * 72 - 18 - 120
    return b"0 0 0 1 k " + b" ".join(b"%f 45 1 60 re" % (left + 3 * number) for number in range(30)) + b" f\n"


def add_page(pdf: pikepdf.Pdf, size: tuple[float, float], content: bytes) -> Any:
    """A page at the end, with empty resources."""
    page = pdf.add_blank_page(page_size=size)
    page.Contents = pdf.make_stream(content)
    page.Resources = Dictionary()
    return page


def draw(content: bytes, page: int = 2, **resources: Any) -> Spoil:
    """Draws more on a page; `XObject=…` and the like add to its resources."""

    def do(pdf: pikepdf.Pdf) -> None:
        target = pdf.pages[page]
        target.contents_add(pdf.make_stream(content))
        for name, value in resources.items():
            made = value(pdf) if callable(value) else value
            target.Resources[f"/{name}"] = made

    return do


def font(pdf: pikepdf.Pdf, embedded: bool = True, name: str = "Block") -> Dictionary:
    """A face of one letter, a block as high as a capital."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name(f"/{name}"), Flags=4, FontBBox=[0, -250, 600, 900], ItalicAngle=0,
        Ascent=900, Descent=-250, CapHeight=700, StemV=80,
    )  # fmt: skip
    if embedded:
        descriptor.FontFile2 = pdf.make_stream(_program())
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(f"/{name}"), DW=600, CIDToGIDMap=Name.Identity,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=descriptor,
    )  # fmt: skip
    return Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(f"/{name}"), Encoding=Name("/Identity-H"),
                      DescendantFonts=Array([pdf.make_indirect(inner)]))


@cache
def _program() -> bytes:
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "block"])
    builder.setupCharacterMap({0x25A0: "block"})
    pen = TTGlyphPen(None)
    for step, point in enumerate(((50, 0), (50, 700), (550, 700), (550, 0))):
        (pen.lineTo if step else pen.moveTo)(point)
    pen.closePath()
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "block": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "block": (600, 50)})
    builder.setupHorizontalHeader(ascent=900, descent=-250)
    builder.setupOS2()
    builder.setupPost()
    made = io.BytesIO()
    builder.save(made)
    return made.getvalue()


def image(wide: int, high: int, space: str = "/DeviceGray", sample: bytes = b"\x80", **more: Any) -> Callable[..., Any]:
    """An image of one colour, as the only one of a page's resources."""

    def make(pdf: pikepdf.Pdf) -> Dictionary:
        stream = pdf.make_stream(sample * (wide * high))
        stream.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=wide, Height=high, BitsPerComponent=8,
                                 ColorSpace=Name(space)))
        for key, value in more.items():
            stream[f"/{key}"] = value(pdf) if callable(value) else value
        return Dictionary(I=stream)

    return make


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """The file."""
    made = io.BytesIO()
    pdf.save(made, **options)
    return made.getvalue()


def looked_at(file: pikepdf.Pdf | bytes, job: PrintFile, ink: bool = False) -> Inspection:
    """The inspection of a file."""
    return inspect(file if isinstance(file, bytes) else saved(file), job, ink)


def found(inspection: Inspection) -> list[tuple[str, str]]:
    """Codes and messages."""
    return [(finding.code, finding.message) for finding in inspection.findings]


def rule(inspection: Inspection, name: str) -> CheckedRule:
    """What came of one rule."""
    return next(checked for checked in inspection.checked if checked.rule.name == name)
