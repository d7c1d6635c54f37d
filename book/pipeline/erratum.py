"""Errata sheets: what the owners of earlier printings should correct, on paper and for a browser.

Comes in: a project's folder, the number of a printing or none for all. Goes out: a PDF and an HTML page for each.
Apart because it sets one small sheet, and lays out nothing of the book.

On paper a sheet is a book of one division, set, paged and checked by what sets, pages and checks the book itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from book.assemble import assemble
from book.cache import Cache
from book.compose import compose
from book.edition import Edition, Target
from book.errata import Sheet, as_book, web_page
from book.matter import Book, Inline
from book.pages import Styles
from book.paginate import Guess, paginate
from book.pipeline.run import Run
from book.preflight import check_pdf

FOLDER = "errata"
PAPER, GLASS = Target("screen", "screen"), Target("web", "epub")


def sheet_files(
    sheet: Sheet, edition: Edition, works: Mapping[str, tuple[Inline, ...]], styles: Styles, cache: Cache, run: Run
) -> Mapping[str, bytes]:
    """The sheet as `ID-errata-NUMBER.pdf` and `.html`. Problems: those of composing, paging and checking a book."""
    book = as_book(sheet, edition, works)
    with run.stage("errata"):
        (page,) = run.take(compose(book, styles, GLASS, cache))
        pdf = _pdf(book, styles, cache, run)
    return {f"{book.edition.id}.pdf": pdf, f"{book.edition.id}.html": web_page(page, styles)}


def _pdf(book: Book, styles: Styles, cache: Cache, run: Run) -> bytes:
    galleys = run.take(compose(book, styles, PAPER, cache))
    pagination = run.take(paginate(galleys, cache, Guess.nothing(), 1))
    if pagination is None:
        return b""
    fonts = {face.file.digest: Path(face.file.path).read_bytes() for face in styles.faces}
    pdf = run.take(assemble(pagination, book, PAPER, fonts))
    run.problems += check_pdf(pdf, book, pagination)
    return pdf
