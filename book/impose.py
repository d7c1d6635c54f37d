"""Proofs to print at home: spreads as a reader sees them, and sheets to fold into a booklet.

The pages of any PDF are moved by pypdf, two to a page, and their text stays text.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from book.problems import Problem

Pair = tuple[int | None, int | None]  # the pages on a sheet's side, left and right, from 0; None is left white
POINTS = 72.0  # an inch
PAPERS = {  # inches, landscape
    "a4": (297 / 25.4, 210 / 25.4), "a3": (420 / 25.4, 297 / 25.4), "letter": (11.0, 8.5), "tabloid": (17.0, 11.0),
}  # fmt: skip
MARK = 9.0  # points: a fold mark, which is left out where it has no room


def spread_pairs(pages: Sequence[int]) -> tuple[Pair, ...]:
    """Versos on the left, rectos on the right; a page whose neighbour is not wanted stands alone.

    >>> spread_pairs([0, 1, 2, 4])
    ((None, 0), (1, 2), (None, 4))
    """
    wanted = set(pages)
    leaves = sorted({(page + 1) // 2 for page in wanted})
    pairs = ((2 * leaf - 1, 2 * leaf) for leaf in leaves)
    return tuple((left if left in wanted else None, right if right in wanted else None) for left, right in pairs)


def booklet_pairs(pages: Sequence[int]) -> tuple[Pair, ...]:
    """Sheets of a saddle-stitched booklet, front and back by turns, the outermost first.

    White pages fill it up to a multiple of four; one stands first where the range begins on a verso.

    >>> booklet_pairs([0, 1, 2, 3])
    ((3, 0), (1, 2))
    """
    row: list[int | None] = [None] * (pages[0] % 2 if pages else 0) + list(pages)
    row += [None] * (-len(row) % 4)
    sides = []
    for sheet in range(len(row) // 4):
        first, last = 2 * sheet, len(row) - 1 - 2 * sheet
        sides += [(row[last], row[first]), (row[first + 1], row[last - 1])]
    return tuple(sides)


def imposed(pdf: bytes, pairs: Sequence[Pair], paper: str, fold: bool) -> bytes:
    """The pages as the pairs have them, cut to their trim and centred on the paper (`PAPERS`, landscape), smaller where
    they would not fit; on "exact" the sheet is as large as two pages. With `fold`, marks above and below the fold."""
    from pypdf import PdfReader, PdfWriter

    source, writer = PdfReader(io.BytesIO(pdf)), PdfWriter()
    trim = source.pages[0].trimbox
    wide, high = float(trim.width), float(trim.height)
    width, height = (inches * POINTS for inches in PAPERS.get(paper, (2 * wide / POINTS, high / POINTS)))
    scale = min(1.0, width / (2 * wide), height / high)
    bottom = (height - high * scale) / 2
    for pair in pairs:
        sheet = writer.add_blank_page(width, height)
        forms, drawn = {}, [_fold(width / 2, height)] if fold and bottom > MARK else []
        for page, left in zip(pair, (width / 2 - wide * scale, width / 2), strict=True):
            if page is not None:
                forms[f"/P{page}"] = _form(writer, source.pages[page])
                x, y = (float(edge) for edge in source.pages[page].trimbox.lower_left)
                at = f"{left - x * scale:.4f} {bottom - y * scale:.4f}"
                drawn.append(f"q {scale:.6f} 0 0 {scale:.6f} {at} cm /P{page} Do Q")
        _draw(writer, sheet, forms, "\n".join(drawn))
    title = (source.metadata.title if source.metadata else None) or "Proof"
    writer.add_metadata({"/Title": title, "/Producer": "Corrigenda"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _form(writer: Any, page: Any) -> Any:
    """A page as a picture of text, its trim the frame. Its links stay behind: they would lead to where nothing is."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    contents, form = page.get_contents(), DecodedStreamObject()
    form.set_data(contents.get_data() if contents is not None else b"")
    made = form.flate_encode()
    made.update({
        NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): page.trimbox,
        NameObject("/Resources"): page.get("/Resources", DictionaryObject()).get_object().clone(writer),
    })  # fmt: skip
    return writer._add_object(made)


def _draw(writer: Any, sheet: Any, forms: Mapping[str, Any], operators: str) -> None:
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    named = DictionaryObject({NameObject(name): form for name, form in forms.items()})
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})
    stream = DecodedStreamObject()
    stream.set_data(operators.encode())
    sheet[NameObject("/Contents")] = writer._add_object(stream)


def _fold(x: float, height: float) -> str:
    """Two short lines on the fold, at the sheet's edges."""
    return f"q 0 G 0.75 w {x:.2f} 0 m {x:.2f} {MARK:g} l {x:.2f} {height - MARK:.2f} m {x:.2f} {height:.2f} l S Q"


def labels(pdf: bytes) -> tuple[str, ...]:
    """The folios of a PDF's pages, as it has them. Raises ValueError for what is not a PDF, or has no pages."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        found = tuple(PdfReader(io.BytesIO(pdf)).page_labels)
    except (PyPdfError, OSError, ValueError, LookupError, AttributeError) as fault:
        raise ValueError(f"it is not a PDF ({type(fault).__name__})") from fault
    if not found:
        raise ValueError("it has no pages")
    return found


def page_range(text: str, folios: Sequence[str]) -> tuple[tuple[int, ...], tuple[Problem, ...]]:
    """The pages from 0 that a range names: by folios ("1-32", "i-xii", "iv-20", "7"), or by the PDF's own count from 1
    ("#5-#20"). All pages if it is empty. Problem B-011 for a range that is none."""
    if not text:
        return tuple(range(len(folios))), ()
    begin, dash, end = (part.strip() for part in text.replace("–", "-").partition("-"))
    first, last = _page(begin, folios), _page(end if dash else begin, folios)
    if first is None or last is None or first > last:
        hint = f"folios are {folios[0]} to {folios[-1]}; or count the PDF's pages, #1 to #{len(folios)}"
        return (), (Problem("B-011", f"“{text}” is not a range of pages", hint=hint),)
    return tuple(range(first, last + 1)), ()


def _page(folio: str, folios: Sequence[str]) -> int | None:
    if folio.startswith("#") and folio[1:].isdecimal():
        return int(folio[1:]) - 1 if 0 < int(folio[1:]) <= len(folios) else None
    return folios.index(folio) if folio in folios else None
