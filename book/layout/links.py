"""Links inside a run and out of it, and the places that links may lead to.

The engine links neither calls nor notes. A link to another division becomes `book:ANCHOR`; assembly joins runs by
exactly these. Places are in points.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

from book.galley import CALL, SOFT_HYPHEN, is_note
from book.layout.text import without_calls
from book.pages import Bookmark, PagePoint

PIXEL = 0.75  # points
LEVELS = (1, 2)  # bookmarks: divisions and their sections


def join(document: Any) -> None:
    """Link calls and notes both ways, then turn links to what is not in this run into `book:ANCHOR`."""
    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            if isinstance(box, boxes.InlineBox) and box.element is not None and is_note(box.element):
                _link_note(page, box)
    here = {anchor for page in document.pages for anchor in page.anchors}
    for page in document.pages:
        page.links[:] = [("external", f"book:{target}", *rest) if kind == "internal" and target not in here
                         else (kind, target, *rest) for kind, target, *rest in page.links]


def _link_note(page: Any, box: Any) -> None:
    """The engine gives neither the call nor the note's number a link."""
    note, call = box.element.get("id"), box.element.get(CALL)
    x, y, width, height = box.hit_area()
    area = (x, y, x + width, y + height)
    if box.element_tag.endswith("::footnote-call"):
        page.links.append(("internal", note, area, box))
        page.anchors.setdefault(call, area)
    elif box.element_tag.endswith("::footnote-marker"):
        page.links.append(("internal", call, area, box))
        page.anchors.setdefault(note, area)


def anchors(document: Any) -> dict[str, PagePoint]:
    """Where each anchor stands: of one broken over pages, its first part."""
    found: dict[str, PagePoint] = {}
    for number, page in enumerate(document.pages):
        for anchor, (x, y, *_) in page.anchors.items():
            found.setdefault(anchor, _place(number, page, x, y))
    return dict(sorted(found.items()))


def bookmarks(document: Any) -> tuple[Bookmark, ...]:
    """The outline's entries: the division and its sections, as the style sheet's bookmark properties have them."""
    return tuple(
        Bookmark(box.style["bookmark_level"], without_calls(box.bookmark_label, box.element).replace(SOFT_HYPHEN, ""),
                 _place(number, page, *box.hit_area()[:2]))
        for number, page in enumerate(document.pages)
        for box in page._page_box.descendants(placeholders=True)
        if box.bookmark_label and box.style["bookmark_level"] in LEVELS)


def _place(number: int, page: Any, x: float, y: float) -> PagePoint:
    return PagePoint(number, round(x * PIXEL, 2), round((page.height - y) * PIXEL, 2))
