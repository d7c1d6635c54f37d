"""Sets a resolved book with a design: text becomes XHTML, a galley for each division.

The same writers serve the printed page and the EPUB, with notes in other places and another style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from book.cache import Cache
from book.compose.cover import cover, print_cover
from book.compose.galleys import composition, galley, set_division
from book.compose.pictures import assets, drawn
from book.design import Styles
from book.edition import Medium
from book.matter import Book
from book.pages import Galley
from book.problems import Problem, Span

__all__ = ["compose", "cover", "print_cover", "spans"]


def compose(book: Book, styles: Styles, medium: Medium, cache: Cache) -> tuple[tuple[Galley, ...], tuple[Problem, ...]]:
    """The galleys for a medium, in the book's order. `cache` holds the drawings and converted pictures
    of earlier builds.

    A template or drawing that fails is problem M-017."""
    drawings, problems = drawn(book, styles, cache)
    shared = composition(book, styles, medium, assets(book, drawings, medium, cache))
    made = [galley(division, shared) for division in book.divisions]
    # One fault of a template is found again in every division that uses it.
    return tuple(g for g, _ in made), tuple(dict.fromkeys((*problems, *(p for _, found in made for p in found))))


def spans(book: Book) -> Mapping[tuple[str, str], Span]:
    """Where each block of the galleys stands in the manuscript, by division and `data-key`; found when first asked."""
    return _Spans(book)


class _Spans(Mapping[tuple[str, str], Span]):
    """Most builds ask for none: it is where something went wrong."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @cached_property
    def _found(self) -> dict[tuple[str, str], Span]:
        return {
            (division.id, key): span
            for division in self.book.divisions
            for key, span in set_division(division, self.book, Medium.SCREEN)[0].keys.spans.items()
        }

    def __getitem__(self, block: tuple[str, str]) -> Span:
        return self._found[block]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
