"""Joins page runs into one PDF, for a screen (`assemble`) or for a printer (`prepare`, `interior`, `press_cover`).

Runs know nothing of each other, and a PDF has one tree of tags, one outline, one set of fonts. This package is the only
one that uses pikepdf.

The screen's PDF is PDF 1.7, made for PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1). The same values give the same
bytes: dates are the edition's, the file's /ID is a digest of its content.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf

from book.assemble.catalog import describe
from book.assemble.faces import unite
from book.assemble.join import crop, join
from book.assemble.labels import label
from book.assemble.links import link
from book.assemble.outline import outline
from book.assemble.printfiles import PreparedPages, prepare, render_cover, render_interior
from book.assemble.tags import tag
from book.edition import Edition
from book.matter import Book
from book.orders import CoverSheet, Order
from book.pages import Extent, Folio, Heads, PageRun, PageStart, Pagination
from book.problems import Problem

__all__ = ["PreparedPages", "assemble", "interior", "prepare", "press_cover"]


def assemble(
    pagination: Pagination, book: Book, font_bytes: Mapping[str, bytes]
) -> tuple[bytes, tuple[Problem, ...]]:
    """One PDF for a screen: all runs, blank pages between them, running heads over them, cut to the trim; with links,
    bookmarks and tags. `font_bytes` is keyed by SHA-256.

    Problems: F-006 (a line of the contents with no place), F-007 (a link to nowhere), F-008 (faces that cannot be
    united), F-009 (a date that cannot be read), F-010 (tags that cannot be united)."""
    pdf = pikepdf.new()
    joined = join(pdf, pagination)
    crop(joined)
    problems = [
        *tag(pdf, joined, book),
        *link(pdf, joined, pagination),
        *outline(pdf, joined, pagination, book),
        *unite(pdf, joined.resources, font_bytes),
        *describe(pdf, book.edition),
    ]
    label(pdf, joined)
    return _saved(pdf), tuple(problems)


def interior(
    pages: PreparedPages, edition: Edition, order: Order
) -> tuple[bytes, tuple[Problem, ...]]:
    """The inside of the book as this printer takes it: the screen's pages and folios, in the printer's boxes and inks.

    Problems: F-009 (a date that cannot be read), R-010 (a colour that has no inks), R-014 (transparency), R-015 (a
    standard whose printing condition the printer's profile does not name)."""
    return render_interior(pages, edition, order)


def press_cover(
    run: PageRun, edition: Edition, order: Order, sheet: CoverSheet, font_bytes: Mapping[str, bytes]
) -> tuple[bytes, tuple[Problem, ...]]:
    """The cover as this printer takes it. `run` is one page as large as `sheet`, its bleed within.

    Problems: those of `prepare` and of `interior`."""
    start, heads = PageStart(run.division, Folio(1, "arabic"), "recto", 0), Heads(run.division, b"", ())
    alone = Pagination((start,), (run,), (heads,), {}, Extent(0, 1, 0), 0, 0)
    ready, problems = prepare(alone, font_bytes)
    data, found = render_cover(ready, edition, order, sheet)
    return data, (*problems, *found)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        force_version="1.7",
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=True,
        deterministic_id=True,
    )
    return out.getvalue()
