"""Tables drawn as a grid of hyphens, plus signs and pipes; cells may hold lists, and reach over columns and rows.

A line of `=` ends the head, and a second one, if one closes the table too, begins its foot. Colons in the line under
the head, or without a head in the first line, align the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from book.markdown.tables.shape import MEASURE, CellText, TableLines, TableText, cell_width

_RULE = re.compile(r"\+(?:[-=:]+\+)+")
_FILL = "\0"  # the second column of a sign that takes two
_EDGES = "-=:+"


@dataclass(frozen=True, slots=True)
class GridBox:
    """A cell as drawn: its edges, as lines and columns of the drawing."""

    top: int
    left: int
    bottom: int
    right: int


def grid_table(lines: TableLines, start: int) -> TableText | None:
    """The grid that begins on the line `start`, if it is whole."""
    first = lines[start]
    if first is None or not _RULE.fullmatch(first.strip()):
        return None
    indent = len(first) - len(first.lstrip())
    drawn, number = list[str](), start
    while (line := lines[number]) is not None and line[:indent].strip() == "" and line.lstrip()[:1] in tuple("+|"):
        drawn.append(_spread(line.rstrip()[indent:]))
        number += 1
    while drawn and not _RULE.fullmatch(drawn[-1]):  # what is left begins something else, or nothing
        drawn.pop()
        number -= 1
    width = len(drawn[0]) if drawn else 0
    drawn = [line.ljust(width) for line in drawn]
    if len(drawn) < 3 or any(len(line) > width for line in drawn):
        return None
    boxes = _boxes(drawn)
    return _table(drawn, boxes, start, indent, number) if boxes else None


def _spread(line: str) -> str:
    return "".join(sign + _FILL * (cell_width(sign) - 1) for sign in line)


# --- tracing cells


def _boxes(drawn: list[str]) -> list[GridBox] | None:
    """All cells in reading order, or None if the drawing has a gap or a loose end."""
    height, width = len(drawn), len(drawn[0])
    reached = [-1] * width  # for each column, the line down to which cells have been found
    found, corners = list[GridBox](), [(0, 0)]
    while corners:
        top, left = corners.pop(0)
        if top == height - 1 or left == width - 1 or top <= reached[left]:
            continue
        box = _trace(drawn, top, left)
        if box is None:
            continue
        for column in range(box.left, box.right):
            if reached[column] != box.top - 1:
                return None
            reached[column] = box.bottom - 1
        found.append(box)
        corners = sorted({*corners, (box.top, box.right), (box.bottom, box.left)})
    whole = all(line == height - 2 for line in reached[:-1])
    return sorted(found, key=lambda box: (box.top, box.left)) if whole else None


def _trace(drawn: list[str], top: int, left: int) -> GridBox | None:
    """The smallest cell with this corner: to the right, down, and back along two more edges."""
    if drawn[top][left] != "+":
        return None
    for right in _ends(drawn[top][left + 1:], left + 1, _EDGES):
        down = (drawn[number][right] for number in range(top + 1, len(drawn)))
        for bottom in _ends(down, top + 1, "|+"):
            below = drawn[bottom][left:right + 1]
            before = [line[left] for line in drawn[top:bottom + 1]]
            if (below[0] == "+" and not set(below) - set(_EDGES) and not set(before) - set("|+")
                    and any(sign not in "+" for sign in before[1:-1])):
                return GridBox(top, left, bottom, right)
    return None


def _ends(signs: Iterable[str], begin: int, edge: str) -> Iterator[int]:
    """Where along an edge a corner stands."""
    for number, sign in enumerate(signs, begin):
        if sign not in edge:
            return
        if sign == "+":
            yield number


# --- rows and columns


def _table(drawn: list[str], boxes: list[GridBox], start: int, indent: int, end: int) -> TableText:
    tops = sorted({box.top for box in boxes})
    lefts = sorted({box.left for box in boxes})
    rights = [*lefts[1:], len(drawn[0]) - 1]
    double = [top for top in tops if _double(drawn[top])]
    closed = _double(drawn[-1])
    head_end = next((top for top in double if top), len(drawn) - 1 if closed else 0)
    foot = double[-1] if closed and double and double[-1] else len(drawn)
    rows: dict[int, list[CellText]] = {top: [] for top in tops}
    for box in boxes:
        columns = sum(box.left <= left < box.right for left in lefts)
        spanned = sum(box.top <= top < box.bottom for top in tops)
        rows[box.top].append(_cell(drawn, box, columns, spanned, start, indent))
    parts = ([tuple(row) for top, row in rows.items() if begin <= top < end_]
             for begin, end_ in ((0, head_end), (head_end, foot), (foot, len(drawn))))
    aligns = tuple(_align(drawn[head_end], left, right) for left, right in zip(lefts, rights, strict=True))
    lengths = [right - left for left, right in zip(lefts, rights, strict=True)]
    whole = max(sum(lengths), MEASURE)
    head, body, last = (tuple(part) for part in parts)
    return TableText(head, body, aligns, end, last, tuple(length / whole for length in lengths))


def _double(line: str) -> bool:
    return "=" in line and not set(line) - set("+=:")


def _align(rule: str, left: int, right: int) -> str:
    begins, ends = rule[left + 1] == ":", rule[right - 1] == ":"
    return "center" if begins and ends else "right" if ends else "left"


def _cell(drawn: list[str], box: GridBox, columns: int, rows: int, start: int, indent: int) -> CellText:
    """The words of a cell, without the space that parts them from its edge, if all lines have one."""
    texts = [line[box.left + 1:box.right].replace(_FILL, "").rstrip() for line in drawn[box.top + 1:box.bottom]]
    spaced = all(text[:1] in ("", " ") for text in texts)
    places = tuple((start + box.top + 1 + number,
                    indent + len(drawn[box.top + 1 + number][:box.left + 1].replace(_FILL, "")) + spaced)
                   for number in range(len(texts)))
    return CellText(tuple(text[spaced:] for text in texts), places, columns, rows, blocks=True)
