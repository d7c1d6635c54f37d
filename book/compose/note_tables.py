"""Writes the tables of printed notes: rows of spans, or a table in full where cells reach over others.

A galley is XML, so that a table may stand in a paragraph; the spans are the older way, and lighter.
"""

from __future__ import annotations

from collections.abc import Callable

from book.compose.context import WriterContext
from book.compose.inlines import inlines
from book.compose.markup import EMPTY, Markup, element, joined
from book.compose.table_fit import placed
from book.matter import Block, Cell, Inline, Table

WriteSpans = Callable[[Block[Inline], WriterContext], Markup]


def note_table(node: Table[Inline], context: WriterContext, spans: WriteSpans) -> Markup:
    """A table; `spans` writes a block of one of its cells."""
    reaching = any(cell.columns > 1 or cell.rows > 1 for row in node.every_row for cell in row)
    whole, line, box = ("table", "tr", "td") if reaching else ("span", "span", "span")
    starts = iter([column for column, _ in placed(node)])
    heads = bool(node.head) + len(node.more_heads)
    parts = list[Markup]()
    for number, row in enumerate(node.every_row):
        cells = joined(_cell(box, cell, _align(node, cell, next(starts)), node, context, spans) for cell in row)
        parts.append(element(line, cells, class_="note-row note-head" if number == heads - 1 else "note-row"))
    return element(whole, joined(parts), class_="note-table")


def _align(node: Table[Inline], cell: Cell[Inline], column: int) -> str:
    align = cell.align or node.aligns[column]
    return "" if align == "left" else align


def _cell(box: str, cell: Cell[Inline], align: str, node: Table[Inline], context: WriterContext,
          spans: WriteSpans) -> Markup:
    content = joined(spans(block, context) for block in cell.blocks) if cell.blocks else inlines(cell.children, context)
    over = (("colspan", cell.columns), ("rowspan", cell.rows))
    reach = {name: str(number) for name, number in over if number > 1}
    key = EMPTY if cell.blocks else context.key(cell.children, node.span)
    return element(box, content, class_=f"note-cell {align}".strip(), data_key=key, **reach)
