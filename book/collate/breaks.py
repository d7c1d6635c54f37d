"""Where pages begin in the text, in two printings.

Comes in: two records, their blocks side by side. Goes out: the pages that begin elsewhere than before, and with them
the blocks that moved them. Apart because it looks at a division's text as one row of words, notes left out.

A page begins as before if the words before its first one, or those from it on, are those of the other printing: words
put in just at a break have not moved it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from book.collate.pairing import Pairing
from book.collate.variants import BlockChange, MovedBreak
from book.collate.words import MatchingRun, matching_runs
from book.record import BlockRecord, EditionRecord

SHOWN = 5  # words that a page is known by


@dataclass(frozen=True, slots=True)
class PageBeginning:
    """A page's beginning: its folio, and how many words of the division stand before it."""

    folio: str
    at: int


class DivisionText:
    """The text of a division in one printing, as a row of words; `begins` has where each of its blocks begins."""

    def __init__(self, blocks: Sequence[BlockRecord], counts: Iterable[int]) -> None:
        self.begins: dict[int, int] = {}
        self.words: list[str] = []
        breaks: dict[str, PageBeginning] = {}
        for at in counts:
            if not blocks[at].note:
                self.begins[at] = len(self.words)
                for line in blocks[at].lines:
                    breaks.setdefault(line.folio, PageBeginning(line.folio, len(self.words) + line.word))
                self.words += blocks[at].text.split()
        self.breaks = sorted(breaks.values(), key=lambda each: each.at)[1:]  # the first is where the division begins

    def block_at(self, word: int) -> int:
        """Where the block begins that has this word."""
        starts = list(self.begins.values())
        return starts[max(bisect_right(starts, word) - 1, 0)] if starts else 0

    def shown(self, each: PageBeginning | None) -> str:
        """The first words of a page."""
        return " ".join(self.words[each.at:each.at + SHOWN]) if each else ""


def moved_breaks(
    old: EditionRecord, new: EditionRecord, pairing: Pairing, changes: Sequence[BlockChange]
) -> Iterator[MovedBreak]:
    """The pages that begin elsewhere, division by division in the order of the new printing."""
    theirs, ours = _counts(old.blocks), _counts(new.blocks)
    for division in dict.fromkeys((*ours, *theirs)):
        rows = DivisionText(old.blocks, theirs.get(division, ())), DivisionText(new.blocks, ours.get(division, ()))
        sides = _DivisionBreaks(division, pairing, *rows)
        yield from sides.moved([change for change in changes if change.block.division == division])


def _counts(blocks: Sequence[BlockRecord]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, block in enumerate(blocks):
        found.setdefault(block.division, []).append(at)
    return found


class _DivisionBreaks:
    """A division in both printings."""

    def __init__(self, division: str, pairing: Pairing, old: DivisionText, new: DivisionText) -> None:
        self.division, self.pairing, self.old, self.new = division, pairing, old, new
        self.shared = tuple(self._shared())

    def _shared(self) -> Iterator[MatchingRun]:
        """The words that stayed, in order; those of a block that moved are as if they were others."""
        for at, begin in self.old.begins.items():
            other = self.pairing.pairs.get(at)
            if other in self.new.begins and at not in self.pairing.moved:
                was, now = self.pairing.old[at].text, self.pairing.new[other].text
                for run in matching_runs(was.split(), now.split()):
                    yield MatchingRun(begin + run.old, self.new.begins[other] + run.new, run.length)

    def _places(self, word: int) -> range:
        """Where a break before this word of the old printing may stand in the new one."""
        first = next((run for run in reversed(self.shared) if run.old < word), MatchingRun(0, 0, 0))
        last = next((run for run in self.shared if run.old + run.length > word), None)
        before = first.new + min(word - first.old, first.length)
        after = last.new + max(word - last.old, 0) if last else len(self.new.words)
        return range(before, after + 1)

    def moved(self, changes: Sequence[BlockChange]) -> Iterator[MovedBreak]:
        """The breaks that moved, between such as did not."""
        placed = [(change, self._place(change)) for change in changes]
        olds, news = self.old.breaks, self.new.breaks
        start = (0, 0)
        for i, j in (*self._kept(), (len(olds), len(news))):
            for was, now in _beside(olds[start[0]:i], news[start[1]:j]):
                yield self._moved(was, now, start, placed)
            start = (i + 1, j + 1)

    def _kept(self) -> Iterator[tuple[int, int]]:
        """The breaks that stand where they stood, by their counts in both printings."""
        j = 0
        for i, was in enumerate(self.old.breaks):
            places = self._places(was.at)
            found = next((k for k in range(j, len(self.new.breaks)) if self.new.breaks[k].at in places), None)
            if found is not None:
                yield i, found
                j = found + 1

    def _moved(self, was: PageBeginning | None, now: PageBeginning | None, start: tuple[int, int],
               placed: Sequence[tuple[BlockChange, int]]) -> MovedBreak:
        left = self.new.block_at(self.new.breaks[start[1] - 1].at) if start[1] else 0
        right = max(self._places(was.at)[-1] if was else 0, now.at if now else 0)
        by = tuple(change for change, place in placed if left <= place <= right and not change.reckoned)
        return MovedBreak(self.division, was.folio if was else "", now.folio if now else "", self.old.shown(was),
                          self.new.shown(now), by)

    def _place(self, change: BlockChange) -> int:
        """How far into the new printing's row a changed block begins; a note where the block that calls it does."""
        blocks, row = (self.pairing.new, self.new) if change.new else (self.pairing.old, self.old)
        at = next(count for count, block in enumerate(blocks) if block is change.block)
        begin = max((begin for count, begin in row.begins.items() if count <= at), default=0)
        return begin if change.new else self._places(begin)[0]


def _beside(
    old: Sequence[PageBeginning], new: Sequence[PageBeginning]
) -> Iterator[tuple[PageBeginning | None, PageBeginning | None]]:
    for at in range(max(len(old), len(new))):
        yield old[at] if at < len(old) else None, new[at] if at < len(new) else None
