"""From the bibliography's records to CSL-JSON.

Comes in: references as read. Goes out: the JSON that the engine takes, and what is wrong with records (C-003).
Apart because an engine forgives a misspelt field by dropping it, and a book must not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from book.citations.vocabulary import DATES, FIELDS, NAMES, OURS, TYPES
from book.matter import Reference
from book.problems import Problem

# The dates of EDTF that CSL knows: a year, month or day, perhaps about or doubtful, perhaps to another.
_DAY = r"-?\d{4}(?:-\d{2}(?:-\d{2})?)?[?~]?"
_EDTF = re.compile(rf"{_DAY}(?:/(?:{_DAY})?)?")


def check_works(references: Iterable[Reference]) -> tuple[Problem, ...]:
    """One C-003 for each fault of a record: type, fields, names, dates."""
    return tuple(
        Problem("C-003", f"{reference.key}: {message}", reference.span, hint)
        for reference in references
        for message, hint in _faults(reference)
    )


def csl_work(reference: Reference) -> dict[str, Any]:
    """A record as CSL-JSON; dates that YAML has as numbers become texts, and our own fields are left out."""
    values = {field: value for field, value in reference.values.items() if field not in OURS}
    if values.get("section") == reference.section:
        del values["section"]  # ours; a CSL `section` says something else
    dates = {field: _date(values[field]) for field in DATES & values.keys()}
    return {"id": reference.key, "type": reference.values.get("type", "document"), **values, **dates}


def _date(value: Any) -> Any:
    return f"{value:04d}" if isinstance(value, int) else value


def _faults(reference: Reference) -> Iterable[tuple[str, str]]:
    values = reference.values
    if values.get("type") not in TYPES:
        yield f"the type “{values.get('type', '')}” is none of CSL's", _near(str(values.get("type", "")), TYPES)
    if not any(values.get(field) for field in ("title", *NAMES)):
        yield "a work needs a title or an author", ""
    for field, value in values.items():
        if field not in FIELDS:
            yield f"unknown field “{field}”", _near(field, FIELDS)
        elif field in NAMES and not _is_names(value):
            yield f"“{field}” is no list of names", "write [{family: …, given: …}] or [{literal: …}]"
        elif field in DATES and not _is_date(value):
            yield f"“{field}” is no date: {value}", "write a year, or a text like '1938-03' or '1938-03-02/1938-03-13'"


def _near(word: str, words: Iterable[str]) -> str:
    near = get_close_matches(word, sorted(words), 1)
    return f"did you mean “{near[0]}”?" if near else ""


def _is_names(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(
        isinstance(name, dict) and ("family" in name or "literal" in name) for name in value
    )


def _is_date(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value.keys() & {"date-parts", "literal", "raw"})
    return (isinstance(value, int) and not isinstance(value, bool)) or bool(_EDTF.fullmatch(str(value)))
