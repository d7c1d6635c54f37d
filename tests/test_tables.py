"""Tables in every form of Pandoc's and GitHub's: as they are read, beside Pandoc's reading, and as they are set."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Stock
from lxml import etree
from manuscripts import Shelf
from outline import outline
from pandoc_tables import by_pandoc, by_us
from table_cases import GENERATED, tables_of
from test_page_problems import HEAD, found_in
from tiny import CHAPTER, tiny

from book.cache import Cache
from book.compose import compose
from book.edition import Medium
from book.markdown import parse
from book.read import read, read_styles
from book.resolve import resolve

XHTML = "{http://www.w3.org/1999/xhtml}"
READ = {
    "a pipe in code ends no cell": (
        "| a | b |\n|---|--:|\n| `x|y` | 2 |",
        "table left right\n  | a | b\n  | [code x|y] | 2\n"),
    "an escaped pipe, in code too": (
        "| a | b |\n|---|---|\n| x\\|y | `p\\|q` |",
        "table left left\n  | a | b\n  | x|y | [code p|q]\n"),
    "mathematics as Pandoc has it": (
        "| a | b |\n|---|---|\n| $|x|$ | 2 |",
        "table left left\n  | a | b\n  | [formula '|x|'] | 2\n"),
    "money as GitHub has it": (
        "| a | b |\n|---|---|\n| $5 | 6$ |",
        "table left left\n  | a | b\n  | $5 | 6$\n"),
    "no pipes at the ends": (
        "a | b\n--|:-:\n1 | 2",
        "table left center\n  | a | b\n  | 1 | 2\n"),
    "an empty head": (
        "|  |  |\n|--|--|\n| 1 | 2 |",
        "table left left\n  | 1 | 2\n"),
    "one column": (
        "| a |\n|---|\n| 1 |",
        "table left\n  | a\n  | 1\n"),
    "a table at once behind words": (
        "Words\n| a | b |\n|---|---|\n| 1 | 2 |",
        "p Words\ntable left left\n  | a | b\n  | 1 | 2\n"),
    "a caption above, behind words": (
        "Words.\n\n: Cap {#tbl-x}\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "p Words.\ntable #tbl-x left left\n  | a | b\n  | 1 | 2\n  caption Cap\n"),
    "a list of terms is none": (
        "Term\n:   Said.\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "definitions\n"
        "  term Term\n"
        "    p Said.\n"
        "table left left\n"
        "  | a | b\n"
        "  | 1 | 2\n"),
    "a caption without a name": (
        "| a | b |\n|---|---|\n| 1 | 2 |\nTable: Cap",
        "table left left\n  | a | b\n  | 1 | 2\n  caption Cap\n"),
    "in a quotation": (
        "> | a | b |\n> |---|---|\n> | 1 | 2 |",
        "quotation\n  table left left\n    | a | b\n    | 1 | 2\n"),
    "in an item": (
        "- x\n\n  +---+---+\n  | a | b |\n  +---+---+",
        "list loose\n  item\n    p x\n    table left left\n      | a | b\n"),
    "a grid with a list": (
        "+-----+---+\n| - a | b |\n| - c |   |\n+-----+---+",
        "table left left\n  | {list; item; p a; item; p c} | b\n"),
    "HTML": (
        "<table><caption>Cap</caption><thead><tr><th colspan=2>H</th></tr></thead>\n"
        '<tr><td rowspan="2">a</td><td align=right>1</td></tr>\n'
        "<tr><td align=right>*2*</td></tr></table>",
        "table left right\n"
        "  | <2x1>H\n"
        "  | <1x2>a | right1\n"
        "  | right[em 2]\n"
        "  caption Cap\n"),
    "HTML with a list and a table inside": (
        "<table><tr><td><ul><li>a<li>b</ul></td><td><table><tr><td>c</td></tr></table></td></tr></table>",
        "table left left\n  | {list; item; p a; item; p b} | {table left; | c}\n"),
    "hyphens one by one are no table": (
        "- - -\n\nx",
        None),
}


@pytest.mark.parametrize("case", READ)
def test_tables_are_read(case: str) -> None:
    text, expected = READ[case]
    parsed, problems = parse(text, "x.md")
    assert not problems
    assert outline(parsed.blocks) == expected if expected else "table" not in outline(parsed.blocks)


@pytest.mark.parametrize("kind", GENERATED)
def test_pandoc_reads_the_same_cells_spans_and_alignments(kind: str) -> None:
    texts = tables_of(kind, 25)
    whole = "\n\n".join(f"Words {number}.\n\n{text}\n" for number, text in enumerate(texts))
    theirs = by_pandoc(whole)
    assert len(theirs) == len(texts)
    for text, expected in zip(texts, theirs, strict=True):
        assert by_us(text) == [expected], text


@pytest.mark.parametrize(("text", "found"), [
    ("| a | b |\n|---|---|\n| 1 |\n", [("x.md:3:1", "M-041")]),
    ("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", [("x.md:3:1", "M-021")]),
    ("> | a | b |\n> |---|---|\n> | 1 | [x |\n", [("x.md:3:9", "M-006")]),
    ("+---+\n| [x|\n+---+\n", [("x.md:2:3", "M-006")]),
    ("x   y\n--- ---\na   [b\n", [("x.md:3:5", "M-006")]),
    ("+---+--+\n| a | b |\n+---+---+\n", [("x.md:1:1", "M-043")]),
    ("| a |\n|---|\n| b |\n\n: Cap {#t nothing=1}\n", [("x.md:5:7", "M-012")]),
])
def test_what_is_wrong_is_told_at_its_place(text: str, found: list[tuple[str, str]]) -> None:
    assert [(str(problem.span), problem.code) for problem in parse(text, "x.md")[1]] == found


def made(folder: Path, text: str, medium: Medium) -> etree._Element:
    """The chapter of a tiny book with this text, as it is set."""
    stock = tiny(folder)
    stock.write(CHAPTER, f"---\ntitle: The Lamp\n---\n\n{text}\n")
    manuscript, _ = read(stock.path)
    assert manuscript
    book, problems = resolve(manuscript, Shelf())
    assert book and not problems
    styles, _ = read_styles(stock.path, Cache(folder / "cut"))
    assert styles
    galleys, problems = compose(book, styles, medium, Cache(folder / "cache"))
    assert not problems
    return etree.fromstring(galleys[-1].html.encode())


@pytest.mark.parametrize(("text", "thing"), [
    ("<table><tr><td>" * 100 + "x" + "</td></tr></table>" * 100, "tables in tables, 100 deep"),
    ("<table><tr>" + "<td colspan=1000 rowspan=1000>x</td>" * 50 + "</tr></table>", "10000 columns"),
    ("<table><tr>" + "<td>x</td>" * 101 + "</tr></table>", "101 columns"),
])  # fmt: skip
def test_a_table_in_html_that_no_page_can_hold_is_one_problem(text: str, thing: str) -> None:
    (problem,) = parse(text, "x.md", strict=False)[1]
    assert (problem.code, problem.message) == ("M-042", f"this cannot stand in an HTML table: {thing}")


GRID = """\
+---+---+---+
| A | B     |
+===+==:+:=:+
| - x   | 1 |
|       +---+
| - y   | 2 |
+===+===+===+
| f | g | h |
+===+===+===+

