"""Questions to the data.

Comes in: a query as the manuscript has it, and the data sets. Goes out: the answer, or `Unreadable` or `Nothing`.
Apart because the language of queries is a small one of its own; see "Facts" in manual/manuscript.md.

    SET.RECORD.FIELD      count SET where FIELD=VALUE and …      sum SET.FIELD where …      list SET.FIELD where …
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from book.matter import DataSet, Record

_AGGREGATE = re.compile(r"(count|sum|list)\s+([\w-]+)(?:\.([\w.-]+))?(?:\s+where\s+(.+))?")
_SINGLE = re.compile(r"([\w-]+)\.(.+)")
_CONDITION = re.compile(r"\s*([\w.-]+)\s*(!=|<=|>=|=|<|>)\s*(.*?)\s*")
ABSENT: Final = (None, "")


class Unreadable(Exception):
    """The query breaks the grammar (D-008)."""


class Nothing(Exception):
    """The query speaks of a set, record or field that the data do not have (D-009)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """FIELD op VALUE; an empty VALUE stands for absence."""

    path: str
    operator: str
    value: str


def answer(query: str, data: Mapping[str, DataSet]) -> Any:
    """The plain value that answers: a number, a text or a list of values."""
    query = query.strip()
    if aggregate := _AGGREGATE.fullmatch(query):
        return _aggregate(aggregate[1], aggregate[2], aggregate[3], aggregate[4], data)
    if re.match(r"(count|sum|list|where)\b(?!\.)", query) or not (single := _SINGLE.fullmatch(query)):
        raise Unreadable(f"the query “{query}” cannot be read")
    records = {record.id: record for record in _set(single[1], data).records}
    rest = single[2]
    for end in (place.start() for place in re.finditer(r"\.", rest)):
        if rest[:end] in records:
            return _found(records[rest[:end]], rest[end + 1 :])
    raise Nothing(f"{single[1]} has no record “{rest.split('.')[0]}”" + _near(rest.split(".")[0], records))


def _aggregate(verb: str, name: str, path: str | None, where: str | None, data: Mapping[str, DataSet]) -> Any:
    if (verb == "count") != (path is None):
        raise Unreadable("count asks for a set (“count people”), sum and list for a field (“sum trials.dead”)")
    data_set = _set(name, data)
    conditions = [_condition(text) for text in re.split(r"\s+and\s+", where)] if where else []
    for field in [condition.path for condition in conditions] + ([path] if path else []):
        _known(data_set, field)
    records = [record for record in data_set.records if all(_holds(each, record) for each in conditions)]
    if path is None:
        return len(records)
    values = [value for record in records for value in _values(record, path)]
    return _sum(values, path) if verb == "sum" else values


def _sum(values: Iterable[Any], path: str) -> int | float:
    numbers = [_number(value) for value in values]
    if any(number is None for number in numbers):
        raise Unreadable(f"not every “{path}” is a number, so there is no sum")
    return sum(number for number in numbers if number is not None)


def _set(name: str, data: Mapping[str, DataSet]) -> DataSet:
    if name not in data:
        raise Nothing(f"there is no data set “{name}”" + _near(name, data))
    return data[name]


def _known(data_set: DataSet, path: str) -> None:
    """A field that no record has is a slip of the pen, not an absent value."""
    if not any(_values(record, path) for record in data_set.records):
        fields = {field for record in data_set.records for field in record.values}
        raise Nothing(f"no record of {data_set.name} has a field “{path}”" + _near(path, fields))


def _found(record: Record, path: str) -> Any:
    values = _values(record, path)
    if not values or any(isinstance(value, Mapping) for value in values):
        raise Nothing(f"{record.id} has no “{path}”" + _near(path, record.values))
    return values[0] if len(values) == 1 else values


def _near(word: str, words: Iterable[str]) -> str:
    near = get_close_matches(word, sorted(words), 1, 0.75)
    return f"; did you mean “{near[0]}”?" if near else ""


def _values(record: Record, path: str) -> list[Any]:
    """All values at the path: none if it is absent, several where it leads through a list."""
    values: list[Any] = [{"id": record.id, **record.values}]
    for step in path.split("."):
        found = [value.get(step) for value in values if isinstance(value, Mapping)]
        values = [value for each in found for value in (each if isinstance(each, list | tuple) else [each])]
    return [value for value in values if value not in ABSENT]


def _condition(text: str) -> Condition:
    if not (match := _CONDITION.fullmatch(text)):
        raise Unreadable(f"the condition “{text}” cannot be read")
    return Condition(match[1], match[2], match[3].strip("\"'"))


_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}  # fmt: skip


def _holds(condition: Condition, record: Record) -> bool:
    values = _values(record, condition.path)
    if condition.operator in ("=", "!="):
        equal = any(_text(value) == condition.value for value in values) if condition.value else not values
        return equal == (condition.operator == "=")
    return any(_compared(value, condition) for value in values)


def _compared(value: Any, condition: Condition) -> bool:
    numbers = _number(value), _number(condition.value)
    pair: tuple[Any, Any] = (str(value), condition.value) if None in numbers else numbers
    return _COMPARISONS[condition.operator](*pair)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _number(value: Any) -> int | float | None:
    if isinstance(value, int | float):
        return value
    text = str(value)
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d+\.\d+", text) else None
