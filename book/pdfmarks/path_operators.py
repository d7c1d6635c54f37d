"""Operators that build, fill and stroke paths, and place images and forms (ISO 32000-1, 8.5, 8.8 to 8.10)."""

from __future__ import annotations

from typing import Any

from book.pdfmarks import spaces, tokens
from book.pdfmarks.boxes import Box, placed, scales, times
from book.pdfmarks.facts import Colour, PaintedPath, PlacedImage
from book.pdfmarks.objects import at, box, data, direct, matrix
from book.pdfmarks.path import CurrentPath
from book.pdfmarks.state import Interpreter, Operator

DEEPEST = 12  # forms within forms: a file that goes on is a snake biting its tail
SHORT = {b"/W": b"/Width", b"/H": b"/Height", b"/IM": b"/ImageMask", b"/CS": b"/ColorSpace",
         b"/BPC": b"/BitsPerComponent"}


def begin(interp: Interpreter, operands: bytes) -> None:
    """m"""
    interp.path.begin(interp.state.matrix, tokens.numbers(operands))


def go(interp: Interpreter, operands: bytes) -> None:
    """l, c, v, y"""
    interp.path.go(interp.state.matrix, tokens.numbers(operands))


def rectangle(interp: Interpreter, operands: bytes) -> None:
    """re"""
    interp.path.rectangle(interp.state.matrix, tokens.numbers(operands))


def clip(interp: Interpreter, _: bytes) -> None:
    """W, W*: from the end of this path on."""
    interp.clipping = True


def _paint(fills: bool, lines: bool, even_odd: bool = False) -> Operator:
    """f, f*, S, s, B, B*, b, b*, n: paints the path, or only ends it."""

    def do(interp: Interpreter, _: bytes) -> None:
        if fills:
            _fill(interp, even_odd)
        if lines:
            _line(interp)
        if interp.clipping and interp.state.clip:
            within = interp.path.box
            interp.state.clip = within.meet(interp.state.clip) if within else None
        interp.path, interp.clipping = CurrentPath(), False

    return do


def _fill(interp: Interpreter, even_odd: bool) -> None:
    for area, weight, boxed in interp.path.areas(even_odd):
        seen = interp.shows(area)
        if seen and interp.state.pattern is not None:
            _pattern(interp, interp.state.pattern, seen)
        elif seen:
            interp.look_through(interp.state.alpha[0], seen)
            weight = min(seen.width, seen.height) if boxed else weight
            interp.marks.append(PaintedPath(seen, interp.state.fill, len(interp.marks), weight, True, boxed))


def _line(interp: Interpreter) -> None:
    whole, state = interp.path.box, interp.state
    weight = state.width * min(scales(state.matrix))
    seen = interp.shows(whole.grown(weight / 2)) if whole else None
    if seen:
        interp.look_through(state.alpha[1], seen)
        interp.marks.append(PaintedPath(seen, state.stroke, len(interp.marks), weight, False, False))


def _pattern(interp: Interpreter, pattern: Any, seen: Box) -> None:
    """A tile is drawn once; all that it paints may stand anywhere in the area."""
    if at(pattern, "/PatternType") == 2:
        return _shade(interp, at(pattern, "/Shading"), seen)
    outer, filled = interp.filling, interp.state.fill
    interp.filling = seen
    _inside(interp, pattern, times(matrix(pattern, "/Matrix"), interp.base), filled)
    interp.filling = outer
    return None


def shade(interp: Interpreter, operands: bytes) -> None:
    """sh: fills all that the clip lets through."""
    if interp.state.clip:
        shading = at(interp.resources, "/Shading", tokens.name(operands))
        if shading is None:
            raise KeyError(f"the page has no shading {tokens.name(operands)}")
        _shade(interp, shading, interp.state.clip)


def _shade(interp: Interpreter, shading: Any, seen: Box) -> None:
    interp.look_through(interp.state.alpha[0], seen)
    for colour in spaces.of_shading(shading, interp.resources):
        interp.marks.append(PaintedPath(seen, colour, len(interp.marks), None, True, False))


def place(interp: Interpreter, operands: bytes) -> None:
    """Do: an image, or a form with a drawing of its own."""
    found = at(interp.resources, "/XObject", tokens.name(operands))
    kind = str(at(found, "/Subtype"))
    if kind == "/Image":
        _picture(interp, found, found)
    elif kind == "/Form":
        _inside(interp, found, times(matrix(found, "/Matrix"), interp.state.matrix), interp.state.fill)
    elif found is None:
        raise KeyError(f"the page has no object {tokens.name(operands)}")


def _inside(interp: Interpreter, form: Any, moved: tuple[float, ...], colour: Colour) -> None:
    """Draws a form or a tile, and comes back as if nothing had been."""
    if interp.depth >= DEEPEST:
        raise ValueError(f"forms within forms, more than {DEEPEST} deep")
    kept, base, path = interp.state, interp.base, interp.path
    a, b, c, d, e, f = moved
    interp.state = kept.copy()
    interp.state.matrix, interp.state.pattern, interp.state.fill = (a, b, c, d, e, f), None, colour
    interp.base, interp.path, interp.depth = interp.state.matrix, CurrentPath(), interp.depth + 1
    within = box(form, "/BBox")
    if within and interp.state.clip and interp.filling is None:
        interp.state.clip = placed(interp.state.matrix, within).meet(interp.state.clip)
    interp.run(data(form), at(form, "/Resources") or interp.resources)
    interp.state, interp.base, interp.path, interp.depth = kept, base, path, interp.depth - 1


def inline(interp: Interpreter, operands: bytes) -> None:
    """BI: an image within the stream, its dictionary in shorthand."""
    words = tokens.pairs(operands)
    _picture(interp, {SHORT.get(key, key).decode("latin-1"): value for key, value in words.items()}, None)


def _picture(interp: Interpreter, image: Any, stream: Any) -> None:
    seen = interp.shows(placed(interp.state.matrix, Box(0, 0, 1, 1)))
    wide, high = float(at(image, "/Width") or 1), float(at(image, "/Height") or 1)
    across, along = scales(interp.state.matrix)
    if not seen or not across or not along:
        return
    mask = str(at(image, "/ImageMask")).lower() == "true"
    colour = interp.state.fill if mask else Colour(spaces.space(at(image, "/ColorSpace"), interp.resources))
    bits = 1 if mask else int(float(at(image, "/BitsPerComponent") or 8))
    interp.look_through(interp.state.alpha[0], seen)
    if at(image, "/SMask") is not None or (at(image, "/SMaskInData") or 0) != 0:
        interp.note("transparent", "image with a soft mask", seen)
    fineness = 72 * min(wide / across, high / along)
    interp.marks.append(PlacedImage(seen, colour, len(interp.marks), fineness, bits, direct(stream)))


OPERATORS: dict[bytes, Operator] = {
    b"m": begin, b"l": go, b"c": go, b"v": go, b"y": go, b"re": rectangle, b"W": clip, b"W*": clip,
    b"f": _paint(True, False), b"F": _paint(True, False), b"f*": _paint(True, False, True),
    b"S": _paint(False, True), b"s": _paint(False, True), b"n": _paint(False, False),
    b"B": _paint(True, True), b"b": _paint(True, True),
    b"B*": _paint(True, True, True), b"b*": _paint(True, True, True),
    b"sh": shade, b"Do": place, b"BI": inline,
}  # fmt: skip
