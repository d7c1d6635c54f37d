"""Colour spaces, by what a printer calls them, and colours in them (ISO 32000-1, 8.6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from book.pdfmarks.facts import Colour, Space
from book.pdfmarks.objects import at, data, direct, items, octets_of

GRAY, RGB, CMYK = Space("gray", "gray"), Space("rgb", "rgb", (), 3), Space("cmyk", "cmyk", (), 4)
NONE = Space("none", "gray", (), 0)
DEVICE = {"/DeviceGray": GRAY, "/G": GRAY, "/CalCMYK": CMYK, "/DeviceRGB": RGB, "/RGB": RGB, "/DeviceCMYK": CMYK,
          "/CMYK": CMYK, "/Pattern": NONE}
DEFAULTS = {"/DeviceGray": "/DefaultGray", "/G": "/DefaultGray", "/DeviceRGB": "/DefaultRGB", "/RGB": "/DefaultRGB",
            "/DeviceCMYK": "/DefaultCMYK", "/CMYK": "/DefaultCMYK"}
BASES: dict[int, tuple[Literal["gray", "rgb", "cmyk"], int]] = {1: ("gray", 1), 3: ("rgb", 3), 4: ("cmyk", 4)}
PROCESS = {"/Cyan": 0, "/Magenta": 1, "/Yellow": 2, "/Black": 3}
BLACK = Colour(GRAY, (0.0,))


def named(name: str, resources: Any) -> Space:
    """The space that a name means on a page. A device space may be defined anew there, by a profile."""
    found = at(resources, "/ColorSpace", DEFAULTS.get(name, name))
    if found is None or found == name:
        return DEVICE.get(name, NONE)
    return space(found, resources)


def space(found: Any, resources: Any, depth: int = 0) -> Space:
    """A space written as a name or as a list."""
    found = direct(found)
    if isinstance(found, str):
        return named(str(found), resources) if depth < 4 else NONE
    if not isinstance(found, list) or not found or depth > 8:
        return NONE
    parts = items(found)
    match str(parts[0]), parts[1:]:
        case "/ICCBased", [profile, *_]:
            base, count = BASES.get(int(at(profile, "/N") or 3), ("rgb", 3))
            return Space("icc", base, (), count)
        case "/CalGray", _:
            return Space("icc", "gray")
        case "/CalRGB", _:
            return Space("icc", "rgb", (), 3)
        case "/Lab", _:
            return Space("icc", "lab", (), 3)
        case ("/Indexed" | "/I" | "/Pattern"), [under, *_]:
            return space(under, resources, depth + 1)
        case "/Separation", [spot, *_]:
            return _spots((str(spot),))
        case "/DeviceN", [spots, *_]:
            return _spots(tuple(str(spot) for spot in items(spots)))
        case name, []:
            return named(name, resources)
    return NONE


def _spots(names: tuple[str, ...]) -> Space:
    """Inks by name. Those of the press itself are no spot colours; `None` is no ink at all."""
    inks = tuple(name for name in names if name != "/None")
    if not inks:
        return NONE
    return Space("cmyk" if set(inks) <= set(PROCESS) else "spot", "spot", names, len(names))


def colour(kind: Space, values: Sequence[float]) -> Colour:
    """A colour of a space; process inks named one by one become CMYK."""
    if kind.family == "cmyk" and kind.base == "spot" and len(values) == len(kind.names):
        inks = [0.0, 0.0, 0.0, 0.0]
        for name, value in zip(kind.names, values, strict=True):
            if name in PROCESS:
                inks[PROCESS[name]] = value
        return Colour(CMYK, tuple(inks))
    return Colour(kind, tuple(values))


def first(kind: Space) -> Colour:
    """The colour with which a space begins: black; of spots, all of the ink (ISO 32000-1, 8.6.8)."""
    if kind.base == "spot":
        return colour(kind, (1.0,) * kind.parts)
    return Colour(kind, (0.0, 0.0, 0.0, 1.0) if kind.base == "cmyk" else (0.0,) * kind.parts)


def looked_up(found: Any, index: int, resources: Any) -> Colour | None:
    """The colour of a palette's entry; None if the space has no palette."""
    parts = items(found)
    if len(parts) < 4 or str(parts[0]) not in ("/Indexed", "/I"):
        return None
    kind, table = space(parts[1], resources), parts[3]
    octets = data(table) or octets_of(table)
    entry = octets[index * kind.parts:(index + 1) * kind.parts]
    return colour(kind, [octet / 255 for octet in entry]) if len(entry) == kind.parts else None


def of_shading(shading: Any, resources: Any) -> list[Colour]:
    """The colours between which a shading runs, as far as its functions name them."""
    kind = space(at(shading, "/ColorSpace"), resources)
    ends = [ends for function in items(shading, "/Function") for ends in _ends(function)]
    return [colour(kind, values) for values in ends if len(values) == kind.parts] or [Colour(kind)]


def _ends(function: Any, depth: int = 0) -> list[list[float]]:
    """First and last colour of an exponential function, or of those stitched together (ISO 32000-1, 7.10)."""
    if depth < 4 and at(function, "/FunctionType") == 3:
        return [ends for part in items(function, "/Functions") for ends in _ends(part, depth + 1)]
    if at(function, "/FunctionType") == 2:
        return [[float(value) for value in items(function, key)] for key in ("/C0", "/C1")]
    return []
