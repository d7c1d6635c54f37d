"""The outline, which viewers show as bookmarks: the contents again, sections folded away under their chapters.

Problem F-006 is a line that has no place on any page.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from pikepdf import Dictionary, Name, Pdf, String

from book.assemble.join import Joined
from book.assemble.links import destination, places
from book.galley import SOFT_HYPHEN
from book.matter import Book, ContentsEntry
from book.matter.words import plain
from book.pages import Pagination
from book.problems import Problem


def outline(pdf: Pdf, joined: Joined, pagination: Pagination, book: Book) -> tuple[Problem, ...]:
    """Write the outline and have readers open it."""
    known = places(joined, pagination)
    lost = [entry for entry in book.contents if entry.anchor not in known]
    entries = [entry for entry in book.contents if entry.anchor in known]
    if entries:
        root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
        _nest(root, [(entry.level, _item(pdf, entry, known)) for entry in entries])
        pdf.Root.Outlines = root
        pdf.Root.PageMode = Name.UseOutlines
    return tuple(Problem("F-006", f"“{title(entry)}” is in the contents, but on no page") for entry in lost)


def title(entry: ContentsEntry) -> str:
    """A line of the contents as words: "Chapter 3. The Trial of the Sixteen"."""
    words = " ".join(plain(entry.title).replace(SOFT_HYPHEN, "").split())
    return f"{entry.label}. {words}" if entry.label else words


def _item(pdf: Pdf, entry: ContentsEntry, known: dict[str, tuple[Any, Any]]) -> Any:
    return pdf.make_indirect(Dictionary(Title=String(title(entry)), Dest=destination(*known[entry.anchor])))


def _nest(root: Any, items: list[tuple[int, Any]]) -> None:
    """Hang each item under the last one of a lower level (ISO 32000-1, 12.3.3).

    Not by pikepdf's `open_outline`, which gives entries without any below them a /Count of 0: files released so far
    have none."""
    open_items: list[tuple[int, Any, list[Any]]] = [(0, root, [])]
    for level, item in items:
        while open_items[-1][0] >= level:
            _close(root, *open_items.pop()[1:])
        open_items[-1][2].append(item)
        open_items.append((level, item, []))
    while open_items:
        _close(root, *open_items.pop()[1:])


def _close(root: Any, parent: Any, kids: list[Any]) -> None:
    """Chain children up; a count below zero means that they are folded away."""
    if not kids:
        return
    parent.First, parent.Last = kids[0], kids[-1]
    parent.Count = len(kids) if parent is root else -len(kids)
    for kid in kids:
        kid.Parent = parent
    for before, after in pairwise(kids):
        before.Next, after.Prev = after, before
