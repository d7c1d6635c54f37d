"""Where each division begins: sides, blank pages, folios. Arithmetic only; nothing is laid out here.

Rectos have odd folios (Chicago Manual of Style, 1.5). A division that opens on one side gets a blank page before it
where the other is next. Where the numbering changes, the new one opens on a recto, and the blank belongs to the old.
A numbering is never taken up again: the front matter is numbered in roman, all that follows in arabic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from book.pages import Extent, Folio, Galley, Numbering, PageMap, PageStart, Side
from book.paginate.guess import Guess


def place(galleys: Sequence[Galley], extents: Mapping[str, int]) -> tuple[PageStart, ...]:
    """The start of each division. A division of unknown extent is taken to have one page."""
    following: dict[Numbering, int] = {"roman": 1, "arabic": 1}
    starts: list[PageStart] = []
    side: Side = "recto"
    before: Numbering | None = None
    for galley in galleys:
        opens = "recto" if galley.numbering != before else galley.opens
        blanks = int(opens not in ("any", side))
        side = _turned(side, blanks)
        number = following[galley.numbering] + (blanks if galley.numbering == before else 0)
        starts.append(PageStart(galley.division, Folio(number, galley.numbering), side, blanks))
        pages = max(extents.get(galley.division, 1), 1)
        following[galley.numbering], before = number + pages, galley.numbering
        side = _turned(side, pages)
    return tuple(starts)


def _turned(side: Side, pages: int) -> Side:
    """The side that follows after so many pages."""
    sides: tuple[Side, Side] = ("recto", "verso")
    return sides[(sides.index(side) + pages) % 2]


def page_map(starts: Sequence[PageStart], offsets: Mapping[str, Mapping[str, int]]) -> PageMap:
    """The folio of every anchor."""
    return {anchor: start.folio_of(page)
            for start in starts for anchor, page in offsets.get(start.division, {}).items()}


def extent(galleys: Sequence[Galley], starts: Sequence[PageStart], guess: Guess) -> Extent:
    """All pages. A blank before the first body page belongs to the front matter."""
    front = body = 0
    before: Numbering = "roman"
    for galley, start in zip(galleys, starts, strict=True):
        pages = guess.extents[galley.division]
        front += (pages if galley.numbering == "roman" else 0) + (start.blanks if before == "roman" else 0)
        body += (pages if galley.numbering == "arabic" else 0) + (start.blanks if before == "arabic" else 0)
        before = galley.numbering
    return Extent(front, body, sum(start.blanks for start in starts))
