"""Rewrites a content stream for ink: each colour as its inks, no marks; and says what the stream names.

It is a small interpreter, because a colour means what the colour space before it says. ISO 32000-1, 8.6.8 (colour
operators), 14.6 (marked content).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Operator

from book.assemble.printfiles.inks import Inks
from book.assemble.printfiles.matrix import UNMOVED, Matrix, matrix, times

PAINTS = frozenset(("TJ", "Tj", "'", '"', "Do", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"))
MARKS = frozenset(("BMC", "BDC", "EMC", "MP", "DP"))
# Operators that choose a colour space, that give a colour in it, that do both: for fills, and for strokes in capitals.
CHOOSE, GIVE, BOTH = ("cs", "CS"), ("sc", "scn", "SC", "SCN"), {"g": 1, "rg": 3, "k": 4, "G": 1, "RG": 3, "K": 4}
FILLS, STROKES = {1: "g", 3: "rg", 4: "k"}, {1: "G", 3: "RG", 4: "K"}
DEVICES = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
NAMES = {parts: name for name, parts in DEVICES.items()}
STARTS = {1: (0.0,), 3: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0, 1.0)}  # the colour that a colour space begins with


@dataclass(slots=True)
class Content:
    """A stream rewritten; whether it paints anything; what it names: states, forms and pictures with the places where
    they are drawn, patterns, colour spaces."""

    data: bytes = b""
    paints: bool = False
    states: set[str] = field(default_factory=set)
    drawn: list[tuple[str, Matrix]] = field(default_factory=list)
    patterns: set[str] = field(default_factory=set)
    spaces: set[str] = field(default_factory=set)


def rewritten(stream: Any, inks: Inks, idle: Collection[str] = ()) -> Content:
    """The content of a page or stream in the inks that `inks` gives; states of the names `idle` are not set."""
    reader = _ContentRewriter(inks, idle)
    kept = [read for instruction in pikepdf.parse_content_stream(stream) if (read := reader.read(instruction))]
    reader.content.data = pikepdf.unparse_content_stream(kept)
    return reader.content


class _ContentRewriter:
    """What is known while a stream is read: the colour spaces of fills (False) and strokes (True), the place; and what
    of these is put by."""

    def __init__(self, inks: Inks, idle: Collection[str]) -> None:
        self.inks, self.idle, self.content = inks, idle, Content()
        self.spaces = {False: "/DeviceGray", True: "/DeviceGray"}
        self.place = UNMOVED
        self.put_by: list[tuple[dict[bool, str], Matrix]] = []

    def read(self, instruction: Any) -> Any:
        """What stands for an instruction, or None if nothing does."""
        operator = str(instruction.operator)
        if operator in MARKS or (operator == "gs" and str(instruction.operands[0]) in self.idle):
            return None
        if operator in BOTH or operator in CHOOSE or operator in GIVE:
            return self._coloured(operator, instruction)
        self.content.paints = self.content.paints or operator in PAINTS
        if operator == "q":
            self.put_by.append((dict(self.spaces), self.place))
        elif operator == "Q" and self.put_by:
            self.spaces, self.place = self.put_by.pop()
        elif operator == "cm":
            self.place = times(matrix(instruction.operands), self.place)
        elif operator == "gs":
            self.content.states.add(str(instruction.operands[0]))
        elif operator == "Do":
            self.content.drawn.append((str(instruction.operands[0]), self.place))
        return instruction

    def _coloured(self, operator: str, instruction: Any) -> Any:
        stroke, operands = operator.isupper(), instruction.operands
        if operator in BOTH:
            self.spaces[stroke] = NAMES[BOTH[operator]]
        elif operator in CHOOSE:
            self.spaces[stroke] = str(operands[0])
            operands = STARTS.get(DEVICES.get(self.spaces[stroke], 0), ())
        space = self.spaces[stroke]
        if space in DEVICES:
            return self._inked(operands, stroke)
        if space != "/Pattern":
            self.content.spaces.add(space)
        elif operator in GIVE:
            self.content.patterns.add(str(operands[-1]))
        return instruction

    def _inked(self, parts: Iterable[Any], stroke: bool) -> tuple[list[float], Operator]:
        colour = self.inks(tuple(float(part) for part in parts))
        return list(colour), Operator((STROKES if stroke else FILLS)[len(colour)])
