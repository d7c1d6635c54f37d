"""Operators of text (ISO 32000-1, 9.3, 9.4), and of marked content, which ties text to its tag (14.6)."""

from __future__ import annotations

from book.pdfmarks import advance, tokens
from book.pdfmarks.boxes import UPRIGHT, Box, placed, scales, times
from book.pdfmarks.facts import TextRun
from book.pdfmarks.objects import at
from book.pdfmarks.state import GraphicsState, Interpreter, Operator

INVISIBLE = (3, 7)  # ways of showing text that leave no ink


def begin(interp: Interpreter, _: bytes) -> None:
    """BT"""
    interp.text = interp.line = UPRIGHT


def set_font(interp: Interpreter, operands: bytes) -> None:
    """Tf"""
    interp.state.size = tokens.numbers(operands)[-1]
    name = tokens.name(operands)
    if name not in interp.fonts:
        interp.fonts[name] = interp.font_cache.face(at(interp.resources, "/Font"), name)
    interp.state.face = interp.fonts[name]
    if interp.state.face is None:
        raise KeyError(f"the page has no font {name}")


def set_matrix(interp: Interpreter, operands: bytes) -> None:
    """Tm"""
    a, b, c, d, e, f = tokens.numbers(operands)
    interp.text = interp.line = (a, b, c, d, e, f)


def move(interp: Interpreter, operands: bytes) -> None:
    """Td"""
    x, y = tokens.numbers(operands)
    interp.text = interp.line = times((1, 0, 0, 1, x, y), interp.line)


def move_and_lead(interp: Interpreter, operands: bytes) -> None:
    """TD"""
    interp.state.leading = -tokens.numbers(operands)[1]
    move(interp, operands)


def next_line(interp: Interpreter, _: bytes) -> None:
    """T*"""
    interp.text = interp.line = times((1, 0, 0, 1, 0, -interp.state.leading), interp.line)


def _spacing(place: int, scale: float) -> Operator:
    """Tc, Tw, Tz"""

    def do(interp: Interpreter, operands: bytes) -> None:
        spacing = list(interp.state.spacing)
        spacing[place] = tokens.numbers(operands)[0] * scale
        interp.state.spacing = (spacing[0], spacing[1], spacing[2])

    return do


def set_leading(interp: Interpreter, operands: bytes) -> None:
    """TL"""
    interp.state.leading = tokens.numbers(operands)[0]


def set_rise(interp: Interpreter, operands: bytes) -> None:
    """Ts"""
    interp.state.rise = tokens.numbers(operands)[0]


def set_mode(interp: Interpreter, operands: bytes) -> None:
    """Tr"""
    interp.state.mode = int(tokens.numbers(operands)[0])


def show(interp: Interpreter, operands: bytes) -> None:
    """Tj, TJ"""
    state, face = interp.state, interp.state.face
    if face is None:
        raise ValueError("text is shown without a font")
    if not state.size:
        return
    letter, word = state.spacing[0] / state.size, state.spacing[1] / state.size
    matrix = times(times((state.size * state.spacing[2], 0, 0, state.size, 0, state.rise), interp.text), state.matrix)
    codes, shifts = tokens.flat(operands)
    width = advance.width(face, codes, shifts, letter, word)
    interp.text = times((1, 0, 0, 1, width * state.size * state.spacing[2], 0), interp.text)
    box = interp.shows(placed(matrix, Box(min(0, width), face.descent / 1000, max(0, width), face.ascent / 1000)))
    if not box or not codes:
        return
    colour, visible = state.stroke if state.mode in (1, 5) else state.fill, state.mode not in INVISIBLE
    if visible:
        interp.look_through(_alpha(state), box)
    mcid = interp.marked[-1] if interp.marked else None
    interp.marks.append(TextRun(box, colour, len(interp.marks), scales(matrix)[1], face, operands, codes, matrix,
                                (letter, word), visible, mcid))


def _alpha(state: GraphicsState) -> float:
    """Of what characters are painted with: filled, outlined, or both (ISO 32000-1, 9.3.6)."""
    return (state.alpha[0], state.alpha[1], min(state.alpha), 1.0)[state.mode % 4]


def next_and_show(interp: Interpreter, operands: bytes) -> None:
    """'"""
    next_line(interp, operands)
    show(interp, operands)


def space_and_show(interp: Interpreter, operands: bytes) -> None:
    """The double quotation mark: spacing between words and characters, then a string on the next line."""
    before, bracket, string = operands.partition(b"(" if b"(" in operands else b"<")
    words, characters = tokens.numbers(before)
    interp.state.spacing = (characters, words, interp.state.spacing[2])
    next_and_show(interp, bracket + string)


def begin_marked(interp: Interpreter, operands: bytes) -> None:
    """BMC, BDC: text belongs to the innermost content that has a number, but not if it is an artifact within it.

    The numbers within a form are the form's own, and none of the page's (14.7.4.2)."""
    tag, number, properties = tokens.marked(operands)
    if properties:
        number = at(interp.resources, "/Properties", properties, "/MCID")
    outer = interp.marked[-1] if interp.marked else None
    if tag == "/Artifact" or (number is not None and interp.depth):
        interp.marked.append(None)
    else:
        interp.marked.append(outer if number is None else int(number))


def end_marked(interp: Interpreter, _: bytes) -> None:
    """EMC"""
    if not interp.marked:
        raise ValueError("no marked content is open")
    interp.marked.pop()


OPERATORS: dict[bytes, Operator] = {
    b"BT": begin, b"Tf": set_font, b"Tm": set_matrix, b"Td": move, b"TD": move_and_lead, b"T*": next_line,
    b"Tc": _spacing(0, 1), b"Tw": _spacing(1, 1), b"Tz": _spacing(2, 0.01), b"TL": set_leading, b"Ts": set_rise,
    b"BMC": begin_marked, b"BDC": begin_marked, b"EMC": end_marked,
    b"Tr": set_mode, b"Tj": show, b"TJ": show, b"'": next_and_show, b'"': space_and_show,
}  # fmt: skip
