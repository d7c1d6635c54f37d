"""Fonts of a PDF: whether they are embedded, and how wide their characters are (ISO 32000-1, 9.6 to 9.8)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from book.pdfmarks.facts import PdfFont
from book.pdfmarks.objects import at, data, floats, items

PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
SUBSET = re.compile(r"[A-Z]{6}\+")


class GlyphWidths(dict[int, float]):
    """Widths by code; all others have the same."""

    def __init__(self, known: Mapping[int, float], other: float) -> None:
        super().__init__(known)
        self._other = other

    def __missing__(self, code: int) -> float:
        return self._other


def face(font: Any) -> PdfFont:
    """What a font is. A Type 3 font is drawn by the file itself, and so embedded by nature."""
    kind = str(at(font, "/Subtype") or "")[1:]
    inner = next(iter(items(font, "/DescendantFonts")), None) if kind == "Type0" else font
    descriptor = at(inner, "/FontDescriptor")
    key = next((key for key in PROGRAMS if at(descriptor, key) is not None), "")
    base = str(at(font, "/BaseFont") or at(font, "/Name") or "/unnamed")[1:]
    ascent, descent = _heights(descriptor, font if kind == "Type3" else None)
    return PdfFont(
        name=SUBSET.sub("", base),
        kind=kind,
        embedded=bool(key) or kind == "Type3",
        subset=bool(SUBSET.match(base)),
        opentype=bool(key) and str(at(descriptor, key, "/Subtype")) == "/OpenType",
        codes=2 if kind == "Type0" else 1,
        widths=_widths_of_cids(inner) if kind == "Type0" else _widths(font, descriptor, _unit(font, kind)),
        ascent=ascent,
        descent=descent,
        program=(key, at(descriptor, key)) if key else None,
        glyphs=data(at(inner, "/CIDToGIDMap")),
        meanings=at(font, "/ToUnicode"),
        declared=_declared(descriptor),
    )


def _unit(font: Any, kind: str) -> float:
    """A Type 3 font has a scale of its own; all others have thousandths."""
    return 1000 * floats(font, "/FontMatrix")[0] if kind == "Type3" and floats(font, "/FontMatrix") else 1.0


def _heights(descriptor: Any, drawn: Any) -> tuple[float, float]:
    """How far characters may go above and below the line: never too little."""
    box = floats(descriptor, "/FontBBox")
    if drawn is not None:
        box = tuple(value * _unit(drawn, "Type3") for value in floats(drawn, "/FontBBox"))
    ascent, descent = floats(descriptor, "/Ascent"), floats(descriptor, "/Descent")
    tops = [*ascent, *box[3:4]]
    bottoms = [*(-abs(value) for value in descent), *box[1:2]]
    return max(tops, default=0) or 900.0, min(bottoms, default=0) or -250.0


def _declared(descriptor: Any) -> tuple[float, float] | None:
    ascent, descent = floats(descriptor, "/Ascent"), floats(descriptor, "/Descent")
    return (ascent[0], -abs(descent[0])) if ascent and descent and ascent[0] > 0 else None


def _widths(font: Any, descriptor: Any, unit: float) -> GlyphWidths:
    first = int(next(iter(floats(font, "/FirstChar")), 0))
    known = {first + step: width * unit for step, width in enumerate(floats(font, "/Widths"))}
    return GlyphWidths(known, next(iter(floats(descriptor, "/MissingWidth")), 0.0 if known else 550.0))


def _widths_of_cids(font: Any) -> GlyphWidths:
    """`c [w …]` gives widths from c on, `first last w` one width for many."""
    known: dict[int, float] = {}
    entries = items(font, "/W")
    at_entry = 0
    while at_entry + 1 < len(entries):
        first, second = int(entries[at_entry]), entries[at_entry + 1]
        if isinstance(second, list):
            known.update((first + step, float(width)) for step, width in enumerate(second))
            at_entry += 2
        elif at_entry + 2 < len(entries):
            known.update(dict.fromkeys(range(first, min(int(second), 65535) + 1), float(entries[at_entry + 2])))
            at_entry += 3
        else:
            break
    return GlyphWidths(known, next(iter(floats(font, "/DW")), 1000.0))
