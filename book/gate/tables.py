"""Whether tagged tables are tables: every row as wide as the others (F-010).

The fault is easily made (an empty cell that nothing tags) and never seen, only heard by a screen reader.
ISO 14289-1, 7.5; ISO 32000-1, table 349.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from book.gate.pdftext import resolved
from book.problems import Problem

ROW_GROUPS = ("/THead", "/TBody", "/TFoot")


def tables(reader: Any) -> Iterator[Problem]:
    """A problem for each table whose rows have different numbers of columns."""
    tree = resolved(reader.trailer["/Root"], "/StructTreeRoot", {})
    for table, division in _found(tree, ""):
        widths = sorted(set(_widths(_rows(table))))
        if len(widths) > 1:
            columns = " and ".join(map(str, widths))
            yield Problem("F-010", f"a table in “{division}” is tagged with rows of {columns} columns")


def _found(element: Any, division: str) -> Iterator[tuple[Any, str]]:
    """Every table, with the id of the section that it stands in."""
    for kid in _kids(element):
        kind = kid["/S"]
        if kind == "/Table":
            yield kid, division
        else:
            inside = str(kid["/ID"]) if kind == "/Sect" and "/ID" in kid else division
            yield from _found(kid, inside)


def _kids(element: Any) -> Iterator[Any]:
    """The elements right below one; marked content and links are passed over."""
    kids = resolved(element, "/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            yield kid


def _rows(table: Any) -> list[Any]:
    rows = []
    for kid in _kids(table):
        rows += [kid] if kid["/S"] == "/TR" else list(_kids(kid)) if kid["/S"] in ROW_GROUPS else []
    return rows


def _widths(rows: list[Any]) -> Iterator[int]:
    """Each row's width, cells that reach down from rows above counted in."""
    reaching: list[tuple[int, int]] = []  # rows still to go, columns
    for row in rows:
        cells = [(_span(cell, "/RowSpan"), _span(cell, "/ColSpan")) for cell in _kids(row)]
        yield sum(columns for _, columns in (*reaching, *cells))
        reaching = [(left - 1, columns) for left, columns in (*reaching, *cells) if left > 1]


def _span(cell: Any, name: str) -> int:
    attributes = resolved(cell, "/A", {})
    for owner in attributes if isinstance(attributes, list) else [attributes]:
        found = resolved(owner.get_object() if hasattr(owner, "get_object") else owner, name)
        if found is not None:
            return int(found)
    return 1
