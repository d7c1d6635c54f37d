"""Tables whose columns stand under lines of hyphens: Pandoc's simple tables and multiline tables, with or without head.

    Right     Left
    -----     ----
       12     twelve

The words stand as they align: flush with the hyphens' right end, their left end, both, or neither.
"""

from __future__ import annotations

import re
from itertools import accumulate

from book.markdown.tables.shape import MEASURE, CellText, RowText, TableLines, TableText, cut, trimmed

_DASHES = re.compile(r" {0,3}-+[- ]*")
_RUN = re.compile(r"(-+)( *)")


def column_table(lines: TableLines, start: int) -> TableText | None:
    """The simple or multiline table that begins on the line `start`."""
    if lines.blank(start):
        return None
    return _headed_multiline(lines, start) or _simple(lines, start) or _bare_multiline(lines, start)


def _dashed(line: str | None, columns: int = 1) -> bool:
    """True of a line of at least so many runs of hyphens; hyphens one by one, `- - -`, are an ornament."""
    if line is None or not _DASHES.fullmatch(line):
        return False
    runs = [len(run) for run, _ in _RUN.findall(line.rstrip())]
    return len(runs) >= columns and (len(runs) == 1 or max(runs) > 1)


def _indices(line: str) -> tuple[list[int], list[int]]:
    """The columns at which cells begin, the end of the last one too, and how long each run of hyphens is."""
    indent = len(line) - len(line.lstrip())
    runs = [(len(run), len(run) + len(space)) for run, space in _RUN.findall(line.rstrip())]
    return list(accumulate((whole for _, whole in runs), initial=indent)), [length for length, _ in runs]


def _align(texts: list[str], length: int) -> str:
    """How a column aligns, as the shortest of the lines of its head stands to the hyphens."""
    found = min((text.rstrip() for text in texts if text.strip()), key=len, default="")
    if not found or (found[0] != " " and len(found) >= length):
        return "left"
    return "left" if found[0] != " " else "center" if len(found) < length else "right"


def _cells(line: str, number: int, indices: list[int]) -> list[tuple[str, tuple[int, int]]]:
    return [trimmed(text, number, column) for text, column in cut(line, indices[:-1])[1:]]


def _texts(line: str, indices: list[int]) -> list[str]:
    return [text for text, _ in cut(line, indices[:-1])[1:]]


def _made(rows: list[list[tuple[str, tuple[int, int]]]]) -> RowText:
    """One row of the lines that it stands on."""
    cells = []
    for column in zip(*rows, strict=True):
        kept = [(text, place) for text, place in column if text] or [column[0]]
        cells.append(CellText(tuple(text for text, _ in kept), tuple(place for _, place in kept)))
    return tuple(cells)


def _simple(lines: TableLines, start: int) -> TableText | None:
    """One line a row. Without a head, hyphens close it; with one, an empty line or hyphens do."""
    headless = _dashed(lines[start], 2)
    rule = lines[start] if headless else lines[start + 1]
    if not _dashed(rule, 2) or rule is None:
        return None
    indices, lengths = _indices(rule)
    number = start + (1 if headless else 2)
    model = lines[number] if headless else lines[start]
    rows = list[RowText]()
    while not lines.blank(number) and not _closes(lines, number):
        rows.append(_made([_cells(lines[number] or "", number, indices)]))
        number += 1
    closed = _closes(lines, number)
    if not rows or (headless and not closed) or model is None:
        return None
    aligns = tuple(_align([text], length) for text, length in zip(_texts(model, indices), lengths, strict=True))
    head = () if headless else (_made([_cells(model, start, indices)]),)
    return TableText(head, tuple(rows), aligns, number + closed)


def _closes(lines: TableLines, number: int) -> bool:
    return _dashed(lines[number]) and lines.blank(number + 1)


def _headed_multiline(lines: TableLines, start: int) -> TableText | None:
    """A line of hyphens, a head of one or more lines, a line of hyphens for each column, rows apart, hyphens."""
    if not _dashed(lines[start]) or lines.blank(start + 1):
        return None
    number = start + 1
    while not lines.blank(number) and not _dashed(lines[number]):
        number += 1
    rule = lines[number]
    if number == start + 1 or not _dashed(rule) or rule is None or (
            not _dashed(rule, 2) and rule.strip() != (lines[start] or "").strip()):
        return None
    heads = [(lines[place] or "", place) for place in range(start + 1, number)]
    return _multiline(lines, number + 1, rule, heads)


def _bare_multiline(lines: TableLines, start: int) -> TableText | None:
    rule = lines[start]
    return _multiline(lines, start + 1, rule, []) if rule is not None and _dashed(rule, 2) else None


def _multiline(lines: TableLines, number: int, rule: str, heads: list[tuple[str, int]]) -> TableText | None:
    indices, lengths = _indices(rule)
    indices[-1] += 1  # the space behind the last column, which the others have
    model = [_texts(line, indices) for line, _ in heads] or [_texts(lines[number] or "", indices)]
    aligns = tuple(_align(list(texts), length) for texts, length in zip(zip(*model, strict=True), lengths, strict=True))
    rows, row = list[RowText](), list[list[tuple[str, tuple[int, int]]]]()
    while (line := lines[number]) is not None and not _closes(lines, number):
        if line.strip():
            row.append(_cells(line, number, indices))
        elif row:
            rows.append(_made(row))
            row = []
        elif not rows:
            return None
        number += 1
    if row:
        rows.append(_made(row))
    if not rows or line is None:
        return None
    head = (_made([_cells(text, place, indices) for text, place in heads]),) if heads else ()
    return TableText(head, tuple(rows), aligns, number + 1, widths=_widths(indices))


def unparted(lines: TableLines, start: int) -> int | None:
    """The last line of a multiline table that words follow at once, so that nobody can tell where it ends."""
    number, ruled = start + 1, 0
    if not _dashed(lines[start]) or lines.blank(number):
        return None
    while (line := lines[number]) is not None and ruled < 2:
        ruled += _dashed(line)
        number += 1
    closed = ruled == 2 and _dashed(lines[number - 1]) and not lines.blank(number)
    return number - 1 if closed and _dashed(_ruled(lines, start), 2) else None


def _ruled(lines: TableLines, start: int) -> str | None:
    number = start + 1
    while lines[number] is not None and not _dashed(lines[number]):
        number += 1
    return lines[number]


def _widths(indices: list[int]) -> tuple[float, ...]:
    """The columns as parts of a line of 72 characters, or of the table if it is longer (Pandoc's reckoning)."""
    lengths = [end - begin for begin, end in zip((0, *indices), indices, strict=False)]
    if len(lengths) > 1 and 0 < lengths[-2] - lengths[-1] <= 2:
        lengths[-1] = lengths[-2]
    whole = max(sum(lengths), MEASURE)
    return tuple(length / whole for length in lengths[1:])
