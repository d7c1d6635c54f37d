"""A note, or the piece of it on one page; and measures of laid out boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes

TOLERANCE = 1e-3  # of a CSS pixel, for sums of heights


@dataclass(eq=False, slots=True)
class NotePart:
    """A laid out note, or the piece of it set on one page.

    `skip` is where the part begins in the note (None: at its start), `rest` where the next one begins (None: nowhere).
    `above` and `below` are its collapsed margins, `positioned` the absolutely positioned boxes in it."""

    note: Any
    skip: Any
    rest: Any
    box: Any
    above: float
    below: float
    positioned: list[Any] = field(default_factory=list)
    origin: tuple[float, float] = (0, 0)
    drawn: bool = False

    @property
    def height(self) -> float:
        """Without margins, in CSS pixels."""
        return float(self.box.border_height())

    def move_to(self, x: float, y: float) -> None:
        """Put the box's top edge at `y`, in a note area whose left edge is `x`."""
        self.box.translate(x - self.origin[0], y - self.above - self.origin[1])
        self.origin = x, y - self.above


def called_notes(box: Any) -> Iterator[Any]:
    """The notes called in a box, each followed by the notes called in it."""
    for inner in box.descendants(placeholders=True):
        if inner.footnote:
            yield inner.footnote
            yield from called_notes(inner.footnote)


def content_bottom(box: Any) -> float:
    """The bottom of the lowest content of a box, which may itself be stretched to the page's foot."""
    children = [child for child in box.children if isinstance(child, boxes.Box)]
    if isinstance(box, boxes.LineBox):
        return float(box.position_y + box.height)
    if children and not box.is_monolithic():
        return max(map(content_bottom, children))
    return float(box.border_box_y() + (0 if box.force_fragmentation else box.border_height()))


def trim(box: Any, bottom: float) -> None:
    """Shorten boxes that were stretched to a page's foot which has moved up to `bottom`."""
    if not isinstance(box, boxes.Box) or isinstance(box, boxes.LineBox):
        return
    excess = box.border_box_y() + box.border_height() - bottom
    if excess > 0 and box.children:
        box.height = max(0, box.height - excess)
    for child in box.children:
        trim(child, bottom)
