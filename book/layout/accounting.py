"""How the lines of a division were found, and how its pages end: what an editor who fits copy wants to know.

Nothing here changes a line: it tells what the layout knows and the finished page does not show.

What a paragraph could be instead is asked of those alone where it may help, since each answer costs a search: where a
word space is wider than the limits want, and beside a page that ends short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from weasyprint.formatting_structure import boxes

from book.galley import KEY
from book.layout.leaves import PageContext
from book.layout.paragraphs import Plans, other_lengths
from book.layout.reading import LayoutReader
from book.layout.text import TextLine, generated
from book.limits import Limits
from book.pages import Next, PageEnd, ParagraphSetting

TOGETHER = 2  # lines of a paragraph, at the foot of a page and at its head
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def settings(reading: LayoutReader, context: PageContext) -> tuple[ParagraphSetting, ...]:
    """Those of all blocks that have a line on a page, in the order in which they begin."""
    lines: dict[Any, list[tuple[int, TextLine]]] = {}
    for page, line in reading.lines:
        if line.box is not None and line.box.element is not None and not all(map(generated, line.boxes)):
            lines.setdefault(line.box.element, []).append((page, line))
    doubtful = _loose(reading, context.limits) | _near_short_pages(reading, context)
    return tuple(_setting(_key(reading, element), found, context.plans, doubtful)
                 for element, found in lines.items())


def _key(reading: LayoutReader, element: Any) -> str:
    """The key of an element's block; nothing for a note without one, whose call stands in another block."""
    own = reading.keys.note(element) is reading.keys.note(reading.keys.block(element))
    return reading.keys.key(element) if own else ""


def _setting(key: str, found: list[tuple[int, TextLine]], plans: Plans, doubtful: set[str]) -> ParagraphSetting:
    page, boxed = found[0][0], [line.box for _, line in found]
    left = next((reason for box in boxed if (reason := getattr(box, "left_because", ""))), "")
    own = not left and key in doubtful and found[0][1].box.element.get(KEY) == key
    ways = other_lengths(plans, key, len(found)) if own else ()
    return ParagraphSetting(key, page, len(found), left, getattr(boxed[0], "given", 0),
                   _ends_in_runt(found, plans.limits), ways)


def _ends_in_runt(found: list[tuple[int, TextLine]], limits: Limits) -> bool:
    """True of a justified paragraph of which the last line is one word, or too short."""
    line = found[-1][1]
    if len(found) < 2 or line.box.style["text_align_all"] != "justify":
        return False
    width = sum(box.width for box in line.boxes)
    return (len("".join(box.text for box in line.boxes).split()) < 2
            or bool(width < limits.runt_ems * line.box.style["font_size"]))


def _loose(reading: LayoutReader, limits: Limits) -> set[str]:
    """The blocks with a word space wider than it should be."""
    return {line.key for page in reading.pages for line in page.printed if line.space > 1 + limits.stretch}


def _near_short_pages(reading: LayoutReader, context: PageContext) -> set[str]:
    """The blocks on pages that end short, and on those before them, from where a line may come."""
    short = [end.page for end in context.page_ends.short() if end.blank >= 1]
    return {line.key for page in short for near in reading.pages[max(page - 1, 0):page + 1] for line in near.printed}


def page_ends(document: Any, context: PageContext) -> tuple[PageEnd, ...]:
    """The ends of pages, each with what the next page begins with."""
    return tuple(replace(end, next=_next(document.pages[end.page + 1]._page_box)) for end in context.page_ends.short())


def _next(page_box: Any) -> Next:
    ways = list(_together(page_box))
    within = {box.element_tag for box in ways[0]} if ways else set()
    if within & {"td", "th"}:
        return "table"
    if within & {"figure", "img", "svg"} or not ways:
        return "picture"
    if within.intersection(HEADINGS):
        return "heading"
    if any("::footnote-call" in (box.element_tag or "") for way in ways for box in way[-1].descendants()):
        return "note"
    kept = len(ways) > TOGETHER or any(box.style["break_inside"] == "avoid" for box in ways[0])
    return "kept" if kept else "lines"


def _together(page_box: Any) -> Iterator[tuple[Any, ...]]:
    """The first lines of a page that could not have been parted: those that stay with what follows do not count."""
    count = 0
    for way in _leaves(page_box, ()):
        yield way
        count += not any(box.style["break_after"] == "avoid" for box in way[:-1])
        if count == TOGETHER:
            break


def _leaves(box: Any, way: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The lines and pictures of a page's text from the top, each with the boxes around it."""
    children: Iterable[Any] = getattr(box, "children", ())
    for child in children:
        if isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox) or not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.LineBox | boxes.ReplacedBox):
            yield (*way, child)
        else:
            yield from _leaves(child, (*way, child))
