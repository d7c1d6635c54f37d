"""The exact outline of letters: the box that the ink of a text run takes. The only door to fontTools here.

A font's full height is far more than most letters need, and a printer measures ink; glyphs are drawn only where that
height is too near an edge.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from book.pdfmarks import advance, tokens
from book.pdfmarks.boxes import Box, around, placed
from book.pdfmarks.facts import PdfFont, TextRun
from book.pdfmarks.objects import data


def exact(text: TextRun) -> Box:
    """The box of the ink, in points of the page. Where the outlines cannot be read, the font's own word for its height
    must do."""
    outlines = _outlines(text.face)
    if outlines is None:
        return _declared(text)
    boxes = []
    for code, x in advance.places(text.face, text.shown, *text.spacing):
        box = outlines.box(code)
        if box:
            boxes.append(placed(text.matrix, Box(x + box.left, box.bottom, x + box.right, box.top)))
    if not boxes:
        return text.box
    whole = around(point for box in boxes for point in ((box.left, box.bottom), (box.right, box.top)))
    return whole.meet(text.box.grown(2)) or whole


def _declared(text: TextRun) -> Box:
    if text.face.declared is None:
        return text.box
    ascent, descent = (height / 1000 for height in text.face.declared)
    wide = advance.width(text.face, *tokens.flat(text.shown), *text.spacing)
    return placed(text.matrix, Box(min(0, wide), descent, max(0, wide), ascent))


class GlyphOutlines:
    """A font's glyphs by character code, drawn to be measured."""

    def __init__(self, glyphs: Mapping[str, Any], names: Callable[[int], str], scale: float) -> None:
        self._glyphs, self._names, self._scale = glyphs, names, scale
        self._boxes: dict[int, Box | None] = {}

    def box(self, code: int) -> Box | None:
        """The box of a code's glyph, in ems; None if it has no ink."""
        if code not in self._boxes:
            self._boxes[code] = self._box(self._names(code))
        return self._boxes[code]

    def _box(self, name: str) -> Box | None:
        from fontTools.pens.boundsPen import BoundsPen

        pen = BoundsPen(self._glyphs)
        if name in self._glyphs:
            self._glyphs[name].draw(pen)
        return Box(*(side * self._scale for side in pen.bounds)) if pen.bounds else None


@lru_cache(maxsize=16)
def _outlines(face: PdfFont) -> GlyphOutlines | None:
    """Fonts of two bytes a character are read; those of one byte have encodings of many kinds: their height must do."""
    if face.program is None or face.kind != "Type0":
        return None
    key, stream = face.program
    try:
        bare = key == "/FontFile3" and not face.opentype
        return _of_cff(data(stream)) if bare else _of_font(data(stream), face.glyphs)
    except Exception:  # fontTools raises many kinds on a broken font; whichever, the height must do
        return None


def _of_font(program: bytes, glyphs: bytes) -> GlyphOutlines:
    """TrueType, or OpenType. `glyphs` has two bytes a code where codes are not the glyphs' own numbers."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(program), lazy=True)
    order = font.getGlyphOrder()

    def name(code: int) -> str:
        number = int.from_bytes(glyphs[2 * code:2 * code + 2]) if glyphs else code
        return order[number] if number < len(order) else ""

    return GlyphOutlines(font.getGlyphSet(), name, 1 / font["head"].unitsPerEm)


def _of_cff(program: bytes) -> GlyphOutlines:
    """A bare Compact Font Format program; in one with character identifiers, glyphs are named by them."""
    from fontTools.cffLib import CFFFontSet

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program), None)
    top = fonts[0]
    order = top.charset

    def name(code: int) -> str:
        return f"cid{code:05d}" if hasattr(top, "ROS") else order[code] if code < len(order) else ""

    return GlyphOutlines(top.CharStrings, name, getattr(top, "FontMatrix", [0.001])[0])
