"""Operators of the graphics state and of colour.

Comes in: the desk, an operator's operands. Goes out: nothing; the state is changed.
Apart from painting, which puts marks on the page. ISO 32000-1, 8.4.4, 8.6.8.
"""

from __future__ import annotations

from book.pdfmarks import spaces, tokens
from book.pdfmarks.boxes import times
from book.pdfmarks.faces import face
from book.pdfmarks.facts import Space
from book.pdfmarks.objects import at, entries, items
from book.pdfmarks.state import Desk, Operator


def save(desk: Desk, _: bytes) -> None:
    """q"""
    desk.stack.append(desk.state.copy())


def restore(desk: Desk, _: bytes) -> None:
    """Q"""
    if desk.stack:
        desk.state = desk.stack.pop()


def concatenate(desk: Desk, operands: bytes) -> None:
    """cm"""
    a, b, c, d, e, f = tokens.numbers(operands)
    desk.state.matrix = times((a, b, c, d, e, f), desk.state.matrix)


def set_width(desk: Desk, operands: bytes) -> None:
    """w"""
    desk.state.width = tokens.numbers(operands)[0]


def set_state(desk: Desk, operands: bytes) -> None:
    """gs"""
    state = desk.state
    for key, value in entries(desk.resources, "/ExtGState", tokens.name(operands)):
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

    def do(desk: Desk, operands: bytes) -> None:
        meant = kind if at(desk.resources, "/ColorSpace") is None else spaces.named(name, desk.resources)
        _set(desk, meant, tokens.numbers(operands), stroking)

    return do


def _space(stroking: bool) -> Operator:
    """cs, CS"""

    def do(desk: Desk, operands: bytes) -> None:
        name = tokens.name(operands)
        meant = spaces.named(name, desk.resources)
        if stroking:
            desk.state.stroke_space, desk.state.stroke = meant, spaces.first(meant)
        else:
            desk.state.fill_space, desk.state.fill, desk.state.pattern = meant, spaces.first(meant), None
            desk.state.palette = at(desk.resources, "/ColorSpace", name)

    return do


def _colour(stroking: bool) -> Operator:
    """sc, scn, SC, SCN"""

    def do(desk: Desk, operands: bytes) -> None:
        state = desk.state
        values, pattern = tokens.numbers(operands), tokens.name(operands)
        entry = spaces.looked_up(state.palette, int(values[0]), desk.resources) if values and not stroking else None
        if entry:
            state.fill = entry
        else:
            _set(desk, state.stroke_space if stroking else state.fill_space, values, stroking)
        if pattern and not stroking:
            state.pattern = at(desk.resources, "/Pattern", pattern)

    return do


def _set(desk: Desk, kind: Space, values: list[float], stroking: bool) -> None:
    if stroking:
        desk.state.stroke_space, desk.state.stroke = kind, spaces.colour(kind, values)
    else:
        desk.state.fill_space, desk.state.fill, desk.state.pattern = kind, spaces.colour(kind, values), None


OPERATORS: dict[bytes, Operator] = {
    b"q": save, b"Q": restore, b"cm": concatenate, b"w": set_width, b"gs": set_state,
    b"g": _device(spaces.GRAY, "/DeviceGray", False), b"G": _device(spaces.GRAY, "/DeviceGray", True),
    b"rg": _device(spaces.RGB, "/DeviceRGB", False), b"RG": _device(spaces.RGB, "/DeviceRGB", True),
    b"k": _device(spaces.CMYK, "/DeviceCMYK", False), b"K": _device(spaces.CMYK, "/DeviceCMYK", True),
    b"cs": _space(False), b"CS": _space(True),
    b"sc": _colour(False), b"scn": _colour(False), b"SC": _colour(True), b"SCN": _colour(True),
}  # fmt: skip
