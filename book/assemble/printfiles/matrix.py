"""The matrices by which a content stream draws. ISO 32000-1, 8.3.4."""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def matrix(parts: Iterable[Any]) -> Matrix:
    """The matrix of six PDF numbers. Raises ValueError for more or fewer."""
    a, b, c, d, e, f = (float(part) for part in parts)
    return a, b, c, d, e, f


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """What `inner` does, then `outer`: where something drawn in a form stands on the page that draws the form."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def sides(placed: Matrix) -> tuple[float, float]:
    """Width and height of the unit square, in which a picture is drawn, as placed."""
    a, b, c, d, _, _ = placed
    return hypot(a, b), hypot(c, d)
