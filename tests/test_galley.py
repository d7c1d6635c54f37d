"""The protocol of attributes between compose and those who lay out: one module knows its names."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from book import folios, galley, pages, symbols
from book.galley import ATTRIBUTES, counts, key_of_folio, looseness, printed_anchors, with_looseness
from book.paginate import heads

ROOT = Path(__file__).parents[1]
WRITTEN = sorted((ROOT / "styles").rglob("*.jinja")) + sorted((ROOT / "styles").rglob("*.css"))
SOURCES = sorted((ROOT / "book").rglob("*.py"))
NAME = re.compile(r"\bdata-[a-z]+")


def test_the_design_writes_and_reads_no_attribute_that_the_protocol_lacks() -> None:
    found = {name: path.name for path in WRITTEN for name in NAME.findall(path.read_text("utf-8"))}
    assert found and found.keys() <= ATTRIBUTES.keys(), {name: found[name] for name in found.keys() - ATTRIBUTES.keys()}


def test_the_program_writes_no_attribute_that_the_protocol_lacks() -> None:
    """The writers of compose name them as Python words."""
    words = {
        node.arg
        for path in SOURCES
        if "compose" in path.parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.keyword) and (node.arg or "").startswith("data_")
    }
    assert words and {str(word).replace("_", "-") for word in words} <= ATTRIBUTES.keys()


def _texts(tree: ast.Module) -> Iterator[str]:
    """The texts of a program, its docstrings left out."""
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            yield node.value


def test_no_other_module_spells_the_attributes() -> None:
    elsewhere = {
        f"{path.relative_to(ROOT)}: {text}"
        for path in SOURCES
        if path != ROOT / "book/galley.py"
        for text in _texts(ast.parse(path.read_text("utf-8")))
        if any(name in ATTRIBUTES for name in NAME.findall(text))
    }
    assert not elsewhere


@pytest.mark.parametrize(("character", "counted"), [("a", True), ("—", True), ("\u200b", True), ("\u2060", True),
                                                    (" ", False), ("\u00a0", False), ("\n", False), ("\u00ad", False)])
def test_places_are_told_in_characters_that_no_setting_changes(character: str, counted: bool) -> None:
    assert counts(character) is counted


def test_the_block_that_prints_a_folio_is_found_by_its_anchor() -> None:
    html = '<p data-key="k1"><a data-page="a&amp;b"></a></p><li data-key="k2"><span data-locators="a c:d"></span></li>'
    assert [key_of_folio(html, anchor) for anchor in ("a&b", "a", "c", "d", "b")] == ["k1", "k2", "k2", "k2", ""]
    assert printed_anchors(html) == ("a&b", "a", "c", "d")


HTML = (
    '<body><h2 data-key="head">A head</h2><p class="keep" data-key="one">One.</p>'
    '<p data-key="two.b" class="keep" data-looseness="2">Two.</p><pre data-key="code">x</pre>'
    '<span class="note" data-key="note">A note.</span><p data-key="twoxb">Three.</p></body>'
)


@pytest.mark.parametrize("module", [folios, galley, heads, pages, symbols], ids=lambda module: module.__name__)
def test_examples_in_docstrings_are_true(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert (result.failed, result.attempted > 0) == (0, True)


def test_a_paragraph_is_asked_for_lines_and_nothing_else_is_touched() -> None:
    made = with_looseness(HTML, "one", -1)
    assert made == HTML.replace(' data-key="one"', ' data-looseness="-1" data-key="one"')
    assert [looseness(made, key) for key in ("one", "two.b", "twoxb", "none")] == [-1, 2, 0, 0]


def test_a_later_wish_takes_the_place_of_an_earlier_one() -> None:
    made = with_looseness(with_looseness(HTML, "two.b", 1), "two.b", -2)
    assert made.count("data-looseness") == 1
    assert looseness(made, "two.b") == -2


@pytest.mark.parametrize("key", ["head", "code", "note", "none", "on", "two"])
def test_what_is_not_a_paragraph_cannot_be_asked(key: str) -> None:
    assert with_looseness(HTML, key, 1) == HTML
