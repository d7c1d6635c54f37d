"""Whether a printer's pages have the text of the screen's.

The screen's file has been compared with the book, word by word. A printer's must not say less: the text of each page is
digested in both (F-001).
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from book.pdfmarks import PdfFile, PdfPage, TextRun, read
from book.problems import Problem

TextDigests = tuple[str, ...]  # a page each


def text_digests(sheets: PdfFile) -> TextDigests:
    """The visible text of each page as glyphs of its faces, in the order in which they are painted."""
    return tuple(map(_page, sheets.pages))


def text_digests_of(pdf: bytes) -> TextDigests:
    """The same, of a file. Raises `UnreadablePdf`."""
    return text_digests(read(pdf, strict=True))


def _page(page: PdfPage) -> str:
    digest, face = sha256(), ""
    for mark in page.marks:
        if isinstance(mark, TextRun) and mark.visible:
            if mark.face.name != face:
                face = mark.face.name
                digest.update(face.rpartition("+")[2].encode() + b"\0")
            digest.update(mark.codes)
    return digest.hexdigest()


def missing_text(screen: TextDigests, printed: Sequence[str], name: str) -> tuple[Problem, ...]:
    """F-001 for each page of `screen` that the printer's file does not have at its place. Pages after the last are
    the printer's own."""
    lost = [number for number, (one, other) in enumerate(zip(screen, [*printed, *[""] * len(screen)], strict=False), 1)
            if one != other]
    return tuple(Problem("F-001", f"page {number} of {name} does not have the text of the screen's page",
                         hint="report this as a fault of the program; the files in build/ are as they were")
                 for number in lost)
