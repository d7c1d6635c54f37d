"""PDF/X-1a:2001, fault by fault; the registry of checks; the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from presswork import Spoil, book_pages, draw, font, found, house, image, looked_at, rule, saved

import book.printers
from book.edition import Trim
from book.orders import Printer
from book.preflight import PrintFile, check_report, checks, inspect
from book.preflight.rule_words import WORDS

ANNOTATION = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[60, 300, 100, 312])
INTENT = {"OutputConditionIdentifier": "CGATS TR 001", "RegistryName": "http://www.color.org", "Info": "SWOP"}


@pytest.fixture
def printer(tmp_path: Path) -> Printer:
    """The house, which wants PDF/X, and takes anything else that PDF/X itself forbids."""
    return house(tmp_path, standard=True)


def exchange() -> pikepdf.Pdf:
    """A file that keeps PDF/X-1a:2001."""
    pdf = book_pages()
    for page in pdf.pages:
        page.TrimBox = [0, 0, 432, 648]
    pdf.trailer.Info = pdf.make_indirect(Dictionary(
        Title="A Book", CreationDate="D:20261122000000Z", ModDate="D:20261122000000Z", Trapped=Name("/False"),
        GTS_PDFXVersion="PDF/X-1:2001", GTS_PDFXConformance="PDF/X-1a:2001",
    ))  # fmt: skip
    pdf.Root.OutputIntents = Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, **INTENT)])
    return pdf


def as_saved(pdf: pikepdf.Pdf, version: str = "1.3") -> bytes:
    return saved(pdf, force_version=version, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def faults(pdf: pikepdf.Pdf, printer: Printer, name: str = "standard", version: str = "1.3") -> list[str]:
    """What breaks one rule."""
    inspection = looked_at(as_saved(pdf, version), PrintFile(printer, "interior", Trim(6, 9)))
    return [finding.message for finding in rule(inspection, name).findings]


def test_another_standard_is_not_checked_and_not_taken_for_kept(tmp_path: Path) -> None:
    printer = house(tmp_path, standard=True, old="PDF/X-1a:2001", new="PDF/X-4")
    inspection = looked_at(as_saved(exchange()), PrintFile(printer, "interior", Trim(6, 9)))
    checked = rule(inspection, "standard")
    assert (checked.outcome, checked.measured) == ("not checked", "PDF/X-4 cannot be checked, only PDF/X-1a:2001")


def test_a_file_of_the_standard_breaks_no_rule(printer: Printer) -> None:
    inspection = looked_at(as_saved(exchange()), PrintFile(printer, "interior", Trim(6, 9)))
    assert found(inspection) == []
    assert rule(inspection, "standard").measured == "PDF 1.3, PDF/X-1a:2001"
    assert rule(inspection, "output-intent").measured == "made for CGATS TR 001"


def test_another_version(printer: Printer) -> None:
    assert faults(exchange(), printer, version="1.6") == ["the file is PDF 1.6, not 1.3"]


def furnished() -> bytes:
    """A small file with something of everything."""
    pdf = exchange()
    del pdf.pages[4:]
    draw(b"q 72 0 0 72 100 100 cm /I Do Q", XObject=image(20, 20))(pdf)
    draw(b"/T gs .5 w 0 0 m 9 9 l S /S cs .5 scn 9 9 9 9 re f", page=1, ExtGState=Dictionary(T=Dictionary(ca=0.5)),
         ColorSpace=Dictionary(S=Array([Name.Indexed, Name.DeviceRGB, 1, b"\0\0\0\xff\xff\xff"])))(pdf)
    draw(b"/X Do", page=3, XObject=group)(pdf)
    pdf.pages[0].Annots = Array([ANNOTATION])
    return as_saved(pdf)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_reported_whatever_is_wrong_with_it(printer: Printer, data: st.DataObject) -> None:
    file = bytearray(furnished())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(file) - 1))
        file[place:place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    for part in ("interior", "cover"):
        inspection = inspect(bytes(file), PrintFile(printer, part), ink=False)
        assert check_report(inspection).startswith(f"The House: {part}\n")


def no_info(key: str) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del pdf.trailer.Info[key]

    return spoil


def info(key: str, value: Any) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.trailer.Info[key] = value

    return spoil


def intent(**changes: Any) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for key, value in changes.items():
            if value is None:
                del pdf.Root.OutputIntents[0][f"/{key}"]
            else:
                made = pdf.make_indirect(pdf.make_stream(value)) if isinstance(value, bytes) else value
                pdf.Root.OutputIntents[0][f"/{key}"] = made

    return spoil


def page(**changes: Any) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for key, value in changes.items():
            if value is None:
                del pdf.pages[2].obj[f"/{key}"]
            else:
                pdf.pages[2].obj[f"/{key}"] = value

    return spoil


def catalog(**changes: Any) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for key, value in changes.items():
            pdf.Root[f"/{key}"] = value

    return spoil


def no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def two_intents(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents.append(Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, **INTENT))


def opentype(pdf: pikepdf.Pdf) -> None:
    made = font(pdf)
    descriptor = made.DescendantFonts[0].FontDescriptor
    descriptor.FontFile3 = descriptor.FontFile2
    del descriptor.FontFile2
    descriptor.FontFile3.Subtype = Name.OpenType
    pdf.pages[2].Resources.Font = Dictionary(F=made)


def bare(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].Resources.Font = Dictionary(F=font(pdf, embedded=False, name="Arial"))


def group(pdf: pikepdf.Pdf) -> Dictionary:
    stream = pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    stream.Group = Dictionary(S=Name.Transparency)
    return Dictionary(X=stream)


def lzw(pdf: pikepdf.Pdf) -> Dictionary:
    stream = pdf.make_stream(b"\\x80\\x0b\\x60\\x50\\x22\\x0c\\x0c\\x85\\x01", Filter=Name.LZWDecode)
    stream.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]))
    return Dictionary(X=stream)


FAULTS: list[tuple[str, Spoil, list[str]]] = [
    ("no conformance", no_info("/GTS_PDFXConformance"), ["GTS_PDFXConformance is “”, not “PDF/X-1a:2001”"]),
    ("another part", info("/GTS_PDFXVersion", String("PDF/X-1a:2003")),
     ["GTS_PDFXVersion is “PDF/X-1a:2003”, not “PDF/X-1:2001”"]),
    ("no title", no_info("/Title"), ["the file has no Title"]),
    ("no dates", no_info("/ModDate"), ["the file has no ModDate"]),
    ("trapped missing_text", no_info("/Trapped"), ["the file does not say whether it is trapped"]),
    ("trapped as a text", info("/Trapped", String("/False")), ["the file does not say whether it is trapped"]),
    ("no output intent", no_intent, ["the file has no output intent"]),
    ("two output intents", two_intents, ["the file has 2 output intents for PDF/X"]),
    ("no registry", intent(RegistryName=None), ["the output intent has no profile or RegistryName"]),
    ("a screen's profile", intent(DestOutputProfile=bytes(8) + b"\x02\0\0\0mntrRGB XYZ "),
     ["the output intent's profile is “mntr RGB  2”, not a press's for CMYK, of ICC version 2"]),
    ("a press's profile", intent(DestOutputProfile=bytes(8) + b"\x02\0\0\0prtrCMYKLab "), []),
    ("no trim box", page(TrimBox=None), ["no trim box, or an art box as well: page 3"]),
    ("an art box too", page(ArtBox=Array([0, 0, 432, 648])), ["no trim box, or an art box as well: page 3"]),
    ("a bleed box within the trim", page(BleedBox=Array([9, 9, 400, 600])),
     ["trim box, bleed box and page are not one within the other: page 3"]),
    ("a link", page(Annots=Array([ANNOTATION])), ["annotations on the page: link on page 3 at 60, 300 pt"]),
    ("a form", catalog(AcroForm=Dictionary(Fields=Array([]))), ["the file has AcroForm"]),
    ("an action", catalog(OpenAction=Array([Name.Fit])), ["the file has OpenAction"]),
    ("RGB", draw(b"1 0 0 rg 100 100 50 50 re f"), ["RGB colour: page 3 at 100, 100 pt"]),
    ("a profile", draw(b"", ColorSpace=lambda pdf: Dictionary(P=Array([Name.ICCBased, pdf.make_stream(b"", N=1)]))),
     ["a colour space with a profile: P on page 3"]),
    ("opacity of one", draw(b"", ExtGState=Dictionary(T=Dictionary(ca=1))), ["a key for opacity: T on page 3"]),
    ("a group", draw(b"/X Do", XObject=group), ["a transparency group: X on page 3"]),
    ("a transfer function", draw(b"", ExtGState=Dictionary(T=Dictionary(TR=Name.Identity))),
     ["a transfer function: T on page 3"]),
    ("LZW", draw(b"", XObject=lzw), ["a compression that the standard forbids: LZWDecode on page 3"]),
    ("OpenType", opentype, ["a font in OpenType, which PDF 1.3 does not know: Block on page 3"]),
    ("an operator of later times", draw(b"/Nope zz"), ["an operator that PDF 1.3 does not know: zz on page 3"]),
    ("a spot colour", draw(b"", ColorSpace=Dictionary(S=Array([Name.Separation, Name.Gold, Name.DeviceCMYK, Dictionary(
        FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)]))), []),
    ("a spot colour for screens", draw(b"", ColorSpace=Dictionary(S=Array([Name.Separation, Name.Gold, Name.DeviceRGB,
        Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 0, 0], N=1)]))), ["RGB colour: S on page 3"]),
    ("a font not embedded", bare, ["a font that is not embedded: Arial on page 3"]),
    ("an image of two tones", draw(b"", XObject=image(8, 8)), []),
]


@pytest.mark.parametrize(("spoil", "messages"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_a_fault_of_the_standard_is_found(printer: Printer, spoil: Spoil, messages: list[str]) -> None:
    pdf = exchange()
    spoil(pdf)
    assert faults(pdf, printer) == messages


@pytest.mark.parametrize(
    ("spoil", "message"),
    [(no_intent, "the file has no output intent"),
     (intent(OutputConditionIdentifier=String("FOGRA39")),
      "the output intent has OutputConditionIdentifier “FOGRA39”")],
    ids=["none", "another"],
)  # fmt: skip
def test_the_printers_own_condition_is_asked(printer: Printer, spoil: Spoil, message: str) -> None:
    pdf = exchange()
    spoil(pdf)
    assert faults(pdf, printer, "output-intent") == [message]


# --- the registry --------------------------------------------------------------------------------------------------

SHAPE = yaml.safe_load((Path(book.printers.__file__).parent / "shape.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("part", "known"), [("book", checks.BOOK), ("interior", checks.INTERIOR), ("cover", checks.COVER)],
    ids=["book", "interior", "cover"],
)  # fmt: skip
def test_each_rule_that_a_profile_may_have_is_checked(part: str, known: dict[str, Callable[..., Any]]) -> None:
    rules = set(SHAPE["properties"][part]["properties"])
    assert rules == set(known)
    assert rules <= set(WORDS)


# --- the report ----------------------------------------------------------------------------------------------------


def test_the_report_tells_every_rule_with_its_source(tmp_path: Path) -> None:
    pdf = book_pages()
    draw(b".95 g 100 100 50 50 re f")(pdf)
    printer = house(tmp_path)
    inspection = looked_at(pdf, PrintFile(printer, "interior", paper=printer.papers["white"]))
    text = check_report(inspection)
    assert text.startswith("""\
The House: interior
Rules gathered on 2026-11-22.
How sure each rule is: A the printer's own text was seen; B two or more others quote it; C one does;
M from memory.

Trim:    6 × 9 in
Extent:  24 pages
Paper:   black on white
Bleed:   without bleed

Rules:   19 kept, 1 broken, 3 not checked

kept         readable            PDF 1.3, 24 pages
             asked: a PDF that can be read
kept         trims               a trim of 6 × 9 in
             asked: a trim size of 6 × 9, 5 × 8 in (A; https://example.org/guide)
""")
    assert "not checked  ink                 left out on request\n" in text
    assert text.endswith("""\
BROKEN       tint                lightest tint 5 %
             asked: tints of at least 10 % (C; https://example.org/rumour)

Findings

warning R-017: a tint is too light: 5 % on page 3 at 100, 100 pt
  make it 10 % or darker. The House asks for tints of at least 10 % (https://example.org/rumour,
  confidence C)
""")
    assert all(len(line) <= 100 for line in text.splitlines())


def test_the_report_of_a_good_file_says_so(tmp_path: Path) -> None:
    text = check_report(looked_at(book_pages(), PrintFile(house(tmp_path), "interior")))
    assert text.endswith("\n\nNo findings.\n")
