"""What of a table does not fit its page: one fault a table, which says by how much, and not one a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from book.galley import KEY
from book.layout.text import BlockKeys, TextLine
from book.pages import Fault

SLACK = 0.5  # CSS pixels
PIXELS_A_MILLIMETRE = 96 / 25.4


class TableEdges:
    """Gathers by table how far its words stand outside the type area; `hang` is how far a text may, in CSS pixels."""

    def __init__(self, keys: BlockKeys, hang: Callable[[Any], float]) -> None:
        self.keys, self.hang = keys, hang
        self._wide: dict[Any, float] = {}
        self._deep: dict[Any, float] = {}

    def looks(self, line: TextLine, box: Any, page: Any) -> bool:
        """Takes note of a text in a table; False if it is in none, or fits."""
        table = None if line.note or line.placed else self.keys.table(box.element)
        if table is None:
            return False
        area = line.frame or page._page_box
        left, top = area.content_box_x(), area.content_box_y()
        wide = max(left - box.position_x, box.position_x + box.width - left - area.width) - self.hang(box)
        deep = box.position_y + box.height - top - area.height
        for excess, most in ((wide, self._wide), (deep, self._deep)):
            if excess > SLACK:
                most[table] = max(most.get(table, 0.0), excess)
        return bool(line.frame) or wide > SLACK or deep > SLACK

    def faults(self) -> Iterator[Fault]:
        """P-010 for each table that does not fit."""
        for most, what in ((self._wide, "wide"), (self._deep, "deep")):
            for table, excess in most.items():
                key = next((cell.get(KEY) for cell in table.iter() if KEY in cell.attrib), "")
                message = f"the table is {excess / PIXELS_A_MILLIMETRE:.1f} mm too {what} for its page"
                yield Fault("P-010", message, key)
