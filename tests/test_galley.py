"""The protocol of attributes between compose and those who lay out: one module knows its names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from book.galley import ATTRIBUTES, counts, key_of_folio, printed_anchors

ROOT = Path(__file__).parents[1]
WRITTEN = sorted((ROOT / "styles").rglob("*.jinja")) + sorted((ROOT / "styles").rglob("*.css"))
LOOSENESS_AT_HAND = {"trying.py", "keeping.py"}  # until `with_looseness` stands in the protocol
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
        if path != ROOT / "book/galley.py" and path.name not in LOOSENESS_AT_HAND
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
