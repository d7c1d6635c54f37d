"""Writes tables as XHTML: caption, head, body, each cell aligned as its column."""

from __future__ import annotations

from book.compose.context import WriterContext
from book.compose.inlines import inlines
from book.compose.markup import EMPTY, Markup, element, joined
from book.matter import Cell, Inline, Table
from book.matter.words import plain

SHORT = 18  # characters that may stand on one line of a cell: "25 November 1930"
LONG = 24  # rows that make a table a list, which may run over pages
ROOM = 76  # characters that a line of a table holds in its small type, at the measure of a book


def table(node: Table[Inline], context: WriterContext) -> Markup:
    """A table. Its head is repeated where it runs over a page, so it stands in a `thead`."""
    classes = _classes(node)
    head = _row(node, node.head, context, "col", node.aligns) if any(c.children for c in node.head) else EMPTY
    body = Markup("\n").join(_row(node, row, context, "row", classes) for row in node.rows)
    parts = (_caption(node, context), element("thead", head) if head else EMPTY, element("tbody", body))
    return element("table", joined(parts), id=node.id, class_=_width(node))


def _width(node: Table[Inline]) -> str:
    """A table of many columns is set in smaller type, and one of many rows closer."""
    return " ".join(filter(None, ("wide" if len(node.aligns) > 4 else "", "long" if len(node.rows) > LONG else "")))


def _classes(node: Table[Inline]) -> tuple[str, ...]:
    """The class of each column's cells: how they align, and "short" if none of them need be broken.

    In a table that has room for every column, all are short; in one that has none even for the shorter, none is: a cell
    too wide would leave the page."""
    widths = [max((len(plain(row[n].children)) for row in node.rows if n < len(row)), default=0)
              for n in range(len(node.aligns))]
    whole = sum(max(pair) for pair in zip(widths, _heads(node), strict=True)) <= ROOM
    fits = sum(min(width, SHORT) for width in widths) <= ROOM
    return tuple(
        f"{align} short" if whole or (fits and width <= SHORT) else align
        for align, width in zip(node.aligns, widths, strict=True)
    )


def _heads(node: Table[Inline]) -> list[int]:
    """The length of the longest word in each column's head, which may stand on several lines."""
    heads = [max(map(len, plain(cell.children).split()), default=0) for cell in node.head]
    return [*heads, *[0] * len(node.aligns)][: len(node.aligns)]


def _caption(node: Table[Inline], context: WriterContext) -> Markup:
    label = context.name(node.id)
    if not node.caption and not label:
        return EMPTY
    number = element("span", f"{label}.", class_="label") + " " if label else EMPTY
    return element("caption", number + inlines(node.caption, context), data_key=context.key(node.caption, node.span))


def _row(
    node: Table[Inline], cells: tuple[Cell[Inline], ...], context: WriterContext, scope: str, classes: tuple[str, ...]
) -> Markup:
    padded = (*classes, *["left"] * len(cells))
    return element("tr", joined(_cell(node, c, p, context, scope) for c, p in zip(cells, padded, strict=False)))


def _cell(node: Table[Inline], cell: Cell[Inline], classes: str, context: WriterContext, scope: str) -> Markup:
    heads = cell.heads or scope == "col"
    return element(
        "th" if heads else "td",
        inlines(cell.children, context),
        class_=classes,
        scope=scope if heads else "",
        data_key=context.key(cell.children, node.span),
    )
