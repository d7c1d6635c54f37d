"""Pages of a foreign PDF: its lines of type, parted into running heads, text and notes.

What a line is can only be told from all pages: a running head stands there again and again, a note is smaller than most
lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from book.pdfmarks.lines import TypeLine

AGAIN = 3  # pages that have the same words at their head or foot, for these to be no text
SMALLER = 0.93  # of the text's size, from which on a line at the foot is a note's
NUMBER = re.compile(r"\(?\[?(\d{1,4}|[*†‡§‖¶])[.)\]]?")  # what a note begins with
_FOLIO = re.compile(r"\d+|(?=[ivxlcdm])m*(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PartedPage:
    """A page: the lines of its running heads and folio, of its text, and of the notes below it."""

    heads: tuple[TypeLine, ...]
    text: tuple[TypeLine, ...]
    notes: tuple[TypeLine, ...]


def leaves(pages: Sequence[Sequence[TypeLine]]) -> tuple[PartedPage, ...]:
    """The pages with their lines parted."""
    ordered = [[line for line in page if "".join(line.words)] for page in pages]
    often = Counter(words for page in ordered for words in {_bare(line) for line in _edges(page)} if words)
    size = _size(line for page in ordered for line in page)
    return tuple(_leaf(page, often, size) for page in ordered)


def _edges(page: Sequence[TypeLine]) -> tuple[TypeLine, ...]:
    """The lines that may be running heads: those of the highest row and of the lowest."""
    if not page:
        return ()
    high, low = min(line.top for line in page), max(line.bottom for line in page)
    if high == low:  # places are not known
        return (page[0], page[-1])
    return tuple(line for line in page if line.top < high + 3 or line.bottom > low - 3)


def _bare(line: TypeLine) -> str:
    """The words of a running head without its folio."""
    return " ".join(word for word in line.words if not _FOLIO.fullmatch(word))


def _size(lines: Iterator[TypeLine]) -> float:
    """The height that most words have, in points."""
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(line.bottom - line.top, 1)] += len(line.words)
    return heights.most_common(1)[0][0] if heights else 0.0


def _leaf(page: Sequence[TypeLine], often: Counter[str], size: float) -> PartedPage:
    heads = tuple(line for line in _edges(page) if not _bare(line) or often[_bare(line)] >= AGAIN)
    rest = [line for line in page if line not in heads]
    below = _foot(rest, size)
    text, notes = ([line for line in rest if (line.top >= below) == note] for note in (False, True))
    return PartedPage(heads, tuple(text), tuple(notes))


def _foot(lines: Sequence[TypeLine], size: float) -> float:
    """Where the notes begin: the small lines below the last one of the text's size, if one of them is numbered."""
    last = max((line.bottom for line in lines if line.bottom - line.top >= SMALLER * size), default=0.0) - 1
    numbered = any(line.top >= last and NUMBER.match(line.words[0]) for line in lines)
    return last if last > 0 and numbered else float("inf")
