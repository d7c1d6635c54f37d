"""Operators of the graphics state and of colour (ISO 32000-1, 8.4.4, 8.6.8).

Each takes the interpreter and its operands, and changes the graphics state. It raises ValueError or KeyError for
operands that make no sense; the interpreter notes the operator as unread.
"""

from __future__ import annotations

from book.pdfmarks import spaces, tokens
from book.pdfmarks.boxes import times
from book.pdfmarks.facts import Space
from book.pdfmarks.fonts import face
from book.pdfmarks.objects import at, entries, items
from book.pdfmarks.state import Interpreter, Operator


def save(interp: Interpreter, _: bytes) -> None:
    """q"""
    interp.stack.append(interp.state.copy())


def restore(interp: Interpreter, _: bytes) -> None:
    """Q"""
    if not interp.stack:
        raise ValueError("no state has been saved")
    interp.state = interp.stack.pop()


def concatenate(interp: Interpreter, operands: bytes) -> None:
    """cm"""
    a, b, c, d, e, f = tokens.numbers(operands)
    interp.state.matrix = times((a, b, c, d, e, f), interp.state.matrix)


def set_width(interp: Interpreter, operands: bytes) -> None:
    """w"""
    interp.state.width = tokens.numbers(operands)[0]


def set_state(interp: Interpreter, operands: bytes) -> None:
    """gs"""
    state = interp.state
    if at(interp.resources, "/ExtGState", tokens.name(operands)) is None:
        raise KeyError(f"the page has no state {tokens.name(operands)}")
    for key, value in entries(interp.resources, "/ExtGState", tokens.name(operands)):
        match key:
            case "/LW":
                state.width = float(value)
            case "/ca":
                state.alpha = float(value), state.alpha[1]
            case "/CA":
                state.alpha = state.alpha[0], float(value)
            case "/BM":
                state.blend = str(next(iter(items(value)), "/Normal"))
            case "/SMask":
                state.masked = str(value) != "/None"
            case "/Font":
                font, size = items(value)
                state.face, state.size = face(font), float(size)


def _device(kind: Space, name: str, stroking: bool) -> Operator:
    """g, rg, k, and G, RG, K for lines. A page's default space may stand for the device's."""

    def do(interp: Interpreter, operands: bytes) -> None:
        meant = kind if at(interp.resources, "/ColorSpace") is None else spaces.named(name, interp.resources)
        values = tokens.numbers(operands)
        if len(values) != kind.parts:
            raise ValueError(f"{len(values)} values for a colour of {kind.parts}")
        _set(interp, meant, values, stroking)

    return do


def _space(stroking: bool) -> Operator:
    """cs, CS"""

    def do(interp: Interpreter, operands: bytes) -> None:
        name = tokens.name(operands)
        meant = spaces.named(name, interp.resources)
        if stroking:
            interp.state.stroke_space, interp.state.stroke = meant, spaces.first(meant)
        else:
            interp.state.fill_space, interp.state.fill, interp.state.pattern = meant, spaces.first(meant), None
            interp.state.palette = at(interp.resources, "/ColorSpace", name)

    return do


def _colour(stroking: bool) -> Operator:
    """sc, scn, SC, SCN"""

    def do(interp: Interpreter, operands: bytes) -> None:
        state = interp.state
        values, pattern = tokens.numbers(operands), tokens.name(operands)
        entry = spaces.looked_up(state.palette, int(values[0]), interp.resources) if values and not stroking else None
        if entry:
            state.fill = entry
        else:
            _set(interp, state.stroke_space if stroking else state.fill_space, values, stroking)
        if pattern and not stroking:
            state.pattern = at(interp.resources, "/Pattern", pattern)
            if state.pattern is None:
                raise KeyError(f"the page has no pattern {pattern}")

    return do


def _set(interp: Interpreter, kind: Space, values: list[float], stroking: bool) -> None:
    if stroking:
        interp.state.stroke_space, interp.state.stroke = kind, spaces.colour(kind, values)
    else:
        interp.state.fill_space, interp.state.fill, interp.state.pattern = kind, spaces.colour(kind, values), None


OPERATORS: dict[bytes, Operator] = {
    b"q": save, b"Q": restore, b"cm": concatenate, b"w": set_width, b"gs": set_state,
    b"g": _device(spaces.GRAY, "/DeviceGray", False), b"G": _device(spaces.GRAY, "/DeviceGray", True),
    b"rg": _device(spaces.RGB, "/DeviceRGB", False), b"RG": _device(spaces.RGB, "/DeviceRGB", True),
    b"k": _device(spaces.CMYK, "/DeviceCMYK", False), b"K": _device(spaces.CMYK, "/DeviceCMYK", True),
    b"cs": _space(False), b"CS": _space(True),
    b"sc": _colour(False), b"scn": _colour(False), b"SC": _colour(True), b"SCN": _colour(True),
}  # fmt: skip
