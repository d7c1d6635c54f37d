"""A PDF of any origin as a record: its words by page and line, and how each page looks.

PDFium reads the words and draws the pages; pypdf reads the page labels, which are the folios, and the outline.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from book.foreign.files import broken, foreign_record
from book.foreign.leaves import PartedPage, leaves
from book.foreign.paragraphs import blocks, vocabulary
from book.pdfmarks.lines import TypeLine, type_lines
from book.raster import GreyPage, Undrawable, grey_pages
from book.record import EditionRecord, PageRecord

DOTS = 50  # an inch: enough to see that a page looks otherwise
FAULTS = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, NotImplementedError)


def read_pdf(files: Sequence[tuple[str, bytes]]) -> tuple[EditionRecord, ...]:
    """The records of some PDFs, by name. Raises `NotComparable`.

    Words that are broken at lines' ends are joined by what all of them have."""
    parted = [(name, data, *_parted(name, data)) for name, data in files]
    known = frozenset[str]().union(*(vocabulary(pages) for _, _, _, pages in parted))
    return tuple(
        foreign_record(name, blocks(pages, folios, known), tuple(_pages(data, folios, pages)), _outline(data, folios))
        for name, data, folios, pages in parted
    )


def _parted(name: str, data: bytes) -> tuple[tuple[str, ...], tuple[PartedPage, ...]]:
    """The folios and the pages of a file."""
    try:
        reader = PdfReader(io.BytesIO(data))
        folios = _folios(reader)
        lines = type_lines(data)
        if len(lines) != len(folios):
            lines = tuple(_plain(page.extract_text()) for page in reader.pages)
    except FAULTS as fault:
        raise broken(name, "PDF", fault) from fault
    return folios, leaves(lines)


def _folios(reader: PdfReader) -> tuple[str, ...]:
    """The page labels; pages are counted from 1 where the labels do not tell them apart."""
    labels = tuple(label.strip() for label in reader.page_labels)
    return labels if len(set(labels)) == len(labels) and all(labels) else tuple(map(str, range(1, len(labels) + 1)))


def _plain(text: str) -> tuple[TypeLine, ...]:
    """The lines of a page of which only the words are known."""
    return tuple(TypeLine(tuple(line.split())) for line in text.splitlines() if line.split())


def _pages(data: bytes, folios: Sequence[str], parted: Sequence[PartedPage]) -> Iterator[PageRecord]:
    """Each page's digests: of how it looks without its running head, or of its words where it cannot be drawn."""
    try:
        drawn: Sequence[GreyPage | None] = grey_pages(data, DOTS)
    except Undrawable:
        drawn = ()
    if len(drawn) != len(folios):
        drawn = [None] * len(folios)
    for folio, page, picture in zip(folios, parted, drawn, strict=True):
        words = "\n".join(" ".join(line.words) for line in (*page.text, *page.notes))
        look = _headless(picture, page) if picture else b""
        head = " ".join(word for line in page.heads for word in line.words)
        yield PageRecord(folio, _digest(words.encode() + b"\0" + look), _digest(head.encode()))


def _headless(picture: GreyPage, page: PartedPage) -> bytes:
    """The dots of a page, those of its running heads white."""
    rows = picture.rows()
    for line in page.heads:
        for at in range(max(int(line.top * DOTS / 72) - 1, 0), min(int(line.bottom * DOTS / 72) + 2, len(rows))):
            rows[at] = b"\xff" * picture.width
    return b"".join(rows)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:12]


def _outline(data: bytes, folios: Sequence[str]) -> dict[str, str]:
    """The folio of each heading of the outline, if there is one; a heading that comes again is left out."""
    found: dict[str, list[str]] = {}
    try:
        reader = PdfReader(io.BytesIO(data))
        for title, at in _headings(reader, reader.outline):
            found.setdefault(title, []).append(folios[at])
    except FAULTS:
        return {}  # many outlines are damaged, and little hangs on them
    return {title: places[0] for title, places in sorted(found.items()) if len(places) == 1}


def _headings(reader: PdfReader, outline: Sequence[Any]) -> Iterator[tuple[str, int]]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _headings(reader, entry)
        elif (at := reader.get_destination_page_number(entry)) is not None and at >= 0:
            yield " ".join(str(entry.title).split()), at
