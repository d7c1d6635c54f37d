"""Paragraphs of a foreign PDF, put together from its lines.

Comes in: parted pages with their folios. Goes out: blocks with the page and row of each of their lines.
Apart because a PDF has no paragraphs: an indented line, a wide gap, or a short line before it begins one, and a page's
end ends one only if the next page begins with a new one.

A word broken at a line's end is joined as either file has it unbroken elsewhere: with its hyphen, or without.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from book.foreign.files import WHOLE
from book.foreign.leaves import Leaf
from book.poppler import TypeLine
from book.record import BlockRecord, LineRecord

HYPHENS = ("-", "\u2010", "\u00ad")
ENDS = tuple(".!?:;”’\"')]»")  # what a paragraph may end with before a page does
GAP = 1.35  # of the common distance of lines, from which on it parts two paragraphs
DEPTH = 4.0  # points of an indent
_NUMBER = re.compile(r"\(?\[?(\d{1,4}|[*†‡§‖¶])[.)\]]?")


@dataclass(slots=True)
class _Block:
    """A paragraph as far as it has been read."""

    note: str = ""
    words: list[str] = field(default_factory=list)
    lines: list[LineRecord] = field(default_factory=list)

    def add(self, line: TypeLine, folio: str, row: int, known: Collection[str]) -> None:
        """One more line of it."""
        words = [word for word in line.words if word]
        if self.words and words and self.words[-1].endswith(HYPHENS) and words[0][:1].islower():
            self.words[-1] = _joined(self.words[-1], words.pop(0), known)
        self.lines.append(LineRecord(folio, row, len(self.words)))
        self.words += words

    def record(self, at: int) -> BlockRecord:
        """The block as a record has it, named by its count from 0."""
        return BlockRecord(WHOLE, self.note, str(at), " ".join(self.words), tuple(self.lines))


def _joined(first: str, second: str, known: Collection[str]) -> str:
    """A broken word; one that nobody has elsewhere is taken for broken by the layout, not hyphenated by its writer."""
    written = f"{first[:-1]}-{second}"
    return written if written in known and f"{first[:-1]}{second}" not in known else f"{first[:-1]}{second}"


def vocabulary(pages: Sequence[Leaf]) -> frozenset[str]:
    """All words that are printed unbroken."""
    return frozenset(word for page in pages for line in (*page.text, *page.notes) for word in line.words[:-1])


def blocks(pages: Sequence[Leaf], folios: Sequence[str], known: Collection[str]) -> tuple[BlockRecord, ...]:
    """The paragraphs in reading order; notes behind what begins on their page. Rows count as on paper, notes anew."""
    found: list[_Block] = []
    running: _Block | None = None
    for page, folio in zip(pages, folios, strict=True):
        for row, (line, opens) in enumerate(zip(page.text, _opens(page.text), strict=True), 1):
            if running is None or (opens and not (row == 1 and _goes_on(running, line, page.text))):
                running = _Block()
                found.append(running)
            running.add(line, folio, row, known)
        found += _notes(page.notes, folio, known)
    return tuple(block.record(at) for at, block in enumerate(found) if block.words)


def _opens(lines: Sequence[TypeLine]) -> Iterator[bool]:
    """Whether each line begins a paragraph; the first of a page is taken to, until it is known what stood before."""
    if not lines:
        return
    steps = [after.top - before.top for before, after in pairwise(lines) if after.top > before.top]
    common = median(steps) if steps else 0.0
    left, right = _edge(line.left for line in lines), max(line.right for line in lines)
    yield True
    for before, line in pairwise(lines):
        apart = common and not 0 < line.top - before.top < GAP * common
        indented = line.left > before.left + DEPTH and line.left > left + DEPTH
        yield bool(apart or indented or (line.left <= before.left + DEPTH and before.right < right - 6 * DEPTH
                                         and before.words[-1].endswith(ENDS)))


def _edge(places: Iterator[float]) -> float:
    """Where most lines begin."""
    counted = sorted(round(place, 1) for place in places)
    return max(dict.fromkeys(counted), key=counted.count)


def _goes_on(running: _Block, line: TypeLine, lines: Sequence[TypeLine]) -> bool:
    """Whether a page's first line goes on with the paragraph of the page before."""
    if line.left > _edge(each.left for each in lines) + DEPTH or not running.words:
        return False
    return not running.words[-1].endswith(ENDS) or running.words[-1].endswith(HYPHENS) or line.words[0][:1].islower()


def _notes(lines: Sequence[TypeLine], folio: str, known: Collection[str]) -> Iterator[_Block]:
    """The notes of a page, each from the line that has its number; what comes before is the rest of another's."""
    block: _Block | None = None
    row = 0
    for line in lines:
        number = _NUMBER.match(line.words[0])
        if block is None or number:
            block = _Block(number[1] if number else "…")
            row = 0
            yield block
        row += 1
        block.add(line, folio, row, known)
