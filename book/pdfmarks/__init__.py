"""What is drawn on the pages of a PDF: text runs, paths and images, each with its box, colour and state.

The one reader of content streams, for the gate (text by marked content number), the printers' rules and whoever asks
next; pypdf opens the file. All that others need stands here. Words of files by other hands are read by `lines`.

Why the interpreter is our own: playa-pdf 1.1.0 (MIT) and PDFium (pypdfium2 5.15.2) were tried on the flagship's screen
PDF (144 pages) and interior, the stock book, the handmade book, an errata sheet, a cover and two manuals by TeX and
DocBook. playa agrees on every text run (33,413 in all: place, size, colour, marked content), every path and image, and
on the text, character by character, of all 13,014 marked contents of the flagship that have any; PDFium on these too,
after the spaces that it makes up. But playa does not follow clipping paths (`clipping_path` is
always None), tiles, palettes or default colour spaces, all of which decide what a printer's rule says of a mark, and
takes 4.5 to 5.9 s of CPU where this takes 2.5 to 3.1; PDFium gives no operands, so no oddities and no unread
operators. Of these 1,600 lines some 350 (tokens, text state, fonts' widths, ToUnicode) could have gone. playa is the
oracle of the tests instead (`tests/test_pdfmarks.py`).
"""

from book.pdfmarks.boxes import Box
from book.pdfmarks.facts import (
    Colour,
    Mark,
    Oddity,
    PaintedPath,
    PdfFile,
    PdfFont,
    PdfPage,
    PlacedImage,
    Space,
    TextRun,
    UnreadOperator,
)
from book.pdfmarks.meanings import UNKNOWN, glyphs, quoted, tagged_text
from book.pdfmarks.objects import UnreadablePdf
from book.pdfmarks.outlines import exact
from book.pdfmarks.reading import read, shape

__all__ = [
    "UNKNOWN", "Box", "Colour", "Mark", "Oddity", "PaintedPath", "PdfFile", "PdfFont", "PdfPage", "PlacedImage",
    "Space", "TextRun", "UnreadOperator", "UnreadablePdf", "exact", "glyphs", "quoted", "read", "shape", "tagged_text",
]  # fmt: skip
