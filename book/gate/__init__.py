"""The gate: whether the finished PDF and EPUB say all that the book says, and are what readers need.

A writer and its check share no code: pikepdf writes the PDF, pypdf reads it back; what the files must say is worked out
anew from the book.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from book.edition import Medium
from book.gate import epubcheck, navigation, substance
from book.gate.changed import changes
from book.gate.compare import compare
from book.gate.epubtext import UnreadableEpub, opened, read_epub
from book.gate.expected import book_text
from book.gate.found import FileText, Finished
from book.gate.pdftext import OpenPdf, opened_pdf, read_pdf
from book.gate.tables import tables
from book.gate.wanted import PdfExpectation, expectation, printed
from book.matter import Book
from book.pages import Pagination
from book.pdfmarks import UnreadablePdf
from book.problems import Problem

__all__ = [
    "PdfExpectation", "audit_pdf", "book_text", "check_epub", "check_pdf", "epub_text", "expectation",
    "late_notes", "pdf_text",
]  # fmt: skip


def check_pdf(pdf: bytes, book: Book, pagination: Pagination) -> tuple[Problem, ...]:
    """The whole of a PDF: its form (F-004 to F-010), and that nothing is lost in it (F-001 to F-003).

    A note that begins later than its call is problem P-003 here only if layout did not say so (`Page.notes`)."""
    wanted = expectation(book, pagination)
    try:
        parts = opened_pdf(pdf)
    except UnreadablePdf as fault:
        return (_unreadable("PDF", fault),)
    text = read_pdf(parts)
    problems = [*_audited(parts, text, wanted)]
    named = Finished("the PDF", text, lambda page: f" on page {dict(enumerate(wanted.labels)).get(page, '?')}")
    problems += compare(book_text(book, pagination.page_map, Medium.SCREEN), named)
    problems += late_notes(text, book, _told(pagination))
    problems += changes(text, book, pagination.page_map, wanted.labels)
    return tuple(problems)


def audit_pdf(pdf: bytes, expected: PdfExpectation) -> tuple[Problem, ...]:
    """The form of a PDF: pages, labels, bookmarks, links, fonts, metadata, tags. Problems F-004 to F-010."""
    try:
        parts = opened_pdf(pdf)
    except UnreadablePdf as fault:
        return (_unreadable("PDF", fault),)
    return tuple(_audited(parts, read_pdf(parts), expected))


def check_epub(epub: bytes, book: Book, pagination: Pagination) -> tuple[Problem, ...]:
    """The whole of an EPUB: metadata, contents, page list and links, and that nothing is lost in it."""
    pages = pagination.page_map
    try:
        parts = opened(epub)
    except UnreadableEpub as fault:
        return (_unreadable("EPUB", fault),)
    return (
        *epubcheck.metadata(parts, book),
        *epubcheck.contents(parts, book, pages),
        *epubcheck.page_list(parts, printed(pagination)),
        *epubcheck.links(parts),
        *compare(book_text(book, pages, Medium.EPUB), Finished("the EPUB", read_epub(parts), lambda page: "")),
    )


def pdf_text(pdf: bytes) -> FileText:
    """What a PDF says, in the order of its tags. Raises `UnreadablePdf`."""
    return read_pdf(opened_pdf(pdf))


def epub_text(epub: bytes) -> FileText:
    """What an EPUB says, in the order of its spine. Raises ValueError for a file that cannot be read."""
    return read_epub(opened(epub))


def late_notes(text: FileText, book: Book, told: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """Notes that begin on a later page than their call, P-003; those of `told` (ids) are known and left out."""
    if book.edition.notes.place != "page":
        return ()
    return tuple(
        Problem("P-003", f"note {note.number} begins {_later(found.page - found.call)} its call", note.span)
        for division in book.divisions
        for note in division.notes
        if division.id in text and (found := text[division.id].notes.get(note.id)) and note.id not in told
        if found.page > found.call >= 0
    )


def _later(pages: int) -> str:
    return "on the page after" if pages == 1 else f"{pages} pages after"


def _told(pagination: Pagination) -> frozenset[str]:
    """The notes that layout knows to begin on another page than their call."""
    return frozenset(
        note for run in pagination.runs for page in run.pages for note in page.notes if note not in page.calls
    )


def _audited(pdf: OpenPdf, text: FileText, expected: PdfExpectation) -> Iterator[Problem]:
    reader = pdf.reader
    return chain(
        substance.content(pdf),
        navigation.labels(reader, expected),
        navigation.outline(reader, expected),
        navigation.links(reader),
        substance.fonts(reader),
        substance.metadata(reader, expected),
        substance.tags(reader, text, expected),
        tables(reader),
    )


def _unreadable(kind: str, fault: Exception) -> Problem:
    return Problem("F-004", f"the {kind} cannot be read back: {fault}")
