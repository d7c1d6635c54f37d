"""The graphics state, and the interpreter that runs a content stream on it (ISO 32000-1, 8.4, 9.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from book.pdfmarks import tokens
from book.pdfmarks.boxes import UPRIGHT, Box, Matrix
from book.pdfmarks.facts import Colour, Mark, Oddity, PdfFont, Space, UnreadOperator
from book.pdfmarks.fonts import face
from book.pdfmarks.objects import at, key_of
from book.pdfmarks.path import CurrentPath
from book.pdfmarks.spaces import BLACK, GRAY

LONGEST = 40  # bytes shown of what belongs to no operator


@dataclass(slots=True)
class GraphicsState:
    """The graphics state. `clip` is the box of all that is let through, None where nothing is."""

    matrix: Matrix
    clip: Box | None
    fill: Colour = BLACK
    stroke: Colour = BLACK
    fill_space: Space = GRAY
    stroke_space: Space = GRAY
    palette: Any = None  # the space of fills as the file has it: the colours of a palette are looked up in it
    pattern: Any = None
    width: float = 1.0
    alpha: tuple[float, float] = (1.0, 1.0)  # of fills, of lines
    blend: str = "/Normal"
    masked: bool = False
    face: PdfFont | None = None
    size: float = 0.0
    spacing: tuple[float, float, float] = (0.0, 0.0, 1.0)
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    def copy(self) -> GraphicsState:
        """Another of the same. Written out, as copy.copy takes three times as long."""
        return GraphicsState(
            self.matrix, self.clip, self.fill, self.stroke, self.fill_space, self.stroke_space, self.palette,
            self.pattern, self.width, self.alpha, self.blend, self.masked, self.face, self.size, self.spacing,
            self.leading, self.rise, self.mode,
        )  # fmt: skip


class FontCache:
    """Fonts already read, by their numbers in the file: they are the same for many pages."""

    def __init__(self) -> None:
        self._faces: dict[object, PdfFont] = {}

    def face(self, fonts: Any, name: str) -> PdfFont | None:
        """A font of the resources; None if there is none of the name."""
        if at(fonts, name) is None:
            return None
        key = key_of(fonts, name)
        if key not in self._faces:
            self._faces[key] = face(at(fonts, name))
        return self._faces[key]


@dataclass(slots=True)
class Interpreter:
    """Runs the content of one page. `base` is the matrix in which patterns begin; `filling` the box that a pattern
    fills, to which all of its marks are taken to reach; `marked` the numbers of the marked content that is open."""

    state: GraphicsState
    font_cache: FontCache
    operators: Mapping[bytes, Operator]
    resources: Any = None
    marks: list[Mark] = field(default_factory=list)
    fonts: dict[str, PdfFont | None] = field(default_factory=dict)  # those chosen so far, by their names here
    marked: list[int | None] = field(default_factory=list)
    oddities: dict[Oddity, None] = field(default_factory=dict)
    unread: list[UnreadOperator] = field(default_factory=list)
    used: set[bytes] = field(default_factory=set)
    stack: list[GraphicsState] = field(default_factory=list)
    path: CurrentPath = field(default_factory=CurrentPath)
    clipping: bool = False
    line: Matrix = UPRIGHT  # where the line of text begins
    text: Matrix = UPRIGHT  # where the next character stands
    base: Matrix = UPRIGHT
    filling: Box | None = None
    depth: int = 0

    def run(self, stream: bytes, resources: Any) -> None:
        """Does what a stream says; what cannot be done is passed over, as viewers do, and noted in `unread`."""
        outer, kept, marked, fonts = self.resources, self.stack, self.marked, self.fonts
        self.resources, self.stack, self.marked, self.fonts = resources, [], marked[-1:], {}
        for operands, operator in tokens.operations(stream):
            if not operator:
                self.unread.append(UnreadOperator("", repr(operands[:LONGEST])[2:-1]))
                continue
            self.used.add(operator)
            do = self.operators.get(operator)
            if do:
                try:
                    do(self, operands)
                except (ValueError, IndexError, TypeError, KeyError, ArithmeticError) as fault:
                    why = str(fault.args[0]) if fault.args else type(fault).__name__
                    self.unread.append(UnreadOperator(operator.decode("latin-1"), why))
        self.resources, self.stack, self.marked, self.fonts = outer, kept, marked, fonts

    def note(self, kind: str, name: str = "", place: Box | None = None) -> None:
        """Remembers something odd about the page, once."""
        self.oddities.setdefault(Oddity(kind, name, place))

    def shows(self, place: Box) -> Box | None:
        """What of a box is let through by the clip; all that the pattern fills, within one."""
        seen = place.meet(self.state.clip) if self.state.clip else None
        return self.filling or seen

    def look_through(self, alpha: float, place: Box) -> None:
        """Notes what makes a mark transparent."""
        state = self.state
        if alpha < 1:
            self.note("transparent", f"{alpha:.0%} opaque", place)
        if state.blend not in ("/Normal", "/Compatible"):
            self.note("transparent", f"blend mode {state.blend[1:]}", place)
        if state.masked:
            self.note("transparent", "soft mask", place)


Operator = Callable[[Interpreter, bytes], None]
