"""Values with their places, shapes, queries, sums, and words against values."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from book.data import (
    Answer,
    QueryFault,
    Shape,
    agrees,
    answer,
    check_sets,
    date_in_words,
    load,
    number_in_words,
    parse_query,
    print_value,
    schema_fault,
)
from book.matter import DataSet, Record
from book.problems import Span

# --- YAML ----------------------------------------------------------------------------------------------------------


def value_of(text: str) -> Any:
    """The plain value of a text without faults."""
    node, problems = load(text, "a.yaml")
    assert node is not None and not problems
    return node.value


def faults_of(text: str) -> list[tuple[str, str, str]]:
    """Place, code and message of each fault."""
    return [(str(problem.span).removeprefix("a.yaml:"), problem.code, problem.message)
            for problem in load(text, "a.yaml")[1]]


def test_only_plain_values_and_dates_stay_text() -> None:
    text = "a: 1936-08-25\nb: 1936-08\nc: 1936\nd: no\ne: true\nf: 007\ng: 2.5\nh: ~\ni: '12'\nj: 12:30\nk: 0x1F"
    assert value_of(text) == {
        "a": "1936-08-25", "b": "1936-08", "c": 1936, "d": "no", "e": True, "f": "007", "g": 2.5, "h": None, "i": "12",
        "j": "12:30", "k": "0x1F"}


def test_every_value_and_key_knows_its_place() -> None:
    node, _ = load("people:\n- id: a\n  born: {year: 1883, place: Kyiv}\n", "a.yaml")
    assert node is not None
    assert node.at("people", 0, "born", "year") == Span("a.yaml", 3, 16, 4)
    assert node.key_at("people", 0, "born") == Span("a.yaml", 3, 3, 4)
    assert node.at("people", 0, "died") == Span("a.yaml", 2, 3, 1)


def test_anchors_share_a_value_and_its_place() -> None:
    node, problems = load("a: &x {b: 1}\nc: *x\n", "a.yaml")
    assert node is not None and not problems
    assert (node.value["c"], node.at("c", "b")) == ({"b": 1}, Span("a.yaml", 1, 11, 1))


@pytest.mark.parametrize(("text", "place", "code", "words"), [
    ("a: 1\nb: 2\na: 3\n", "3:1", "D-001", "the key “a” is written twice"),
    ("a:\n\t- b\n", "2:1", "M-003", "a tab"),
    ("a: &x [*x]\n", "1:4", "D-001", "an anchor that stands inside itself"),
    ("a: [1, 2\nb: 3\n", "2:2", "D-001", "not YAML"),
    ("? [a]\n: b\n", "1:3", "D-001", "a key that is not a word"),
    ("", "1:1", "D-001", "the file is empty"),
    ("a: *nobody\n", "1:4", "D-001", "not YAML"),
    ("a: 1\n---\nb: 2\n", "2:1", "D-001", "not YAML"),
])
def test_faults_of_yaml(text: str, place: str, code: str, words: str) -> None:
    assert [(at, kind) for at, kind, _ in faults_of(text)] == [(place, code)]
    assert words in faults_of(text)[0][2]


@settings(max_examples=100, deadline=None, database=None)
@given(st.one_of(st.text(max_size=40), st.text("ab:-[]{}&*!|>'\"\n #?,", max_size=40)))
def test_any_text_is_read_or_refused(text: str) -> None:
    node, problems = load(text, "a.yaml")
    assert node is not None or problems


def test_deep_lists_are_refused_not_suffered() -> None:
    assert load("[" * 3000 + "]" * 3000, "a.yaml")[1]


# --- shapes --------------------------------------------------------------------------------------------------------

SHAPE = {
    "type": "object", "additionalProperties": False, "required": ["id", "born"],
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z]+$"}, "born": {"type": "integer", "minimum": 1800, "maximum": 1950},
        "plea": {"enum": ["guilty", "not guilty"]},
        "words": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "date": {"type": "string", "description": "a day"}, "tried": {"const": False},
        "either": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}},
    "if": {"required": ["plea"]}, "then": {"required": ["date"]},
    "dependentRequired": {"words": ["plea"]},
}


@pytest.mark.parametrize(("text", "place", "message", "hint"), [
    ("{id: a, born: 1880, plee: guilty}", "1:21", "unknown field “plee”", "did you mean “plea”?"),
    ("{id: a}", "1:1", "the field “born” is missing", ""),
    ("{id: A1, born: 1880}", "1:6", "“A1” has not the form of “id”", "the form is ^[a-z]+$"),
    ("{id: a, born: '1880'}", "1:15", "“born” must be a whole number, not “1880”", ""),
    ("{id: a, born: 1799}", "1:15", "“born” is “1799”, which is too small", "at least 1800"),
    ("{id: a, born: 1960}", "1:15", "“born” is “1960”, which is too large", "at most 1950"),
    ("{id: a, born: 1880, plea: gilty, date: x}", "1:27", "“gilty” is not a valid “plea”", "did you mean “guilty”?"),
    ("{id: a, born: 1880, plea: guilty}", "1:1", "the field “date” is missing", ""),
    ("{id: a, born: 1880, date: 1936}", "1:27", "“date” must be a text, not “1936”", "a day"),
    ("{id: a, born: 1880, tried: true}", "1:28", "“tried” can only be “false”", ""),
    ("{id: a, born: 1880, words: [b]}", "1:21", "“words” needs the field “plea” beside it", ""),
    ("{id: a, born: 1880, either: [1]}", "1:30", "a member of “either” must be a text, not “1”", ""),
    ("[a]", "1:1", "the record must be a map of fields, not a list", ""),
])
def test_violations_in_plain_words_at_their_place(text: str, place: str, message: str, hint: str) -> None:
    node, _ = load(text, "a.yaml")
    assert node is not None
    found = [(str(each.span), each.message, each.hint) for each in Shape(SHAPE).violations(node)]
    assert found == [(f"a.yaml:{place}", message, hint)]


def test_a_shape_that_is_none_is_refused() -> None:
    assert "type" in schema_fault({"type": "strnig"})
    assert "leads to nothing" in schema_fault({"properties": {"a": {"$ref": "#/$defs/date"}}})
    assert "leads to nothing" in schema_fault({"$ref": "https://example.org/schema"})
    assert schema_fault({"items": {"pattern": "("}})
    assert schema_fault(SHAPE) == ""


# --- queries -------------------------------------------------------------------------------------------------------


def records(*values: dict[str, Any]) -> tuple[Record, ...]:
    """Records, each on a line of its own."""
    return tuple(Record(str(value["id"]), value, Span("a.yaml", number + 2)) for number, value in enumerate(values))


DATA = {
    "trials": DataSet("trials", records(
        {"id": "t-1936", "start": "1936-08-19", "accused": 3, "outcomes": [{"sentence": "death", "count": 2, "shot": 2},
                                                                           {"sentence": "10 years", "count": 1}]},
        {"id": "t-1937", "start": "1937-01", "accused": 1, "outcomes": [{"sentence": "death", "count": 1}]})),
    "people": DataSet("people", records(
        {"id": "a", "trial": "t-1936", "died": "1936-08-25", "tags": ["x", "y"], "cleared": {"date": "1988-06-13"}},
        {"id": "b", "trial": "t-1936", "died": "1936-08-25", "tags": ["y"]},
        {"id": "c", "trial": "t-1936", "sentence": "10 years"}, {"id": "d", "trial": "t-1937", "died": "1937"})),
}


@pytest.mark.parametrize(("query", "value"), [
    ("trials.t-1936.accused", 3), ("people.a.cleared.date", "1988-06-13"), ("people.a.tags", ["x", "y"]),
    ("count people", 4), ("count people where trial=t-1936", 3), ("count people where trial!=t-1936", 1),
    ("count people where died=", 1), ("count people where died!=", 3), ("count people where sentence=10 years", 1),
    ("count people where trial=t-1936 and died=1936-08-25", 2), ("count people where tags=y", 2),
    ("count people where died<1937", 2), ("count people where died<=1937", 3), ("count people where died>1936", 3),
    ("count people where cleared.date>=1988", 1), ("count trials where accused>2", 1),
    ("count trials where accused<=3", 2), ("sum trials.accused", 4), ("sum trials.outcomes.count", 4),
    ("sum trials.outcomes[sentence=death].count", 3), ("sum trials.outcomes.shot where id=t-1936", 2),
    ("list people.tags", ["x", "y"]), ("list people.died where trial=t-1936", ["1936-08-25"]),
    ("  count people  ", 4),
])
def test_answers(query: str, value: Any) -> None:
    found = answer(query, DATA)
    assert isinstance(found, Answer) and found.value == value


@pytest.mark.parametrize(("query", "code", "words"), [
    ("people", "D-008", "cannot be read"), ("people.a", "D-008", "cannot be read"),
    ("count", "D-008", "cannot be read"), ("count people.died", "D-008", "cannot be read"),
    ("sum trials", "D-008", "cannot be read"), ("count people where", "D-008", "cannot be read"),
    ("count people where trial", "D-008", "cannot be read"),
    ("count people where trial==x", "D-008", "cannot be read"),
    ("people.a.died where x=1", "D-008", "cannot be read"),
    ("sum trials.outcomes[sentence].count", "D-008", "cannot be read"), ("", "D-008", "cannot be read"),
    ("count peple", "D-009", "no data set “peple”"), ("people.z.died", "D-009", "no record “z” in people"),
    ("people.c.died", "D-009", "c has no died"), ("people.a.dide", "D-009", "no record of people has a field “dide”"),
    ("count people where trail=x", "D-009", "has a field “trail”"),
    ("sum people.died", "D-009", "“1936-08-25” is not a number"),
    ("count people where trial=t-1973", "D-009", "no record of people has the trial “t-1973”"),
    ("sum trials.outcomes.shot where id=t-1937", "D-009", "no record has a value to sum"),
    ("people.a.cleared", "D-009", "a map of fields"),
])
def test_queries_without_an_answer(query: str, code: str, words: str) -> None:
    found = answer(query, DATA)
    assert isinstance(found, QueryFault) and found.code == code and words in found.message


@settings(max_examples=150, deadline=None, database=None)
@given(st.one_of(st.text(max_size=30), st.lists(st.sampled_from(
    ["count", "sum", "list", "people", ".", " ", "where", "and", "=", "<", "died", "a", "[", "]", "trials",
     "outcomes"])).map("".join)))
def test_any_query_is_answered_or_refused(text: str) -> None:
    assert isinstance(answer(text, DATA), (Answer, QueryFault))
    assert parse_query(text) is not None


# --- sums ----------------------------------------------------------------------------------------------------------


def check(text: str, data: dict[str, DataSet] = DATA) -> list[tuple[str, str, str]]:
    """Code, place and message of what a check finds."""
    rules, problems = load(f"checks:\n- {text}\n", "shapes.yaml")
    assert rules is not None and not problems
    return [(problem.code, str(problem.span), problem.message)
            for problem in check_sets(rules, data, frozenset({"work"}))]


@pytest.mark.parametrize("text", [
    "{unique: people.id}", "{ordered: trials.start}", "{ordered: people.died}", "{known: [people.trial, trials.id]}",
    "{each: trials, equal: ['count people where trial={id}', 'trials.{id}.accused'], say: x}",
    "{each: trials, where: outcomes.shot!=, equal: ['sum trials.outcomes.shot where id={id}', '"
    "sum trials.outcomes[sentence=death].count where id={id}'], say: x}",
    "{each: trials, equal: ['sum trials.outcomes.count where id={id}', 'trials.{id}.accused'], say: x}",
    "{equal: ['count people', 'sum trials.accused']}",
])
def test_sums_that_agree(text: str) -> None:
    assert check(text) == []


@pytest.mark.parametrize(("text", "code", "place", "words"), [
    ("{unique: people.trial}", "D-005", "a.yaml:3:1", "people.trial “t-1936” is used twice"),
    ("{ordered: trials.accused}", "D-007", "a.yaml:3:1", "t-1937 (1) stands after t-1936 (3)"),
    ("{known: [people.tags, trials.id]}", "D-006", "a.yaml:2:1", "a: people.tags names “x”, which is not in trials.id"),
    ("{known: [people.tags, bibliography]}", "D-006", "a.yaml:2:1",
     "a: people.tags names “x”, which is not in bibliography"),
    ("{each: trials, equal: ['sum trials.outcomes.shot where id={id}', 'trials.{id}.accused'], say: '{id} is wrong'}",
     "D-004", "a.yaml:2:1", "t-1936 is wrong: 2 against 3"),
    ("{equal: ['count people', 'count trials'], say: more people}", "D-004",
     "shapes.yaml:2:3", "more people: 4 against 2"),
    ("{equal: ['count peple', 'count trials']}", "D-009", "shapes.yaml:2:3", "no data set “peple”"),
    ("{equal: ['count people']}", "D-008", "shapes.yaml:2:3", "cannot be read"),
    ("{unique: people.idd}", "D-009", "shapes.yaml:2:3", "has a field “idd”"),
    ("{each: trials, wher: accused=3, equal: [count people, count people]}", "D-008", "shapes.yaml:2:3",
     "cannot be read"),
    ("{each: trials, where: acused=3, equal: [count people, count people]}", "D-009", "shapes.yaml:2:3",
     "field “acused”"),
    ("{unique: people}", "D-008", "shapes.yaml:2:3", "cannot be read"),
    ("{uniqe: people.id}", "D-008", "shapes.yaml:2:3", "cannot be read"),
])
def test_sums_that_do_not(text: str, code: str, place: str, words: str) -> None:
    found = check(text)
    assert found[0][:2] == (code, place)
    assert words in found[0][2]


# --- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "value"), [
    ("Seventeen", 17), ("17", 17), ("the seventeen", 17), ("twenty-one", 21), ("twenty one", 21),
    ("a hundred and three", 103), ("one hundred and three", 103), ("1,108", 1108), ("1 108", 1108),
    ("one thousand one hundred and eight", 1108), ("none", 0), ("No", 0), ("both", 2), ("2.5", 2.5),
    ("25 August 1936", "1936-08-25"), ("on 25 August 1936", "1936-08-25"), ("August 1936", "1936-08-25"),
    ("in August 1936", "1936-08-25"), ("1936", "1936-08-25"), ("25 August", "1936-08-25"),
    ("August 25, 1936", "1936-08-25"), ("25th of August", "1936-08-25"), ("the 2nd of February 1937", "1937-02-02"),
    ("25\N{NO-BREAK SPACE}August 1936", "1936-08-25"), ("Sept. 1941", "1941-09-11"), ("1936-08-25", "1936-08-25"),
    ("August 1936", "1936-08"), ("1936", "1936"), ("SUSPENDED", "suspended"), ("25 years", "25 years"),
    ("ten years", "10 years"), ("Stalin’s man", "Stalin's man"), ("x and y", ["x", "y"]), ("true", True),
])
def test_words_that_agree(words: str, value: Any) -> None:
    assert agrees(words, value)


@pytest.mark.parametrize(("words", "value"), [
    ("Sixteen", 17), ("seventeen men", 17), ("", 17), ("25 August 1937", "1936-08-25"),
    ("26 August 1936", "1936-08-25"), ("August", "1936"), ("25 August 1936", "1936-08"),
    ("September 1936", "1936-08-25"), ("1936", 1937), ("x", ["x", "y"]), ("5 August 1936", "1936-08-25"),
    ("guilty", "not guilty"), ("Sept. 1936", "1936-08-25"), ("one", True),
])
def test_words_that_do_not(words: str, value: Any) -> None:
    assert not agrees(words, value)


@pytest.mark.parametrize(("value", "form", "words"), [
    (17, "words", "seventeen"), (17, "", "17"), (1108, "numeral", "1,108"), (1108, "", "1108"), (1936, "", "1936"),
    ("1936-08-25", "date", "25 August 1936"), ("1936-08-25", "", "25 August 1936"), ("1936", "date", "1936"),
    (["a", "b", "c"], "", "a, b and c"), ([], "", ""), ("Kyiv", "", "Kyiv"), ("1899-00", "", "1899-00"),
])
def test_values_in_print(value: Any, form: str, words: str) -> None:
    assert print_value(value, form) == words


@pytest.mark.parametrize(("value", "form"), [
    ("Kyiv", "date"), ("Kyiv", "words"), (True, "numeral"), (1936, "date"), ("1936-13", "date"),
])
def test_values_without_that_form(value: Any, form: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        print_value(value, form)


@given(st.integers(0, 9999))
@settings(max_examples=100, deadline=None, database=None)
def test_a_number_agrees_with_its_own_words_and_no_other(number: int) -> None:
    assert agrees(number_in_words(number).capitalize(), number)
    assert not agrees(number_in_words(number), number + 1)


@given(st.dates())
@settings(max_examples=100, deadline=None, database=None)
def test_a_date_agrees_with_its_own_words(day: Any) -> None:
    iso = day.isoformat()
    assert agrees(date_in_words(iso), iso)
    assert agrees(date_in_words(iso[:7]), iso)
