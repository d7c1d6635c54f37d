"""Pictures of every kind as PNG or JPEG: the first of several, upright, in sRGB at 8 bits, of no more dots than asked.

The same bytes each time, whatever the day: the encoders write no dates.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from book.pictures.bitmap import PictureFacts, deep, opened, ours, see_through
from book.pictures.cleaned import clean

if TYPE_CHECKING:
    from PIL.Image import Image

QUALITY = 92  # of a JPEG written anew: no eye finds the difference in print


def converted(data: bytes, facts: PictureFacts, most: tuple[int, int]) -> tuple[str, bytes]:
    """Media type and bytes. Raises `UnusablePicture`, if `data` are not those that `facts` came from."""
    known = facts.width and facts.height and not facts.lines
    scale = min(1.0, most[0] / facts.width, most[1] / facts.height) if known else 1.0
    if facts.plain and scale == 1.0:
        return facts.media_type, clean(data)
    from PIL import ImageOps

    with opened(data) as image:
        whole = _in_srgb(ImageOps.exif_transpose(_eight_bits(image, data)))
        if scale < 1:
            whole = _reduced(whole, scale)
        return _encoded(whole, facts.becomes)


def _eight_bits(image: Image, data: bytes) -> Image:
    """16 bits a channel, and numbers of any size, as 8 bits."""
    if image.mode in ("F", "I") and not deep(data):
        low, high = image.getextrema()
        span = max(float(str(high)) - float(str(low)), 1.0)
        return image.convert("F").point(lambda dot: dot * (255 / span) - float(str(low)) * (255 / span)).convert("L")
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda dot: dot * (1 / 257) + 0.5).convert("L")
    return image


def _in_srgb(image: Image) -> Image:
    """Greys, RGB or RGBA, as the picture's own colour profile means its colours."""
    profile, clear = image.info.get("icc_profile", b""), see_through(image)
    if image.mode == "1":
        return image
    if image.mode in ("L", "LA") or (image.mode == "P" and not clear):
        return image.convert("RGB") if image.mode == "P" else image
    if profile and not ours(profile, image.mode):
        image = _by_profile(image, profile)
    return image.convert("RGBA" if clear else "RGB")


def _by_profile(image: Image, profile: bytes) -> Image:
    from PIL import ImageCms

    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        base = image.convert("RGB") if image.mode not in ("RGB", "CMYK") else image
        made = ImageCms.profileToProfile(base, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile for other colours than the picture has
        return image
    if made is None:
        return image
    if alpha is not None:
        made.putalpha(alpha)
    return made


def _reduced(image: Image, scale: float) -> Image:
    from PIL.Image import Resampling

    plain = image.convert("L") if image.mode == "1" else image
    size = (max(1, round(plain.width * scale)), max(1, round(plain.height * scale)))
    return plain.resize(size, Resampling.LANCZOS)


def _encoded(image: Image, becomes: str) -> tuple[str, bytes]:
    image.info.clear()  # place, camera and comments go; so does a profile, whose colours have been taken
    buffer = io.BytesIO()
    if becomes == "image/jpeg":
        image = image if image.mode in ("L", "RGB") else image.convert("RGB")
        image.save(buffer, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
        return "image/jpeg", buffer.getvalue()
    image.save(buffer, "PNG", optimize=True)
    return "image/png", buffer.getvalue()
