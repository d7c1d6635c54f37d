"""Questions to the data: `people.zinoviev-grigory.died`, `count people where trial=moscow-1937`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from book.data.grammar import Condition, Query, QueryFault, Step, parse_query
from book.matter import DataSet, Record

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the data say: a number, a text, a boolean or a list of such; and the records it comes from."""

    value: Any
    records: tuple[Record, ...] = ()


def values_at(value: Any, path: tuple[Step, ...]) -> list[Any]:
    """All values at the end of a way; a list on the way stands for its members, and a list at its end too."""
    found = [value]
    for step in path:
        found = [member[step.name] for member in found if isinstance(member, Mapping) and step.name in member]
        found = _spread(found)
        if step.key:
            found = [member for member in found
                     if isinstance(member, Mapping) and as_words(member.get(step.key)) == step.value]
    return found


def _spread(values: list[Any]) -> list[Any]:
    return [member for value in values for member in (value if isinstance(value, list) else [value])]


def as_words(value: Any) -> str:
    """A plain value as one writes it in a query."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def holds(record: Record, condition: Condition) -> bool:
    """Whether a record meets a condition. `FIELD=` is met by an absent field, `FIELD!=` by a present one."""
    values = values_at(record.values, condition.path)
    if condition.sign in ("=", "!="):
        equal = any(as_words(value) == condition.value for value in values) if condition.value else not values
        return equal == (condition.sign == "=")
    return any(_compares(value, condition.sign, condition.value) for value in values)


def _compares(value: Any, sign: str, words: str) -> bool:
    if isinstance(value, (int, float)) and re.fullmatch(r"-?\d+(\.\d+)?", words):
        return _COMPARE[sign](value, float(words))
    return isinstance(value, str) and _COMPARE[sign](value, words)


def answer(text: str, data: Mapping[str, DataSet], strict: bool = True) -> Answer | QueryFault:
    """What the data say to a query.

    A sum or list over nothing and a name that no data know are faults, not zeros; if `strict`, so is a condition with a
    value that no record of the set has, which is likelier a slip of the pen than a question."""
    query = parse_query(text)
    if isinstance(query, QueryFault):
        return query
    if query.data_set not in data:
        return QueryFault("D-009", f"there is no data set “{query.data_set}”", _near(query.data_set, list(data)))
    records = data[query.data_set].records
    unknown = _unknown_field(query, records)
    if unknown or (strict and (unknown := _unknown_value(query, records))):
        return unknown
    if query.verb == "value":
        return _value(query, records)
    chosen = tuple(record for record in records if all(holds(record, condition) for condition in query.conditions))
    if query.verb == "count":
        return Answer(len(chosen), chosen)
    return _gathered(query, chosen)


def _unknown_field(query: Query, records: tuple[Record, ...]) -> QueryFault | None:
    """A field that no record of the set has is a slip of the pen: `count people where trail=…` would be 0."""
    for path in (query.path, *(condition.path for condition in query.conditions)):
        way: tuple[Step, ...] = ()
        for step in path:
            before = [member for record in records for member in values_at(record.values, way)]
            names = {name for member in before if isinstance(member, Mapping) for name in member}
            if step.name not in names:
                where = ".".join([query.data_set, *(step.name for step in way)])
                return QueryFault("D-009", f"no record of {where} has a field “{step.name}”",
                                  _near(step.name, sorted(names)))
            way = (*way, Step(step.name))
    return None


def _unknown_value(query: Query, records: tuple[Record, ...]) -> QueryFault | None:
    for condition in query.conditions:
        known = {as_words(value): None for record in records for value in values_at(record.values, condition.path)}
        if condition.sign in ("=", "!=") and condition.value and condition.value not in known:
            field = ".".join(step.name for step in condition.path)
            return QueryFault("D-009", f"no record of {query.data_set} has the {field} “{condition.value}”",
                              _near(condition.value, list(known)))
    return None


def _value(query: Query, records: tuple[Record, ...]) -> Answer | QueryFault:
    record = next((record for record in records if record.id == query.record), None)
    if record is None:
        return QueryFault("D-009", f"there is no record “{query.record}” in {query.data_set}",
                          _near(query.record, [record.id for record in records]))
    values = values_at(record.values, query.path)
    if not values:
        field = ".".join(step.name for step in query.path)
        return QueryFault("D-009", f"the record {query.record} has no {field}", f"see {record.span}")
    if isinstance(values[0], Mapping):
        return QueryFault("D-009", "this is a map of fields, not a value", "ask for one of " + ", ".join(values[0]))
    return Answer(values[0] if len(values) == 1 else values, (record,))


def _gathered(query: Query, chosen: tuple[Record, ...]) -> Answer | QueryFault:
    values = [value for record in chosen for value in values_at(record.values, query.path)]
    if not values:
        return QueryFault("D-009", f"no record has a value to {query.verb}", "check the conditions after where")
    if query.verb == "list":
        return Answer(list(dict.fromkeys(map(as_words, values))), chosen)
    if not all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        wrong = next(value for value in values if isinstance(value, bool) or not isinstance(value, (int, float)))
        return QueryFault("D-009", f"“{as_words(wrong)}” is not a number to sum", "sum a field that holds numbers")
    return Answer(sum(values), chosen)


def _near(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 1, 0.6)
    return f"did you mean “{near[0]}”?" if near else ("known are " + ", ".join(known[:12]) if known else "")
