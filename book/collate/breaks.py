"""Where pages begin in the text, in two printings: the pages that begin elsewhere, and the blocks that moved them.

A page begins as before if the words before its first one, or those from it on, are those of the other printing: words
put in just at a break have not moved it.

A division's text is looked at as one row of words, without notes. Every place in it is the number of words before it;
places of the old row are carried over into the new one by `_Alignment` before they are compared.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from book.collate.pairing import Pairing, by_division
from book.collate.variants import BlockChange, MovedBreak
from book.collate.words import MatchingRun, matching_runs
from book.record import BlockRecord, EditionRecord

SHOWN = 5  # words that a page is known by


@dataclass(frozen=True, slots=True)
class PageBeginning:
    """A page's beginning: its folio, and its place in the division's text."""

    folio: str
    at: int


class DivisionText:
    """The text of a division in one printing as a row of words.

    `begins` has the place of each block, by the block's number in the record; `pages` every page but the first."""

    def __init__(self, blocks: Sequence[BlockRecord], numbers: Iterable[int]) -> None:
        self.blocks = blocks
        self.begins: dict[int, int] = {}
        self.words: list[str] = []
        pages: dict[str, PageBeginning] = {}
        for number in numbers:
            if not blocks[number].note:
                self.begins[number] = len(self.words)
                for line in blocks[number].lines:
                    pages.setdefault(line.folio, PageBeginning(line.folio, len(self.words) + line.word))
                self.words += blocks[number].text.split()
        self.pages = sorted(pages.values(), key=lambda each: each.at)[1:]  # the first is where the division begins

    def block_at(self, place: int) -> int:
        """Where the block begins that has this place."""
        starts = list(self.begins.values())
        return starts[max(bisect_right(starts, place) - 1, 0)] if starts else 0

    def place_of(self, block: BlockRecord) -> int:
        """Where a block begins; a note where the block that calls it does."""
        own = next(number for number, each in enumerate(self.blocks) if each is block)
        return max((place for number, place in self.begins.items() if number <= own), default=0)

    def shown(self, page: PageBeginning | None) -> str:
        """The first words of a page."""
        return " ".join(self.words[page.at:page.at + SHOWN]) if page else ""


class _Alignment:
    """The texts of a division in both printings, and the words that stayed, in order."""

    def __init__(self, old: DivisionText, new: DivisionText, pairing: Pairing) -> None:
        self.old, self.new = old, new
        self.runs = tuple(_stayed(old, new, pairing))

    def in_new(self, place: int) -> range:
        """Where in the new text a place of the old one may be: the words that stayed do not say on which side of words
        that came it is."""
        first = next((run for run in reversed(self.runs) if run.old < place), MatchingRun(0, 0, 0))
        last = next((run for run in self.runs if run.old + run.length > place), None)
        before = first.new + min(place - first.old, first.length)
        after = last.new + max(place - last.old, 0) if last else len(self.new.words)
        return range(before, after + 1)

    def place_of(self, change: BlockChange) -> int:
        """Where in the new text a changed block begins, or did before it was taken out."""
        if change.new:
            return self.new.place_of(change.block)
        return self.in_new(self.old.place_of(change.block))[0]


def _stayed(old: DivisionText, new: DivisionText, pairing: Pairing) -> Iterator[MatchingRun]:
    """The words that stayed; those of a block that moved are as if they were others."""
    for number, begin in old.begins.items():
        other = pairing.pairs.get(number)
        if other in new.begins and number not in pairing.moved:
            was, now = pairing.old[number].text, pairing.new[other].text
            for run in matching_runs(was.split(), now.split()):
                yield MatchingRun(begin + run.old, new.begins[other] + run.new, run.length)


def moved_breaks(
    old: EditionRecord, new: EditionRecord, pairing: Pairing, changes: Sequence[BlockChange]
) -> Iterator[MovedBreak]:
    """The pages that begin elsewhere, division by division in the order of the new printing."""
    theirs, ours = by_division(old.blocks), by_division(new.blocks)
    for division in dict.fromkeys((*ours, *theirs)):
        texts = (DivisionText(old.blocks, theirs.get(division, ())), DivisionText(new.blocks, ours.get(division, ())))
        alignment = _Alignment(*texts, pairing)
        placed = [(change, alignment.place_of(change)) for change in changes if change.block.division == division]
        for last_kept, was, now in _otherwise(alignment):
            yield _moved(division, alignment, last_kept, was, now, placed)


OptionalPage = PageBeginning | None


def _otherwise(alignment: _Alignment) -> Iterator[tuple[OptionalPage, OptionalPage, OptionalPage]]:
    """The pages that begin otherwise, old beside new, each with the last page before them, as the new printing has it,
    that begins as before."""
    olds, news = alignment.old.pages, alignment.new.pages
    i = j = 0
    for old_kept, new_kept in (*_kept(alignment), (len(olds), len(news))):
        for was, now in zip_longest(olds[i:old_kept], news[j:new_kept]):
            yield news[j - 1] if j else None, was, now
        i, j = old_kept + 1, new_kept + 1


def _kept(alignment: _Alignment) -> Iterator[tuple[int, int]]:
    """The pages that begin as before, by their numbers in both lists of pages."""
    news = alignment.new.pages
    j = 0
    for i, was in enumerate(alignment.old.pages):
        places = alignment.in_new(was.at)
        found = next((number for number in range(j, len(news)) if news[number].at in places), None)
        if found is not None:
            yield i, found
            j = found + 1


def _moved(division: str, alignment: _Alignment, last_kept: OptionalPage, was: OptionalPage, now: OptionalPage,
           placed: Sequence[tuple[BlockChange, int]]) -> MovedBreak:
    """A moved break, and the changes between it and the last page that begins as before."""
    old, new = alignment.old, alignment.new
    left = new.block_at(last_kept.at) if last_kept else 0
    right = max(alignment.in_new(was.at)[-1] if was else 0, now.at if now else 0)
    by = tuple(change for change, place in placed if left <= place <= right and not change.reckoned)
    return MovedBreak(division, was.folio if was else "", now.folio if now else "", old.shown(was), new.shown(now), by)
