"""The cover of the electronic edition.

Comes in: the book, the design. Goes out: a galley of one page. Apart because a cover is no division:
it has a page size of its own and a sheet of its own.
"""

from __future__ import annotations

from book.compose import sheets
from book.compose.templates import Templates
from book.matter import Book
from book.pages import Galley, Styles
from book.problems import Problem

TEMPLATE = "cover.xhtml.jinja"


def cover(book: Book, styles: Styles) -> tuple[Galley, tuple[Problem, ...]]:
    """The cover as a galley: `styles/templates/cover.xhtml.jinja` with `styles/cover.css`."""
    html, problems = Templates(styles.templates).text(
        TEMPLATE, {"edition": book.edition, "lang": book.edition.language}
    )
    fonts = tuple(face.file for face in styles.faces)
    return Galley("cover", html, sheets.cover(styles), fonts, (), "recto", "roman", ()), problems
