"""Writes tables as XHTML: caption, head, body, each cell aligned as its column.

A table of single lines that fits is as the book's design has it. One that spans, holds blocks, asks for widths or does
not fit as it is has the class "tabular" besides, and with it the tool's own design of such.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from book.compose.context import WriterContext
from book.compose.inlines import inlines
from book.compose.markup import EMPTY, Markup, element, joined, void
from book.compose.table_fit import TableSetting, depths, placed, setting, turned_box, type_area
from book.compose.type_size import width
from book.edition import Edition
from book.matter import Block, Cell, Inline, NoteCall, Table
from book.matter.walk import lines
from book.matter.words import plain

SHORT = 18  # characters that may stand on one line of a cell: "25 November 1930"
LONG = 24  # rows that make a table a list, which may run over pages
ROOM = 76  # characters that a line of a table holds in its small type, at the measure of a book
NOTE_SIZE, NOTE_LINE, NOTE_GAP = 8.75, 11.0, 20.0  # points: type and lines of notes, and the room above them
TALL, DEEP = 0.7, 0.4  # parts of a page that make a table one that runs over pages, and a row one that may be broken
Row = tuple[Cell[Inline], ...]
WriteBlocks = Callable[[tuple[Block[Inline], ...], WriterContext], Markup]


@dataclass(frozen=True, slots=True)
class TableWriter:
    """Writes one table. `classes` are those of each column's cells, `starts` the column of each cell, by its place
    among all of the table; rows that are `deep`, counted from the head, may be broken; `blocks` writes those of a cell.
    """

    node: Table[Inline]
    context: WriterContext
    blocks: WriteBlocks
    classes: tuple[str, ...]
    starts: tuple[int, ...]
    deep: frozenset[int]
    marks_edges: bool

    def rows(self, rows: tuple[Row, ...], scope: str, number: int, classes: tuple[str, ...]) -> Markup:
        """Rows, a line each; `number` is that of the first among all."""
        parts, at = list[Markup](), sum(map(len, self.node.every_row[:number]))
        for row_number, row in enumerate(rows, number):
            cells = (self.cell(cell, scope, classes, self.starts[place]) for place, cell in enumerate(row, at))
            parts.append(element("tr", joined(cells), class_="deep" if row_number in self.deep else ""))
            at += len(row)
        return Markup("\n").join(parts)

    def cell(self, cell: Cell[Inline], scope: str, classes: tuple[str, ...], column: int) -> Markup:
        """A cell, aligned as its column if it says nothing else."""
        heads = cell.heads or scope == "col"
        own = classes[column] if column < len(classes) else "left"
        if cell.columns > 1 or cell.align:
            own = cell.align or self.align(cell, column, heads)
        edges = (self.marks_edges and column == 0, self.marks_edges and column + cell.columns >= len(classes))
        names = (own, *(name for name, has in zip(("first", "last"), edges, strict=True) if has),
                 *(("holds",) if cell.blocks else ()))
        return element(
            "th" if heads else "td",
            self.content(cell),
            class_=" ".join(names), scope=scope if heads else "", colspan=_more(cell.columns),
            rowspan=_more(cell.rows),
            data_key="" if cell.blocks else self.context.key(cell.children, self.node.span))

    def content(self, cell: Cell[Inline]) -> Markup:
        """A cell's words, or its blocks, which have the width of a column."""
        if not cell.blocks:
            return inlines(cell.children, self.context)
        return self.blocks(cell.blocks, self.context.across(1 / len(self.node.aligns)))

    def align(self, cell: Cell[Inline], column: int, heads: bool) -> str:
        """How a cell over several columns stands: as they do, if all are alike; else a head in the middle."""
        covered = set(self.node.aligns[column:column + cell.columns])
        return covered.pop() if len(covered) == 1 else "center" if heads else "left"


def table(node: Table[Inline], context: WriterContext, blocks: WriteBlocks) -> Markup:
    """A table. Its head is repeated where it runs over a page, so it stands in a `thead`."""
    paged, edition = context.medium.paged, context.book.edition
    notes = _notes(node, context) if paged else 0.0
    chosen = setting(node, edition, notes) if paged else TableSetting(widths=node.widths)
    plain_type = not (chosen.size or chosen.widths or chosen.turned)
    classes = _classes(node) if plain_type else node.aligns
    rows = depths(node, chosen, edition) if paged and not chosen.turned else []
    height = type_area(edition)[1]
    deep = frozenset(number for number, depth in enumerate(rows) if depth > DEEP * height)
    spans = any(cell.columns > 1 or cell.rows > 1 for row in node.every_row for cell in row)
    writer = TableWriter(node, context, blocks, classes, tuple(column for column, _ in placed(node)), deep, spans)
    needs = (("spans", spans), ("tall", len(node.rows) <= LONG and sum(rows) > TALL * height), ("broken", bool(deep)),
             ("parted", chosen.parted))
    content = joined((_caption(node, context), _columns(chosen), *_parts(writer, paged)))
    names = (_width(node), *_special(node, chosen, tuple(name for name, has in needs if has)), *node.classes)
    made = element("table", content, id=node.id, class_=" ".join(filter(None, names)))
    return _turned(made, edition, notes) if chosen.turned else made


