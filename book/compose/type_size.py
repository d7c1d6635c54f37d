"""How large type may be to fit a space. A cover has to choose before anything is laid out.

The widths of characters are those of an old-style roman, a little on the wide side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

NARROW, WIDE = frozenset("fijlrtI.,;:!'’()[]| -–"), frozenset("mwMWQÆŒ—")
SPACE = 0.31  # ems


@dataclass(frozen=True, slots=True)
class Fit:
    """A size of type, and how deep the lines are that it makes; same unit as what it was fitted to."""

    size: float
    depth: float


def width(text: str) -> float:
    """About how wide a text is, in ems."""
    return sum(SPACE if sign in NARROW else 0.83 if sign in WIDE else 0.68 if sign.isupper() else 0.49 for sign in text)


def fitting(text: str, measure: float, depth: float, leading: float, sizes: Iterable[float], extra: int = 0) -> Fit:
    """The largest of falling `sizes` at which a text fits measure and depth, else the smallest.

    `leading` is from line to line, in ems; `extra` are lines to be counted on top, as between paragraphs."""
    fit = Fit(0.0, 0.0)
    for size in sizes:
        ems = measure / size
        fit = Fit(size, (_lines(text, ems) + extra) * leading * size if text else 0.0)
        if fit.depth <= depth and all(width(word) <= ems for word in text.split()):
            break
    return fit


def _lines(text: str, ems: float) -> int:
    """How many lines a text takes in a measure of so many ems."""
    count, used = 1, 0.0
    for word in text.split():
        wide = width(word)
        if used and used + SPACE + wide > ems:
            count, used = count + 1, wide
        else:
            used += wide + (SPACE if used else 0.0)
    return count
