"""Draws pages of a PDF as pictures: the only door to PDFium."""

from __future__ import annotations

import io
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # half of the commands draw nothing
    from PIL.Image import Image


def drawn_by() -> tuple[str, ...]:
    """What decides how a picture comes out, with versions and source."""
    return (*(f"{name} {version(name)}" for name in ("pypdfium2", "pillow")), Path(__file__).read_text("utf-8"))


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
