"""Makes pictures ready for ink: grey or CMYK, within the limit of ink, opaque on white, no finer than printers take.

No pixel is ever added, and what is right already stays as it is, byte for byte.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from pikepdf import Name, Pdf, PdfImage, Stream
from PIL import Image, ImageChops, ImageMath

from book.assemble.printfiles.inks import separated
from book.assemble.printfiles.resources import INCHES

SPACES = {"1": (Name.DeviceGray, 1), "L": (Name.DeviceGray, 8), "CMYK": (Name.DeviceCMYK, 8)}  # and bits a part
SPACES_LEFT = (Name.DeviceGray, Name.DeviceCMYK)  # what need not be touched if it is within all limits
LEFT_OVER = ("/SMask", "/Mask", "/Decode", "/Intent", "/Metadata")


def ink_pictures(pdf: Pdf, colour: bool, most: float, finest: float | None) -> None:
    """Convert all pictures: to grey, or with `colour` to CMYK of at most `most` inks together (2.4 is 240 %); and to
    `finest` pixels an inch where they have more, but for line art, which is the better the finer it is."""
    pictures = [item for item in pdf.objects if isinstance(item, Stream) and item.get("/Subtype") == Name.Image]
    masks = {item[key].objgen for item in pictures for key in ("/SMask", "/Mask") if isinstance(item.get(key), Stream)}
    for item in pictures:
        size = _wanted(item, finest)
        if INCHES in item:
            del item[INCHES]
        if item.objgen not in masks and not item.get("/ImageMask", False):
            _convert(item, size, colour, most)


def _wanted(item: Any, finest: float | None) -> tuple[int, int]:
    """Width and height in pixels that the picture is to have."""
    have = int(item.Width), int(item.Height)
    if finest is None or INCHES not in item or int(item.get("/BitsPerComponent", 1)) == 1:
        return have
    room = [max(1, ceil(float(side) * finest)) for side in item[INCHES]]
    return min(have[0], room[0]), min(have[1], room[1])


def _convert(item: Any, size: tuple[int, int], colour: bool, most: float) -> None:
    bare = item.get("/ColorSpace") in SPACES_LEFT and not any(key in item for key in ("/SMask", "/Mask"))
    if bare and item.ColorSpace == Name.DeviceGray and size == (item.Width, item.Height):
        return
    shown = _opaque(item)
    made = inked(shown, colour, most)
    if made.mode != "1" and made.size != size:
        made = made.resize(size, Image.Resampling.BOX)  # a mean of pixels has no more ink than they
    if bare and made is shown:
        return
    item.Width, item.Height = made.size
    item.ColorSpace, item.BitsPerComponent = SPACES[made.mode]
    for key in LEFT_OVER:
        if key in item:
            del item[key]
    item.write(made.tobytes())


def _opaque(item: Any) -> Image.Image:
    """The picture on white."""
    shown = PdfImage(item).as_pil_image()
    shown = shown if shown.mode in ("1", "L", "CMYK") else shown.convert("RGB")
    if "/SMask" not in item:
        return shown
    alpha = PdfImage(item.SMask).as_pil_image().convert("L").resize(shown.size)
    white = Image.new(shown.mode, shown.size, (0, 0, 0, 0) if shown.mode == "CMYK" else "white")
    return Image.composite(shown, white, alpha)


def inked(shown: Image.Image, colour: bool, most: float) -> Image.Image:
    """A picture in the modes "1", "L", "RGB" or "CMYK" as "1", "L" or, with `colour`, "CMYK". Greys need no colour."""
    if shown.mode == "RGB" and (_is_neutral(shown) or not colour):
        shown = shown.convert("L")
    if shown.mode == "CMYK" and not colour:
        shown = shown.convert("RGB").convert("L")
    if shown.mode == "1":
        return shown
    if shown.mode == "L":
        return shown.convert("1", dither=Image.Dither.NONE) if _is_line_art(shown) else shown
    return _limited(separated(shown) if shown.mode == "RGB" else shown, most)


def _is_neutral(shown: Image.Image) -> bool:
    red, green, blue = shown.split()
    return all(ImageChops.difference(red, other).getbbox() is None for other in (green, blue))


def _is_line_art(shown: Image.Image) -> bool:
    return {value for _, value in shown.getcolors(2) or [(0, -1)]} <= {0, 255}


def _limited(shown: Image.Image, most: float) -> Image.Image:
    """No more ink than the limit in any pixel: black stays, the other three give way in equal parts."""
    cyan, magenta, yellow, black = shown.split()
    bands = {"c": cyan, "m": magenta, "y": yellow, "k": black, "most": int(most * 255)}
    too_much = ImageMath.lambda_eval(_excess, **bands)
    if too_much.getbbox() is None:
        return shown
    held = [ImageMath.lambda_eval(_hold_back, b=band, **bands).convert("L") for band in (cyan, magenta, yellow)]
    return Image.merge("CMYK", (*held, black))


def _excess(args: Any) -> Any:
    return args["max"](args["c"] + args["m"] + args["y"] + args["k"] - args["most"], 0)


def _hold_back(args: Any) -> Any:
    """b × (most − k) ÷ (c + m + y), or b where there is room for all."""
    room, mixed = args["max"](args["most"] - args["k"], 0), args["c"] + args["m"] + args["y"]
    return args["min"](args["b"], args["b"] * room / args["max"](mixed, 1))
