"""Setting: a resolved book and a design become galleys.

Comes in: the book, the styles, a target. Goes out: galleys, one a division.
Apart because only here does text become XHTML. The same writers serve the printed page and the EPUB;
what differs is where notes stand and which sheet goes along.
"""

from __future__ import annotations

from collections.abc import Mapping

from book.cache import Cache
from book.compose.cover import cover, print_cover
from book.compose.design import read_styles
from book.compose.galleys import composition, galley, written
from book.compose.pictures import assets, drawn
from book.edition import Target
from book.matter import Book
from book.pages import Galley, Styles
from book.problems import Problem, Span

__all__ = ["compose", "cover", "print_cover", "read_styles", "spans"]


def compose(book: Book, styles: Styles, target: Target, cache: Cache) -> tuple[tuple[Galley, ...], tuple[Problem, ...]]:
    """The galleys of a target, in the book's order. `cache` holds the drawings of earlier builds.

    A template or drawing that fails is problem M-017."""
    drawings, problems = drawn(book, styles, cache)
    shared = composition(book, styles, target.medium, assets(book, drawings))
    made = [galley(division, shared) for division in book.divisions]
    # One fault of a template is found again in every division that uses it.
    return tuple(g for g, _ in made), tuple(dict.fromkeys((*problems, *(p for _, found in made for p in found))))


def spans(book: Book) -> Mapping[tuple[str, str], Span]:
    """Where each block of the galleys stands in the manuscript, by division and `data-key`."""
    return {
        (division.id, key): span
        for division in book.divisions
        for key, span in written(division, book, "screen")[0].keys.spans.items()
    }
