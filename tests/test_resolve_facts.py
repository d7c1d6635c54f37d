"""Figures, dates and names of the text against the data."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from manuscripts import HERE, Shelf, division, line, manuscript

from book.matter import CheckedWords, DataValue, Text
from book.problems import Problem
from book.resolve import resolve
from book.resolve.facts import Facts
from book.resolve.wording import in_words, number_of

DATA: dict[str, list[dict[str, Any]]] = {
    "people": [
        {"id": "zinoviev", "name": "Zinoviev", "trial": "first", "died": "1936-08-25", "term": 10,
         "rehabilitation": {"date": "1988-06"}},
        {"id": "radek", "name": "Radek", "trial": "second", "died": "1939", "term": 5, "offices": ["editor", "writer"]},
        {"id": "serov", "name": "Serov", "trial": "second", "office": "chief of police and fire",
         "posts": [{"pay": 10}, {"pay": 20}]},
    ],
}  # fmt: skip


def value(query: str, form: str = "") -> str:
    facts = Facts(manuscript(data=DATA).data, "en-GB")
    text, problems = facts.value(DataValue(query, form, HERE))
    assert not problems
    return text


def check(words: str, query: str) -> tuple[Problem, ...]:
    made = manuscript(division(line(CheckedWords((Text(words),), query, HERE))), data=DATA)
    return resolve(made, Shelf())[1]


@pytest.mark.parametrize(
    ("query", "form", "text"),
    [
        ("count people", "words", "three"),
        ("count people where trial=second", "", "2"),
        ("count people where trial!=second", "", "1"),
        ("count people where died=", "", "1"),
        ("count people where died!=", "", "2"),
        ("count people where trial=second and died=", "", "1"),
        ("count people where died>=1936-08-25 and died<1939", "", "1"),
        ("count people where term>5", "", "1"),
        ("count people where offices=writer", "", "1"),
        ("count people where rehabilitation.date=1988-06", "", "1"),
        ("sum people.term", "words", "fifteen"),
        ("sum people.posts.pay where id=serov", "", "30"),
        ("count people where posts.pay>19", "", "1"),
        ("list people.name", "", "Zinoviev, Radek and Serov"),
        ("list people.died where trial=first", "date", "25 August 1936"),
        ("people.zinoviev.died", "", "1936-08-25"),
        ("people.zinoviev.died", "date", "25 August 1936"),
        ("people.zinoviev.rehabilitation.date", "date", "June 1988"),
        ("people.radek.died", "date", "1939"),
        ("people.radek.offices", "", "editor and writer"),
    ],
)
def test_values(query: str, form: str, text: str) -> None:
    assert value(query, form) == text


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("Three", "count people"), ("3", "count people"), ("two", "count people where trial=second"),
        ("None", "count people where trial=third"), ("fifteen", "sum people.term"),
        ("25 August 1936", "people.zinoviev.died"), ("August 25, 1936", "people.zinoviev.died"),
        ("25 August", "people.zinoviev.died"), ("August 1936", "people.zinoviev.died"),
        ("1936", "people.zinoviev.died"),
        ("1939", "people.radek.died"), ("chief of police and fire", "people.serov.office"),
        ("Chief of Police and Fire", "people.serov.office"), ("Zinoviev, Radek and Serov", "list people.name"),
    ],
)  # fmt: skip
def test_words_that_agree(words: str, query: str) -> None:
    assert check(words, query) == ()


@pytest.mark.parametrize(
    ("words", "query", "message"),
    [
        ("seventeen", "count people", "the text says “seventeen”, the data say 3"),
        ("24 August 1936", "people.zinoviev.died", "the text says “24 August 1936”, the data say 25 August 1936"),
        ("1 May 1939", "people.radek.died", "the text says “1 May 1939”, the data say 1939"),
        ("several", "count people", "the text says “several”, the data say 3"),
        ("chief", "people.serov.office", "the text says “chief”, the data say “chief of police and fire”"),
    ],
)
def test_words_that_differ(words: str, query: str, message: str) -> None:
    (problem,) = check(words, query)
    assert (problem.code, problem.message, problem.span, problem.hint) == ("D-010", message, HERE, f"asked: {query}")


@pytest.mark.parametrize(
    ("query", "code", "message"),
    [
        ("how many people", "D-008", "the query “how many people” cannot be read"),
        ("count", "D-008", "the query “count” cannot be read"),
        ("sum people", "D-008", "count asks for a set (“count people”), sum and list for a field (“sum trials.dead”)"),
        ("count people where trial", "D-008", "the condition “trial” cannot be read"),
        ("sum people.died", "D-008", "not every “died” is a number, so there is no sum"),
        ("count peple", "D-009", "there is no data set “peple”; did you mean “people”?"),
        ("people.radk.died", "D-009", "people has no record “radk”; did you mean “radek”?"),
        ("people.serov.died", "D-009", "serov has no “died”"),
        ("count people where trail=x", "D-009", "no record of people has a field “trail”; did you mean “trial”?"),
    ],
)
def test_queries_in_vain(query: str, code: str, message: str) -> None:
    (problem,) = check("x", query)
    assert (problem.code, problem.message) == (code, message)


@given(some.integers(0, 999_999_999))
def test_numbers_in_words_are_read_back(number: int) -> None:
    assert number_of(in_words(number)) == number
