"""What the printers' check sees on a page, held against Ghostscript's own measure of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name
from presswork import book_pages, draw, image, saved

from book.pdfmarks import tokens
from book.pdfmarks.boxes import around
from book.pdfmarks.facts import PaintedPath, TextRun
from book.pdfmarks.outlines import exact
from book.pdfmarks.reading import read

NEAR = 0.35  # points: Ghostscript's pixel


def seen(data: bytes) -> tuple[float, ...]:
    """The box of all ink on page 2."""
    marks = [mark for mark in read(data).pages[1].marks if not mark.colour.blank]
    boxes = [exact(mark) if isinstance(mark, TextRun) else mark.box for mark in marks]
    return around(corner for box in boxes for corner in ((box.left, box.bottom), (box.right, box.top)))


def painted(data: bytes, folder: Path) -> tuple[float, ...]:
    """The same, by Ghostscript."""
    file = folder / "page.pdf"
    file.write_bytes(data)
    command = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=bbox", "-r720", "-dFirstPage=2",
               "-dLastPage=2", str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    found = re.search(r"%%HiResBoundingBox: (\S+) (\S+) (\S+) (\S+)", told)
    assert found
    return tuple(float(number) for number in found.groups())


def form(**more: Any) -> Any:
    def make(pdf: Any) -> Dictionary:
        stream = pdf.make_stream(b"0 0 400 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 10])
        stream.update(Dictionary(**more))
        return Dictionary(X=stream)

    return make


DRAWN = {
    "text": draw(b"BT /F 20 Tf 100 100 Td <00010001> Tj ET", page=1),
    "text in brackets": draw(b"BT /F 20 Tf 100 100 Td (\\000\\001\\000\\001) Tj ET", page=1),
    "text with shifts": draw(b"BT /F 20 Tf 100 100 Td [<0001> -2000 <0001>] TJ ET", page=1),
    "text spaced and stretched": draw(b"BT /F 20 Tf 5 Tc 50 Tz 100 100 Td <000100010001> Tj ET", page=1),
    "text turned": draw(b"BT /F 20 Tf 0 1 -1 0 100 100 Tm <00010001> Tj ET", page=1),
    "text slanted, raised": draw(b"BT /F 20 Tf 8 Ts 1 0 .3 1 100 100 Tm <00010001> Tj ET", page=1),
    "text on the next line": draw(b"BT /F 20 Tf 14 TL 100 100 Td <0001> Tj T* <0001> Tj <0001> ' ET", page=1),
    "text after text": draw(b"BT /F 20 Tf 100 100 Td <0001> Tj <0001> Tj 50 -30 TD <0001> Tj T* <0001> Tj ET", page=1),
    "text turned upside down": draw(b"1 0 0 -1 0 648 cm BT 1 0 0 -1 100 200 Tm /F 20 Tf <0001> Tj ET", page=1),
    "a rectangle": draw(b"100 100 50 70 re f", page=1),
    "a rectangle the other way": draw(b"150 170 -50 -70 re f", page=1),
    "a shape": draw(b"100 100 m 150 120 l 130 180 l h f", page=1),
    "a moved and turned shape": draw(b".7 .7 -.7 .7 200 100 cm 0 0 50 70 re f", page=1),
    "a clipped shape": draw(b"q 110 110 20 20 re W n 100 100 50 70 re f Q", page=1),
    "a line": draw(b"1 J 4 w 100 100 m 200 100 l S", page=1),
    "a form": draw(b"q 1 0 0 1 100 100 cm /X Do Q", page=1, XObject=form()),
    "a form with a matrix": draw(b"q 1 0 0 1 100 100 cm /X Do Q", page=1, XObject=form(Matrix=[2, 0, 0, 3, 10, 10])),
    "an image": draw(b"q 30 10 -10 40 100 100 cm /I Do Q", page=1, XObject=image(10, 10)),
    "state kept and restored": draw(b"q 2 0 0 2 0 0 cm q 5 5 cm Q Q 100 100 5 5 re f", page=1),
}


@pytest.mark.skipif(not shutil.which("gs"), reason="needs Ghostscript, the other eye")
@pytest.mark.parametrize("name", DRAWN)
def test_marks_stand_where_ghostscript_paints_them(name: str, tmp_path: Path) -> None:
    pdf = book_pages(2)
    DRAWN[name](pdf)
    data = saved(pdf)
    assert seen(data) == pytest.approx(painted(data, tmp_path), abs=NEAR)


@pytest.mark.parametrize("path", [b"100 100 200 100 re 101 100.5 198 99 re", b"101 100.5 198 99 re 100 100 200 100 re"])
def test_a_frame_is_as_heavy_as_its_lightest_side(path: bytes) -> None:
    pdf = book_pages(2)
    draw(path + b" f*", page=1)(pdf)
    (frame,) = (mark for mark in read(saved(pdf)).pages[1].marks if isinstance(mark, PaintedPath))
    assert frame.weight == pytest.approx(0.5)


def test_a_patterns_colours_fill_what_it_paints() -> None:
    pdf = book_pages(2)
    tile = pdf.make_stream(b"0 0 1 rg 0 0 2 2 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
                           BBox=[0, 0, 4, 4], XStep=4, YStep=4, Resources=Dictionary())
    draw(b"/Pattern cs /P scn 100 100 50 50 re f", page=1, Pattern=Dictionary(P=tile))(pdf)
    (mark,) = read(saved(pdf)).pages[1].marks
    assert (mark.colour.space.family, tuple(mark.box)) == ("rgb", (100, 100, 150, 150))


def test_a_palettes_colour_is_looked_up() -> None:
    pdf = book_pages(2)
    palette = Array([Name.Indexed, Name.DeviceCMYK, 1, b"\0\0\0\0\xff\0\0\xff"])
    draw(b"/P cs 1 sc 100 100 50 50 re f", page=1, ColorSpace=Dictionary(P=palette))(pdf)
    (mark,) = read(saved(pdf)).pages[1].marks
    assert mark.colour.inks == (100, 0, 0, 100)


def test_a_shading_has_the_colours_between_which_it_runs() -> None:
    pdf = book_pages(2)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 1, 1], Function=Dictionary(
        FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0.2], C1=[1, 1, 0, 1]))
    draw(b"/S sh", page=1, Shading=Dictionary(S=shading))(pdf)
    assert [mark.colour.total for mark in read(saved(pdf)).pages[1].marks] == [20, 300]


def test_a_default_space_stands_for_the_device() -> None:
    pdf = book_pages(2)
    profile = Array([Name.ICCBased, pdf.make_indirect(pdf.make_stream(b"", N=1))])
    draw(b".5 g 100 100 50 50 re f", page=1, ColorSpace=Dictionary(DefaultGray=profile))(pdf)
    (mark,) = read(saved(pdf)).pages[1].marks
    assert mark.colour.space.family == "icc"


@pytest.mark.parametrize(
    ("stream", "operations"),
    [
        (b"1 0 0 1 5 6cm", [(b"1 0 0 1 5 6", b"cm")]),
        (b"(a(b)\\)c) Tj", [(b"(a(b)\\)c)", b"Tj")]),
        (b"/Span<</MCID 0/T(>>)>>BDC EMC", [(b"/Span<</MCID 0/T(>>)>>", b"BDC"), (b"", b"EMC")]),
        (b"BI /W 1 /H 1 ID \x00EIx EI Q", [(b" /W 1 /H 1", b"BI"), (b"", b"Q")]),
        (b"% all of it\n0 g", [(b"% all of it\n0", b"g")]),
        (b"}} 0 g } % }\n", [(b"}}", b""), (b"0", b"g"), (b"}", b"")]),
        (b"BI /W 1 ID no end", [(b"BI /W 1 ID no end", b"")]),
        (b"q Q \n% the end", [(b"", b"q"), (b"", b"Q")]),
    ],
)
def test_a_stream_is_cut_into_operations(stream: bytes, operations: list[tuple[bytes, bytes]]) -> None:
    assert [(operands.strip(b" \n") if operator != b"BI" else operands, operator)
            for operands, operator in tokens.operations(stream)] == operations
