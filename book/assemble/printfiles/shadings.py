"""Shadings in inks. A shading's colours stand in functions, and all of them must be of one colour space (ISO 32000-1,
7.10.3, 7.10.4 and 8.7.4.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from book.assemble.printfiles.inks import Colour, Inks

DEVICES = (Name.DeviceGray, Name.DeviceRGB, Name.DeviceCMYK)
BETWEEN, STITCHED = 2, 3  # types of functions


def ink_shadings(pdf: Pdf, inks: Inks) -> Iterator[str]:
    """Convert all shadings; what cannot be converted is named."""
    for shading in pdf.objects:
        if isinstance(shading, Dictionary | Stream) and "/ShadingType" in shading:
            ends = list(_ends(shading.Function)) if "/Function" in shading else []
            if shading.ColorSpace in DEVICES and ends and None not in ends:
                _convert(shading, ends, inks)
            else:
                yield "a gradient whose colours cannot be turned into inks"


def _ends(function: Any) -> Iterator[Any]:
    """The functions that go from one colour to another; None for a function of another kind."""
    if isinstance(function, Array) or function.FunctionType not in (BETWEEN, STITCHED):
        yield None
    elif function.FunctionType == BETWEEN:
        yield function
    else:
        for part in function.Functions:
            yield from _ends(part)


def _convert(shading: Any, ends: list[Any], inks: Inks) -> None:
    made = [[inks(tuple(float(part) for part in end[key])) for key in ("/C0", "/C1")] for end in ends]
    parts = max(len(colour) for pair in made for colour in pair)
    for end, (first, last) in zip(ends, made, strict=True):
        end.C0, end.C1 = Array(_in(parts, first)), Array(_in(parts, last))
    shading.ColorSpace = Name.DeviceGray if parts == 1 else Name.DeviceCMYK
    if "/Background" in shading:
        shading.Background = Array(_in(parts, inks(tuple(float(part) for part in shading.Background))))


def _in(parts: int, colour: Colour) -> Colour:
    """A grey among colours is black ink."""
    return (0.0, 0.0, 0.0, round(1 - colour[0], 4)) if len(colour) < parts else colour
