"""Lines that were built for a page and not used there: the next page begins with the same ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from weasyprint.layout.absolute import AbsolutePlaceholder

from book.layout.paragraphs.plans import PlannedLine


class BuiltLine(NamedTuple):
    """A line as the engine built it: where it was planned, its box, where the engine goes on, and its left edge in CSS
    pixels."""

    planned: PlannedLine
    box: Any
    resume_at: Any
    x: float


class SpareLines:
    """The spare lines of one document. A line that something is placed in is built anew: its place is on its page."""

    def __init__(self) -> None:
        self._spare: dict[int, BuiltLine] = {}  # by the identity of what was planned, which `Plans` keeps alive

    def keep(self, lines: Iterable[Any]) -> None:
        """Keep those of these lines that were planned."""
        for line in lines:
            built = getattr(line, "built", None)
            if built and not any(isinstance(box, AbsolutePlaceholder) for box in line.descendants(placeholders=True)):
                self._spare[id(built.planned)] = built

    def take(self, planned: PlannedLine, x: float, y: float) -> tuple[Any, Any] | None:
        """A line that was built before, moved to where it is wanted now; where the engine goes on."""
        built = self._spare.pop(id(planned), None)
        if built is None:
            return None
        built.box.translate(x - built.x, y - built.box.position_y)
        return built.box, built.resume_at
