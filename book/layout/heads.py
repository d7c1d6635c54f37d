"""Running heads and folios: drawn on a skeleton of empty pages.

Folios change far more often than text: this costs milliseconds a page and leaves the body alone.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

from book.layout import faces, messages
from book.layout.galley import render
from book.layout.run import draw
from book.layout.sheets import SIDES, heads_sheet
from book.layout.supply import Supply
from book.pages import Galley, Heads, Page, PageRun, PageStart, Side

NOTHING = "display:block;height:0;margin:0;padding:0;border:0;"


def heads(galley: Galley, run: PageRun, start: PageStart) -> Heads:
    """Draw them. Raises RuntimeError if a face or glyph is missing, or if other pages come out than the run has."""
    if not run.pages:
        return Heads(galley.division, b"", ())
    sheet = partial(heads_sheet, galley.css, start.folio, start.side)
    with messages.listening():  # what the style sheet does wrong, the body's layout has told already
        document = render(skeleton(galley, run, start.side), sheet, Supply(galley))
        _clear_blanks(document)
        drawn = draw(document)
    if lacking := faces.faults(document, drawn.fonts, galley.fonts):
        raise RuntimeError(f"in the running heads, {lacking[0].message}")
    made = [(page._page_box.page_type.name or "", bool(page._page_box.page_type.blank)) for page in document.pages]
    wanted = [(page.name, page.blank) for page in run.pages]
    if made != wanted:
        raise RuntimeError(f"the running heads of {galley.division} came out on {len(made)} pages, not {len(wanted)}")
    return Heads(galley.division, drawn.pdf, drawn.fonts, drawn.inks)


def skeleton(galley: Galley, run: PageRun, side: Side) -> str:
    """XHTML with one empty block a page, of the page's name and with its named strings. Blank pages make themselves."""
    pages = []
    for number, page in enumerate(run.pages):
        if not page.blank:
            strings = (*_as_set(galley.strings), *page.strings) if number == 0 else page.strings
            pages.append(_page(page, strings, _break(number, run.pages, side)))
    lang = galley.html.partition('lang="')[2].partition('"')[0]
    return ('<html xmlns="http://www.w3.org/1999/xhtml" lang="' + lang + '"><head><title/></head><body>'
            + "".join(pages) + "</body></html>")


def _clear_blanks(document: Any) -> None:
    """A blank page is blank, though `@page :blank` gives way to a rule for a named page's left or right."""
    for page in document.pages:
        if page._page_box.page_type.blank:
            page._page_box.children = ()


def _as_set(strings: tuple[tuple[str, str], ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, (value,)) for name, value in strings)


def _break(number: int, pages: tuple[Page, ...], side: Side) -> str:
    """What brings this page about: a page break, or after a blank page one to this very side."""
    if number == 0:
        return ""
    if not pages[number - 1].blank:
        return "break-before:page;"
    sides: tuple[Side, Side] = ("recto", "verso")
    return f"break-before:{SIDES[sides[(sides.index(side) + number) % 2]]};"


def _page(page: Page, strings: tuple[tuple[str, tuple[str, ...]], ...], begins: str) -> str:
    name = f"page:{page.name};" if page.name else ""
    sets = "".join(f'<div style="{NOTHING}{escape(_string_set(string, value))}"></div>'
                   for string, values in strings for value in values)
    return f'<div style="{NOTHING}{name}{begins}">{sets}</div>'


def _string_set(name: str, value: str) -> str:
    """A CSS declaration; every character but letters and digits escaped (CSS Syntax Level 3, 4.3.7)."""
    text = "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in value)
    return f'string-set:{name} "{text}"'
