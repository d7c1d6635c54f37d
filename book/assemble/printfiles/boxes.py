"""The boxes of a printer's pages: what is paper, what is cut off.

Pages come as large as they were laid out, trim at 0, 0, and go out with exactly the bleed that the printer asks, lower
left corner at 0, 0. ISO 32000-1, 14.11.2. All lengths in points.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream

Size = tuple[float, float]


def box_pages(pdf: Pdf, trim: Size, bleed: float, edges: Collection[str], inset: float = 0.0) -> None:
    """Give all pages their boxes: `bleed` beyond the trim on the `edges` "top", "bottom", "outside" and "inside".

    The first page is a recto, as in a book: its inside is on the left. `inset` is where the trim's corner lies on the
    page that was laid out."""
    top, bottom, outside, inside = (bleed if edge in edges else 0.0 for edge in ("top", "bottom", "outside", "inside"))
    shifted = _Shifted(pdf)
    for number, page in enumerate(pdf.pages):
        left, right = (outside, inside) if number % 2 else (inside, outside)
        _box(page.obj, trim, (left, bottom), (right, top))
        if "/Contents" in page.obj and (left, bottom) != (inset, inset):
            shifted.move(page.obj, left - inset, bottom - inset)


def _box(page: Any, trim: Size, before: Size, behind: Size) -> None:
    media = [0, 0, *(round(trim[n] + before[n] + behind[n], 4) for n in (0, 1))]
    page.MediaBox, page.BleedBox = Array(media), Array(media)
    page.TrimBox = Array([round(edge, 4) for edge in (*before, before[0] + trim[0], before[1] + trim[1])])


def add_blank(pdf: Pdf, trim: Size) -> None:
    """An empty page at the end."""
    box = [0, 0, *(round(length, 4) for length in trim)]
    blank = Dictionary(Type=Name.Page, MediaBox=Array(box), TrimBox=Array(box), Resources=Dictionary())
    pdf.pages.append(Page(pdf.make_indirect(blank)))


class _Shifted:
    """Pages moved to where their bleed lies on paper. Patterns do not move with what they fill, so they are moved too:
    their place is counted from the page's corner (ISO 32000-1, 8.7.2)."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.opened: dict[Size, Any] = {}
        self.closed = pdf.make_indirect(Stream(pdf, b"\nQ"))

    def move(self, page: Any, right: float, up: float) -> None:
        """Move what stands on a page, points right and up."""
        if (right, up) not in self.opened:
            move = Stream(self.pdf, f"q 1 0 0 1 {right:g} {up:g} cm\n".encode())
            self.opened[right, up] = self.pdf.make_indirect(move)
        page.Contents = Array([self.opened[right, up], page.Contents, self.closed])
        if patterns := page.Resources.get("/Pattern"):
            page.Resources = Dictionary(page.Resources)
            page.Resources.Pattern = Dictionary(
                {name: self._moved(pattern, right, up) for name, pattern in sorted(patterns.items())})

    def _moved(self, pattern: Any, right: float, up: float) -> Any:
        *turned, x, y = (float(part) for part in pattern.get("/Matrix", [1, 0, 0, 1, 0, 0]))
        values = {key: value for key, value in pattern.items() if key not in ("/Length", "/Filter", "/DecodeParms")}
        values["/Matrix"] = Array([*turned, round(x + right, 4), round(y + up, 4)])
        if not isinstance(pattern, Stream):
            return self.pdf.make_indirect(Dictionary(values))
        return self.pdf.make_indirect(Stream(self.pdf, pattern.read_bytes(), values))
