"""The lines of a page that was laid out, and which of its paragraphs could take one more, or one less."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from book.layout.paragraphs import Plans, strain


def lines_of(box: Any, backwards: bool = False) -> Iterator[Any]:
    """The lines in the flow."""
    if isinstance(box, boxes.LineBox):
        yield box
        return
    children = getattr(box, "children", ())
    for child in reversed(children) if backwards else children:
        if child.is_in_normal_flow():
            yield from lines_of(child, backwards)


def lines_on(page: Any) -> int:
    """How many lines of text stand on a page; those side by side are one."""
    return len({round(line.position_y) for line in lines_of(page.children[0])})


def willing(plans: Plans, text: Any, lines: int) -> list[str]:
    """The keys of paragraphs that are whole on the page and could have a line more, or (-1) one less; those first that
    show it the least."""
    opened: set[str] = set()
    able: list[tuple[float, str]] = []
    for line in lines_of(text):
        if key := getattr(line, "opens", ""):
            opened.add(key)
        closed = getattr(line, "closes", "")
        made = plans.made.get(closed) if closed in opened else None
        if made and plans.free(closed) and (worst := strain(plans, made, lines)) is not None:
            able.append((round(worst, 4), closed))
    return [key for _, key in sorted(able)]
