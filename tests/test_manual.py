"""The manual against the program: what one of them knows, the other knows too."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import fontpkg_eb_garamond
import pytest
import yaml
from conftest import Stock
from handmade import pagination

import book
from book.citations import style
from book.cli import main
from book.data import QueryFault, parse_query
from book.draw import KINDS, draw
from book.limits import HOUSE
from book.markdown.attributes import CLASSES, KEYS
from book.matter import Drawing
from book.pipeline.report import Outcome, as_values
from book.problems import CODES, Problem, Span
from book.read import read
from book.read.design import FACE

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
        CODES.items(), key=lambda item: "BMDCXPFRLEI".index(item[0][0])
    )


def test_no_code_is_spoken_of_that_does_not_exist() -> None:
    texts = [file.read_text("utf-8") for file in (*PAGES, ROOT / "README.md")]
    assert {code for text in texts for code in re.findall(r"\b[A-Z]-\d{3}\b", text)} <= set(CODES)


@pytest.mark.parametrize(("shape", "name"), [("book", "book-yaml.md"), ("head", "manuscript.md"),
                                             ("index", "manuscript.md"), ("correction", "editions.md")])
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


def test_every_limit_of_the_setting_is_explained_and_has_the_value_that_the_file_says() -> None:
    limits = {field.name.replace("_", "-"): getattr(HOUSE, field.name) for field in fields(HOUSE)}
    assert set(limits) <= coded(page("design.md").partition("## How lines are set")[2])
    said = yaml.safe_load((ROOT / "styles" / "setting.yaml").read_text("utf-8"))
    assert said == {name: limits[name] for name in said} and len(said) > len(limits) - 4  # the last three came later


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


def test_every_problem_is_found_by_some_part_of_the_program() -> None:
    folder = Path(book.__file__).parent
    program = set(folder.rglob("*.py")) - {folder / "problems.py"}
    said = {code for file in program for code in re.findall(r'"([A-Z]-\d{3})"', file.read_text("utf-8"))}
    assert said == set(CODES)


@pytest.mark.parametrize(("command", "name"), [("new", "first-book.md"), ("build", "problems.md"),
                                               ("check", "problems.md"), ("import", "moving-in.md"),
                                               ("doctor", "problems.md"), ("preflight", "printing.md"),
                                               ("proof", "printing.md"), ("correct", "editions.md"),
                                               ("release", "editions.md"), ("verify", "editions.md"),
                                               ("errata", "editions.md"), ("compare", "editions.md"),
                                               ("copyfit", "copyfitting.md")])
def test_every_command_and_option_is_explained(command: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    options = set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help"}
    text = page("problems.md") + page(name)
    assert re.search(rf"(`|    )book {command}", text)
    assert {option for option in options if option not in text} == set()


def test_every_key_of_the_report_is_explained() -> None:
    problem = Problem("M-018", "no source yet", Span("a.md"))
    orders = {"kdp-paperback": {"pages": 32, "spine_in": 0.07}}
    values = as_values(Outcome((problem,), {"read": 0.1}, {"a.pdf": b""}, pagination(), orders))
    table = page("problems.md").partition("| key | what |")[2].partition("\n\n")[0]
    assert {key for cell in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE) for key in coded(cell)} == set(values)
    inner = {key for name in ("problems", "divisions") for key in values[name][0]}
    inner |= {*values["files"]["a.pdf"], *values["extent"], *values["print"]["kdp-paperback"]}
    assert inner <= coded(table)


def test_every_citation_style_is_named() -> None:
    shelf = Path(str(style.__file__)).parent / "styles"
    assert {file.stem for file in shelf.glob("*.csl")} <= coded(page("book-yaml.md"))


def test_every_key_of_a_face_is_explained() -> None:
    assert set(FACE["properties"]) <= coded(page("design.md"))


def examples(name: str) -> list[dict[str, Any]]:
    """The figures shown in a page: indented lines that have a kind."""
    shown = re.findall(r"(?:^(?: {4}.*)?\n)+", page(name), re.MULTILINE)
    texts = (re.sub(r"(?m)^ {4}", "", text) for text in shown)
    return [yaml.safe_load(text) for text in texts if re.search(r"(?m)^kind:", text)]


def test_the_figures_shown_could_be_drawn_if_the_data_were_there() -> None:
    shown = examples("figures.md")
    assert {figure["kind"] for figure in shown} == set(KINDS)
    font = next((Path(fontpkg_eb_garamond.__file__).parent / "files").glob("EBGaramond[[]wght].ttf"))
    for values in shown:
        found = draw(Drawing("shown", values, Span("figures.md")), {}, font.read_bytes())[1]
        assert {problem.code for problem in found} == {"D-009"}


def test_the_queries_shown_can_be_read() -> None:
    shown = re.findall(r'(?:check|value)="([^"…]+)"', page("manuscript.md"))
    assert len(shown) >= 4
    assert [query for query in shown if isinstance(parse_query(query), QueryFault)] == []


def test_the_shapes_shown_are_shapes(stock: Stock) -> None:
    shown = page("manuscript.md").partition("    shapes: ")[2].partition("\n\n## ")[0]
    stock.write("chapters/data/shapes.yaml", re.sub(r"(?m)^ {4}", "", "    shapes: " + shown))
    codes = {problem.code for problem in read(stock.path)[1]}
    assert "D-011" in codes  # the stock book's sets have no shape now
    assert codes.isdisjoint({"D-001", "D-003", "D-008"})