: Cap
"""


@pytest.mark.parametrize("medium", [Medium.SCREEN, Medium.EPUB])
def test_spans_alignments_and_foot_reach_the_page_and_the_epub(tmp_path: Path, medium: Medium) -> None:
    table = next(made(tmp_path, GRID, medium).iter(f"{XHTML}table"))
    spans = [(cell.get("colspan"), cell.get("rowspan")) for cell in table.iter(f"{XHTML}th", f"{XHTML}td")]
    assert spans == [(None, None), ("2", None), ("2", "2"), *[(None, None)] * 5]
    assert [len(list(cell)) for cell in table.iter(f"{XHTML}li")] == [0, 0]
    last = table.find(f"{XHTML}tfoot" if medium is Medium.EPUB else f"{XHTML}tbody[@class='foot']")
    assert last is not None and ["".join(cell.itertext()) for cell in last.iter(f"{XHTML}td")] == ["f", "g", "h"]
    caption = table.find(f"{XHTML}caption")
    assert caption is not None and caption.text == "Cap"


def wide(columns: int) -> str:
    """A table of so many columns of figures."""
    rows = (["Name"] * columns, ["--:"] * columns, ["100,000"] * columns)
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


@pytest.mark.parametrize(("columns", "kind"), [(4, ""), (10, "fit"), (16, "turned")])
def test_a_wide_table_is_set_smaller_then_turned(tmp_path: Path, columns: int, kind: str) -> None:
    root = made(tmp_path, wide(columns), Medium.SCREEN)
    table = next(root.iter(f"{XHTML}table"))
    turned = any(each.get("class") == "turned" for each in root.iter(f"{XHTML}div"))
    assert turned == (kind == "turned")
    assert ("fit-" in (table.get("class") or "")) == bool(kind)
    reflowed = made(tmp_path / "e", wide(columns), Medium.EPUB)
    assert not any("turned" in (each.get("class") or "") for each in reflowed.iter())


@pytest.mark.parametrize("columns", [14, 18])
def test_a_wide_table_of_many_rows_runs_over_pages_with_its_words_parted(columns: int, stock: Stock) -> None:
    rows = "\n".join("| " + " | ".join(["100,000"] * columns) + " |" for _ in range(60))
    stock.write("chapters/colophon.md", HEAD + wide(columns) + "\n" + rows + "\n")
    assert found_in(stock) == []


def test_a_table_that_fits_nowhere_is_one_problem_that_says_by_how_much(stock: Stock) -> None:
    stock.write("chapters/colophon.md", HEAD + wide(30) + "\n")
    (code, place, message), = found_in(stock)
    assert (code, place) == ("P-010", "chapters/colophon.md:8:1")
    assert message.endswith("mm too wide for its page")


def test_a_turned_table_fits_its_page(stock: Stock) -> None:
    stock.write("chapters/colophon.md", HEAD + wide(16) + "\n\n: Turned[^n] {#tbl-turned}\n\n[^n]: A note.\n")
    assert found_in(stock) == []
