"""How a table fits its page: in which size of type, upright or turned, and how wide each column is.

A table that is wider than the measure is set smaller, down to a size that can still be read; if it is wider yet, it is
turned on its side, on a page of its own; and one with too many rows for that page is upright, its words broken where
they must be. Widths are estimates, on the wide side; the layout measures, and reports what
does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from book.compose.markup import ADDRESS, BREAKS
from book.compose.sheets import MILLIMETRES, POINTS
from book.compose.type_size import width
from book.edition import Edition
from book.matter import Cell, Emphasis, Inline, Table
from book.matter.walk import lines
from book.matter.words import plain

FULL, WIDE, MANY = 9.25, 8.5, 4  # points; a table of more columns than so many is set in the second
SMALLER = (8.0, 7.5, 7.0)  # points; nobody reads smaller figures with ease
PADDING = {FULL: 5.0, WIDE: 3.5, 8.0: 3.0, 7.5: 2.5, 7.0: 2.0}  # points beside the words of a cell
HANG = 8.0  # points that further lines of a first cell are indented
INDENT = 14.0  # points of a list in a cell
CODE = 0.62  # ems of a sign in a fixed-width face
LEADING = 1.3
_GAPS = re.compile(r"[ \n\t]+|(?<=[\w)][-–—])")


@dataclass(frozen=True, slots=True)
class TableSetting:
    """A table's type, in points (0: as its kind has it), whether it is turned, and its columns' parts of its width."""

    size: float = 0.0
    turned: bool = False
    widths: tuple[float, ...] = ()
    parted: bool = False  # words are broken anywhere


def setting(table: Table[Inline], edition: Edition, notes: float) -> TableSetting:
    """How a table is set on the edition's pages; `notes` is how deep those at its page's foot are, in points."""
    measure, depth = type_area(edition)
    depth -= notes
    usual = WIDE if len(table.aligns) > MANY else FULL
    least = {size: narrowest(table, size) for size in (usual, *(size for size in SMALLER if size < usual))}
    rooms = ((depth, True),) if table.turned else ((measure, False), (depth, True))
    for room, turned in rooms:
        for size, columns in least.items():
            if sum(columns) <= room:
                found = TableSetting(size if size != usual else 0.0, turned, _widths(table.widths, columns, room))
                deep = turned and not table.turned and sum(depths(table, found, edition)) > measure
                return TableSetting(SMALLER[1], parted=True) if deep else found
    return TableSetting(SMALLER[-1], table.turned, ())


def type_area(edition: Edition) -> tuple[float, float]:
    """Measure and depth of a page's text, in points."""
    trim, margins = edition.trim, edition.margins
    return (trim.width * POINTS - (margins.inner + margins.outer) / MILLIMETRES * POINTS,
            trim.height * POINTS - (margins.head + margins.foot) / MILLIMETRES * POINTS)


def narrowest(table: Table[Inline], size: float) -> list[float]:
    """How narrow each column can be in type of this size, in points: as its longest word, and the space beside it."""
    least = [0.0] * len(table.aligns)
    wider = list[tuple[int, int, float]]()
    for column, cell in placed(table):
        need = _need(cell, size) + 2 * PADDING[size] + (HANG if column == 0 and not cell.heads else 0)
        if cell.columns == 1:
            least[column] = max(least[column], need)
        else:
            wider.append((column, cell.columns, need))
    for column, columns, need in wider:
        lacking = need - sum(least[column:column + columns])
        for number in range(column, min(column + columns, len(least))):
            least[number] += max(lacking, 0.0) / columns
    if least:
        least[0], least[-1] = least[0] - PADDING[size], least[-1] - PADDING[size]
    return least


def turned_box(edition: Edition, notes: float) -> tuple[str, str]:
    """The style of the page that a turned table has to itself, and of the table's own area, which lies across it."""
    measure, depth = type_area(edition)
    depth -= notes
    turn = f"transform: translateY({depth:.3f}pt) rotate(-90deg)"
    return f"height: {depth:.3f}pt", f"width: {depth:.3f}pt; height: {measure:.3f}pt; {turn}"


def depths(table: Table[Inline], chosen: TableSetting, edition: Edition) -> list[float]:
    """About how deep each row is, in points."""
    size = chosen.size or (WIDE if len(table.aligns) > MANY else FULL)
    room, whole = type_area(edition)[chosen.turned], sum(chosen.widths)
    ends, row, found = [len(cells) for cells in table.every_row], 0, [0.0] * len(table.every_row)
    for column, cell in placed(table):
        while ends and row < len(ends) and not ends[row]:
            row += 1
        ends[row] -= 1
        share = (sum(chosen.widths[column:column + cell.columns]) / whole if whole
                 else cell.columns / len(table.aligns))
        measure = max(share * room - 2 * PADDING[size], 2 * size)
        runs = [cell.children, *(line for line, _ in lines(cell.blocks))]
        count = sum(max(1, -(-width(plain(run)) * size // measure)) for run in runs if run)
        found[row] = max(found[row], count / cell.rows * size * LEADING)
    return found


def placed(table: Table[Inline]) -> Iterable[tuple[int, Cell[Inline]]]:
    """Each cell with the column that it begins in."""
    down = [0] * len(table.aligns)
    for row in table.every_row:
        column = 0
        for cell in row:
            while column < len(down) and down[column]:
                column += 1
            if column >= len(down):
                break
            yield column, cell
            down[column:column + cell.columns] = [cell.rows] * min(cell.columns, len(down) - column)
            column += cell.columns
        down = [max(left - 1, 0) for left in down]


def _need(cell: Cell[Inline], size: float) -> float:
    inner = [(line, INDENT) for line, _ in lines(cell.blocks)] if cell.blocks else []
    return max((longest(line) * size + more for line, more in ((cell.children, 0.0), *inner)), default=0.0)


def longest(children: tuple[Inline, ...]) -> float:
    """How wide the longest word is, in ems."""
    pieces = [piece for word in _GAPS.split(plain(children)) if word for piece in _pieces(word)]
    coded = [len(piece) * CODE for word in _code(children).split() for piece in _GAPS.split(word)]
    return max((*map(width, pieces), *coded), default=0.0)


def _pieces(word: str) -> Sequence[str]:
    """A web address is broken where it may be."""
    return BREAKS.split(word) if ADDRESS.match(word) else (word,)


def _code(children: tuple[Inline, ...]) -> str:
    return " ".join(plain((node,)) for node in children if isinstance(node, Emphasis) and node.kind == "code")


def _widths(wanted: tuple[float, ...], least: list[float], room: float) -> tuple[float, ...]:
    """The widths asked for, as parts of the table's; a column too narrow for its words takes from the others."""
    if not wanted:
        return ()
    given = [part / sum(wanted) * room for part in wanted]
    fixed = {number for number, (want, need) in enumerate(zip(given, least, strict=True)) if want < need}
    while True:
        rest = room - sum(least[number] for number in fixed)
        share = sum(given[number] for number in range(len(given)) if number not in fixed)
        widths = [least[number] if number in fixed else given[number] * rest / share
                  for number in range(len(given))]
        narrow = {number for number in range(len(given)) if number not in fixed and widths[number] < least[number]}
        if not narrow:
            return tuple(wide / sum(widths) for wide in widths)
        fixed |= narrow
