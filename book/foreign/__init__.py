"""Books of any origin, read into records like those of our own printings, so that two of them can be compared.

Nothing is known of such a file but itself: paragraphs, notes and running heads are told by how they look.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from book.foreign.epub import read_epub
from book.foreign.files import NotComparable
from book.foreign.pdf import read_pdf
from book.problems import Problem
from book.record import EditionRecord

Kind = Literal["PDF", "EPUB", ""]
File = tuple[str, bytes]  # its name, and what it holds

__all__ = ["File", "Kind", "kind", "records"]


def kind(data: bytes) -> Kind:
    """What a file is, by its first bytes."""
    if b"%PDF-" in data[:1024]:
        return "PDF"
    return "EPUB" if data.startswith(b"PK\x03\x04") else ""


def records(files: Sequence[File]) -> tuple[tuple[EditionRecord, ...], tuple[Problem, ...]]:
    """The records of two files of one kind, each numbered by its name.

    Problems L-020 (neither PDF nor EPUB), L-021 (one of each), L-022 (no text to compare)."""
    kinds = [kind(data) for _, data in files]
    if problems := tuple(_unknown(name) for (name, _), what in zip(files, kinds, strict=True) if not what):
        return (), problems
    if len(set(kinds)) > 1:
        what = " and ".join(f"{name} is {'a PDF' if sort == 'PDF' else 'an EPUB'}"
                            for (name, _), sort in zip(files, kinds, strict=True))
        return (), (Problem("L-021", what, hint="give two PDFs or two EPUBs"),)
    try:
        return read_pdf(files) if kinds[0] == "PDF" else read_epub(files), ()
    except NotComparable as fault:
        return (), (fault.problem,)


def _unknown(name: str) -> Problem:
    return Problem("L-020", f"{name} is neither a PDF nor an EPUB", hint="give two PDFs, two EPUBs, or two printings")