def _parts(writer: TableWriter, paged: bool) -> tuple[Markup, ...]:
    """Head, body and foot. On pages the foot is the last of the bodies: the engine would print it on every page."""
    node = writer.node
    head = (node.head, *node.more_heads) if _headed(node) else ()
    at = bool(node.head) + len(node.more_heads)
    top = writer.rows(head, "col", 0, node.aligns) if head else EMPTY
    body = writer.rows(node.rows, "row", at, writer.classes)
    foot = writer.rows(node.foot, "row", at + len(node.rows), writer.classes)
    last = element("tbody" if paged else "tfoot", foot, class_="foot") if node.foot else EMPTY
    return element("thead", top) if head else EMPTY, element("tbody", body), last


def _headed(node: Table[Inline]) -> bool:
    return any(cell.children or cell.blocks for cell in node.head) or bool(node.more_heads)


def _special(node: Table[Inline], chosen: TableSetting, needs: tuple[str, ...]) -> tuple[str, ...]:
    """The classes of a table that needs more than the book's design of tables."""
    found = (*((f"fit-{round(chosen.size * 10)}",) if chosen.size else ()),
             *(("measured",) if chosen.widths else ()), *needs, *(() if _headed(node) else ("headless",)))
    holds = any(cell.blocks or cell.align for row in node.every_row for cell in row)
    return ("tabular", *found) if found or holds or node.more_heads or node.foot else ()


def _notes(node: Table[Inline], context: WriterContext) -> float:
    """About how deep the notes are that a table calls to the foot of its page, in points."""
    if context.book.edition.notes.place != "page":
        return 0.0
    called = [call.note for line, _ in lines((node,)) for call in line if isinstance(call, NoteCall)]
    measure = type_area(context.book.edition)[0]
    count = sum(1 + width(context.calls.get(note, EMPTY).striptags()) * NOTE_SIZE // measure for note in called)
    return count * NOTE_LINE + NOTE_GAP if called else 0.0


def _width(node: Table[Inline]) -> str:
    """A table of many columns is set in smaller type, and one of many rows closer."""
    return " ".join(filter(None, ("wide" if len(node.aligns) > 4 else "", "long" if len(node.rows) > LONG else "")))


def _classes(node: Table[Inline]) -> tuple[str, ...]:
    """The class of each column's cells: how they align, and "short" if none of them need be broken.

    In a table that has room for every column, all are short; in one that has none even for the shorter, none is: a cell
    too wide would leave the page."""
    widths, heads = [0] * len(node.aligns), [0] * len(node.aligns)
    first = len(node.head)
    for at, (column, cell) in enumerate(placed(node)):
        if cell.columns > 1 or cell.blocks:
            continue
        if at < first:
            heads[column] = max(map(len, plain(cell.children).split()), default=0)
        else:
            widths[column] = max(widths[column], len(plain(cell.children)))
    whole = sum(max(pair) for pair in zip(widths, heads, strict=True)) <= ROOM
    fits = sum(min(width, SHORT) for width in widths) <= ROOM
    return tuple(
        f"{align} short" if whole or (fits and width <= SHORT) else align
        for align, width in zip(node.aligns, widths, strict=True)
    )


def _caption(node: Table[Inline], context: WriterContext) -> Markup:
    label = context.name(node.id) if node.id else ""
    if not node.caption and not label:
        return EMPTY
    number = element("span", f"{label}.", class_="label") + " " if label else EMPTY
    return element("caption", number + inlines(node.caption, context), data_key=context.key(node.caption, node.span))


def _columns(chosen: TableSetting) -> Markup:
    """The columns with their widths, where they are given."""
    whole = sum(chosen.widths)
    columns = (void("col", style=f"width:{width / whole:.2%}") for width in chosen.widths)
    return element("colgroup", joined(columns)) if chosen.widths else EMPTY


def _turned(made: Markup, edition: Edition, notes: float) -> Markup:
    """A table on its side, its foot to the right, on a page of its own."""
    page, sideways = turned_box(edition, notes)
    return element("div", element("div", made, class_="sideways", style=sideways), class_="turned", style=page)


def _more(number: int) -> str:
    return str(number) if number > 1 else ""
