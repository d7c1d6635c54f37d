"""A page of a PDF as a PNG, for covers. The only door to PDFium."""

from __future__ import annotations

import io
from importlib.metadata import version
from pathlib import Path


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
