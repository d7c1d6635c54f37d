"""A division's last page has some lines, five if the house says nothing else.

The paragraphs of the last two pages are asked for the lines that the last one lacks, or to take its lines back to the
page before, whichever asks less of their spaces. Where they cannot, the last page takes lines from the page before,
which ends so much higher, as a compositor would have it rather than two lines on a page of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from book.layout.lines import lines_of, lines_on
from book.layout.paragraphs import Plans, key_of, strain
from book.layout.tries import attempt

MORE = 2  # a line too many is as good; a note that moves may take one back


class LastPageFill(NamedTuple):
    """Paragraphs asked for a line more each, or one less, and the index of the first page that it changes."""

    keys: list[str]
    lines: int
    page: int


Again = Callable[[list[Any], int], list[Any]]


def closed(plans: Plans, pages: list[Any], root: Any, again: Again) -> list[Any]:
    """The pages of a document; `again` makes those from an index on anew."""
    least, last = plans.limits.least_lines, lines_on(pages[-1])
    if len(pages) < 2 or not 0 < last < least:
        return pages
    for fill in _fills(plans, pages, last, least):
        pages, kept = _asked(plans, pages, fill, again)
        if kept:
            return pages
    return _pulled(plans, pages, root, again)


def _asked(plans: Plans, pages: list[Any], fill: LastPageFill, again: Again) -> tuple[list[Any], bool]:
    return attempt(pages, lambda ask: plans.requests.ask(fill.keys, fill.lines if ask else 0),
                   lambda now: again(now, fill.page),
                   lambda made: _is_better(made, pages, plans.limits.least_lines))


def _is_better(made: list[Any], pages: list[Any], least: int) -> bool:
    return lines_on(made[-1]) >= least and len(made) <= len(pages)


def _pulled(plans: Plans, pages: list[Any], root: Any, again: Again) -> list[Any]:
    """The pages, the last paragraphs held together so that the last page has its lines, if that helps."""
    least, last = plans.limits.least_lines, lines_on(pages[-1])
    opened = _opened(pages)
    near = [key for key in opened if key in plans.made]
    begun = [key for key in near if opened[key] == len(pages) - 1]
    if begun and getattr(next(lines_of(pages[-1].children[0])), "opens", "") == begun[0]:
        held, together = near[:-len(begun)], {"widows": least - last, "break_after": "avoid"}
    else:  # a paragraph goes on there; nothing may follow it
        held, together = [] if begun else near, {"widows": least}
    box = _box(root, held[-1]) if held else None
    if box is None:
        return pages
    usual, tied = box.style, box.style.copy()
    for name, value in together.items():
        tied[name] = value

    def tie(more: bool) -> None:
        box.style = tied if more else usual

    return attempt(pages, tie, lambda now: again(now, opened[held[-1]]),
                   lambda made: _is_better(made, pages, least))[0]


def _box(root: Any, key: str) -> Any:
    """The block of that key in the box tree, where all pages are made from."""
    found = (box for box in root.descendants() if isinstance(box, boxes.BlockBox) and key_of(box.element) == key)
    return next(found, None)


def _fills(plans: Plans, pages: list[Any], last: int, least: int) -> Iterator[LastPageFill]:
    """The least lines first, and of each number the least strained paragraphs."""
    opened = _opened(pages)
    free = {key: page for key, page in opened.items() if plans.free(key)}
    needed = [(count + more, lines) for count, lines in ((last, -1), (least - last, 1)) for more in range(MORE)]
    for count, lines in sorted(needed):
        able = sorted((round(worst, 4), key) for key in free
                      if (worst := strain(plans, plans.made[key], lines)) is not None)
        if len(able) >= count:
            keys = [key for _, key in able[:count]]
            yield LastPageFill(keys, lines, min(free[key] for key in keys))


def _opened(pages: list[Any]) -> dict[str, int]:
    """The paragraphs that begin on the last two pages, or go on there, each with the index of its first page."""
    found: dict[str, int] = {}
    before_last = len(pages) - 2
    for index in reversed(range(len(pages))):
        opens = [getattr(line, "opens", "") for line in lines_of(pages[index].children[0])]
        keys = [key for key in opens if key]
        found = {**dict.fromkeys(keys if index >= before_last else keys[-1:], index), **found}
        if keys and (index < before_last or (index == before_last and opens[0])):
            break
    return found
