"""Finds where the words of corrections stood in a printing, by its record. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from book.edition import Correction
from book.ledger import starts
from book.problems import Problem
from book.record import BlockRecord, EditionRecord


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """A line of a printing: the page's folio, the note's number or nothing, and the row on the page from 1."""

    folio: str
    note: str
    row: int

    def __str__(self) -> str:
        return f"page {self.folio}{f', note {self.note}' if self.note else ''}, line {self.row}"

    @property
    def rank(self) -> tuple[bool, int, str, int]:
        """By which places of one page are sorted: notes stand below the text."""
        return bool(self.note), int(self.note) if self.note.isdecimal() else 0, self.note, self.row


@dataclass(frozen=True, slots=True)
class FoundPlaces:
    """The corrections whose place is known, and what is wrong with the others."""

    places: tuple[tuple[Correction, PrintedPlace], ...]
    problems: tuple[Problem, ...]


def located(corrections: Iterable[Correction], old: EditionRecord) -> FoundPlaces:
    """Each correction with its place in the printing. Problems L-030 (at none) and L-031 (at more than one).

    Words that stand at as many places as there are entries with the same words are at one place each, in order."""
    corrections = tuple(corrections)
    places: list[tuple[Correction, PrintedPlace]] = []
    problems: list[Problem] = []
    for correction in corrections:
        candidates = _candidates(correction, old)
        alike = [other for other in corrections if _says_the_same(other, correction)]
        if len(candidates) == len(alike):
            places.append((correction, candidates[[other.id for other in alike].index(correction.id)]))
        else:
            problems.append(_problem(correction, candidates, old))
    return FoundPlaces(tuple(places), tuple(problems))


def _says_the_same(one: Correction, other: Correction) -> bool:
    return (one.division, one.anchor, one.was, one.now) == (other.division, other.anchor, other.was, other.now)


def _candidates(correction: Correction, old: EditionRecord) -> tuple[PrintedPlace, ...]:
    """The places of the words; of many, if the entry names an anchor, the first behind it."""
    places = tuple(_places(correction.was, correction.division, old))
    folio = old.page_map.get(correction.anchor)
    return _behind(places, folio, old) if folio and len(places) > 1 else places


def _behind(places: tuple[PrintedPlace, ...], folio: str, old: EditionRecord) -> tuple[PrintedPlace, ...]:
    """The first place behind an anchor of which only the page is known: sure if no other can come before it."""
    ranks = {page.folio: rank for rank, page in enumerate(old.pages)}
    later = [place for place in places if ranks.get(place.folio, -1) >= ranks.get(folio, 0)]
    sure = len(later) == 1 or (later and later[0].folio != folio)
    return tuple(later[:1]) if sure else places


def _places(words: str, division: str, old: EditionRecord) -> Iterator[PrintedPlace]:
    for block in old.blocks:
        if block.division == division:
            yield from (_place(block, start) for start in starts(block.text, words))


def _place(block: BlockRecord, start: int) -> PrintedPlace:
    """The line that has the word at this character."""
    line = block.line_of(block.text.count(" ", 0, start))
    return PrintedPlace(line.folio, block.note, line.row)


def _problem(correction: Correction, candidates: tuple[PrintedPlace, ...], old: EditionRecord) -> Problem:
    titles = {division.id: division.title for division in old.divisions}
    title = titles.get(correction.division) or correction.division
    if not candidates:
        what = f"“{correction.was}” does not stand in “{title}” of printing {old.number}"
        hint = f"write under was what printing {old.number} says; if the fault came later, write under since when"
        return Problem("L-030", what, correction.span, hint)
    where = "; ".join(map(str, candidates))
    what = f"“{correction.was}” stands at {len(candidates)} places of “{title}” in printing {old.number}: {where}"
    hint = "lengthen was and now until one place is meant, or name an anchor before it"
    return Problem("L-031", what, correction.span, hint)
