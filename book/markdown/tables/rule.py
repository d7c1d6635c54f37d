"""The rule that finds tables and their captions among the lines of a text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from markdown_it.rules_block import StateBlock

from book.markdown.parse_state import parse_state
from book.markdown.tables.columns import column_table, unparted
from book.markdown.tables.grid import grid_table
from book.markdown.tables.html import html_table
from book.markdown.tables.pipes import pipe_table
from book.markdown.tables.shape import CellText, TableLines, TableText

_CAPTION = re.compile(r" {0,3}(?::(?![^\w\s*_\[{`$<\"'“‘(\\])|[Tt]able:)\s*(?=\S)")
_BEGINS = re.compile(r"\s*(?:\||\+[-=:]|-{2,}|:?-|<table|:|table:)", re.I)
_GRID = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
Rule = Callable[[StateBlock, int, int, bool], bool]


class StateLines(TableLines):
    """The lines of what is being read, without the marks of quotations and lists around it."""

    def __init__(self, state: StateBlock, end: int) -> None:
        super().__init__(())
        self.state, self.end = state, end

    def __getitem__(self, number: int) -> str | None:
        state = self.state
        if number < 0 or number >= self.end:
            return None
        if state.isEmpty(number):
            return ""
        if state.sCount[number] < state.blkIndent:
            return None
        text: str = state.getLines(number, number + 1, state.blkIndent, False)
        return text.expandtabs(4)


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table with its caption, above or below. One that can be told at once may end a paragraph, as on GitHub."""
    lines = StateLines(state, end)
    if silent:
        return state.parentType != "table" and _interrupts(lines, start)
    found = _captioned(lines, start)
    if found is None:
        return _broken(state, lines, start)
    caption, what = found
    token = state.push("table", "table", 0)
    token.map = [start, what.end]
    token.meta = {"table": _placed(what, state), "caption": _cell(caption, state, {}) if caption else None}
    state.line = what.end
    return True


def _broken(state: StateBlock, lines: TableLines, start: int) -> bool:
    """Reports a table that is not whole, which would be printed as signs among its words."""
    last, parsing = unparted(lines, start), parse_state(state)
    if last is not None:
        parsing.report("M-043", "no empty line parts this table from what follows", parsing.source.start(last + 1),
                       "put an empty line below its last row of hyphens, also before a caption")
        while not lines.blank(last):
            last += 1
        state.line = last
        return True
    number = start
    while (lines[number] or "").lstrip().startswith(("+", "|")):
        number += 1
    if not _GRID.fullmatch(lines[start] or "") or number < start + 2:
        return False
    parsing.report("M-043", "the lines of this grid do not meet", parsing.source.start(start),
                   "draw each border from + to +, with the | of every line under those of the first")
    state.line = number
    return True


def lists_terms(rule: Rule) -> Rule:
    """A rule for lists of terms that leaves a table's caption, `: words`, to the table below it."""

    def terms(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        lines = StateLines(state, end)
        if lines.blank(start + 1) and (second := lines[start + 2]) and _CAPTION.match(second) and (
                _captioned(lines, start + 2)):
            return False
        return rule(state, start, end, silent)

    return terms


def _interrupts(lines: TableLines, start: int) -> bool:
    line = lines[start] or ""
    if line.lstrip().startswith("+"):
        return grid_table(lines, start) is not None
    if line.lstrip().lower().startswith("<table"):
        return html_table(lines, start) is not None
    found = pipe_table(lines, start)
    return found is not None and all(fault.line != start for fault in found.faults)


def _table(lines: TableLines, start: int) -> TableText | None:
    first, second = lines[start], lines[start + 1] or ""
    if first is None or not first.strip():
        return None
    if not _BEGINS.match(second) and not _BEGINS.match(first):
        return None
    return (pipe_table(lines, start) or column_table(lines, start) or grid_table(lines, start)
            or html_table(lines, start))


def _captioned(lines: TableLines, start: int) -> tuple[CellText | None, TableText] | None:
    """A table and its caption; with a caption above, another below is none."""
    above = _caption(lines, start)
    if above:
        caption, number = above
        if not lines.blank(number):
            return None
        what = _table(lines, _next(lines, number))
        return (caption, what) if what else None
    what = _table(lines, start)
    if what is None:
        return None
    below = None if what.caption else _caption(lines, _next(lines, what.end))
    return (below[0], replace(what, end=below[1])) if below else (what.caption, what)


def _next(lines: TableLines, number: int) -> int:
    """The next line with words."""
    while lines[number] is not None and lines.blank(number):
        number += 1
    return number


def _caption(lines: TableLines, start: int) -> tuple[CellText, int] | None:
    """`: words` or `Table: words`, up to an empty line or a table, and the line behind it."""
    first = lines[start]
    mark = _CAPTION.match(first) if first else None
    if first is None or mark is None:
        return None
    texts, places, number = [first[mark.end():].rstrip()], [(start, mark.end())], start + 1
    while (line := lines[number]) is not None and line.strip() and not _interrupts(lines, number):
        texts.append(line.strip())
        places.append((number, len(line) - len(line.lstrip())))
        number += 1
    return CellText(tuple(texts), tuple(places)), number


# --- places in the text


def _placed(what: TableText, state: StateBlock) -> TableText:
    """The table with the columns of its cells counted from the beginning of the text's lines."""
    marks: dict[int, int] = {}
    head, body, foot = (tuple(tuple(_cell(cell, state, marks) for cell in row) for row in part)
                        for part in (what.head, what.body, what.foot))
    return replace(what, head=head, body=body, foot=foot)


def _cell(cell: CellText, state: StateBlock, marks: dict[int, int]) -> CellText:
    return replace(cell, places=tuple((line, _mark(line, state, marks) + column) for line, column in cell.places))


def _mark(line: int, state: StateBlock, marks: dict[int, int]) -> int:
    """How long the marks of what stands around a line are."""
    if line not in marks:
        source = parse_state(state).source
        whole = len(source.lines[line]) if line < len(source.lines) else 0
        rest = len(state.getLines(line, line + 1, state.blkIndent, False)) if line < state.lineMax else 0
        marks[line] = max(whole - rest, 0)
    return marks[line]
