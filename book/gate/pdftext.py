"""The text of a finished PDF, in the order of its tags: per division its text, and each note by itself.

It follows the tag tree as a screen reader does, so that running heads, which are artifacts, are not in it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from book.gate.found import FileText, FoundDivision, FoundNote
from book.gate.letters import FORMULA, Piece
from book.pdfmarks import PdfPage, UnreadablePdf, read, tagged_text

INLINE = frozenset({"/Span", "/Link", "/Reference", "/Em", "/Strong", "/Quote", "/Code", "/Note"})
PICTURES = frozenset({"/Figure", "/Formula"})  # their words are their text alternative's
_Division = FoundDivision | None
_Pieces = list[Piece] | None


@dataclass(frozen=True, slots=True)
class OpenPdf:
    """A PDF as pypdf has it, and what is drawn on its pages."""

    reader: Any
    pages: tuple[PdfPage, ...]


def opened_pdf(pdf: bytes) -> OpenPdf:
    """A file of our own, every object of it read. Raises `UnreadablePdf`.

    What pypdf cannot read, it must say here: a fault that comes later is a bug of the checks."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(pdf), strict=True)
        for number in {*(n for known in reader.xref.values() for n in known), *reader.xref_objStm}:
            reader.get_object(number)
        _ = len(reader.pages), reader.metadata, reader.page_labels, reader.outline, reader.named_destinations
    except Exception as fault:  # pypdf raises many kinds on a broken file; whichever, the file must not be published
        raise UnreadablePdf.by(fault) from fault
    return OpenPdf(reader, read(pdf, strict=True).pages)


def read_pdf(pdf: OpenPdf) -> FileText:
    """Text by division id, which is the /ID of the division's section. A PDF without tags has no text."""
    root = pdf.reader.trailer["/Root"]
    if "/StructTreeRoot" not in root:
        return {}
    walk = _TagReader(pdf)
    walk.below(root["/StructTreeRoot"], None, None, None)
    return walk.found


def resolved(dictionary: Any, key: str, default: Any = None) -> Any:
    """A value of a dictionary, followed if it is a reference; pypdf's own `get` leaves that to chance."""
    return dictionary[key] if key in dictionary else default  # noqa: SIM401


class _TagReader:
    def __init__(self, pdf: OpenPdf) -> None:
        self.found: dict[str, FoundDivision] = {}
        self._index = {page.indirect_reference.idnum: number for number, page in enumerate(pdf.reader.pages)}
        self._text = [tagged_text(page.marks) for page in pdf.pages]
        self._call = -1

    def below(self, element: Any, page: int | None, division: _Division, into: _Pieces) -> None:
        """Read what hangs below an element into a division's or a note's pieces."""
        kids = resolved(element, "/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object()
            if isinstance(kid, int):
                self._take(page, kid, into)
            elif kid.get("/Type") == "/MCR":
                self._take(self._page(kid, page), kid["/MCID"], into)
            elif "/S" in kid:
                self._element(kid, page, division, into)

    def _element(self, element: Any, page: int | None, division: _Division, into: _Pieces) -> None:
        kind, page = element["/S"], self._page(element, page)
        if kind == "/Formula" and into is not None:
            into.append(Piece(f" {FORMULA} {element.get('/Alt', '')} ", -1 if page is None else page))
        if kind in PICTURES:
            return
        if kind == "/Sect" and division is None and "/ID" in element:
            division = self.found.setdefault(str(element["/ID"]), FoundDivision())
            into = division.pieces
        elif kind == "/Note" and division is not None:
            into = self._note(str(element.get("/ID", "")), division)
        elif kind == "/Reference":
            self._call = -1
        block = into is not None and kind not in INLINE
        if block and into is not None:
            into.append(Piece("\n"))
        self.below(element, page, division, into)
        if block and into is not None:
            into.append(Piece("\n"))

    def _note(self, identifier: str, division: FoundDivision) -> list[Piece]:
        """A note follows its call in the tree, wherever it is printed."""
        if identifier in division.notes:
            division.notes[identifier].times += 1
        return division.notes.setdefault(identifier, FoundNote(call=self._call)).pieces

    def _page(self, element: Any, page: int | None) -> int | None:
        reference = element.raw_get("/Pg") if "/Pg" in element else None
        return page if reference is None else self._index.get(reference.idnum)

    def _take(self, page: int | None, number: int, into: _Pieces) -> None:
        text = "" if page is None else self._text[page].get(number, "")
        if into is not None and text and page is not None:
            into.append(Piece(text, page))
            self._call = page if self._call < 0 else self._call
