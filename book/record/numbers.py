"""The numbers of printings: "1.0" is the first edition, "1.1" its first corrected printing, "2.0" a new edition."""

from __future__ import annotations

import re


def order(number: str) -> tuple[int, ...]:
    """What a number is sorted by.

    >>> order("1.10") > order("1.9")
    True
    """
    return tuple(map(int, re.findall(r"\d+", number)))
