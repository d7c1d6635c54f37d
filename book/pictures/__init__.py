"""Pictures of a manuscript, whatever a camera or a drawing program has made of them. The one door to Pillow for them.

`examine` decodes a picture whole and says what it is, or why no book can use it; `prepared` gives the bytes that a PDF
or an EPUB carries: PNG, JPEG or SVG, upright, in sRGB, of no more dots than asked, and with nothing in them but the
picture: no place, camera, date or comment. A picture that needs none of this stays byte for byte as it was.

`bitmap` opens files and is what the others stand on; `cleaned` takes out what is not picture, without decoding;
`vector` does both for SVG; `lengths` reads "50%" and "8cm".
"""

from __future__ import annotations

from pathlib import Path

from book.pictures.bitmap import PictureFacts, UnusablePicture, made_by
from book.pictures.bitmap import examine as _bitmap
from book.pictures.convert import converted
from book.pictures.lengths import Length, length
from book.pictures.vector import clean_svg, examine_svg, is_svg

__all__ = ["Length", "PictureFacts", "UnusablePicture", "drawn_with", "examine", "is_svg", "length", "prepared"]


def drawn_with() -> str:
    """What decides how a converted picture comes out, with versions and source; part of the key of what is kept."""
    return made_by() + "".join(file.read_text("utf-8") for file in sorted(Path(__file__).parent.glob("*.py")))


def examine(data: bytes) -> PictureFacts:
    """What a picture is, by its content and not by its name. It is decoded to its end.

    Raises `UnusablePicture`, whose text and `hint` say why and what to do."""
    return examine_svg(data) if is_svg(data) else _bitmap(data)


def prepared(data: bytes, facts: PictureFacts, most: tuple[int, int]) -> tuple[str, bytes]:
    """Media type and bytes for a finished file, of no more than `most` dots across and down, in the same proportion.

    `facts` are those of `data`. A vector has no dots, and is never reduced."""
    if facts.media_type == "image/svg+xml":
        return facts.media_type, clean_svg(data)
    return converted(data, facts, most)
