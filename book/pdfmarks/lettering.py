"""Operators of text.

Comes in: the desk, an operator's operands. Goes out: nothing; text is put on the page.
Apart because characters stand by widths, spacing and three matrices. ISO 32000-1, 9.3, 9.4.
"""

from __future__ import annotations

from book.pdfmarks import letters, tokens
from book.pdfmarks.boxes import UPRIGHT, Box, placed, scales, times
from book.pdfmarks.facts import Text
from book.pdfmarks.objects import at
from book.pdfmarks.state import Desk, Operator, State

INVISIBLE = (3, 7)  # ways of showing text that leave no ink


def begin(desk: Desk, _: bytes) -> None:
    """BT"""
    desk.text = desk.line = UPRIGHT


def set_font(desk: Desk, operands: bytes) -> None:
    """Tf"""
    desk.state.size = tokens.numbers(operands)[-1]
    desk.state.face = desk.shelf.face(at(desk.resources, "/Font"), tokens.name(operands))


def set_matrix(desk: Desk, operands: bytes) -> None:
    """Tm"""
    a, b, c, d, e, f = tokens.numbers(operands)
    desk.text = desk.line = (a, b, c, d, e, f)


def move(desk: Desk, operands: bytes) -> None:
    """Td"""
    x, y = tokens.numbers(operands)
    desk.text = desk.line = times((1, 0, 0, 1, x, y), desk.line)


def move_and_lead(desk: Desk, operands: bytes) -> None:
    """TD"""
    desk.state.leading = -tokens.numbers(operands)[1]
    move(desk, operands)


def next_line(desk: Desk, _: bytes) -> None:
    """T*"""
    desk.text = desk.line = times((1, 0, 0, 1, 0, -desk.state.leading), desk.line)


def _spacing(place: int, scale: float) -> Operator:
    """Tc, Tw, Tz"""

    def do(desk: Desk, operands: bytes) -> None:
        spacing = list(desk.state.spacing)
        spacing[place] = tokens.numbers(operands)[0] * scale
        desk.state.spacing = (spacing[0], spacing[1], spacing[2])

    return do


def set_leading(desk: Desk, operands: bytes) -> None:
    """TL"""
    desk.state.leading = tokens.numbers(operands)[0]


def set_rise(desk: Desk, operands: bytes) -> None:
    """Ts"""
    desk.state.rise = tokens.numbers(operands)[0]


def set_mode(desk: Desk, operands: bytes) -> None:
    """Tr"""
    desk.state.mode = int(tokens.numbers(operands)[0])


def show(desk: Desk, operands: bytes) -> None:
    """Tj, TJ"""
    state, face = desk.state, desk.state.face
    if face is None or not state.size:
        return
    letter, word = state.spacing[0] / state.size, state.spacing[1] / state.size
    matrix = times(times((state.size * state.spacing[2], 0, 0, state.size, 0, state.rise), desk.text), state.matrix)
    width = letters.width(face, operands, letter, word)
    desk.text = times((1, 0, 0, 1, width * state.size * state.spacing[2], 0), desk.text)
    box = desk.shows(placed(matrix, Box(min(0, width), face.descent / 1000, max(0, width), face.ascent / 1000)))
    if not box or not width:
        return
    colour, visible = state.stroke if state.mode in (1, 5) else state.fill, state.mode not in INVISIBLE
    if visible:
        desk.look_through(_alpha(state), box)
    desk.marks.append(
        Text(box, colour, len(desk.marks), scales(matrix)[1], face, operands, matrix, (letter, word), visible)
    )


def _alpha(state: State) -> float:
    """Of what characters are painted with: filled, outlined, or both (ISO 32000-1, 9.3.6)."""
    return (state.alpha[0], state.alpha[1], min(state.alpha), 1.0)[state.mode % 4]


def next_and_show(desk: Desk, operands: bytes) -> None:
    """'"""
    next_line(desk, operands)
    show(desk, operands)


def space_and_show(desk: Desk, operands: bytes) -> None:
    """The sign for inches: spacing between words and characters, then a string on the next line."""
    before, bracket, string = operands.partition(b"(" if b"(" in operands else b"<")
    words, characters = tokens.numbers(before)
    desk.state.spacing = (characters, words, desk.state.spacing[2])
    next_and_show(desk, bracket + string)


OPERATORS: dict[bytes, Operator] = {
    b"BT": begin, b"Tf": set_font, b"Tm": set_matrix, b"Td": move, b"TD": move_and_lead, b"T*": next_line,
    b"Tc": _spacing(0, 1), b"Tw": _spacing(1, 1), b"Tz": _spacing(2, 0.01), b"TL": set_leading, b"Ts": set_rise,
    b"Tr": set_mode, b"Tj": show, b"TJ": show, b"'": next_and_show, b'"': space_and_show,
}  # fmt: skip
