"""What would hold the page breaks that a correction moves: a paragraph to tighten or to loosen by a line.

The changed paragraph is tried first, then the others of its page, the nearest first: what is gained in one can be lost
in another. Nothing is proposed that has not been set and found to hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from book.collate import BlockChange, Variants, collate, record
from book.compose import spans
from book.matter import Book
from book.pages import Pagination
from book.paginate.trial import Trials
from book.record import BlockRecord, EditionRecord

MOST = 8  # paragraphs tried on a page
NOTHING = "no paragraph of that page holds it by a line more or less; shorten or lengthen the correction"


def proposals(
    book: Book, pagination: Pagination, variants: Variants, old: EditionRecord, trials: Trials
) -> Mapping[str, str]:
    """For each division of which breaks moved by a changed paragraph, what to write where, or that nothing holds them.

    `variants` are those of the pages from `old`; `trials` set these pages anew."""
    new = record(book, pagination)
    causes: dict[str, BlockChange] = {}
    for moved in variants.breaks:
        for change in moved.by[:1]:
            causes.setdefault(moved.division, change)

    def proposal(division: str, change: BlockChange) -> str:
        """The first setting that holds every break of the division, in words."""
        for block, looseness in _ways(division, change, new):
            made = trials.paged_with(division, block.key, looseness)
            if made and all(moved.division != division for moved in collate(old, record(book, made)).breaks):
                return _words(block, looseness, book)
        return NOTHING

    return {division: proposal(division, change) for division, change in causes.items() if change.new}


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


def _words(block: BlockRecord, looseness: int, book: Book) -> str:
    span = spans(book).get((block.division, block.key))
    words: Sequence[str] = block.text.split()
    first = " ".join(words[:6])
    how = "loosen" if looseness > 0 else "tighten"
    at = f" ({span.path}:{span.line})" if span else ""
    return (f"{how} the paragraph “{first} …”{at} by a line: with {{looseness={looseness}}} at its end "
            "every page of this division begins as before")
