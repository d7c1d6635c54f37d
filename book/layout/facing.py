"""Facing pages end level: some are made again, when all stand, with a line or two left out at the foot.

A page that no paragraph could fill ends a line short. Where notes stand at its foot that is white above them; where
none do, the page beside it leaves out as much: its paragraphs take a line less, and it ends with the same words as
before, or it gives its last lines to the next page. A division never becomes longer by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from book.layout.ends import PageEnds
from book.layout.lines import willing
from book.layout.paragraphs import Plans
from book.layout.tries import attempt

MOST = 2  # lines; where more are missing, a heading or a picture was in the way, and the reader sees why

Again = Callable[[list[Any], int, int], list[Any]]


class ShorterPages(NamedTuple):
    """The numbers of pages, from 1, that are to leave out some lines, and the paragraphs that take one less each."""

    pages: tuple[int, ...]
    lines: int
    keys: list[str]


def evened(plans: Plans, ends: PageEnds, pages: list[Any], again: Again) -> list[Any]:
    """The pages of a document; `again` makes those from an index to another anew, and what follows as it changes."""
    for verso in _versos(pages[:-1]):
        for shorter in _choices(plans, ends, pages, verso):
            pages, kept = _tried(plans, ends, pages, shorter, again)
            if kept:
                break
    return pages


def _tried(plans: Plans, ends: PageEnds, pages: list[Any], shorter: ShorterPages, again: Again
           ) -> tuple[list[Any], bool]:
    before = _uneven(ends, pages)

    def ask(less: bool) -> None:
        plans.requests.ask(shorter.keys, -int(less))
        ends.leave_out(shorter.pages, shorter.lines if less else 0)

    return attempt(pages, ask, lambda now: again(now, shorter.pages[0] - 1, shorter.pages[-1]),
                   lambda made: len(made) == len(pages) and _uneven(ends, made) < before)


def _versos(pages: list[Any]) -> Iterator[int]:
    """The numbers of left-hand pages."""
    return (number for number, page in enumerate(pages, 1) if page.page_type.side == "left")


def _uneven(ends: PageEnds, pages: list[Any]) -> int:
    """How many facing pages are not level."""
    return sum(bool(_gap(ends, verso)) for verso in _versos(pages))


def _choices(plans: Plans, ends: PageEnds, pages: list[Any], verso: int) -> Iterator[ShorterPages]:
    """The full one of two pages gives way: with the same last words if it can, or by giving lines to the next."""
    gap = _gap(ends, verso)
    if not gap or abs(gap) > MOST:
        return
    full, lines = (verso + 1, gap) if gap > 0 else (verso, -gap)
    keys = willing(plans, pages[full - 1].children[0], -1)[:lines]
    if len(keys) == lines:
        yield ShorterPages((full,), lines, keys)
    yield ShorterPages((full,) if full > verso else (verso, verso + 1), lines, [])


def _gap(ends: PageEnds, verso: int) -> int | None:
    """How many lines higher a verso ends than the recto beside it; None if notes stand at the foot of one, or if the
    text ends there."""
    here, beside = ends.feet.get(verso), ends.feet.get(verso + 1)
    return None if here is None or beside is None else round(here - beside)
