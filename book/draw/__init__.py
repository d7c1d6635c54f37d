"""Figures drawn from the data, as SVG. Only this package knows matplotlib, which takes most of a second to import.

Every number in a figure is the answer to a query, so a figure cannot say what the data do not.
Text becomes outlines: a picture in an EPUB cannot use the book's fonts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from book.data import Answer, QueryFault, answer
from book.matter import DataSet, Drawing
from book.problems import Problem

# Changes with the code that draws, so that no old picture outlives it.
DRAWN_BY = hashlib.sha256(b"".join(f.read_bytes() for f in sorted(Path(__file__).parent.glob("*.py")))).hexdigest()

KINDS = ("stacked-bars", "bars", "timeline", "strip")


def draw(drawing: Drawing, data: Mapping[str, DataSet], font: bytes) -> tuple[bytes, tuple[Problem, ...]]:
    """The figure as SVG, 4.25 in wide, in a font of these bytes.

    M-017 for a kind or value that cannot be drawn, D-008 or D-009 for a query.

    The same bytes for the same drawing, data, font and matplotlib."""
    from book.draw.bars import stacked
    from book.draw.strip import strip
    from book.draw.timeline import timeline

    by_kind = {"timeline": timeline, "strip": strip}
    answers = _QueryAnswers(drawing, data)
    kind = str(drawing.values.get("kind", ""))
    if kind not in KINDS:
        return b"", (answers.fault(f"“{kind}” is not a kind of figure", f"one of: {', '.join(KINDS)}"),)
    try:
        with NamedTemporaryFile(suffix=".ttf") as file:  # matplotlib reads fonts from files only
            file.write(font)
            file.flush()
            svg = by_kind.get(kind, stacked)(drawing.values, answers, Path(file.name))
    except ValueError as error:
        fault = answers.fault(f"the figure “{drawing.name}” cannot be drawn: {error}", "see manual/figures.md")
        # Without an answer, what follows from it is no fault of its own.
        return b"", tuple(answers.problems) or (fault,)
    return svg, tuple(answers.problems)


class _QueryAnswers:
    """Answers to a drawing's queries; faults are collected, and answered with None so that all of them are found."""

    def __init__(self, drawing: Drawing, data: Mapping[str, DataSet]) -> None:
        self.drawing, self.data = drawing, data
        self.problems: list[Problem] = []

    def __call__(self, query: str) -> object:
        found = answer(query, self.data)
        match found:
            case QueryFault(code=code, message=message, hint=hint):
                asked = message if query in message else f"{message} (asked by “{query}”)"
                self.problems.append(Problem(code, asked, self.drawing.span, hint))
                return None
            case Answer(value=value):
                return value

    def fault(self, message: str, hint: str) -> Problem:
        return Problem("M-017", message, self.drawing.span, hint)
