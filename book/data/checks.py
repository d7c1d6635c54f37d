"""Sums and bonds between data sets.

Comes in: the `checks:` of shapes.yaml and the data sets. Goes out: problems D-004 to D-007 at the record that is wrong.
Apart because shapes look at one record, and these look at many.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from book.data.grammar import QueryFault, Step, parse_path, parse_tests
from book.data.nodes import Node
from book.data.queries import Answer, answer, as_words, holds, values_at
from book.matter import DataSet, Record
from book.problems import Problem

Sets = Mapping[str, DataSet]
Keys = frozenset[str]
_FIELD = re.compile(r"\{([\w.-]+)\}")


def check_sets(rules: Node, sets: Sets, works: Keys) -> tuple[Problem, ...]:
    """What the checks of shapes.yaml find; a check that cannot be read is a problem (D-008) at its own place.

    `works` are the keys of the bibliography."""
    checks = rules.members.get("checks")
    problems: list[Problem] = []
    for _, check in (checks.members.items() if checks else ()):
        kind = next((kind for kind in _KINDS if isinstance(check.value, dict) and kind in check.value), "")
        if kind:
            problems += _KINDS[kind](check, sets, works)
        else:
            problems.append(_unread(check, "a check has one of the keys unique, ordered, known or equal"))
    return tuple(problems)


def _unread(check: Node, hint: str) -> Problem:
    return Problem("D-008", "this check cannot be read", check.span, hint)


def _place(text: object, sets: Sets) -> tuple[DataSet, tuple[Step, ...]] | None:
    """The set and field that `trials.start` names."""
    name, _, field = str(text).partition(".")
    path = parse_path(field)
    return (sets[name], path) if name in sets and path else None


def _unique(check: Node, sets: Sets, works: Keys) -> Iterator[Problem]:
    place = _place(check.value["unique"], sets)
    if not place:
        yield _unread(check, "write unique: SET.FIELD")
        return
    first: dict[str, Record] = {}
    for record in place[0].records:
        for value in map(as_words, values_at(record.values, place[1])):
            if value in first:
                yield Problem("D-005", f"{check.value['unique']} “{value}” is used twice", record.span,
                              f"the first one stands at {first[value].span}")
            first.setdefault(value, record)


def _ordered(check: Node, sets: Sets, works: Keys) -> Iterator[Problem]:
    place = _place(check.value["ordered"], sets)
    if not place:
        yield _unread(check, "write ordered: SET.FIELD")
        return
    last: tuple[str, Record] | None = None
    for record in place[0].records:
        for value in map(as_words, values_at(record.values, place[1])[:1]):
            # A bare year stands before or after the days of that year: only what both tell is compared.
            if last and value[:len(last[0])] < last[0][:len(value)]:
                yield Problem("D-007", f"{record.id} ({value}) stands after {last[1].id} ({last[0]})", record.span,
                              f"put the records of {place[0].name} in the order of {check.value['ordered']}")
            last = (value, record)


def _known(check: Node, sets: Sets, works: Keys) -> Iterator[Problem]:
    pair = check.value["known"]
    here = _place(pair[0], sets) if isinstance(pair, list) and len(pair) == 2 else None
    there = _place(pair[1], sets) if here else None
    if not here or not (there or pair[1] == "bibliography"):
        yield _unread(check, "write known: [SET.FIELD, SET.FIELD], or bibliography as the second")
        return
    known = works if not there else frozenset(
        as_words(value) for record in there[0].records for value in values_at(record.values, there[1]))
    for record in here[0].records:
        for value in _flat(values_at(record.values, here[1])):
            if value not in known:
                yield Problem("D-006", f"{record.id}: {pair[0]} names “{value}”, which is not in {pair[1]}",
                              record.span, "mend the name, or add what it names")


def _flat(values: list[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, list):
            yield from _flat(value)
        else:
            yield as_words(value)


def _equal(check: Node, sets: Sets, works: Keys) -> Iterator[Problem]:
    each, where, pair = (check.value.get(key) for key in ("each", "where", "equal"))
    tests = parse_tests(where) if where else ()
    if tests is None or not isinstance(pair, list) or len(pair) != 2 or (each and each not in sets):
        yield _unread(check, "write each: SET, where: FIELD=VALUE, equal: [QUERY, QUERY], say: WORDS")
        return
    records: tuple[Record | None, ...] = sets[each].records if each else (None,)
    for record in records:
        if record is None or all(holds(record, test) for test in tests):
            yield from _compare(check, record, sets)


def _compare(check: Node, record: Record | None, sets: Sets) -> Iterator[Problem]:
    """Compares the answers to both queries for one record; each figure is named."""
    queries = [_filled(str(query), record) for query in check.value["equal"]]
    answers = [answer(query, sets, strict=False) for query in queries]
    span = record.span if record else check.span
    for query, found in zip(queries, answers, strict=True):
        # A sum over records that lack the field is 0 here: the other side says whether that is right.
        if isinstance(found, QueryFault) and not (found.message.startswith("no record has a value to sum")):
            yield Problem(found.code, f"{found.message}, asked by a check: {query}", check.span, found.hint)
            return
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


_KINDS: Mapping[str, Callable[[Node, Sets, Keys], Iterator[Problem]]] = {
    "unique": _unique, "ordered": _ordered, "known": _known, "equal": _equal}
