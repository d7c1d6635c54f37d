"""Copyfitting: what would hold the page breaks that a correction moves.

Comes in: the book's pages, the variants from the last printing. Goes out: for each division with moved breaks, words
that propose a paragraph to tighten or to loosen by a line. Apart because it is the one place that sets a galley to see
what would happen.

The changed paragraph is tried first, then the others of its page, the nearest first: what is gained in one can be lost
in another. Nothing is proposed that has not been set and found to hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from book.cache import Cache
from book.collate import BlockChange, Variants, collate, record
from book.compose import compose, spans
from book.edition import Medium
from book.matter import Book
from book.pages import Galley
from book.paginate import Guess, paginate
from book.pipeline.line import Paged
from book.pipeline.run import Watch
from book.record import BlockRecord, EditionRecord

MOST = 8  # paragraphs tried on a page
NOTHING = "no paragraph of that page holds it by a line more or less; shorten or lengthen the correction"


def proposals(
    pages: Paged, variants: Variants, old: EditionRecord, cache: Cache, workers: int, watch: Watch
) -> Mapping[str, str]:
    """For each division of which breaks moved by a changed paragraph, what to write where, or that nothing holds them.

    `variants` are those of the pages from `old`."""
    galleys, _ = compose(pages.book, pages.styles, Medium.SCREEN, cache)
    new = record(pages.book, pages.pagination)
    causes: dict[str, BlockChange] = {}
    for moved in variants.breaks:
        for change in moved.by[:1]:
            causes.setdefault(moved.division, change)
    trial = _Trial(pages, tuple(galleys), old, cache, workers, watch)
    return {division: trial.proposal(division, change, new) for division, change in causes.items() if change.new}


@dataclass(frozen=True, slots=True)
class _Trial:
    """What every trial needs."""

    pages: Paged
    galleys: tuple[Galley, ...]
    old: EditionRecord
    cache: Cache
    workers: int
    watch: Watch

    def proposal(self, division: str, change: BlockChange, new: EditionRecord) -> str:
        """The first setting that holds every break of the division, in words."""
        for block, looseness in _ways(division, change, new):
            if self._holds(division, block.key, looseness):
                return _words(block, looseness, self.pages.book)
        return NOTHING

    def _holds(self, division: str, key: str, looseness: int) -> bool:
        galleys = tuple(_set(galley, key, looseness) if galley.division == division else galley
                        for galley in self.galleys)
        if galleys == self.galleys:  # no paragraph: a heading, a cell
            return False
        guess = Guess.of(self.pages.pagination)
        book = self.pages.book
        made, _ = paginate(galleys, self.cache, guess, self.workers, self.watch, spans(book))
        return made is not None and all(
            moved.division != division for moved in collate(self.old, record(book, made)).breaks
        )


def _ways(division: str, change: BlockChange, new: EditionRecord) -> Iterator[tuple[BlockRecord, int]]:
    """Paragraphs of the changed one's pages with a line less, or more; what undoes the change comes first."""
    changed = change.new
    assert changed is not None
    folios = {line.folio for line in changed.lines}
    blocks = [block for block in new.blocks if block.division == division and not block.note]
    at = blocks.index(changed) if changed in blocks else 0
    near = [block for block in blocks if any(line.folio in folios for line in block.lines)]
    near.sort(key=lambda block: abs(blocks.index(block) - at))
    gained = len(changed.lines) - len(change.old.lines if change.old else ())
    for looseness in (1, -1) if gained < 0 else (-1, 1):
        for block in near[:MOST]:
            yield block, looseness


def _set(galley: Galley, key: str, looseness: int) -> Galley:
    """The galley with a paragraph set looser or tighter, if it is one that asks nothing of the kind yet."""
    opening = re.search(rf'<p\b[^>]*\bdata-key="{re.escape(key)}"[^>]*', galley.html)
    if opening is None or "data-looseness" in opening[0]:
        return galley
    at = opening.start() + len("<p")
    return replace(galley, html=f'{galley.html[:at]} data-looseness="{looseness}"{galley.html[at:]}')


def _words(block: BlockRecord, looseness: int, book: Book) -> str:
    span = spans(book).get((block.division, block.key))
    words: Sequence[str] = block.text.split()
    first = " ".join(words[:6])
    how = "loosen" if looseness > 0 else "tighten"
    at = f" ({span.path}:{span.line})" if span else ""
    return (f"{how} the paragraph “{first} …”{at} by a line: with {{looseness={looseness}}} at its end "
            "every page of this division begins as before")
