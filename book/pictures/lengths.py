"""Sizes of pictures as people write them: in per cent of the measure, or in a unit of length."""

from __future__ import annotations

import re
from dataclasses import dataclass

POINTS = {"": 0.75, "px": 0.75, "pt": 1.0, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
EMS = {"em": 1.0, "rem": 1.0, "ex": 0.5}
MOST = 10000.0  # in any unit: what is more is a slip
_WRITTEN = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*(%|[a-z]*)", re.I)
_TEX = re.compile(r"(\d+(?:\.\d*)?|\.\d+)?\s*\\(?:text|line|column|h)(?:width|size)")


@dataclass(frozen=True, slots=True)
class Length:
    """A length: `number` of `unit`, "%" or a unit of CSS."""

    number: float
    unit: str

    def __str__(self) -> str:
        return f"{self.number:g}{self.unit}"

    def points(self, whole: float, em: float) -> float:
        """The length in points, where the whole measure and an em have so many."""
        if self.unit == "%":
            return whole * self.number / 100
        return self.number * (POINTS[self.unit] if self.unit in POINTS else em * EMS[self.unit])


def length(text: str) -> Length | None:
    """A length as written, or None if it is none. A number alone counts pixels, 96 to an inch; LaTeX's widths too.

    >>> str(length("8 cm")), str(length("300")), str(length(r"0.5\\textwidth"))
    ('8cm', '300px', '50%')
    """
    tex = _TEX.fullmatch(text.strip())
    if tex:
        return _sane(float(tex[1] or 1) * 100, "%")
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        return None
    unit = found[2].lower() or "px"
    return _sane(float(found[1]), unit) if unit == "%" or unit in POINTS or unit in EMS else None


def _sane(number: float, unit: str) -> Length | None:
    return Length(number, unit) if 0 < number <= MOST else None
