"""Notes at the foot of the page of their call.

The engine's own way is wrong for a book: WeasyPrint 70 puts one note in eight on a page after its call,
never splits a note, loses some without a word and turns the order of others.

Here a note begins on the page of its call; where it does not fit, its head stays there and its rest goes to the top of
the next page's note area, for as many pages as it takes. A *part* is the piece of a note on one page; a note is
*carried* when it goes on from an earlier page; notes are *pending* when something of them is left for the next.
"""

from __future__ import annotations

from weasyprint import document, layout
from weasyprint.layout import block, column, page

from book.layout.engine import replace
from book.layout.notes.context import NoteContext
from book.layout.notes.lines import lines_layout
from book.layout.notes.paging import make_all_pages, name_page, page_block_layout, remake_page, report_footnotes


def install() -> None:
    """Set notes in this way from now on."""
    replace(document, "LayoutContext", NoteContext)
    replace(block, "_linebox_layout", lines_layout)
    replace(page, "block_level_layout", page_block_layout)
    replace(page, "remake_page", remake_page)
    replace(page, "_update_page_groups", name_page)
    replace(layout, "make_all_pages", make_all_pages)
    replace(column, "_report_footnotes", report_footnotes)
