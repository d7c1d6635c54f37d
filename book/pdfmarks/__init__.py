"""What is drawn on the pages of a PDF: text runs, paths and images, each with its box, colour and state.

The one reader of content streams, for the gate (text by marked content number), the printers' rules and whoever asks
next; pypdf opens the file. All that others need stands here. Words of files by other hands are read by `lines`.

Why the interpreter is our own: playa-pdf 1.1.0 (MIT) was tried on the flagship's screen PDF (144 pages) and interior,
the stock book, the handmade book, an errata sheet, a cover and two manuals by TeX and DocBook. It agrees with ours on
every text run (33,413: place, size, colour, marked content), on images and paths, and on the text, character by
character, of all 13,014 marked contents of the flagship that have any. But it does not follow clipping paths
(`clipping_path` is always None), tiles, palettes or default colour spaces, all of which decide what a printer's rule
says of a mark, and passes over in silence what it cannot do. Run by run it took 4.5 and 5.9 s of CPU for the flagship's
two files where ours took 3.1 and 3.0 (one run each, a busy machine). Some 450 lines (tokens, text operators, advance,
fonts, meanings) could have gone, the rest not. PDFium agreed on the letters of the flagship's marked contents, too, but
adds spaces, and gives no operands, so no oddities and no unread operators. So playa is the oracle of the tests
(`tests/otherreader.py`).
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
