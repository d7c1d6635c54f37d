"""Tables with pipes: a head, a row of hyphens and colons, rows. The pipes at either end may be left out.

Pandoc takes a pipe inside mathematics and tags as part of the words, GitHub as the end of the cell: a row is read as
the one or the other has it, whichever fits the head. `\\|` is the sign itself for both.
"""

from __future__ import annotations

import re

from book.markdown.tables.shape import MEASURE, CellText, RowFault, RowText, TableLines, TableText

_RULE = re.compile(r"\s*[|+]?\s*:?-+:?\s*(?:[|+]\s*:?-+:?\s*)*[|+]?\s*")
_PART = re.compile(r":?-+:?")
_CODE = r"(`+)(?:(?!\1).)+?(?<!`)\1(?!`)"
_MARKED = re.compile(rf"{_CODE}|\$(?=\S)(?:\\.|[^$\\])+?(?<=\S)\$(?!\d)|<[^<>|]*\|[^<>]*>|\\.|.")
_CODED = re.compile(rf"{_CODE}|\\.|.")
_MOST = 1 << 16  # cells put in where rows have too few: one row of a wide head must not grow to millions


def pipe_table(lines: TableLines, start: int) -> TableText | None:
    """The table whose head is the line `start`, if the next one is a row of hyphens."""
    first, rule = lines[start], lines[start + 1]
    if not first or not rule or "-" not in rule or not _RULE.fullmatch(rule):
        return None
    parts = _PART.findall(rule)
    if "|" not in first or (len(parts) == 1 and "|" not in rule):
        return None
    heads, faults = _row(first, start, len(parts)), list[RowFault]()
    if len(heads) != len(parts):
        faults.append(RowFault(start, len(heads), len(parts)))
        heads = _filled(heads, start, len(first), len(parts))
    number, body, padded = start + 2, list[tuple[CellText, ...]](), 0
    while (line := lines[number]) is not None and line.strip() and (row := _row(line, number, len(parts))):
        if "|" not in line and not _goes_on(line):
            break
        if len(row) != len(parts):
            faults.append(RowFault(number, len(row), len(parts)))
        padded += max(len(parts) - len(row), 0)
        if padded > _MOST:
            return None
        body.append(_filled(row, number, len(line), len(parts)))
        number += 1
    widths = _widths(first, rule, (heads, *body), parts)
    return TableText((heads,), tuple(body), tuple(map(_align, parts)), number, widths=widths, faults=tuple(faults))


def _filled(row: RowText, number: int, end: int, columns: int) -> RowText:
    return (*row, *[CellText(("",), ((number, end),))] * (columns - len(row)))[:columns]


def _goes_on(line: str) -> bool:
    """True of a line that GitHub takes for a row of one cell: none that begins something else."""
    return not re.match(r"\s*(?:[>#*+-]|:{3}|`{3}|~{3}|<|\d+[.)]\s|:\s|[Tt]able:)", line)


def _align(part: str) -> str:
    left, right = part.startswith(":"), part.endswith(":")
    return "center" if left and right else "right" if right else "left"


def _row(line: str, number: int, columns: int) -> tuple[CellText, ...]:
    """The cells of a line, as Pandoc cuts them, or if that does not fit and GitHub's way does, as GitHub does.

    A pipe in code ends no cell in either way: half a piece of code is nothing."""
    cuts = _cuts(line, _MARKED)
    plain = _cuts(line, _CODED) if len(cuts) != columns else cuts
    if len(plain) == columns:
        cuts = plain
    return tuple(_cell(text, number, column) for text, column in cuts)


def _cuts(line: str, piece: re.Pattern[str]) -> list[tuple[str, int]]:
    """The text between pipes, with the column at which it begins."""
    begin = len(line) - len(line.lstrip())
    begin += line.startswith("|", begin)
    found, end = [], len(line.rstrip())
    position = begin
    while position < end:
        if line[position] == "|":
            found.append((line[begin:position], begin))
            begin = position = position + 1
        else:
            match = piece.match(line, position)
            position = match.end() if match and match.end() <= end else position + 1
    if begin < end:
        found.append((line[begin:end], begin))
    return found


def _cell(text: str, number: int, column: int) -> CellText:
    begin = column + len(text) - len(text.lstrip())
    return CellText((text.strip().replace("\\|", "|") if "\\|" in text and "`" in text else text.strip(),),
                    ((number, begin),))


def _widths(first: str, rule: str, rows: tuple[tuple[CellText, ...], ...], parts: list[str]) -> tuple[float, ...]:
    """The columns' parts of the measure, as long as their hyphens, where a row is longer than a line (as Pandoc does).

    Hyphens that are all alike, or fewer than three, or only lined up with the words, say nothing."""
    longest = max(sum(len(cell.lines[0]) for cell in row) + len(parts) + 1 for row in rows)
    lengths = [len(part) for part in parts]
    if longest <= MEASURE or min(lengths) < 3 or len(set(lengths)) == 1:
        return ()
    source = [len(text.strip()) for text, _ in _cuts(rule, _CODED)]
    headed = [len(text) for text, _ in _cuts(first, _CODED)]
    drawn = [len(text) for text, _ in _cuts(rule, _CODED)]
    widest = [max(len(row[n].lines[0]) for row in rows) for n in range(len(parts))]
    if headed == drawn or source == widest:
        return ()
    return tuple(length / sum(lengths) for length in lengths)
