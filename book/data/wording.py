"""Values in English words, and words of the manuscript compared with values."""

from __future__ import annotations

import re
from typing import Any

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_BEFORE = re.compile(r"(?:on|in|at|by|since|until|from|to|of|the|all) ")


def number_in_words(number: int) -> str:
    """A cardinal number up to 9,999 in British English; a larger one in figures.

    >>> number_in_words(1108)
    'one thousand one hundred and eight'
    """
    if not 0 <= number < 10_000:
        return f"{number:,}"
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = number % size
    joint = " and " if rest < 100 else " "
    return f"{_ONES[number // size]} {name}" + (joint + number_in_words(rest) if rest else "")


def date_in_words(iso: str) -> str:
    """An ISO date as a British book prints it.

    >>> [date_in_words(iso) for iso in ("1936-08-25", "1936-08", "1936")]
    ['25 August 1936', 'August 1936', '1936']
    """
    found = _ISO.fullmatch(iso)
    if not found or not 1 <= int(found[2] or 1) <= 12:
        raise ValueError(f"“{iso}” is not a date")
    year, month, day = found.groups()
    parts = (str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", year)
    return " ".join(part for part in parts if part)


def is_date(value: Any) -> bool:
    """Whether a value is a date of the data: a day, a month or a year."""
    return isinstance(value, str) and bool(_ISO.fullmatch(value)) and "00" not in value.split("-")[1:]


def in_words(value: Any) -> str:
    """A value as a reader would say it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(map(in_words, value))
    return date_in_words(value) if is_date(value) else str(value)


def print_value(value: Any, form: str = "") -> str:
    """A value as the manuscript wants it: "" as it is, "words" a number in words, "numeral" in figures, "date" a date.

    Raises ValueError if the value has no such form."""
    if isinstance(value, list):
        return series([print_value(member, form) for member in value])
    if form in ("words", "numeral"):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValueError(f"“{in_words(value)}” is not a number")
        return number_in_words(value) if form == "words" and isinstance(value, int) else f"{value:,}"
    if form == "date":
        if not is_date(value):
            raise ValueError(f"“{in_words(value)}” is not a date")
        return date_in_words(value)
    return in_words(value)


def series(words: list[str]) -> str:
    """A, B and C."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def agrees(words: str, value: Any) -> bool:
    """Whether words of the manuscript say what a value says. Letter case and the kind of space do not count.

    A date may be told by a part of it: `August 1936`, `25 August` and `1936` all agree with 1936-08-25."""
    said = {_simple(words), _BEFORE.sub("", _simple(words), count=1)}
    if isinstance(value, list):
        return any(_simple(text) in said for text in (series(list(map(in_words, value))), in_words(value)))
    if isinstance(value, bool) or value is None:
        return _simple(in_words(value)) in said
    if isinstance(value, (int, float)):
        return bool(said & _numbers(value))
    # "ten years" says what "10 years" says.
    spelt = re.sub(r"\d{1,4}", lambda found: number_in_words(int(found[0])), value)
    return bool(said & ({_simple(value), _simple(spelt)} | (_dates(value) if is_date(value) else set())))


def _simple(text: str) -> str:
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("‑", "-")
    return re.sub(r"\s+", " ", text).strip().casefold()


def _numbers(value: int | float) -> set[str]:
    forms = {str(value), f"{value:,}", f"{value:,}".replace(",", " "), f"{value:,}".replace(",", "")}
    if isinstance(value, int) and 0 <= value < 10_000:
        spelt = number_in_words(value)
        forms |= {spelt, spelt.replace("-", " "), spelt.replace(" and ", " "),
                  re.sub(r"^one (?=hundred|thousand)", "a ", spelt)}
        forms |= {"none", "no", "nobody", "no one", "nought"} if value == 0 else set()
        forms |= {"both"} if value == 2 else set()
    return {_simple(form) for form in forms}


def _dates(iso: str) -> set[str]:
    year, month, day = (*iso.split("-"), "", "")[:3]
    forms = {year}
    if month:
        name = _MONTHS[int(month) - 1]
        for word in (name, name[:3], f"{name[:3]}.", "Sept", "Sept."):
            if word.startswith("Sept") and name != "September":
                continue
            forms |= {f"{word} {year}", f"{word}, {year}", word}
            if day:
                number = int(day)
                for told in (str(number), day, _ordinal(number)):
                    forms |= {f"{told} {word}", f"{word} {told}", f"{told} {word} {year}", f"{told} {word}, {year}",
                              f"{word} {told}, {year}", f"{told} of {word}", f"{told} of {word} {year}"}
        forms |= {iso}
    return {_simple(form) for form in forms}


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
