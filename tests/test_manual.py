"""The manual against the program: what one of them knows, the other knows too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import book
from book.draw import KINDS
from book.markdown.attributes import CLASSES, KEYS
from book.problems import CODES

ROOT = Path(__file__).parent.parent
MANUAL = ROOT / "manual"
SHAPES: dict[str, Any] = yaml.safe_load((Path(book.__file__).parent / "read" / "shapes.yaml").read_text("utf-8"))
PAGES = sorted(MANUAL.glob("*.md"))


def page(name: str) -> str:
    return (MANUAL / name).read_text("utf-8")


def coded(text: str) -> set[str]:
    """Every word inside code quotes."""
    return {word for code in re.findall(r"`([^`\n]+)`", text) for word in re.findall(r"[\w-]+", code)}


def keys_of(shape: dict[str, Any]) -> set[str]:
    """The keys of a shape and of the maps inside it; names that the user gives are none."""
    own = set(shape.get("properties", {}))
    inner = [*shape.get("properties", {}).values(), *shape.get("$defs", {}).values()]
    inner += [shape[name] for name in ("items", "additionalProperties") if isinstance(shape.get(name), dict)]
    return own.union(*(keys_of(each) for each in inner))


def test_every_problem_stands_in_the_manual_as_the_program_has_it() -> None:
    rows = re.findall(r"^\| ([A-Z]-\d{3}) \| (\w+) \| (.+?) \| (.+?) \|$", page("problems.md"), re.MULTILINE)
    assert [(code, (severity, about)) for code, severity, about, _ in rows] == sorted(
        CODES.items(), key=lambda item: "BMDCXPFE".index(item[0][0])
    )


def test_no_code_is_spoken_of_that_does_not_exist() -> None:
    texts = [file.read_text("utf-8") for file in (*PAGES, ROOT / "README.md")]
    assert {code for text in texts for code in re.findall(r"\b[A-Z]-\d{3}\b", text)} <= set(CODES)


@pytest.mark.parametrize(("shape", "name"), [("book", "book-yaml.md"), ("head", "manuscript.md"),
                                             ("index", "manuscript.md")])
def test_every_key_is_explained(shape: str, name: str) -> None:
    assert keys_of(SHAPES[shape]) - coded(page(name)) == set()


def test_every_key_in_the_table_of_book_yaml_is_known() -> None:
    table = re.findall(r"^\| (`.+?) \|", page("book-yaml.md").partition("A division is")[0], re.MULTILINE)
    assert {key for cell in table for key in coded(cell)} == set(SHAPES["book"]["properties"])


def test_every_role_is_explained() -> None:
    roles = SHAPES["book"]["$defs"]["divisions"]["items"]["properties"]["role"]["enum"]
    table = page("book-yaml.md").partition("| role |")[2]
    assert coded(table) >= set(roles)


def test_every_attribute_with_a_meaning_is_shown() -> None:
    names = {name for table in (KEYS, CLASSES) for names in table.values() for name in names}
    shown = page("manuscript.md")
    assert {name for name in names if not re.search(rf"(?<![\w-]){name}(?![\w-])", shown)} == set()


def test_every_kind_of_figure_is_explained() -> None:
    assert set(KINDS) <= coded(page("figures.md"))


@pytest.mark.parametrize("file", [ROOT / "README.md", *PAGES], ids=lambda file: file.name)
def test_links_lead_to_files(file: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[\w-]+)?\)", re.sub(r"(?m)^    .*$|`[^`]*`", "", file.read_text("utf-8")))
    assert [link for link in links if not (file.parent / link).exists()] == []


def test_files_named_in_the_readme_exist() -> None:
    text = (ROOT / "README.md").read_text("utf-8").partition("## Where things are")[2]
    names = re.findall(r"`([\w./-]+(?:/|\.\w+)|LICENSE)`", text)
    assert len(names) > 6
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_targets_of_make_named_in_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^    make (\w+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
