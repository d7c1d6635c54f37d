"""The manuscript's Markdown, case by case.

`suite/*.md` has the cases as prose: a text and the tree that is made of it, each between lines of five backticks.
"""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from types import ModuleType

import pytest
from outline import outline, words

from book import pages
from book.data import grammar, nodes, queries, wording
from book.markdown import attributes, cite_syntax, parse, typeset, typography
from book.problems import Problem, Span

SUITE = Path(__file__).parent / "suite"
CASE = re.compile(r"^## (?P<name>.+?)\n(?P<prose>.*?)^`{5}\n(?P<text>.*?)\n`{5}\n\n`{5}\n(?P<tree>.*?)`{5}\n",
                  re.M | re.S)
CASES = [(place.name, case["name"]) for place in sorted(SUITE.glob("*.md"))
         for case in CASE.finditer(place.read_text(encoding="utf-8"))]


def tree(text: str) -> str:
    """The outline of a text, its notes and its problems."""
    parsed, problems = parse(text, "x.md")
    notes = "".join(f"note {key}\n{outline(blocks, 1)}" for key, blocks in parsed.notes.items())
    faults = "".join(f"! {problem.span} {problem.code} {problem.message}\n" for problem in problems)
    return outline(parsed.blocks) + notes + faults


@pytest.mark.parametrize(("file", "name"), CASES)
def test_suite(file: str, name: str, request: pytest.FixtureRequest) -> None:
    place = SUITE / file
    whole = place.read_text(encoding="utf-8")
    case = next(case for case in CASE.finditer(whole) if case["name"] == name)
    found = tree(case["text"])
    if request.config.getoption("--update") and found != case["tree"]:
        place.write_text(whole[:case.start("tree")] + found + whole[case.end("tree"):], encoding="utf-8")
        print(f"updated tests/suite/{file}: {name}")
    else:
        assert found == case["tree"]


def problems_of(text: str, **more: bool) -> list[tuple[str, str]]:
    """Place and code of each problem."""
    return [(str(problem.span).removeprefix("x.md:"), problem.code) for problem in parse(text, "x.md", **more)[1]]


def test_places_count_from_the_line_on_which_the_text_begins() -> None:
    parsed, _ = parse("One.\n\n> Two [@key, 3]\n> and *three [@other]*.\n", "chapters/a.md", first_line=6)
    spans = re.findall(r"no_author=False, span=(Span\(.*?\))", repr(parsed.blocks))
    assert spans == [repr(Span("chapters/a.md", 8, 8, 4)), repr(Span("chapters/a.md", 9, 15, 6))]


def test_cells_of_one_row_have_their_own_columns() -> None:
    text = "| A | B |\n|---|---|\n| [8]{check=a.b.c} | [8]{check=a.b.c} |\n"
    spans = re.findall(r"column=(\d+), length=16", repr(parse(text, "x.md")[0].blocks))
    assert spans == ["3", "22"]


@pytest.mark.parametrize(("text", "place"), [
    ("[NKVD] {.sc} x", "1:8"), ("word{#id}", "1:5"), ("## Title {#a b}", "1:10"), ("## Title {#a", "1:10"),
    ('`code`{check="x"}', "1:7"), ("a {lang=ru}", "1:3"),
])
def test_attributes_that_belong_to_nothing_are_not_printed_in_silence(text: str, place: str) -> None:
    assert problems_of(text) == [(place, "M-012")]


def test_words_of_a_problem_stand_at_its_place() -> None:
    text = "- item\n\n  1. *open and [x]{.idnex}\n"
    assert problems_of(text) == [("3:6", "M-006"), ("3:19", "M-012")]


@pytest.mark.parametrize("text", [
    "2 * 3 and *so* on", "a_b_c", "* * *", "word\\*", "[a] and [b]: c", "5 ~ 6", "<3 and a < b > c", "f(x)[0]",
    "x^2 + y^2", "He said: [...] and left.", "a@b.org", "{a} and {1.5}", "::: note\nx\n:::", "mid*word*s", "‘*so*’s",
    "***both** and one*",
])
def test_ordinary_words_raise_no_alarm(text: str) -> None:
    assert problems_of(text) == []


@pytest.mark.parametrize(("text", "place"), [
    ("*open", "1:1"), ("a **open *x*", "1:3"), ("shut* it", "1:5"), ("a _open b", "1:3"), ("[open", "1:1"),
    ("![open", "1:2"), ("[a](b", "1:4"), ("[a]{b", "1:4"), ("^[open", "1:2"), ("<!-- open", "1:1"),
    ("a <!-- open", "1:3"), ("```\nx", "1:1"),
    ("::: note\nx", "1:1"), ("x\n\n:::", "3:1"), ("::: {.a}\n::: {.b}\n:::", "1:1"), ("> ::: {.a}\n> x", "1:3"),
])
def test_what_is_opened_must_be_closed(text: str, place: str) -> None:
    assert problems_of(text) == [(place, "M-006")]


def test_raw_html_is_let_in_by_the_setting_only_and_only_if_harmless() -> None:
    text = 'a<br>b <sup>2</sup> <span class="x" lang=ru>c</span>'
    assert [code for _, code in problems_of(text)] == ["M-007"] * 5
    parsed, problems = parse(text, "x.md", raw_html=True)
    assert (outline(parsed.blocks), problems) == ("p a[br]b [sup 2] [span .x ru c]\n", ())
    for never in ("<script>", '<span onclick="x">', "<ruby>", '<a href="javascript:x">', "<iframe src=x>",
                  '<span\nonload="x">'):
        assert ("1:3", "M-007") in problems_of(f"a {never}", raw_html=True)
    assert problems_of("*a <sup>b* c", raw_html=True)[0][1] == "M-006"


def test_template_stands_in_its_place_and_its_problems_at_the_directive() -> None:
    def expand(name: str, arguments: dict[str, str], span: Span) -> tuple[str, tuple[Problem, ...]]:
        return f"## {name} {arguments['of']}\n\n| a |\n|---|\n| *open |\n\nA note.[^n]\n\n[^n]: Its text.\n", ()

    parsed, problems = parse("Before.\n\n::: {template=roll of=keepers}\n:::\n\nAfter.", "x.md", expand=expand)
    assert outline(parsed.blocks) == (
        "p Before.\nh2 #roll-keepers roll keepers\ntable left\n  | a\n  | *open\np A note.[note n]\np After.\n")
    assert [(str(problem.span), problem.code) for problem in problems] == [("x.md:3:1", "M-006")]
    assert words(parsed.notes["n"][0].children) == "Its text."


def test_template_that_calls_itself_ends() -> None:
    again = "x\n\n::: {template=a}\n:::"
    parsed, _ = parse(again, "x.md", expand=lambda name, arguments, span: (again, ()))
    assert outline(parsed.blocks).startswith("p x\n")


def test_titles_are_set_like_the_text() -> None:
    assert typeset("\"Don't\" --- 1936--38...") == "“Don’t” — 1936–38…"


@pytest.mark.parametrize("module", [attributes, cite_syntax, typography, grammar, nodes, queries, wording, pages],
                         ids=lambda module: module.__name__)
def test_examples_in_docstrings_are_true(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0
