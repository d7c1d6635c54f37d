"""The trim of book.yaml: by the name that the trade has for it, as two lengths, or as width and height in inches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from book.data import YamlNode
from book.edition import Trim
from book.problems import Problem

USUAL = Trim(6, 9)
INCH = {"in": 1.0, "cm": 2.54, "mm": 25.4}  # how many of each
LEAST, MOST = 3.0, 20.0  # inches, as shapes.yaml has them for width and height


def _millimetres(width: float, height: float) -> Trim:
    return Trim(round(width / 25.4, 4), round(height / 25.4, 4))


# ISO 216 (A and B), British paperback formats, and American ones as printers list them (KDP, IngramSpark).
NAMED: Mapping[str, Trim] = {
    "a4": _millimetres(210, 297), "a5": _millimetres(148, 210), "a6": _millimetres(105, 148),
    "b5": _millimetres(176, 250), "b6": _millimetres(125, 176),
    "pocket": Trim(4.25, 6.875), "digest": Trim(5.5, 8.5), "trade": USUAL, "letter": Trim(8.5, 11),
    "a-format": _millimetres(110, 178), "b-format": _millimetres(129, 198), "demy": _millimetres(138, 216),
    "royal": _millimetres(156, 234), "crown-quarto": _millimetres(189, 246),
}  # fmt: skip
_LENGTHS = re.compile(r"([0-9.]+) *(mm|cm|in|″|\")? *[x×*] *([0-9.]+) *(mm|cm|in|″|\")?")


def read_trim(node: YamlNode, values: Mapping[str, Any]) -> tuple[Trim, tuple[Problem, ...]]:
    """The trim that book.yaml or its theme asks for; `values` has both. B-003 if it cannot be understood, or is not one
    of a book."""
    value: Any = values.get("trim")
    if value is None:
        return USUAL, ()
    found = Trim(**value) if isinstance(value, Mapping) else of_words(value)
    if found is None:
        near = get_close_matches(value.lower(), NAMED, 1, 0.6)
        hint = f"did you mean {near[0]}? " if near else ""
        what = f"“{value}” is not a valid trim"
        return USUAL, (Problem("B-003", what, node.at("trim"), f"{hint}Known are {', '.join(NAMED)}, and lengths with "
                               "their unit: 148 mm x 210 mm, 5.5 x 8.5 in"),)
    if not all(LEAST <= length <= MOST for length in (found.width, found.height)):
        what = f"a trim of {found.width:g} × {found.height:g} inches is not possible"
        return USUAL, (Problem("B-003", what, node.at("trim"), "width and height are from 3 to 20 inches"),)
    return found, ()


def of_words(words: str) -> Trim | None:
    """The trim of a name or of two lengths; without a unit they are inches.

    >>> of_words("5.5x8.5"), of_words("127 mm x 203.2mm")
    (Trim(width=5.5, height=8.5), Trim(width=5.0, height=8.0))
    """
    plain = words.strip().lower()
    if known := NAMED.get(plain.replace(" ", "-")):
        return known
    lengths = _LENGTHS.fullmatch(plain)
    if lengths is None:
        return None
    width, first, height, last = lengths.groups()
    try:
        return Trim(*(round(float(length) / _per_inch(unit), 4) for length, unit in
                      ((width, first or last), (height, last or first))))
    except ValueError:
        return None


def _per_inch(unit: str | None) -> float:
    return INCH.get(unit or "in", 1.0)
