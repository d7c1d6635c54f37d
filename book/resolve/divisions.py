"""Numbers and names of divisions.

Comes in: the divisions in their order. Goes out: a number ("3", "A") and a label ("Chapter 3") for each.
Apart because anchors, contents and running heads all ask for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from book.matter import RawDivision


@dataclass(frozen=True, slots=True)
class Place:
    """A division's number and label; both are empty where it is not counted."""

    number: str = ""
    label: str = ""


def places(divisions: Iterable[RawDivision]) -> Mapping[str, Place]:
    """The place of each division by its id: chapters count 1, 2, 3, appendices A, B, C."""
    found: dict[str, Place] = {}
    chapters = appendices = 0
    for division in divisions:
        place = Place()
        if division.role == "chapter":
            chapters += 1
            place = Place(str(chapters), f"Chapter {chapters}")
        elif division.role == "appendix":
            appendices += 1
            place = Place(letters(appendices), f"Appendix {letters(appendices)}")
        found[division.id] = place
    return found


def letters(number: int) -> str:
    """1 is A, 26 is Z, 27 is AA.

    >>> letters(2), letters(27)
    ('B', 'AA')
    """
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


