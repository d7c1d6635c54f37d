"""Operators that build paths, fill and line them, and place images and forms.

Comes in: the desk, an operator's operands. Goes out: nothing; marks are put on the page.
Apart from text, which has rules of its own. ISO 32000-1, 8.5, 8.8 to 8.10.
"""

from __future__ import annotations

from typing import Any

from book.pdfmarks import spaces, tokens
from book.pdfmarks.boxes import Box, placed, scales, times
from book.pdfmarks.facts import Colour, Picture, Shape
from book.pdfmarks.objects import at, box, data, direct, matrix
from book.pdfmarks.path import Path
from book.pdfmarks.state import Desk, Operator

DEEPEST = 12  # forms within forms: a file that goes on is a snake biting its tail
SHORT = {b"/W": b"/Width", b"/H": b"/Height", b"/IM": b"/ImageMask", b"/CS": b"/ColorSpace",
         b"/BPC": b"/BitsPerComponent"}


def begin(desk: Desk, operands: bytes) -> None:
    """m"""
    desk.path.begin(desk.state.matrix, tokens.numbers(operands))


def go(desk: Desk, operands: bytes) -> None:
    """l, c, v, y"""
    desk.path.go(desk.state.matrix, tokens.numbers(operands))


def rectangle(desk: Desk, operands: bytes) -> None:
    """re"""
    desk.path.rectangle(desk.state.matrix, tokens.numbers(operands))


def clip(desk: Desk, _: bytes) -> None:
    """W, W*: from the end of this path on."""
    desk.clipping = True


def _paint(fills: bool, lines: bool, even_odd: bool = False) -> Operator:
    """f, f*, S, s, B, B*, b, b*, n: paints the path, or only ends it."""

    def do(desk: Desk, _: bytes) -> None:
        if fills:
            _fill(desk, even_odd)
        if lines:
            _line(desk)
        if desk.clipping and desk.state.clip:
            within = desk.path.box
            desk.state.clip = within.meet(desk.state.clip) if within else None
        desk.path, desk.clipping = Path(), False

    return do


def _fill(desk: Desk, even_odd: bool) -> None:
    for area, weight, boxed in desk.path.areas(even_odd):
        seen = desk.shows(area)
        if seen and desk.state.pattern is not None:
            _pattern(desk, desk.state.pattern, seen)
        elif seen:
            desk.look_through(desk.state.alpha[0], seen)
            weight = min(seen.width, seen.height) if boxed else weight
            desk.marks.append(Shape(seen, desk.state.fill, len(desk.marks), weight, True, boxed))


def _line(desk: Desk) -> None:
    whole, state = desk.path.box, desk.state
    weight = state.width * min(scales(state.matrix))
    seen = desk.shows(whole.grown(weight / 2)) if whole else None
    if seen:
        desk.look_through(state.alpha[1], seen)
        desk.marks.append(Shape(seen, state.stroke, len(desk.marks), weight, False, False))


def _pattern(desk: Desk, pattern: Any, seen: Box) -> None:
    """A tile is drawn once; all that it paints may stand anywhere in the area."""
    if at(pattern, "/PatternType") == 2:
        return _shade(desk, at(pattern, "/Shading"), seen)
    outer, filled = desk.filling, desk.state.fill
    desk.filling = seen
    _inside(desk, pattern, times(matrix(pattern, "/Matrix"), desk.base), filled)
    desk.filling = outer
    return None


def shade(desk: Desk, operands: bytes) -> None:
    """sh: fills all that the clip lets through."""
    if desk.state.clip:
        _shade(desk, at(desk.resources, "/Shading", tokens.name(operands)), desk.state.clip)


def _shade(desk: Desk, shading: Any, seen: Box) -> None:
    desk.look_through(desk.state.alpha[0], seen)
    for colour in spaces.of_shading(shading, desk.resources):
        desk.marks.append(Shape(seen, colour, len(desk.marks), None, True, False))


def place(desk: Desk, operands: bytes) -> None:
    """Do: an image, or a form with a drawing of its own."""
    found = at(desk.resources, "/XObject", tokens.name(operands))
    kind = str(at(found, "/Subtype"))
    if kind == "/Image":
        _picture(desk, found, found)
    elif kind == "/Form":
        _inside(desk, found, times(matrix(found, "/Matrix"), desk.state.matrix), desk.state.fill)


def _inside(desk: Desk, form: Any, moved: tuple[float, ...], colour: Colour) -> None:
    """Draws a form or a tile, and comes back as if nothing had been."""
    if desk.depth >= DEEPEST:
        return
    kept, base, path = desk.state, desk.base, desk.path
    a, b, c, d, e, f = moved
    desk.state = kept.copy()
    desk.state.matrix, desk.state.pattern, desk.state.fill = (a, b, c, d, e, f), None, colour
    desk.base, desk.path, desk.depth = desk.state.matrix, Path(), desk.depth + 1
    within = box(form, "/BBox")
    if within and desk.state.clip and desk.filling is None:
        desk.state.clip = placed(desk.state.matrix, within).meet(desk.state.clip)
    desk.run(data(form), at(form, "/Resources") or desk.resources)
    desk.state, desk.base, desk.path, desk.depth = kept, base, path, desk.depth - 1


def inline(desk: Desk, operands: bytes) -> None:
    """BI: an image within the stream, its dictionary in shorthand."""
    words = tokens.pairs(operands)
    _picture(desk, {SHORT.get(key, key).decode("latin-1"): value for key, value in words.items()}, None)


def _picture(desk: Desk, image: Any, stream: Any) -> None:
    seen = desk.shows(placed(desk.state.matrix, Box(0, 0, 1, 1)))
    wide, high = float(at(image, "/Width") or 1), float(at(image, "/Height") or 1)
    across, along = scales(desk.state.matrix)
    if not seen or not across or not along:
        return
    mask = str(at(image, "/ImageMask")).lower() == "true"
    colour = desk.state.fill if mask else Colour(spaces.space(at(image, "/ColorSpace"), desk.resources))
    bits = 1 if mask else int(float(at(image, "/BitsPerComponent") or 8))
    desk.look_through(desk.state.alpha[0], seen)
    if at(image, "/SMask") is not None or (at(image, "/SMaskInData") or 0) != 0:
        desk.note("transparent", "image with a soft mask", seen)
    fineness = 72 * min(wide / across, high / along)
    desk.marks.append(Picture(seen, colour, len(desk.marks), fineness, bits, direct(stream)))


OPERATORS: dict[bytes, Operator] = {
    b"m": begin, b"l": go, b"c": go, b"v": go, b"y": go, b"re": rectangle, b"W": clip, b"W*": clip,
    b"f": _paint(True, False), b"F": _paint(True, False), b"f*": _paint(True, False, True),
    b"S": _paint(False, True), b"s": _paint(False, True), b"n": _paint(False, False),
    b"B": _paint(True, True), b"b": _paint(True, True),
    b"B*": _paint(True, True, True), b"b*": _paint(True, True, True),
    b"sh": shade, b"Do": place, b"BI": inline,
}  # fmt: skip
