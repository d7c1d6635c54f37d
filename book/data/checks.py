"""The `checks:` of shapes.yaml, which compare records with one another: D-004 to D-007, at the record that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from book.data.grammar import QueryFault, Step, parse_path
from book.data.nodes import YamlNode
from book.data.queries import Answer, answer, as_words, values_at
from book.matter import DataSet, Record
from book.problems import Problem

Sets = Mapping[str, DataSet]
Keys = frozenset[str]
Kind = Callable[[YamlNode, Sets, Keys], Iterator[Problem]]
_FIELD = re.compile(r"\{([\w.-]+)\}")


class _IdleCheck(Exception):
    """A check that would check nothing: it cannot be read, or asks for what no record has."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


def check_sets(rules: YamlNode, sets: Sets, works: Keys) -> tuple[Problem, ...]:
    """What the checks of shapes.yaml find. One that would check nothing is a problem (D-008, D-009) at its own place.

    `works` are the keys of the bibliography."""
    checks = rules.members.get("checks")
    problems: list[Problem] = []
    for check in (checks.members.values() if checks else ()):
        try:
            problems += _kind(check)(check, sets, works)
        except _IdleCheck as fault:
            problems.append(Problem(fault.code, f"{fault}, in a check", check.span, fault.hint))
    return tuple(problems)


def _kind(check: YamlNode) -> Kind:
    """The kind of a check; all its keys must be known, since a misspelt `where` would let it check too much."""
    keys = set(check.value) if isinstance(check.value, dict) else set()
    kind = next((name for name in _KINDS if name in keys), "")
    known = {kind, "each", "where", "say"} if kind == "equal" else {kind}
    if not kind or keys - known:
        raise _IdleCheck("D-008", "this cannot be read",
                         "write one of unique, ordered, known, or equal (each, where, say)")
    return _KINDS[kind]


def _place(text: object, sets: Sets) -> tuple[DataSet, tuple[Step, ...]]:
    """The set and field that `trials.start` names; some record must have it."""
    found = answer(f"list {text}", sets)
    name, _, field = str(text).partition(".")
    path = parse_path(field)
    if isinstance(found, QueryFault) or path is None:
        fault = found if isinstance(found, QueryFault) else QueryFault("D-008", "this field cannot be read")
        raise _IdleCheck(fault.code, fault.message, fault.hint)
    return sets[name], path


def _unique(check: YamlNode, sets: Sets, _works: Keys) -> Iterator[Problem]:
    data_set, path = _place(check.value["unique"], sets)
    first: dict[str, Record] = {}
    for record in data_set.records:
        for value in map(as_words, values_at(record.values, path)):
            if value in first:
                yield Problem("D-005", f"{check.value['unique']} “{value}” is used twice", record.span,
                              f"the first one stands at {first[value].span}")
            first.setdefault(value, record)


def _ordered(check: YamlNode, sets: Sets, _works: Keys) -> Iterator[Problem]:
    data_set, path = _place(check.value["ordered"], sets)
    last: tuple[Any, Record] | None = None
    for record in data_set.records:
        for value in values_at(record.values, path)[:1]:
            if last and _before(value, last[0]):
                yield Problem("D-007", f"{record.id} ({value}) stands after {last[1].id} ({last[0]})", record.span,
                              f"put the records of {data_set.name} in the order of {check.value['ordered']}")
            last = (value, record)


def _before(value: Any, other: Any) -> bool:
    """Whether a value comes before another. Dates are compared as far as both tell: 1936 stands with any day of it."""
    if isinstance(value, str) and isinstance(other, str):
        return value[:len(other)] < other[:len(value)]
    return isinstance(value, (int, float)) and isinstance(other, (int, float)) and value < other


def _known(check: YamlNode, sets: Sets, works: Keys) -> Iterator[Problem]:
    pair = check.value["known"]
    if not isinstance(pair, list) or len(pair) != 2:
        raise _IdleCheck("D-008", "this cannot be read",
                         "write known: [SET.FIELD, SET.FIELD] or [SET.FIELD, bibliography]")
    data_set, path = _place(pair[0], sets)
    known = works if pair[1] == "bibliography" else frozenset(_values(*_place(pair[1], sets)))
    for record in data_set.records:
        for value in _flat(values_at(record.values, path)):
            if value not in known:
                yield Problem("D-006", f"{record.id}: {pair[0]} names “{value}”, which is not in {pair[1]}",
                              record.span, "correct the name, or add what it names")


def _values(data_set: DataSet, path: tuple[Step, ...]) -> Iterator[str]:
    for record in data_set.records:
        yield from _flat(values_at(record.values, path))


def _flat(values: list[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, list):
            yield from _flat(value)
        else:
            yield as_words(value)


def _equal(check: YamlNode, sets: Sets, _works: Keys) -> Iterator[Problem]:
    each, where, pair = (check.value.get(key) for key in ("each", "where", "equal"))
    if not isinstance(pair, list) or len(pair) != 2:
        raise _IdleCheck("D-008", "this cannot be read", "write equal: [QUERY, QUERY]")
    if not each:
        yield from _compare(check, None, sets)
        return
    chosen = answer(f"count {each} where {where}" if where else f"count {each}", sets)
    if isinstance(chosen, QueryFault):
        raise _IdleCheck(chosen.code, chosen.message, chosen.hint)
    for record in chosen.records:
        yield from _compare(check, record, sets)


def _compare(check: YamlNode, record: Record | None, sets: Sets) -> Iterator[Problem]:
    """Compares the answers to both queries for one record; each figure is named."""
    queries = [_filled(str(query), record) for query in check.value["equal"]]
    answers = [answer(query, sets, strict=False) for query in queries]
    span = record.span if record else check.span
    for query, found in zip(queries, answers, strict=True):
        # A sum over records that lack the field is 0 here: the other side says whether that is right.
        if isinstance(found, QueryFault) and not (found.message.startswith("no record has a value to sum")):
            raise _IdleCheck(found.code, f"{found.message}: {query}", found.hint)
    left, right = (found.value if isinstance(found, Answer) else 0 for found in answers)
    if left != right:
        says = _filled(str(check.value.get("say", "two figures do not agree")), record)
        yield Problem("D-004", f"{says}: {as_words(left)} against {as_words(right)}", span,
                      f"{queries[0]} = {as_words(left)}; {queries[1]} = {as_words(right)}")


def _filled(text: str, record: Record | None) -> str:
    """A query or message with the fields of a record put in."""
    def value(found: re.Match[str]) -> str:
        path = parse_path(found[1])
        values = values_at(record.values, path) if record and path else []
        return as_words(values[0]) if values else ""
    return _FIELD.sub(value, text) if record else text


_KINDS: Mapping[str, Kind] = {
    "unique": _unique, "ordered": _ordered, "known": _known, "equal": _equal}
