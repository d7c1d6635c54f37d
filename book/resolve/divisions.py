"""Numbers ("3", "A") and labels ("Chapter 3") of divisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from book.matter import RawDivision


@dataclass(frozen=True, slots=True)
class DivisionNumber:
    """A division's number and label; both are empty where it is not counted."""

    number: str = ""
    label: str = ""


def division_numbers(divisions: Iterable[RawDivision]) -> Mapping[str, DivisionNumber]:
    """The number of each division by its id: chapters count 1, 2, 3, appendices A, B, C."""
    found: dict[str, DivisionNumber] = {}
    chapters = appendices = 0
    for division in divisions:
        number = DivisionNumber()
        if division.role == "chapter":
            chapters += 1
            number = DivisionNumber(str(chapters), f"Chapter {chapters}")
        elif division.role == "appendix":
            appendices += 1
            number = DivisionNumber(letters(appendices), f"Appendix {letters(appendices)}")
        found[division.id] = number
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
