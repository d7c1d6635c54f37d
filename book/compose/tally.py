"""Marks on the cover, counted from the data: no mark can be drawn that no record stands for."""

from __future__ import annotations

from collections.abc import Mapping

from book.data import Answer, QueryFault, answer
from book.edition import Tally
from book.matter import DataSet, Record
from book.problems import Problem

Rows = tuple[tuple[bool, ...], ...]


def tallied(tally: Tally | None, data: Mapping[str, DataSet]) -> tuple[Rows, tuple[Problem, ...]]:
    """For each row, whether each of its marks is solid, in the order of the data. D-008 or D-009 for a query."""
    if tally is None:
        return (), ()
    problems: list[Problem] = []
    solid = _records(tally.solid, tally, data, problems) if tally.solid else None
    rows = [_records(query, tally, data, problems) for query in tally.rows]
    return tuple(tuple(solid is None or record in solid for record in row) for row in rows), tuple(problems)


def _records(query: str, tally: Tally, data: Mapping[str, DataSet], problems: list[Problem]) -> tuple[Record, ...]:
    match answer(query, data):
        case QueryFault(code=code, message=message, hint=hint):
            problems.append(Problem(code, message, tally.at, hint))
            return ()
        case Answer(records=records):
            return records
