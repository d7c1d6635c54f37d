"""Notes at the foot of the page of their call.

Comes in: nothing; `install` mends the engine for this process. Goes out: nothing.
Apart because the engine's own way is wrong for a book: WeasyPrint 70 puts one note in eight on a page after its call,
never splits a note, loses some without a word and turns the order of others.

Here a note begins on the page of its call; where it does not fit, its head stays there and its rest goes to the top of
the next page's note area, for as many pages as it takes. A *part* is the piece of a note on one page; a note is
*carried* when it goes on from an earlier page; notes are *pending* when something of them is left for the next.
"""

from __future__ import annotations

import inspect
from hashlib import sha256
from types import ModuleType

from weasyprint import document, layout
from weasyprint.layout import block, column, page

from book.layout.mismatch import Mismatch
from book.layout.notes.context import NoteContext
from book.layout.notes.lines import lines_layout
from book.layout.notes.paging import make_all_pages, name_page, page_block_layout, remake_page, report_footnotes

# What is replaced, and what the replacement leans on, by the digest of its source in WeasyPrint 70.0.
SOURCES: dict[tuple[ModuleType, str], str] = {
    (layout, "LayoutContext"): "211f859ff4e2d663",
    (block, "_linebox_layout"): "e07bbe000974787e",
    (block, "_break_line"): "2b92255d94ab45f7",
    (column, "_report_footnotes"): "0e9226e4e92830f0",
    (page, "make_all_pages"): "b5e4034894841caa",
    (page, "make_page"): "656f183328e8b1b5",
    (page, "remake_page"): "1ff09b2dffa17839",
    (page, "_update_page_groups"): "baae519d41beefe1",
}


def install() -> None:
    """Set notes in this way from now on. Raises Mismatch if the engine's source is another; install only once."""
    for (module, name), digest in SOURCES.items():
        if digest_of(module, name) != digest:
            raise Mismatch(f"WeasyPrint's {module.__name__}.{name} is not the one that this program mends")
    document.LayoutContext = NoteContext
    block._linebox_layout = lines_layout
    page.block_level_layout = page_block_layout
    page.remake_page = remake_page
    page._update_page_groups = name_page
    layout.make_all_pages = make_all_pages
    column._report_footnotes = report_footnotes


def digest_of(module: ModuleType, name: str) -> str:
    """The digest of a function's or class's source: sixteen hexadecimal digits of its SHA-256."""
    return sha256(inspect.getsource(getattr(module, name)).encode()).hexdigest()[:16]
