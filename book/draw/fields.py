"""Reads the fields of a figure's file. A ValueError says in plain words which one is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

FigureRow = Mapping[str, Any]
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def only(values: FigureRow, *known: str) -> None:
    """Refuses a key that is not known here: misspelt, it would leave something undrawn."""
    for key in values:
        if key not in known:
            raise ValueError(f"“{key}” means nothing here; known are {', '.join(known)}")


def rows(values: FigureRow, key: str, *known: str) -> list[FigureRow]:
    """A list of maps with these keys."""
    found = values.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(row, Mapping) for row in found):
        raise ValueError(f"“{key}” must be a list of rows such as {{{': …, '.join(known)}: …}}")
    for row in found:
        only(row, *known)
    return found


def words(row: FigureRow, key: str) -> str:
    """A text that must be there."""
    if row.get(key) in (None, ""):
        raise ValueError(f"“{key}” is missing" + (f" in the row “{row['label']}”" if row.get("label") else ""))
    return str(row[key])


def number(values: FigureRow, key: str, default: int | None = None) -> int:
    """A whole number."""
    value = values.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"“{key}” must be a whole number" if key in values else f"“{key}” is missing")
    return value


def dated(answer: object, label: str) -> tuple[int, int, int]:
    """Year, month and day of an answer; 0 for a month or day that it leaves out."""
    if not DATE.fullmatch(str(answer)):
        raise ValueError(f"“{label}” needs a date, and the answer is “{answer}”")
    year, month, day = (*(int(part) for part in str(answer).split("-")), 0, 0)[:3]
    return year, month, day
