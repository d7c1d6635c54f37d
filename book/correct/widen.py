"""Adds neighbouring words to an entry until they stand at only one place.

Whoever makes the correction sees the place; years later only the entry's words are left.
"""

from __future__ import annotations

from book.correct.find import Candidate
from book.correct.readable import PLACEHOLDER
from book.edition import Correction
from book.ledger import starts

MOST = 8  # words on either side; more would tell a reader nothing


def widened(found: Candidate, entry: Correction, lines: tuple[str, ...], done: bool) -> tuple[str, str]:
    """`was` and `now`, with words beside them until each has one place in the lines of its division.

    `done` says that the lines have the new words already. If nothing helps they stay as they are."""
    text, words = found.reading.text, (entry.was, entry.now)
    left, right = text[: found.start].split(" "), text[found.end :].split(" ")
    for count in range(2 * MOST + 1):
        before, after = _some(left, -((count + 1) // 2)), _some(right, count // 2)
        was, now = (before + each + after for each in words)
        here, other = (now, was) if done else (was, now)
        if _count(lines, here) == 1 and not _count(lines, other):
            return " ".join(was.split()), " ".join(now.split())
    return words


def _some(words: list[str], count: int) -> str:
    """So many of the words behind a place, or before it if `count` is below zero, as far as they are printed so.

    The first of the list (or the last, before a place) is what stands on the place itself without a space."""
    if not count:
        return ""
    near = words[count - 1 :] if count < 0 else words[: count + 1]
    joined = " ".join(near)
    return joined.rpartition(PLACEHOLDER)[2] if count < 0 else joined.partition(PLACEHOLDER)[0]


def _count(lines: tuple[str, ...], words: str) -> int:
    return sum(len(starts(line, words)) for line in lines)
