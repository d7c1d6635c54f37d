"""Facing pages end level.

Comes in: the pages of a pass. Goes out: the same, or some made again with a line or two left out at the foot.
Apart because it compares pages that stand, and `leaves` makes one after the other.

A page that no paragraph could fill ends a line short. Where notes stand at its foot that is white above them; where
none do, the page beside it leaves out as much: its paragraphs take a line less, and it ends with the same words as
before, or it gives its last lines to the next page. A division never becomes longer by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from book.layout.lines import willing
from book.layout.paragraphs import Plans, plans_of

MOST = 2  # lines; where more are missing, a heading or a picture was in the way, and the reader sees why

Again = Callable[[list[Any], int, int], list[Any]]


class Way(NamedTuple):
    """The indexes of pages that are to leave out some lines, and the paragraphs that take one less each."""

    pages: tuple[int, ...]
    lines: int
    keys: list[str]


def evened(context: Any, pages: list[Any], again: Again) -> list[Any]:
    """The pages of a document; `again` makes those from an index to another anew, and what follows as it changes."""
    plans = plans_of(context)
    for index, page in enumerate(pages[:-1]):
        for way in _ways(plans, pages, index) if page.page_type.side == "left" else ():
            before = _uneven(plans, pages)
            _go(plans, way)
            made = again(pages, way.pages[0], way.pages[-1] + 1)
            if len(made) == len(pages) and _uneven(plans, made) < before:
                pages = made
                break
            _go(plans, way, back=True)
            pages = again(made, way.pages[0], way.pages[-1] + 1)
    return pages


def _uneven(plans: Plans, pages: list[Any]) -> int:
    """How many facing pages are not level."""
    return sum(bool(_gap(plans, index)) for index, page in enumerate(pages) if page.page_type.side == "left")


def _go(plans: Plans, way: Way, back: bool = False) -> None:
    plans.ask(way.keys, 0 if back else -1)
    plans.left_out.update(dict.fromkeys((page + 1 for page in way.pages), 0 if back else way.lines))


def _ways(plans: Plans, pages: list[Any], verso: int) -> Iterator[Way]:
    """The full one of two pages gives way: with the same last words if it can, or by giving lines to the next."""
    gap = _gap(plans, verso)
    if not gap or abs(gap) > MOST:
        return
    full, lines = (verso + 1, gap) if gap > 0 else (verso, -gap)
    keys = willing(plans, pages[full].children[0], -1)[:lines]
    if len(keys) == lines:
        yield Way((full,), lines, keys)
    yield Way((full,) if full > verso else (verso, verso + 1), lines, [])


def _gap(plans: Plans, verso: int) -> int | None:
    """How many lines higher a verso ends than the recto beside it; None if notes stand at the foot of one, or if the
    text ends there."""
    here, beside = plans.feet.get(verso + 1), plans.feet.get(verso + 2)
    return None if here is None or beside is None else round(here - beside)
