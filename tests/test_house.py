"""The house rules: style, types, layers, sizes, and the words of the architecture page."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import book

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "book").rglob("*.py"))
LINES = 400  # of a module
FUNCTION_LINES = 65  # of a function; the search for line breaks has 63, one loop where calls would double its cost


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "book", "tests"),
        ("mypy", "--strict", "book"),
        ("lint-imports", "--no-cache"),
    ],
    ids=lambda command: command[0],
)
def test_a_checker_has_nothing_to_say(command: tuple[str, ...]) -> None:
    program = Path(sys.executable).with_name(command[0])
    result = subprocess.run([program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_type_that_the_architecture_page_names_is_there() -> None:
    named = set(re.findall(r"`([A-Z]\w+)`", book.__doc__ or ""))
    there = {
        node.name if isinstance(node, ast.ClassDef) else target.id
        for path in SOURCES
        if path.relative_to(ROOT / "book").parts[0]
        in ("matter", "record", "pages.py", "edition.py", "orders.py", "problems.py")
        for node in ast.parse(path.read_text("utf-8")).body
        for target in (getattr(node, "targets", None) or [None])
        if isinstance(node, ast.ClassDef) or (isinstance(node, ast.Assign) and isinstance(target, ast.Name))
    }
    assert len(named) > 10
    assert named <= there


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LINES
    said = ast.get_docstring(ast.parse(text))
    assert said, "a module opens with words on what it is and does"
    assert "Comes in:" not in said


def test_no_function_is_long() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
        and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert long == []


def test_a_class_name_stands_for_one_thing() -> None:
    """An underscore does not make another name of it: nobody can say "underscore Place" to a colleague."""
    places: dict[str, list[str]] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name.lstrip("_"), []).append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert len(places) > 100
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_the_engine_is_the_one_whose_layout_we_reach_into() -> None:
    assert version("weasyprint") == "70.0"
