"""Static cuts of a variable font: the font that a foundry would have sold as that weight.

PDF and many readers of EPUB do not know variable fonts, and a cut made once is the same everywhere.
"""

from __future__ import annotations

import io
from typing import Any

# OpenType 1.9.1, OS/2 usWeightClass.
WEIGHTS = {
    100: "Thin",
    200: "ExtraLight",
    300: "Light",
    400: "Regular",
    500: "Medium",
    600: "SemiBold",
    700: "Bold",
    800: "ExtraBold",
    900: "Black",
}
FAMILY, STYLE, UNIQUE, FULL, POSTSCRIPT, TYPO_FAMILY, TYPO_STYLE, PREFIX = 1, 2, 3, 4, 6, 16, 17, 25
WOFF = (b"wOFF", b"wOF2")
TABLES = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post")
WINDOWS = (3, 1, 0x409)  # platform, encoding, language: the only one that current systems read
ITALIC, BOLD, REGULAR = 1, 1 << 5, 1 << 6  # OS/2 fsSelection


class NotCuttable(ValueError):
    """The font does not have such a weight, or is not a TrueType font."""


def cut(data: bytes, weight: float) -> bytes:
    """The static TrueType font of this weight (CSS, 1-1000); other axes keep their default. Features are all kept.

    A static font comes back as it is. Raises NotCuttable for a weight that the font lacks, or
    what is not a font."""
    from fontTools.ttLib import TTFont, TTLibError

    if data[:4] in WOFF:
        raise NotCuttable("it is packed for browsers; take the TrueType or OpenType file")
    try:
        font = TTFont(io.BytesIO(data), lazy=True)
    except TTLibError as fault:
        raise NotCuttable(f"not a font: {fault}") from fault
    _refuse_damaged(font)
    if "fvar" not in font:
        return data
    static = TTFont(io.BytesIO(_static(data, _place(font, weight))), recalcTimestamp=False)
    _rename(static, round(weight))
    out = io.BytesIO()
    static.save(out)
    return out.getvalue()


def _refuse_damaged(font: Any) -> None:
    """A font that was cut short, or that lacks a table without which nothing can be set (OpenType 1.9.1, font tables).

    HarfBuzz would read it as a font with fewer glyphs, and nobody would be told."""
    from fontTools.ttLib import TTLibError

    lacking = [tag for tag in TABLES if tag not in font]
    try:
        for tag in font.reader.keys():  # noqa: SIM118 - a reader of tables is not a mapping
            font.reader[tag]
    except TTLibError as fault:
        raise NotCuttable("the font is damaged: it ends too soon") from fault
    if lacking:
        raise NotCuttable(f"the font is damaged: it has no table {lacking[0]}")


def _place(font: Any, weight: float) -> dict[str, float]:
    """Where on each axis the cut is made."""
    place = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    span = next(((a.minValue, a.maxValue) for a in font["fvar"].axes if a.axisTag == "wght"), None)
    if span is None or not span[0] <= weight <= span[1]:
        has = f"weights {span[0]:g} to {span[1]:g}" if span else "no axis of weight"
        raise NotCuttable(f"no weight {weight:g}: the font has {has}")
    return place | {"wght": weight}


def _static(data: bytes, place: dict[str, float]) -> bytes:
    """The whole font at one place of its axes. HarfBuzz, not fontTools' instancer: the same outlines in a hundredth of
    the time. Its letters are drawn of parts that overlap, which is told to rasterizers."""
    import uharfbuzz as hb

    face, everything = hb.Face(hb.Blob(data)), hb.SubsetInput()
    everything.keep_everything()
    everything.flags |= hb.SubsetFlags.SET_OVERLAPS_FLAG
    for axis, value in place.items():
        everything.pin_axis_location(face, axis, value)
    return bytes(hb.subset(face, everything).blob.data)


def _rename(font: Any, weight: int) -> None:
    """Name the cut as its foundry would: one family for all weights, four styles for systems that know only four."""
    names = font["name"]
    family = names.getDebugName(TYPO_FAMILY) or names.getDebugName(FAMILY)
    italic = bool(font["OS/2"].fsSelection & ITALIC)
    word = WEIGHTS.get(weight, str(weight))
    style = "Italic" if italic and word == "Regular" else f"{word} Italic" if italic else word
    postscript = f"{_bare(family)}-{_bare(style)}"
    old_four = weight in (400, 700)
    texts = {
        FAMILY: family if old_four else f"{family} {word}",
        STYLE: style if old_four else "Italic" if italic else "Regular",
        UNIQUE: f"{names.getDebugName(5)};{postscript}",
        FULL: f"{family} {style}",
        POSTSCRIPT: postscript,
        TYPO_FAMILY: "" if old_four else family,
        TYPO_STYLE: "" if old_four else style,
        PREFIX: "",
    }
    for number, text in texts.items():
        names.removeNames(nameID=number)
        if text:
            names.setName(text, number, *WINDOWS)
    _drop_axis_names(font)
    _set_style(font, weight, italic)


def _bare(text: str) -> str:
    """Without spaces, as a PostScript name must be."""
    return text.replace(" ", "")


def _drop_axis_names(font: Any) -> None:
    """The names of axes and of the font's other weights mean nothing in a static cut; neither does STAT."""
    used = font["GSUB"].table.FeatureList.FeatureRecord if "GSUB" in font else ()
    kept = {value for record in used for value in _name_ids(record.Feature.FeatureParams)}
    font["name"].names = [n for n in font["name"].names if n.nameID < 256 or n.nameID in kept]
    if "STAT" in font:
        del font["STAT"]


def _name_ids(parameters: Any) -> list[int]:
    """The names that a feature's own settings point to (stylistic sets, character variants)."""
    if parameters is None:
        return []
    return [v for k, v in vars(parameters).items() if isinstance(v, int) and k.endswith(("NameID", "LabelNameID"))]


def _set_style(font: Any, weight: int, italic: bool) -> None:
    """The bits by which systems tell the four old styles apart."""
    font["OS/2"].usWeightClass = weight
    flags = font["OS/2"].fsSelection & ~(BOLD | REGULAR)
    flags |= BOLD if weight == 700 else 0 if italic else REGULAR
    font["OS/2"].fsSelection = flags
    font["head"].macStyle = (weight == 700) | (italic << 1)
