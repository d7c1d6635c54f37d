"""Figures, dates and names of the text against the data."""

from __future__ import annotations

from typing import Any

import pytest
from manuscripts import HERE, Shelf, division, line, manuscript, said

from book.matter import CheckedWords, CrossReference, DataValue, Emphasis, Heading, Paragraph, Text
from book.problems import Problem
from book.resolve import resolve

DATA: dict[str, list[dict[str, Any]]] = {
    "people": [
        {"id": "zinoviev", "name": "Zinoviev", "died": "1936-08-25"},
        {"id": "radek", "name": "Radek", "died": "1939"},
        {"id": "serov", "name": "Serov"},
    ],
}


def print_line(*inlines: Any) -> tuple[str, tuple[Problem, ...]]:
    resolved, problems = resolve(manuscript(division(line(*inlines)), data=DATA), Shelf())
    block = resolved.divisions[0].blocks[0] if resolved else None
    return said(block.children) if isinstance(block, Paragraph) else "", problems


@pytest.mark.parametrize(
    ("query", "form", "text"),
    [
        ("count people", "words", "three"), ("count people where died=", "", "1"),
        ("people.zinoviev.died", "date", "25 August 1936"), ("list people.name", "", "Zinoviev, Radek and Serov"),
    ],
)  # fmt: skip
def test_values(query: str, form: str, text: str) -> None:
    assert print_line("So: ", DataValue(query, form, HERE), ".") == (f"So: {text}.", ())


def test_words_that_agree_are_printed_as_they_stand() -> None:
    emphatic = CheckedWords((Emphasis("em", (Text("Three"),)), Text(" ")), "count people", HERE)
    assert print_line(emphatic, "men") == ("*Three* men", ())


def test_words_that_differ() -> None:
    _, (problem,) = print_line(CheckedWords((Text("24 August 1936"),), "people.zinoviev.died", HERE))
    assert (problem.code, problem.span, problem.hint) == ("D-010", HERE, "asked: people.zinoviev.died")
    assert problem.message == "the text says “24 August 1936”, the data say 25 August 1936"


@pytest.mark.parametrize(
    ("query", "form", "code"),
    [("how many people", "", "D-008"), ("people.radek.name", "date", "D-008"), ("people.serov.died", "", "D-009")],
)
def test_queries_in_vain(query: str, form: str, code: str) -> None:
    _, (problem,) = print_line(DataValue(query, form, HERE))
    assert (problem.code, problem.span) == (code, HERE)


def test_values_are_words_of_headings_and_titles() -> None:
    heading = Heading(2, (DataValue("count people", "words", HERE), Text(" men")), "men", (), HERE)
    reference = line("See ", CrossReference("men", (), "title", HERE))
    resolved, _ = resolve(manuscript(division(heading, reference), data=DATA), Shelf())
    assert resolved and resolved.anchors["men"].title == "three men"
    assert said(resolved.contents[1].title) == "three men"
