"""What a list's items are marked with: a bullet, or a number of any kind, as Pandoc has them (its "fancy lists")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from book.matter import Delimiter, Numbering

_BULLET = re.compile(r"[-+*](?=[ \t]|$)")
_VALUE = r"\d{1,9}|#|[A-Za-z]|[ivxlcdm]{2,12}|[IVXLCDM]{2,12}"
_NUMBER = re.compile(rf"(?:\((?P<both>{_VALUE}|@[\w-]*)\)|(?P<one>{_VALUE})(?P<after>[.)]))(?=[ \t]|$)")
# A letter and a full stop that begin an abbreviation or a person's name: "z. B.", "c. 1850", "I think".
_SHORTENED = re.compile(r"[ \t]+[^\W\d_]{1,4}\.(?:\s|$)")
_COUNTED = re.compile(r"[ \t]+\d")
_APART = re.compile(r"[ \t]{2}|[ \t]*$")
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_EXAMPLE = "@"


@dataclass(frozen=True, slots=True)
class ListMarker:
    """One item's mark: how many characters it has, and all that it can mean, the likeliest first.

    `sign` is a bullet's own, "@" for one of Pandoc's examples, whose `label` may be empty, or nothing."""

    length: int
    sign: str
    readings: tuple[tuple[Numbering, int], ...] = ()
    delimiter: Delimiter = "."
    label: str = ""
    plain: bool = False  # CommonMark, too, has it

    @property
    def ordered(self) -> bool:
        """True of a number, false of a bullet."""
        return bool(self.readings)

    def first(self) -> bool:
        """Whether it may be a list's first."""
        return any(number == 1 for _, number in self.readings)

    def as_(self, numbering: Numbering) -> int | None:
        """The number it is in this numbering, if it is one."""
        return next((number for kind, number in self.readings if kind == numbering), None)

    def goes_on(self, opening: ListMarker, numbering: Numbering) -> bool:
        """Whether it is the mark of a further item of the list that `opening` opened."""
        if not self.ordered or not opening.ordered:
            return self.ordered == opening.ordered and self.sign == opening.sign
        return (self.sign == opening.sign and self.delimiter == opening.delimiter
                and self.as_(numbering) is not None)


def read_marker(text: str) -> ListMarker | None:
    """The mark at the beginning of a line, which has lost its white space.

    >>> read_marker("iv) x").readings
    (('lower-roman', 4),)
    """
    if _BULLET.match(text):
        return ListMarker(1, text[0], plain=True)
    found = _NUMBER.match(text)
    if not found:
        return None
    value, rest = found["both"] or found["one"], text[found.end():]
    delimiter: Delimiter = "()" if found["both"] else ")" if found["after"] == ")" else "."
    if (delimiter == "." and _is_words(value, rest)) or (delimiter == "()" and _is_sign(value, rest)):
        return None
    if value.startswith(_EXAMPLE):
        return ListMarker(found.end(), _EXAMPLE, (("decimal", 1),), delimiter, value[1:])
    readings = _readings(value)
    plain = value.isdecimal() and delimiter != "()"
    return ListMarker(found.end(), "", readings, delimiter, "", plain) if readings else None


def _is_words(value: str, rest: str) -> bool:
    """Whether a letter with a full stop more likely begins a sentence: of capitals Pandoc asks two spaces."""
    if len(value) > 1 or not value.isalpha():
        return False
    if value.isupper():
        return not _APART.match(rest)
    return bool(_SHORTENED.match(rest)) or (value not in "ai" and bool(_COUNTED.match(rest)))


def _is_sign(value: str, rest: str) -> bool:
    """(c) 2026 and the like."""
    return value.lower() in ("c", "r", "p") and bool(_COUNTED.match(rest))


def _readings(value: str) -> tuple[tuple[Numbering, int], ...]:
    if value == "#":
        return (("decimal", 1),)
    if value.isdecimal():
        return (("decimal", int(value)),)
    found: list[tuple[Numbering, int]] = []
    lower = value.lower()
    if len(value) == 1:
        found.append(("lower-alpha" if value.islower() else "upper-alpha", ord(lower) - ord("a") + 1))
    if _ROMAN.match(lower):
        roman: tuple[Numbering, int] = ("lower-roman" if value.islower() else "upper-roman", _roman(lower))
        found.insert(0 if lower == "i" else len(found), roman)
    return tuple(found)


def _roman(text: str) -> int:
    values = [_VALUES[letter] for letter in text]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
