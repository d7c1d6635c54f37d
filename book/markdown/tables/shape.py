"""A table as text: its cells, not yet read, and where each of their lines stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

MEASURE = 72  # characters in a line, of which Pandoc reckons the widths of columns


@dataclass(frozen=True, slots=True)
class CellText:
    """The lines of a cell. `places` has for each its line in the text, from 0, and the column that it begins in.

    `blocks`: they may hold lists and paragraphs; else all of them are the words of one line."""

    lines: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    columns: int = 1
    rows: int = 1
    heads: bool = False
    align: str = ""
    blocks: bool = False


RowText = tuple[CellText, ...]


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that has not as many cells as the table has columns; `line` is its line in the text."""

    line: int
    cells: int
    columns: int


@dataclass(frozen=True, slots=True)
class TableText:
    """A table; `end` is the line behind it. `widths` are parts of the measure, or none."""

    head: tuple[RowText, ...]
    body: tuple[RowText, ...]
    aligns: tuple[str, ...]
    end: int
    foot: tuple[RowText, ...] = ()
    widths: tuple[float, ...] = ()
    faults: tuple[RowFault, ...] = ()
    unread: tuple[tuple[int, str], ...] = ()  # what stands in an HTML table and cannot be kept: line, and what it is
    caption: CellText | None = field(default=None)


class TableLines:
    """The lines of a text from one on, each without the marks of what stands around it. Beyond the last is None."""

    def __init__(self, lines: Sequence[str | None]) -> None:
        self.lines = lines

    def __getitem__(self, number: int) -> str | None:
        return self.lines[number] if 0 <= number < len(self.lines) else None

    def blank(self, number: int) -> bool:
        """True of an empty line, and of the end."""
        line = self[number]
        return line is None or not line.strip()


def cell_width(text: str) -> int:
    """How many columns a text takes in a fixed-width face: Chinese signs take two, combining ones none."""
    return sum(0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
               for sign in text)


def cut(text: str, indices: Iterable[int]) -> list[tuple[str, int]]:
    """The text cut at columns: each piece with the index at which it begins."""
    pieces, begin, column = [], 0, 0
    wanted = iter((*indices, None))
    until = next(wanted)
    for index, sign in enumerate(text):
        while until is not None and column >= until:
            pieces.append((text[begin:index], begin))
            begin, until = index, next(wanted)
        column += cell_width(sign)
    pieces.append((text[begin:], begin))
    while until is not None:
        pieces.append(("", len(text)))
        until = next(wanted)
    return pieces


def trimmed(text: str, line: int, column: int) -> tuple[str, tuple[int, int]]:
    """A line of a cell without white space around it, and its place."""
    return text.strip(), (line, column + len(text) - len(text.lstrip()))
