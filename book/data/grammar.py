"""The language of queries.

    QUERY  = SET.RECORD.FIELD | count SET [where] | sum SET.FIELD [where] | list SET.FIELD [where]
    where  = where FIELD OP VALUE and FIELD OP VALUE …        OP: = != < > <= >=
    FIELD  = name | FIELD.name | FIELD[name=value]            a list on the way stands for all its members
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

Verb = Literal["value", "count", "sum", "list"]
_STEP = re.compile(r"([\w-]+)(?:\[([\w-]+)=([^\]]*)\])?(?:\.|$)")
_CONDITION = re.compile(r"\s*([\w.-]+(?:\[[\w-]+=[^\]]*\])?(?:\.[\w-]+)*)\s*(!=|<=|>=|=|<|>)\s*(.*?)\s*$", re.S)


@dataclass(frozen=True, slots=True)
class Step:
    """One name on the way to a field, and what its members must have."""

    name: str
    key: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a record."""

    path: tuple[Step, ...]
    sign: str
    value: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question that has been read."""

    verb: Verb
    data_set: str
    record: str
    path: tuple[Step, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class QueryFault:
    """Why there is no answer: code D-008 (cannot be read) or D-009 (finds nothing), the words, and a hint."""

    code: Literal["D-008", "D-009"]
    message: str
    hint: str = ""


def parse_query(text: str) -> Query | QueryFault:
    """Reads a query."""
    head, where, words = text.strip().partition(" where ")
    verb, _, rest = head.strip().partition(" ")
    if verb in ("count", "sum", "list") and rest:
        return _counted(cast(Verb, verb), rest.strip(), words, bool(where), text)
    if where or " " in head.strip():
        return _unread(text)
    parts = head.strip().split(".", 2)
    path = parse_path(parts[2]) if len(parts) == 3 else None
    if not path or not all(parts):
        return _unread(text)
    return Query("value", parts[0], parts[1], path, ())


def _counted(verb: Verb, rest: str, words: str, where: bool, text: str) -> Query | QueryFault:
    name, _, field = rest.partition(".")
    path = parse_path(field) if field else ()
    conditions = parse_conditions(words) if where else ()
    if path is None or conditions is None or bool(path) == (verb == "count") or not re.fullmatch(r"[\w-]+", name):
        return _unread(text)
    return Query(verb, name, "", path, conditions)


def _unread(text: str) -> QueryFault:
    return QueryFault("D-008", f"this query cannot be read: {text}",
                      "write SET.RECORD.FIELD, count SET where FIELD=VALUE, sum SET.FIELD …, or list SET.FIELD …")


def parse_path(text: str) -> tuple[Step, ...] | None:
    """Reads a way to a field, `outcomes[sentence=death].count`; None if it cannot be read."""
    steps, position = [], 0
    while position < len(text):
        step = _STEP.match(text, position)
        if not step or (step.end() == len(text) and text.endswith(".")):
            return None
        steps.append(Step(step[1], step[2] or "", step[3] or ""))
        position = step.end()
    return tuple(steps) or None


def parse_conditions(text: str) -> tuple[Condition, ...] | None:
    """Reads the conditions after `where`; None if one cannot be read."""
    conditions = []
    for part in re.split(r"\s+and\s+", text.strip()):
        found = _CONDITION.match(part)
        path = parse_path(found[1]) if found else None
        if not found or not path or re.search(r"[=<>]", found[3]):
            return None
        conditions.append(Condition(path, found[2], found[3]))
    return tuple(conditions)
