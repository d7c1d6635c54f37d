"""The numbers of printings: "1.0" is the first edition, "1.1" its first corrected printing, "2.0" a new edition.

Comes in: a number as book.yaml and the ledger have it. Goes out: what it is sorted by. Apart because whether one
printing is later than another is asked by every stage that knows two.
"""

from __future__ import annotations

import re


def order(number: str) -> tuple[int, ...]:
    """What a number is sorted by.

    >>> order("1.10") > order("1.9")
    True
    """
    return tuple(map(int, re.findall(r"\d+", number)))
