"""What became of each correction: whether it stays on its page.

Comes in: the ledger's new entries, the variants. Goes out: for each the pages and lines it had and has, and the pages
that begin otherwise by it. Apart because variants know nothing of why words changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from book.collate import BlockChange, Variants
from book.collate.phrasing import chained
from book.edition import Correction
from book.ledger import holds, starts
from book.record import LineRecord


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a correction was made: the change it is part of, and its line in the old printing and in the new one."""

    change: BlockChange
    old: LineRecord
    new: LineRecord


@dataclass(frozen=True, slots=True)
class Fate:
    """A correction: the words, where they stood and stand, and the folios of pages that begin otherwise by it."""

    id: str
    was: str
    now: str
    spots: tuple[Spot, ...]
    moves: tuple[str, ...]

    @property
    def changes(self) -> tuple[BlockChange, ...]:
        """The changes of blocks that it made."""
        return tuple(spot.change for spot in self.spots)

    @property
    def stays(self) -> bool:
        """Whether no page but its own is touched: the same folio, and no page that begins otherwise by it."""
        return not self.moves and all(spot.old.folio == spot.new.folio for spot in self.spots)

    def __str__(self) -> str:
        if not self.spots:
            return "on no line of the text"
        lines = "; ".join(_said(spot) for spot in self.spots)
        if self.moves:
            more = f" and of {len(self.moves) - 1} more" if len(self.moves) > 1 else ""
            return f"{lines}: moves the beginning of page {self.moves[0]}{more}"
        return f"{lines}: {'stays on its page' if self.stays else 'is on another page'}"


def _said(spot: Spot) -> str:
    note = f", note {spot.change.block.note}" if spot.change.block.note else ""
    now = f"page {spot.new.folio}{note}, line {spot.new.row}"
    same = (spot.old.folio, spot.old.row) == (spot.new.folio, spot.new.row)
    return now if same else f"page {spot.old.folio}{note}, line {spot.old.row} → {now}"


def fates(entries: Sequence[Correction], variants: Variants) -> tuple[Fate, ...]:
    """The fate of each entry, in the ledger's order. What a later entry changed again is looked for as it is now."""
    chain = chained(entries)
    return tuple(_fate(entry, chain, variants) for entry in entries)


def _fate(entry: Correction, chain: Sequence[Correction], variants: Variants) -> Fate:
    alike = [each for each in chain if each.division == entry.division and holds(each.now, entry.now)]
    spots: tuple[Spot, ...] = ()
    for each in (*(each for each in chain if each.id == entry.id), *alike):
        spots = spots or tuple(spot for change in (*variants.blocks, *variants.index) for spot in _spots(each, change))
    moves = dict.fromkeys(moved.new or moved.old for moved in variants.breaks
                          if any(by is spot.change for by in moved.by for spot in spots))
    return Fate(entry.id, entry.was, entry.now, spots, tuple(moves))


def _spots(entry: Correction, change: BlockChange) -> Iterator[Spot]:
    """The change's first place where the entry's words went and came."""
    if change.old is None or change.new is None:
        return
    was = starts(change.old.text, entry.was)
    now = starts(change.new.text, entry.now) if entry.now else ()
    for each in change.words:
        gone = _word_at(change.old.text, was, entry.was, each.old, len(each.was.split()))
        come = _word_at(change.new.text, now, entry.now, each.new, len(each.now.split()))
        if gone and (come or not entry.now):
            yield Spot(change, change.old.line_of(each.old), change.new.line_of(each.new))
            return


def _word_at(text: str, begins: Iterable[int], phrase: str, word: int, count: int) -> bool:
    """Whether a phrase that begins at one of these characters meets the words changed."""
    length = len(phrase.split())
    firsts = (text.count(" ", 0, begin) for begin in begins)
    return any(first <= word + count and word <= first + length for first in firsts)
