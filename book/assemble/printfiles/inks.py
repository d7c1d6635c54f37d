"""Colours as inks: the arithmetic of a single colour, for content streams, shadings and pictures alike.

A colour is a tuple of parts from 0 to 1: one is grey (1 is white), three are RGB, meant as sRGB, four are CMYK.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageCms

Colour = tuple[float, ...]
Inks = Callable[[Colour], Colour]
NEUTRAL = 0.002  # by how much the parts of a grey may differ: half a step of the 256 that a screen has
FULL = 4.0  # the most that four inks can be


def neutral(colour: Colour) -> Colour:
    """Greys of RGB as grey: black text is black ink alone, never a mixture. All else is left as it is."""
    return (round(colour[0], 4),) if len(colour) == 3 and max(colour) - min(colour) < NEUTRAL else colour


def grey(colour: Colour) -> Colour:
    """How light a colour is, for black ink (ISO 32000-1, 10.3.2 and 10.3.4)."""
    match neutral(colour):
        case (_,) as light:
            return light
        case red, green, blue:
            return (round(0.3 * red + 0.59 * green + 0.11 * blue, 4),)
        case cyan, magenta, yellow, black:
            return (round(1 - min(1.0, 0.3 * cyan + 0.59 * magenta + 0.11 * yellow + black), 4),)
    raise ValueError(colour)


def process(most: float) -> Inks:
    """The four inks for a colour, with no more than `most` of them together (2.4 is 240 %). Greys stay black ink.

    CMYK is left as it is: whoever wrote it has mixed the inks himself."""
    return partial(_process, most=most)


def _process(colour: Colour, most: float) -> Colour:
    colour = neutral(colour)
    if len(colour) != 3:
        return colour
    one = Image.new("RGB", (1, 1), tuple(round(part * 255) for part in colour))
    pixel = separated(one).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    *mixed, black = (part / 255 for part in pixel)
    room = min(1.0, max(0.0, most - black) / (sum(mixed) or 1.0))
    return (*(round(part * room, 4) for part in mixed), round(black, 4))


def separated(image: Image.Image) -> Image.Image:
    """An sRGB picture as CMYK, by the ISO Coated v2 300 % profile of basICColor, black point to black point.

    The profile is that of Debian's package scribus-data; its licence (zlib) stands beside it."""
    made = ImageCms.applyTransform(image, _transform())
    assert made is not None
    return made


@cache
def _transform() -> ImageCms.ImageCmsTransform:
    profile = BytesIO(files(__package__).joinpath("ISOcoated_v2_300_bas.icc").read_bytes())
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
