"""Points, matrices and boxes of a PDF page, in points (ISO 32000-1, 8.3)."""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot
from typing import NamedTuple

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Box(NamedTuple):
    """A rectangle in points. A named tuple, as tens of thousands are made of a book."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def meet(self, other: Box) -> Box | None:
        """What two boxes have in common, or None."""
        both = Box(max(self.left, other.left), max(self.bottom, other.bottom),
                   min(self.right, other.right), min(self.top, other.top))
        return both if both.left <= both.right and both.bottom <= both.top else None

    def holds(self, other: Box, slack: float = 0.0) -> bool:
        """True if the other lies within, or sticks out by no more than `slack`."""
        return (self.left - slack <= other.left and self.bottom - slack <= other.bottom
                and other.right <= self.right + slack and other.top <= self.top + slack)

    def grown(self, by: float) -> Box:
        """The same with all edges moved outward."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does `inner` first."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """Where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def around(points: Iterable[Point]) -> Box:
    """The box around points; there must be one."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def placed(matrix: Matrix, box: Box) -> Box:
    """The box around a box that a matrix has moved."""
    left, bottom, right, top = box
    return around(moved(matrix, x, y) for x in (left, right) for y in (bottom, top))


def scales(matrix: Matrix) -> Point:
    """How much longer a line along x becomes, and one along y."""
    a, b, c, d, _, _ = matrix
    return hypot(a, b), hypot(c, d)
