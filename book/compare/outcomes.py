"""What became of each correction: the lines it had and has, and whether its pages begin as before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from book.collate import BlockChange, Variants
from book.collate.words import chained
from book.edition import Correction
from book.ledger import holds, starts
from book.record import LineRecord


@dataclass(frozen=True, slots=True)
class CorrectionPlace:
    """Where a correction was made: the change it is part of, and its line in the old printing and in the new one."""

    change: BlockChange
    old: LineRecord
    new: LineRecord


@dataclass(frozen=True, slots=True)
class CorrectionOutcome:
    """A correction: the words, where they stood and stand, and the folios of pages that begin otherwise by it."""

    id: str
    was: str
    now: str
    places: tuple[CorrectionPlace, ...]
    moves: tuple[str, ...]

    @property
    def changes(self) -> tuple[BlockChange, ...]:
        """The changes of blocks that it made."""
        return tuple(place.change for place in self.places)

    @property
    def stays(self) -> bool:
        """Whether no page but its own is touched: the same folio, and no page that begins otherwise by it."""
        return not self.moves and all(place.old.folio == place.new.folio for place in self.places)

    def __str__(self) -> str:
        if not self.places:
            return "on no line of the text"
        lines = "; ".join(_said(place) for place in self.places)
        if self.moves:
            more = f" and of {len(self.moves) - 1} more" if len(self.moves) > 1 else ""
            return f"{lines}: moves the beginning of page {self.moves[0]}{more}"
        return f"{lines}: {'stays on its page' if self.stays else 'is on another page'}"


def _said(place: CorrectionPlace) -> str:
    note = f", note {place.change.block.note}" if place.change.block.note else ""
    now = f"page {place.new.folio}{note}, line {place.new.row}"
    same = (place.old.folio, place.old.row) == (place.new.folio, place.new.row)
    return now if same else f"page {place.old.folio}{note}, line {place.old.row} → {now}"


def correction_outcomes(entries: Sequence[Correction], variants: Variants) -> tuple[CorrectionOutcome, ...]:
    """The outcome of each entry, in the ledger's order. What a later entry changed again is looked for as it is now."""
    chain = chained(entries)
    return tuple(_outcome(entry, chain, variants) for entry in entries)


def _outcome(entry: Correction, chain: Sequence[Correction], variants: Variants) -> CorrectionOutcome:
    alike = [each for each in chain if each.division == entry.division and holds(each.now, entry.now)]
    places: tuple[CorrectionPlace, ...] = ()
    for each in (*(each for each in chain if each.id == entry.id), *alike):
        changes = (*variants.blocks, *variants.index)
        places = places or tuple(place for change in changes for place in _places(each, change))
    moves = dict.fromkeys(moved.new or moved.old for moved in variants.breaks
                          if any(by is place.change for by in moved.by for place in places))
    return CorrectionOutcome(entry.id, entry.was, entry.now, places, tuple(moves))


def _places(entry: Correction, change: BlockChange) -> Iterator[CorrectionPlace]:
    """The change's first place where the entry's words went and came."""
    if change.old is None or change.new is None:
        return
    was = starts(change.old.text, entry.was)
    now = starts(change.new.text, entry.now) if entry.now else ()
    for each in change.words:
        gone = _word_at(change.old.text, was, entry.was, each.old, len(each.was.split()))
        come = _word_at(change.new.text, now, entry.now, each.new, len(each.now.split()))
        if gone and (come or not entry.now):
            yield CorrectionPlace(change, change.old.line_of(each.old), change.new.line_of(each.new))
            return


def _word_at(text: str, begins: Iterable[int], phrase: str, word: int, count: int) -> bool:
    """Whether a phrase that begins at one of these characters meets the words changed."""
    length = len(phrase.split())
    firsts = (text.count(" ", 0, begin) for begin in begins)
    return any(first <= word + count and word <= first + length for first in firsts)
