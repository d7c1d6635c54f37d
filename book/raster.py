"""Pages of a PDF as pictures. The one door to PDFium's drawing, and to Pillow."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # half of the commands draw nothing
    from PIL.Image import Image


def drawn_by() -> tuple[str, ...]:
    """What decides how a picture comes out, with versions and source."""
    return (*(f"{name} {version(name)}" for name in ("pypdfium2", "pillow")), Path(__file__).read_text("utf-8"))


class Undrawable(Exception):
    """A PDF of which PDFium draws no pages; the text says why."""


@dataclass(frozen=True, slots=True)
class GreyPage:
    """A page in grey: `width` times `height` dots of a byte each, 0 for black, row by row."""

    width: int
    height: int
    dots: bytes

    def rows(self) -> list[bytes]:
        """The dots of each row."""
        return [self.dots[at:at + self.width] for at in range(0, len(self.dots), self.width)]

    def png(self) -> bytes:
        """The picture as a PNG of sixteen greys: type needs no more."""
        from PIL import Image

        picture = Image.frombytes("P", (self.width, self.height), bytes(dot >> 4 for dot in self.dots))
        picture.putpalette(bytes(17 * grey for grey in range(16) for _ in range(3)))
        buffer = io.BytesIO()
        picture.save(buffer, "PNG", bits=4, optimize=True)
        return buffer.getvalue()


def png(pdf: bytes, width: int) -> bytes:
    """The first page as an opaque RGB PNG, `width` pixels wide; the same bytes for the same PDF."""
    import pypdfium2

    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0]
    picture = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def part_of_page(pdf: bytes, index: int, part: tuple[float, float, float, float], dots: float) -> Image:
    """A part of a page in greys, `dots` pixels to the inch. `part` is left, bottom, right and top in the points of the
    page, which is drawn upright whatever its /Rotate says.

    Raises ValueError where PDFium cannot draw it."""
    import pypdfium2

    try:
        page = pypdfium2.PdfDocument(io.BytesIO(pdf))[index]
        page.set_rotation(0)
        left, bottom, right, top = page.get_bbox()
        cut = (part[0] - left, part[1] - bottom, right - part[2], top - part[3])
        picture: Image = page.render(scale=dots / 72, crop=tuple(max(0.0, edge) for edge in cut)).to_pil().convert("L")
    except (pypdfium2.PdfiumError, IndexError, ValueError) as fault:
        raise ValueError(f"page {index + 1} cannot be drawn: {fault}") from fault
    return picture


def grey_pages(pdf: bytes, dots: int, pages: Sequence[int] = ()) -> tuple[GreyPage, ...]:
    """Pages by their counts from 0, or all, at so many dots an inch. Raises `Undrawable`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
        return tuple(_grey(document[at], dots) for at in pages or range(len(document)))
    except (pypdfium2.PdfiumError, IndexError) as fault:
        raise Undrawable(str(fault)) from fault


def _grey(page: Any, dots: int) -> GreyPage:
    picture = page.render(scale=dots / 72, grayscale=True).to_pil().convert("L")
    page.close()
    return GreyPage(picture.width, picture.height, picture.tobytes())
