"""Tables as XHTML.

Comes in: a table. Goes out: `Markup`: caption, head, body, each cell aligned as its column.
Apart because a table is a small document of its own.
"""

from __future__ import annotations

from book.compose.inlines import inlines
from book.compose.markup import EMPTY, Markup, element, joined
from book.compose.stick import Stick
from book.matter import Cell, Inline, Table


def table(node: Table[Inline], stick: Stick) -> Markup:
    """A table. Its head is repeated where it runs over a page, so it stands in a `thead`."""
    head = element("thead", _row(node, node.head, stick, "col")) if any(c.children for c in node.head) else EMPTY
    body = element("tbody", Markup("\n").join(_row(node, row, stick, "row") for row in node.rows))
    return element("table", _caption(node, stick) + head + body, id=node.id, class_=_width(node))


def _width(node: Table[Inline]) -> str:
    """A table of many columns is set in smaller type."""
    return "wide" if len(node.aligns) > 4 else ""


def _caption(node: Table[Inline], stick: Stick) -> Markup:
    label = stick.name(node.id)
    if not node.caption and not label:
        return EMPTY
    number = element("span", f"{label}.", class_="label") + " " if label else EMPTY
    return element("caption", number + inlines(node.caption, stick), data_key=stick.key(node.caption, node.span))


def _row(node: Table[Inline], cells: tuple[Cell[Inline], ...], stick: Stick, scope: str) -> Markup:
    aligns = (*node.aligns, *["left"] * len(cells))
    return element("tr", joined(_cell(node, c, a, stick, scope) for c, a in zip(cells, aligns, strict=False)))


def _cell(node: Table[Inline], cell: Cell[Inline], align: str, stick: Stick, scope: str) -> Markup:
    heads = cell.heads or scope == "col"
    return element(
        "th" if heads else "td",
        inlines(cell.children, stick),
        class_=align,
        scope=scope if heads else "",
        data_key=stick.key(cell.children, node.span),
    )
