"""Subsets of a font: the glyphs or the characters that a book uses.

HarfBuzz makes them: it is twenty times as fast as fontTools, and the engine that shaped the text.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal

# A PDF addresses glyphs by number: what chooses or places glyphs is of no use in it.
LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "DSIG", "FFTM", "SVG ", "STAT", "name")


def subset_glyphs(data: bytes, gids: Iterable[int], index: int = 0) -> bytes:
    """The font with only these glyphs, which keep their numbers; for PDF. `index` is the face in a collection.

    Raises ValueError for what is not a font."""
    import uharfbuzz as hb

    wanted = sorted({0, *gids})
    keep = _input(hb, hb.SubsetFlags.RETAIN_GIDS)
    keep.glyph_set.update(wanted)
    keep.drop_table_tag_set.update(_tag(name) for name in LAYOUT_TABLES)
    sparse = _cut_down(hb, hb.Face(hb.Blob(data), index & 0xFFFF), keep)
    # Numbers are kept by empty slots; those behind the last glyph used are not needed.
    shorten = _input(hb, hb.SubsetFlags.DEFAULT)
    shorten.glyph_set.update(range(wanted[-1] + 1))
    return bytes(_cut_down(hb, sparse, shorten).blob.data)


def subset_text(data: bytes, text: str, flavor: Literal["ttf", "woff2"] = "ttf") -> bytes:
    """The font with only the characters of a text, with all its features (small capitals, figures, ligatures, kerning).

    Raises ValueError for what is not a font."""
    import uharfbuzz as hb

    keep = hb.SubsetInput()
    keep.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    keep.unicode_set.update(sorted({*map(ord, text), ord(" ")}))
    for everything in (keep.layout_feature_tag_set, keep.name_id_set):  # an empty set turned round
        everything.clear()
        everything.invert()
    small = bytes(_cut_down(hb, hb.Face(hb.Blob(data)), keep).blob.data)
    return _woff2(small) if flavor == "woff2" else small


@lru_cache(maxsize=16)
def characters(data: bytes) -> frozenset[int]:
    """The code points that the font has glyphs for. Raises ValueError for what is not a font."""
    import uharfbuzz as hb

    face = hb.Face(hb.Blob(data))
    _refuse_nothing(face)
    return frozenset(face.unicodes)


def _input(hb: Any, flag: Any) -> Any:
    made = hb.SubsetInput()
    made.flags = flag | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.DESUBROUTINIZE
    return made


def _cut_down(hb: Any, face: Any, keep: Any) -> Any:
    _refuse_nothing(face)
    try:
        return hb.subset(face, keep)
    except RuntimeError as fault:
        raise ValueError("the font cannot be subset") from fault


def _refuse_nothing(face: Any) -> None:
    """HarfBuzz reads anything, and what is not a font as a font without glyphs."""
    if not face.glyph_count:
        raise ValueError("not a font")


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


def _woff2(data: bytes) -> bytes:
    from fontTools.ttLib import TTFont

    font, out = TTFont(io.BytesIO(data), recalcTimestamp=False), io.BytesIO()
    font.flavor = "woff2"
    font.save(out)
    return out.getvalue()
