"""The current path while it is built, and the boxes that painting it covers (ISO 32000-1, 8.5).

A narrow box is a line to a printer, whichever way it was drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from book.pdfmarks.boxes import Box, Matrix, Point, around, moved

SLACK = 0.01  # points: two corners that far apart are one


@dataclass(slots=True)
class CurrentPath:
    """The current path, in points of the page: its parts, each a run of points."""

    parts: list[list[Point]] = field(default_factory=list)
    curved: bool = False

    def begin(self, matrix: Matrix, values: list[float]) -> None:
        """m"""
        self.parts.append([moved(matrix, values[-2], values[-1])])

    def go(self, matrix: Matrix, values: list[float]) -> None:
        """l, c, v, y: the points that guide a curve count as well, so that its box is never too small."""
        if not self.parts:
            self.parts.append([])
        self.curved = self.curved or len(values) > 2
        self.parts[-1] += [moved(matrix, x, y) for x, y in zip(values[::2], values[1::2], strict=False)]

    def rectangle(self, matrix: Matrix, values: list[float]) -> None:
        """re"""
        x, y, width, height = values[-4:]
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.parts.append([moved(matrix, *corner) for corner in corners])

    @property
    def box(self) -> Box | None:
        """The box around all of it, or None."""
        points = [point for part in self.parts for point in part]
        return around(points) if points else None

    def areas(self, even_odd: bool) -> list[tuple[Box, float | None, bool]]:
        """What a fill paints: boxes; how heavy a line each is, if narrow; whether it is a true rectangle.

        A path of rectangles alone is many areas; a rectangle with another cut out of it is a frame."""
        boxes = [around(part) for part in self.parts if len(part) > 1]
        if not self.curved and boxes and all(_is_box(part) for part in self.parts if len(part) > 1):
            if even_odd and len(boxes) == 2:
                inner, outer = sorted(boxes, key=lambda box: box.width * box.height)
                if outer.holds(inner):
                    return [(outer, _frame(outer, inner), False)]
            return [(box, min(box.width, box.height), True) for box in boxes]
        whole = self.box
        return [(whole, None, False)] if whole and boxes else []


def _is_box(part: list[Point]) -> bool:
    """True of four corners at right angles, or three lines back and forth: a line drawn as an area."""
    corners = part[:-1] if len(part) == 5 and _near(part[0], part[-1]) else part
    return len(corners) == 4 and all(
        abs(one[0] - two[0]) < SLACK or abs(one[1] - two[1]) < SLACK
        for one, two in zip(corners, [*corners[1:], corners[0]], strict=True)
    )


def _near(one: Point, two: Point) -> bool:
    return abs(one[0] - two[0]) < SLACK and abs(one[1] - two[1]) < SLACK


def _frame(outer: Box, inner: Box) -> float:
    """The weight of the lightest side of a frame."""
    gaps = (inner.left - outer.left, inner.bottom - outer.bottom, outer.right - inner.right, outer.top - inner.top)
    return min((gap for gap in gaps if gap > SLACK), default=0.0)
