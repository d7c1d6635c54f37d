"""Running heads of endnotes: "Notes to pages 31–35".

A style sheet can print "from" and "to", but not "page" where the two are one; so these are written here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from book.folios import DASH, second_number
from book.pages import Folio, Page, PageRun

NOTE_PAGES = "note-pages"  # the named string that each endnote sets: the folio of its call


def headed(run: PageRun) -> PageRun:
    """The run with "Notes to pages 31–35" in place of the folios 31, 32 and 35."""
    return replace(run, pages=tuple(map(_headed, run.pages)))


def _headed(page: Page) -> Page:
    strings = ((name, (note_pages(values),) if name == NOTE_PAGES else values) for name, values in page.strings)
    return replace(page, strings=tuple(strings))


def note_pages(folios: Sequence[str]) -> str:
    """The running head of a page of endnotes, from the folios of their calls in order.

    >>> note_pages(["31", "31"]), note_pages(["131", "132", "135"])
    ('Notes to page 31', 'Notes to pages 131–35')
    """
    first, last = folios[0], folios[-1]
    if first == last:
        return f"Notes to page {first}"
    if first.isdigit() and last.isdigit():
        last = second_number(Folio(int(first), "arabic"), Folio(int(last), "arabic"))
    return f"Notes to pages {first}{DASH}{last}"
