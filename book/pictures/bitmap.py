"""Pictures made of dots: opened by what they are, decoded to their last row, and judged.

Nothing here trusts a file: only kinds of which a book has a use are opened, and none that would fill the memory.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a book without pictures opens none
    from PIL.Image import Image

KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp",
         "AVIF": "image/avif", "TIFF": "image/tiff", "BMP": "image/bmp", "DIB": "image/bmp"}
MOST_DOTS = 150_000_000  # a page of the largest format at 600 an inch; decoded, some 600 MB
HUGE = "save it with fewer dots: 300 an inch of its printed size are enough"
FLAT = 4096  # colours; a picture of fewer is a drawing, and a JPEG would blur its edges
SAVE = "save the picture as PNG, JPEG or SVG"
OTHERS = (
    (b"%PDF", "a PDF", "save the page as SVG, or as PNG"), (b"%!PS", "PostScript", "save it as SVG"),
    (b"\xc5\xd0\xd3\xc6", "PostScript", "save it as SVG"), (b"8BPS", "a file of Photoshop", SAVE),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000", SAVE), (b"\xff\x4f\xff\x51", "JPEG 2000", SAVE),
    (b"\x00\x00\x01\x00", "an icon", SAVE), (b"\xff\x0a", "JPEG XL", SAVE), (b"\x00\x00\x00\x0cJXL ", "JPEG XL", SAVE),
    (b"gimp xcf", "a file of GIMP", SAVE), (b"PK\x03\x04", "an archive", SAVE),
    (b"version https://git-lfs", "only Git LFS's pointer to a picture", "run: git lfs pull"),
    (b"<!DOCTYPE html", "a web page", "download the picture itself"),
    (b"<html", "a web page", "download the picture itself"),
)  # fmt: skip


class UnusablePicture(ValueError):
    """A picture that cannot go into a book; the text says why, as in “it …”, and `hint` what to do."""

    def __init__(self, why: str, hint: str = SAVE) -> None:
        super().__init__(why)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a picture is. `width` and `height` in pixels, upright; 0 for a vector that has no size of its own.

    `becomes` is what it is in finished files: PNG, JPEG or SVG. `plain`: PNG or JPEG that every reader shows as it is.
    `moves`: it has several pictures, of which one is shown.
    `lines`: it is black and white without greys, and so is meant to be as fine as it is."""

    media_type: str
    width: float
    height: float
    becomes: str
    plain: bool = True
    moves: bool = False
    lines: bool = False


def made_by() -> str:
    """Pillow with its version, and those of what it decodes with."""
    from PIL import __version__, features

    codecs = (features.version(name) for name in ("jpg", "webp", "avif", "zlib", "libtiff", "littlecms2"))
    return f"pillow {__version__} {' '.join(map(str, codecs))}\n"


def examine(data: bytes) -> PictureFacts:
    """The facts of a picture, decoded whole. Raises `UnusablePicture`."""
    with opened(data) as image:
        kind, mode = KINDS[image.format or ""], image.mode
        turned = orientation(image)
        wide, high = image.size if turned < 5 else image.size[::-1]
        plain = (kind in ("image/png", "image/jpeg") and turned == 1 and mode in ("1", "L", "LA", "P", "RGB", "RGBA")
                 and not deep(data) and ours(image.info.get("icc_profile", b""), mode))
        moves = int(getattr(image, "n_frames", 1)) > 1 and image.format in ("GIF", "WEBP", "PNG", "AVIF")
        becomes = kind if plain else "image/jpeg" if _photograph(image, kind) else "image/png"
        return PictureFacts(kind, wide, high, becomes, plain, moves, mode == "1")


def _photograph(image: Image, kind: str) -> bool:
    """True of what came as a JPEG, and of what has too many colours for a drawing and cannot be seen through."""
    if kind in ("image/png", "image/gif") or see_through(image):
        return False
    return kind == "image/jpeg" or image.convert("RGB").getcolors(FLAT) is None


def see_through(image: Image) -> bool:
    """True if what is behind the picture may be seen in places."""
    return image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info


@contextmanager
def opened(data: bytes) -> Iterator[Image]:
    """The picture, all of it in memory. Raises `UnusablePicture`, also for what goes wrong inside."""
    import PIL.Image

    if not data:
        raise UnusablePicture("it is empty", SAVE)
    _refuse_others(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with PIL.Image.open(io.BytesIO(data), formats=sorted(set(KINDS) - {"MPO", "DIB"})) as image:
                if image.width * image.height > MOST_DOTS:
                    raise UnusablePicture(f"it has {image.width} × {image.height} dots, too many to be decoded", HUGE)
                _load_whole(image)
                yield image
    except UnusablePicture:
        raise
    except PIL.Image.DecompressionBombError:
        raise UnusablePicture("it has too many dots to be decoded", HUGE) from None
    except PIL.UnidentifiedImageError:
        raise UnusablePicture("it is not a picture of a known kind: PNG, JPEG, SVG, WebP, AVIF, GIF, TIFF or"
                              " BMP", SAVE) from None
    except Exception as fault:  # damaged pictures fail in many ways; whichever, they are not printed
        raise UnusablePicture(f"it is damaged or incomplete ({_short(fault)})",
                              "save it anew from its original") from fault


def _load_whole(image: Image) -> None:
    """Decodes every row. The page's engine tells Pillow to take truncated pictures for whole ones; here none is."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        image.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _refuse_others(data: bytes) -> None:
    for begin, name, hint in OTHERS:
        if data.startswith(begin) or data.lstrip()[:len(begin)].lower() == begin.lower():
            raise UnusablePicture(f"it is {name}, not a picture that can be placed", hint)
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"hevc", b"heim"):
        raise UnusablePicture("it is a HEIC picture of a telephone", "save it as JPEG")


def _short(fault: Exception) -> str:
    words = " ".join(str(fault).split())
    return words[:80] or type(fault).__name__


def orientation(image: Image) -> int:
    """How the camera was held, from 1 (upright) to 8."""
    try:
        turned = int(image.getexif().get(0x0112, 1))
    except Exception:  # what a camera wrote may be broken, and the picture whole
        return 1
    return turned if 1 <= turned <= 8 else 1


def deep(data: bytes) -> bool:
    """True of a PNG of 16 bits a channel."""
    return data.startswith(b"\x89PNG") and len(data) > 25 and struct.unpack(">B", data[24:25])[0] == 16


@cache
def ours(profile: bytes, mode: str) -> bool:
    """True if a picture with this colour profile looks the same without it: sRGB, none, or one for greys only."""
    if not profile or mode in ("1", "L", "LA"):
        return True
    from PIL import ImageCms

    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except Exception:  # a profile that nobody can read says nothing of colours
        return True
    return "srgb" in name.lower() or "iec61966-2" in name.lower()
