"""Offprints and samples: some pages of a finished PDF.

Comes in: a PDF and the folios of the first and last page. Goes out: a PDF.
Apart because it is asked for when the book is long finished, and knows the book only by what is printed.
"""

from __future__ import annotations

import io
from typing import Any


def extract(pdf: bytes, first: str, last: str) -> bytes:
    """The pages from one printed folio to another, both included; labels and links between them are kept.

    Raises ValueError if a folio is on no page, or the last stands before the first."""
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(io.BytesIO(pdf))
    labels = reader.page_labels
    for folio in (first, last):
        if folio not in labels:
            raise ValueError(f"there is no page {folio}")
    start, end = labels.index(first), labels.index(last)
    if end < start:
        raise ValueError(f"page {last} stands before page {first}")
    writer = PdfWriter()
    writer.append(reader, pages=(start, end + 1), import_outline=False)
    _label(writer, labels[start : end + 1])
    title = reader.metadata.title if reader.metadata else ""
    writer.add_metadata({"/Title": f"{title}, {first}–{last}"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _label(writer: Any, labels: list[str]) -> None:
    """Keep the printed folios as labels, row by row."""
    starts = [n for n, label in enumerate(labels) if n == 0 or label.isdigit() != labels[n - 1].isdigit()]
    for start, end in zip(starts, [*starts[1:], len(labels)], strict=True):
        style = "/D" if labels[start].isdigit() else "/r"
        writer.set_page_label(start, end - 1, style=style, start=_number(labels[start]))


def _number(folio: str) -> int:
    """The number of a folio, roman or arabic."""
    if folio.isdigit():
        return int(folio)
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}[letter] for letter in folio]
    return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
