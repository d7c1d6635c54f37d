"""What a table means: its cells read, empty ones put in where a row has too few, its caption and name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from markdown_it.token import Token

from book.markdown.attributes import CLASSES, Attributes
from book.markdown.dialect import words_of
from book.markdown.inlines import inlines
from book.markdown.parse_state import ParseState
from book.markdown.standing import StandingPictures
from book.markdown.tables.shape import CellText, RowText, TableText
from book.matter import Block, Cell, Paragraph, RawInline, Table
from book.problems import Span

_BORDER = re.compile(r"(?:^|\s)(\|)(?:\s|$)")
Build = Callable[[str, ParseState], tuple[Block[RawInline], ...]]
Row = tuple[Cell[RawInline], ...]


def table(parsing: ParseState, token: Token, span: Span, build: Build) -> Table[RawInline]:
    """The table of a token. `build` reads the blocks of a cell."""
    what: TableText = token.meta["table"]
    _report(parsing, what)
    caption, attributes = _caption(parsing, token.meta["caption"])
    columns = len(what.aligns)
    worded = any(line.strip() for row in what.head for cell in row for line in cell.lines)
    head, rows, foot = (tuple(_row(parsing, row, build) for row in _filled(parsing, part, columns))
                        for part in (what.head if worded else (), what.body, what.foot))
    if attributes.id:
        parsing.ids.append((attributes.id, span))
    widths = _widths(parsing, attributes, columns, span) or what.widths
    return Table(attributes.id, caption, head[0] if head else (), rows, what.aligns, span, widths,
                 "turned" in attributes.classes, head[1:], foot, attributes.free(CLASSES["caption"]))


def _report(parsing: ParseState, what: TableText) -> None:
    for fault in what.faults:
        message = f"a row of {fault.cells} cell{'s' * (fault.cells > 1)} in a table of {fault.columns} columns"
        if fault.cells > fault.columns:
            parsing.report("M-021", message, parsing.source.start(fault.line),
                           "write as many cells as the head has; a | that is not a border of a cell is written \\|")
        else:
            parsing.report("M-041", message, parsing.source.start(fault.line),
                           "the cells it lacks are set empty at its end; write them, if they belong elsewhere")
    for line, thing in what.unread:
        parsing.report("M-042", f"this cannot stand in an HTML table: {thing}", parsing.source.start(line),
                       "put it into a cell, before the table or after it")


def _filled(parsing: ParseState, rows: tuple[RowText, ...], columns: int) -> tuple[RowText, ...]:
    """The rows, all equally wide. No cell reaches below the last of them, or over one that is there already."""
    filled, down = list[RowText](), [0] * columns  # for each column, the rows still covered from above
    for number, row in enumerate(rows):
        made, column = list[CellText](), 0
        for cell in row:
            while column < columns and down[column]:
                column += 1
            free = next((at for at in range(column, columns) if down[at]), columns) - column
            if free <= 0:
                break
            cell = replace(cell, columns=min(cell.columns, free), rows=min(cell.rows, len(rows) - number))
            down[column:column + cell.columns] = [cell.rows] * cell.columns
            made.append(cell)
            column += cell.columns
        lacking = [at for at in range(columns) if not down[at]]
        if lacking and row:
            _lacks(parsing, row[0], columns - len(lacking), columns)
        made += [CellText(("",), row[-1].places[-1:] if row else ((0, 0),)) for _ in lacking]
        down = [max(left - 1, 0) for left in down]
        filled.append(tuple(made))
    return tuple(filled)


def _lacks(parsing: ParseState, cell: CellText, cells: int, columns: int) -> None:
    parsing.report("M-041", f"a row of {cells} cell{'s' * (cells > 1)} in a table of {columns} columns",
                   parsing.source.span(*cell.places[0]),
                   "the cells it lacks are set empty at its end; write them, if they belong elsewhere")


def _row(parsing: ParseState, row: RowText, build: Build) -> Row:
    return tuple(_cell(parsing, cell, build) for cell in row)


def _cell(parsing: ParseState, cell: CellText, build: Build) -> Cell[RawInline]:
    plain: Cell[RawInline] = Cell((), cell.heads, cell.columns, cell.rows, (), cell.align)
    if not any(line.strip() for line in cell.lines):
        return plain
    outer, parsing.source = parsing.source, parsing.source.part(cell.lines, cell.places)
    try:
        _look_for_borders(parsing, cell)
        if not cell.blocks:
            token, _ = words_of("\n".join(cell.lines), "td", parsing)
            standing = StandingPictures(token, parsing).blocks()
            return replace(plain, blocks=standing) if standing else replace(plain, children=inlines(token, parsing))
        found = build("\n".join(cell.lines), parsing)
    finally:
        parsing.source = outer
    if len(found) == 1 and isinstance(found[0], Paragraph):
        return replace(plain, children=found[0].children)
    return replace(plain, blocks=found)


def _look_for_borders(parsing: ParseState, cell: CellText) -> None:
    """A cell over several columns in which a | stands by itself was meant as several cells."""
    for number, line in enumerate(cell.lines if cell.blocks and cell.columns > 1 else ()):
        if found := _BORDER.search(line):
            place = parsing.source.span(number, found.start(1))
            parsing.report("M-043", "a border stands under no + of this grid", place,
                           "line it up with the others, or write \\| if the sign itself is meant")


def _words(parsing: ParseState, cell: CellText, kind: str) -> tuple[tuple[RawInline, ...], Attributes]:
    token, attributes = words_of("\n".join(cell.lines), kind, parsing)
    return inlines(token, parsing), attributes


def _caption(parsing: ParseState, cell: CellText | None) -> tuple[tuple[RawInline, ...], Attributes]:
    if cell is None:
        return (), Attributes()
    outer, parsing.source = parsing.source, parsing.source.part(cell.lines, cell.places)
    try:
        return _words(parsing, cell, "caption")
    finally:
        parsing.source = outer


def _widths(parsing: ParseState, attributes: Attributes, columns: int, span: Span) -> tuple[float, ...]:
    """Quarto's `tbl-colwidths="[30,70]"`, in parts of a hundred."""
    wanted = attributes.get("tbl-colwidths")
    if not wanted:
        return ()
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", wanted)]
    if len(numbers) != columns or min(numbers) <= 0:
        parsing.report("M-012", f"tbl-colwidths=\"{wanted}\" is not a width for each of {columns} columns", span,
                       'write one number for each column, such as "[30,70]"')
        return ()
    return tuple(number / sum(numbers) for number in numbers)
