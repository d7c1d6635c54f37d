"""The fonts of a printer's file: whole where the printer wants them so, else cut down to the glyphs used.

All that is needed stands in the file: the font, and by its widths the glyphs used.
"""

from __future__ import annotations

from struct import iter_unpack
from typing import Any

from pikepdf import Array, Name, Pdf, Stream

from book.assemble.faces import cut_name
from book.fonts import subset_glyphs


def settle_fonts(pdf: Pdf, whole: bool) -> None:
    """Cut down all fonts if they are not wanted whole. Fonts of PostScript outlines are embedded bare (CFF), since
    OpenType fonts may stand in PDF from 1.6 on only."""
    for font in list(pdf.objects):
        if _is_composite(font):
            (cid,) = font.DescendantFonts
            _settle(pdf, font, cid, whole)


def _is_composite(candidate: Any) -> bool:
    return hasattr(candidate, "keys") and candidate.get("/Type") == Name.Font and "/DescendantFonts" in candidate


def _settle(pdf: Pdf, font: Any, cid: Any, whole: bool) -> None:
    descriptor = cid.FontDescriptor
    key = "/FontFile3" if "/FontFile3" in descriptor else "/FontFile2"
    data: bytes = descriptor[key].read_bytes()
    if not whole:
        data = subset_glyphs(data, _glyphs(cid.W))
        font.BaseFont = cid.BaseFont = descriptor.FontName = cut_name(data, str(font.BaseFont)[1:])
    if key == "/FontFile3":
        file = Stream(pdf, _table(data, b"CFF "), Subtype=Name.CIDFontType0C)
    else:
        file = Stream(pdf, data, Length1=len(data))
    descriptor[key] = pdf.make_indirect(file)


def _glyphs(widths: Any) -> list[int]:
    """The glyphs of a table of widths, which is `first [w w w]` again and again (ISO 32000-1, 9.7.4.3)."""
    flat = iter(widths)
    return [int(first) + offset for first, row in zip(flat, flat, strict=True)
            for offset in range(len(row) if isinstance(row, Array) else 0)]


def _table(font: bytes, tag: bytes) -> bytes:
    """One table of an OpenType font (OpenType 1.9.1, "Table directory")."""
    count = int.from_bytes(font[4:6], "big")
    for name, _, start, length in iter_unpack(">4sIII", font[12:12 + 16 * count]):
        if name == tag:
            return font[start:start + length]
    raise ValueError(f"the font has no table {tag!r}")
