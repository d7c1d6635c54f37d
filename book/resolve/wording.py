"""Numbers and dates in words.

Comes in: a value of the data, or words of the text. Goes out: its printed form; whether the two say the same.
Apart because it is about English, not about data or trees.
"""

from __future__ import annotations

import re
from typing import Any

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((1_000_000, "million"), (1000, "thousand"), (100, "hundred"))
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
_NAMES = {name.lower(): place for place, name in enumerate(MONTHS, 1)}
_NAMES |= {name[:3].lower(): place for place, name in enumerate(MONTHS, 1)}
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_BRITISH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]+)\.?(?:,?\s+(\d{4}))?")
_AMERICAN = re.compile(r"([A-Za-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")

DateParts = tuple[int | None, int | None, int | None]


def in_words(number: int) -> str:
    """A number from 0 to 999,999,999 in English words.

    >>> in_words(1021)
    'one thousand and twenty-one'
    """
    if number < 20:
        return _UNITS[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_UNITS[number % 10]}" if number % 10 else "")
    scale, name = next(step for step in _SCALES if number >= step[0])
    rest = number % scale
    joint = " and " if 0 < rest < 100 else " "
    return f"{in_words(number // scale)} {name}" + (f"{joint}{in_words(rest)}" if rest else "")


def number_of(words: str) -> int | None:
    """The number that the words or numerals mean, or None.

    >>> number_of("Twenty-one"), number_of("1,200"), number_of("none"), number_of("several")
    (21, 1200, 0, None)
    """
    text = words.strip().casefold()
    if re.fullmatch(r"\d{1,3}([,\u00a0\u202f]\d{3})+|\d+", text):
        return int(re.sub(r"\D", "", text))
    if text in ("no", "none", "nobody", "no one"):
        return 0
    parts = [part for part in re.split(r"[\s-]+", text) if part != "and"]
    return _spelt(["one" if part == "a" else part for part in parts]) if parts else None


def _spelt(parts: list[str]) -> int | None:
    total = group = 0
    scales = {name: scale for scale, name in _SCALES}
    for part in parts:
        if part in _UNITS:
            group += _UNITS.index(part)
        elif part in _TENS[2:]:
            group += 10 * _TENS.index(part)
        elif part == "hundred":
            group = (group or 1) * 100
        elif part in scales:
            total, group = total + (group or 1) * scales[part], 0
        else:
            return None
    return total + group


def date_in_words(iso: str, language: str) -> str | None:
    """ "1936-08-25" as "25 August 1936" (in "en-US" "August 25, 1936"), or None if it is no date."""
    parts = _iso_parts(iso)
    if parts is None:
        return None
    year, month, day = parts
    if month is None:
        return str(year)
    name = MONTHS[month - 1]
    if day is None:
        return f"{name} {year}"
    return f"{name} {day}, {year}" if language == "en-US" else f"{day} {name} {year}"


def _iso_parts(text: str) -> DateParts | None:
    match = _ISO.fullmatch(text)
    if not match or (match[2] and not 1 <= int(match[2]) <= 12):
        return None
    return int(match[1]), int(match[2]) if match[2] else None, int(match[3]) if match[3] else None


def _date_parts(words: str) -> DateParts | None:
    """Year, month and day that the words name; what they do not say is None."""
    text = re.sub(r"\s+", " ", words.strip())
    if parts := _iso_parts(text):
        return parts
    for pattern, order in ((_BRITISH, (3, 2, 1)), (_AMERICAN, (3, 1, 2))):
        match = pattern.fullmatch(text)
        if match and (month := _NAMES.get(match[order[1]].lower())):
            year, day = match[order[0]], match[order[2]]
            return int(year) if year else None, month, int(day) if day else None
    return None


def says(words: str, value: Any) -> bool:
    """True if the words say what the value is; a date may be told less exactly than the data have it.

    >>> says("Seventeen", 17), says("August 1936", "1936-08-25"), says("25 August 1936", "1936-08")
    (True, True, False)
    """
    text = re.sub(r"\s+", " ", words.strip())
    if isinstance(value, list | tuple):
        return text.casefold() == listed(value).casefold()
    if text.casefold() == re.sub(r"\s+", " ", str(value)).casefold():
        return True
    known, told = _iso_parts(str(value)), _date_parts(text)
    if known and told and not isinstance(value, int):
        return all(part is None or part == fact for part, fact in zip(told, known, strict=True))
    number = number_of(text)
    return number is not None and str(number) == str(value)


def listed(values: Any) -> str:
    """ "A", "A and B", "A, B and C"."""
    texts = [str(value) for value in values]
    return " and ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


def printed(value: Any, form: str, language: str) -> str | None:
    """The value as "words", "date" or "numeral" says, or as it stands if `form` is empty; None if it cannot be."""
    if isinstance(value, list | tuple):
        texts = [printed(each, form, language) for each in value]
        return listed(texts) if None not in texts else None
    if not form:
        return str(value)
    if form == "date":
        return date_in_words(str(value), language)
    number = number_of(str(value))
    if number is None or form not in ("words", "numeral"):
        return None
    return in_words(number) if form == "words" else f"{number:,}" if number > 9999 else str(number)
