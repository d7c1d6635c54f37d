"""What a PDF says of a font: names and measures, from tables that fontTools reads best."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Measures:
    """A face's name and measures, lengths in thousandths of its size (ISO 32000-1, table 122); `angle` in degrees."""

    name: str
    family: str
    weight: int
    angle: float
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]
    fixed_pitch: bool
    serif: bool


@lru_cache(maxsize=16)
def measures(data: bytes, index: int = 0) -> Measures:
    """The measures of a face; `index` is its place in a collection. Raises ValueError for what is not a font."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(io.BytesIO(data), fontNumber=index & 0xFFFF, lazy=True)
    except TTLibError as fault:
        raise ValueError(f"not a font: {fault}") from fault
    head, line, metrics, post = font["head"], font["hhea"], font["OS/2"], font["post"]

    def scaled(value: float) -> int:
        return round(value * 1000 / int(head.unitsPerEm))

    return Measures(
        name=font["name"].getDebugName(6),
        family=font["name"].getDebugName(16) or font["name"].getDebugName(1),
        weight=metrics.usWeightClass,
        angle=post.italicAngle,
        ascent=scaled(line.ascent),
        descent=scaled(line.descent),
        cap_height=scaled(getattr(metrics, "sCapHeight", 0) or line.ascent),
        box=(scaled(head.xMin), scaled(head.yMin), scaled(head.xMax), scaled(head.yMax)),
        fixed_pitch=bool(post.isFixedPitch),
        serif=1 <= metrics.sFamilyClass >> 8 <= 7,
    )
