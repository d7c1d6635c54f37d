"""Changed pages drawn side by side, with the parts marked in which they differ.

Words can be compared without any file; pictures need both PDFs and a program that draws them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from book.collate.variants import PageChange
from book.raster import GreyPage, grey_pages

DOTS = 96  # an inch: enough to read, and some 30 kB a page
MOST = 24  # pairs drawn: a page to look at is also one to send
NEAR = 4  # rows of dots between two marks that are shown as one


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a page's height, in hundredths of it from the top, in which the two printings differ."""

    top: float
    height: float


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page drawn: its folio, its PNG, its size in dots, and the parts that differ."""

    folio: str
    png: bytes
    width: int
    height: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """A page in both printings; None where there is no such page."""

    change: PageChange
    old: DrawnPage | None
    new: DrawnPage | None


@dataclass(frozen=True, slots=True)
class Copy:
    """A printing's PDF and its folios, page by page."""

    pdf: bytes
    folios: Sequence[str]

    def drawn(self, folios: Sequence[str]) -> dict[str, GreyPage]:
        """The pages of these folios. Raises `Undrawable`."""
        known = [folio for folio in folios if folio in self.folios]
        found = grey_pages(self.pdf, DOTS, [self.folios.index(folio) for folio in known]) if known else ()
        return dict(zip(known, found, strict=False))


def drawable(pages: Sequence[PageChange]) -> tuple[PageChange, ...]:
    """The pages that are worth a look: those that only shifted are not."""
    return tuple(page for page in pages if page.kind != "shifted")


def spreads(pages: Sequence[PageChange], old: Copy, new: Copy) -> tuple[Spread, ...]:
    """The first `MOST` pages with other print, drawn. Raises `Undrawable`."""
    chosen = drawable(pages)[:MOST]
    theirs = old.drawn([page.old for page in chosen if page.old])
    ours = new.drawn([page.new for page in chosen if page.new])
    found = (_spread(page, theirs.get(page.old), ours.get(page.new)) for page in chosen)
    return tuple(each for each in found if each.old or each.new)


def _spread(change: PageChange, old: GreyPage | None, new: GreyPage | None) -> Spread:
    marks = tuple(_marks(old, new)) if old and new else ()
    return Spread(change, _sheet(change.old, old, marks), _sheet(change.new, new, marks))


def _sheet(folio: str, picture: GreyPage | None, marks: tuple[Mark, ...]) -> DrawnPage | None:
    return DrawnPage(folio, picture.png(), picture.width, picture.height, marks) if picture else None


def _marks(old: GreyPage, new: GreyPage) -> Iterator[Mark]:
    """Where rows of dots differ; pages of two sizes are not held against each other."""
    if (old.width, old.height) != (new.width, new.height):
        return
    differ = [at for at, (was, now) in enumerate(zip(old.rows(), new.rows(), strict=True)) if was != now]
    begin = last = -1
    for at in (*differ, None):
        if begin >= 0 and (at is None or at - last > NEAR):
            yield Mark(round(100 * begin / old.height, 2), round(100 * (last + 1 - begin) / old.height, 2))
            begin = -1
        if at is not None:
            begin, last = (at if begin < 0 else begin), at
