"""Lines of type on the pages of a PDF of any origin, by PDFium.

It knows encodings, glyph names and damaged fonts, of which our interpreter knows as much as our own files need. Held
against Poppler's `pdftotext -bbox-layout`: a line's box is the same to half a point; what stands side by side on one
line of print is one line here, where Poppler often makes two of it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

HYPHENS = "\x02\ufffe"  # how PDFium gives a hyphen at a line's end, after which it joins the next line


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A line of type: its words, and its box in points from the page's top left corner; all 0 where nobody knows."""

    words: tuple[str, ...]
    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0


def type_lines(pdf: bytes) -> tuple[tuple[TypeLine, ...], ...]:
    """The lines of each page in the order of its content; nothing of a file that PDFium cannot read."""
    import pypdfium2

    try:
        return tuple(tuple(_joined(_stretches(page))) for page in pypdfium2.PdfDocument(pdf))
    except pypdfium2.PdfiumError:
        return ()


def _stretches(page: Any) -> Iterator[TypeLine]:
    """What PDFium holds for lines."""
    from pypdfium2 import raw

    text, height, box = page.get_textpage(), page.get_height(), raw.FS_RECTF()
    letters, boxes = "", []
    for at in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, at))
        if (not character.isspace() and character.isprintable()) or character in HYPHENS:
            raw.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box))
            boxes.append((box.left, height - box.top, box.right, height - box.bottom))
        letters += "-" if character in HYPHENS else character
        if character in "\r\n" or character in HYPHENS:
            yield from _line(letters, boxes)
            letters, boxes = "", []
    yield from _line(letters, boxes)
    text.close()


def _line(letters: str, boxes: list[tuple[float, float, float, float]]) -> Iterator[TypeLine]:
    if words := tuple("".join(filter(str.isprintable, word)) for word in letters.split()):
        left, top, right, bottom = zip(*boxes, strict=True) if boxes else ((0.0,),) * 4
        yield TypeLine(words, min(left), min(top), max(right), max(bottom))


def _joined(lines: Iterator[TypeLine]) -> Iterator[TypeLine]:
    """Makes one line of neighbours that stand side by side, as a note's number and what it stands behind."""
    open_line: TypeLine | None = None
    for line in lines:
        if open_line and _beside(open_line, line):
            open_line = TypeLine(open_line.words + line.words, open_line.left, min(open_line.top, line.top),
                                 line.right, max(open_line.bottom, line.bottom))
            continue
        if open_line:
            yield open_line
        open_line = line
    if open_line:
        yield open_line


def _beside(line: TypeLine, after: TypeLine) -> bool:
    common = min(line.bottom, after.bottom) - max(line.top, after.top)
    return after.left >= line.right - 1 and common > 0.5 * min(line.bottom - line.top, after.bottom - after.top)
