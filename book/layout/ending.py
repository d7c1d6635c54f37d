"""A division's last page has some lines, five if the house says nothing else.

Comes in: a galley laid out. Goes out: the same, or laid out again with its end mended.
Apart because it is copyfitting: it asks the paragraphs what they can give, and nothing else may change them.

The paragraphs of the last two pages are asked for the lines that the last one lacks, or to take its lines back to the
page before, whichever asks less of their spaces. Where they cannot, the last page takes lines from the page before,
which ends so much higher, as a compositor would have it rather than two lines on a page of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from book.layout.paragraphs import Plans, last_plans
from book.layout.reading import Reading
from book.pages import Galley

MORE = 2  # a line too many is as good; a note that moves may take one back
Result = tuple[Any, Reading, Plans]


def well_ended(galley: Galley, render: Callable[[str], Any]) -> Result:
    """The document, what stands on its pages, and how its lines were chosen. `render` lays out XHTML."""
    def result(html: str) -> Result:
        document, plans = render(html), last_plans()
        return document, Reading(document, plans.natural_space, galley.limits.hang), plans

    first = result(galley.html)
    pages, least = first[1].pages, galley.limits.least_lines
    if len(pages) < 2 or not 0 < pages[-1].lines < least:
        return first
    for html in _ways(galley.html, first, least):
        again = result(html)
        there = again[1].pages
        if there[-1].lines >= least and len(there) <= len(pages) and not again[1].faults:
            return again
    return first


def _ways(html: str, first: Result, least: int) -> Iterator[str]:
    """The galley in other settings, the least strained first; where the manuscript wishes for lines, no others are
    asked."""
    _, reading, plans = first
    last = reading.pages[-1]
    near = _near_the_end(plans, reading)
    free = [key for key in near if not _has_a_wish(html, key)]
    needed = [(count + more, looseness) for count, looseness in ((last.lines, -1), (least - last.lines, 1))
             for more in range(MORE)]
    for count, looseness in sorted(needed):
        able = sorted((round(strain, 4), key) for key in free
                      if (strain := plans.strained(plans.made[key], looseness)) is not None)
        if len(able) >= count:
            asked = f'data-looseness="{looseness}" data-given="{looseness}"'
            yield _with(html, [key for _, key in able[:count]], asked)
    if last.start and last.start.key in near:
        at = near.index(last.start.key)
        if last.start.offset and at == len(near) - 1:  # it goes on there, and nothing follows
            yield _with(html, [near[at]], f'style="widows: {least}"')
        elif not last.start.offset and at:
            yield _with(html, [near[at - 1]], f'style="widows: {least - last.lines}; break-after: avoid"')


def _near_the_end(plans: Plans, reading: Reading) -> list[str]:
    """The keys of the paragraphs that begin on the last page but one, or later, or go on there."""
    start = reading.pages[-2].start
    keys = [made.key for made in plans.planned()]
    return keys[keys.index(start.key):] if start and start.key in keys else keys


def _has_a_wish(html: str, key: str) -> bool:
    opening = re.search(rf'<[^<>]* data-key="{re.escape(key)}"[^<>]*>', html)
    return opening is not None and "data-looseness=" in opening[0]


def _with(html: str, keys: list[str], attribute: str) -> str:
    """The galley with an attribute more on each of these blocks."""
    for key in keys:
        html = re.sub(rf'(?<= )data-key="{re.escape(key)}"', rf"\g<0> {attribute}", html, count=1)
    return html
