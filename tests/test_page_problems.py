"""Problems of pages as an author meets them: words and sheets of the stock book, and the line that is named.

Only the colophon is laid out.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from conftest import Stock
from manuscripts import Shelf

from book.cache import Cache
from book.compose import compose, spans
from book.design import Styles
from book.edition import Medium
from book.executor import SameProcess
from book.paginate import Guess, paginate
from book.read import read, read_styles
from book.resolve import resolve
from book.runs import Typesetter

HEAD = "---\ntitle: Colophon\nid: colophon\n---\n\nSet by machine.\n\n"


@cache
def kept() -> Path:
    return Path(mkdtemp())


def found_in(stock: Stock) -> list[tuple[str, str, str]]:
    """Code, place and message of what paging the colophon finds."""
    manuscript, _ = read(stock.path)
    assert manuscript
    book, problems = resolve(manuscript, Shelf())
    assert book, problems
    styles, problems = read_styles(stock.path, Cache(kept()))
    assert isinstance(styles, Styles) and not problems, problems
    galleys, problems = compose(book, styles, Medium.SCREEN, Cache(kept() / "cache"))
    assert not problems
    mine = [galley for galley in galleys if galley.division == "colophon"]
    typesetter = Typesetter(Cache(stock.path / "cache"), SameProcess())
    _, problems = paginate(mine, typesetter, Guess.nothing(), spans=spans(book))
    return [(problem.code, str(problem.span), problem.message) for problem in problems]


def test_the_colophon_as_it_is_has_no_problem(stock: Stock) -> None:
    stock.write("chapters/colophon.md", HEAD + "More.\n")
    assert found_in(stock) == []


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ("A sign 審 that no face has.\n", "P-002", 8, "審"),
        ("Words.\n\n1. One.\n2. A sign 審 in a list.\n", "P-002", 11, "審"),
        ("Words.[^n]\n\n[^n]: A sign 審 in a note.\n", "P-002", 10, "審"),
        (f"A word of {'m' * 120} letters.\n", "P-005", 8, "mmm"),
        (f"|{' a |' * 4}\n|{'---|' * 4}\n|{' ' + 'm' * 120 + ' |'}{' b |' * 3}\n", "P-010", 8, "too wide"),
    ],
    ids=["sign", "in a list", "in a note", "long word", "wide table"],
)
def test_words_that_cannot_be_set_are_told_at_their_line(
    stock: Stock, text: str, code: str, line: int, said: str
) -> None:
    stock.write("chapters/colophon.md", HEAD + text)
    found = found_in(stock)
    assert {(found_code, place.rpartition(":")[0]) for found_code, place, _ in found} == {
        (code, f"chapters/colophon.md:{line}")
    }
    assert any(said in message for _, _, message in found)


@pytest.mark.parametrize(("looseness", "lines"), [("1", "one line more"), ("-2", "two lines fewer")])
def test_a_wish_for_lines_that_cannot_be_met_is_told(stock: Stock, looseness: str, lines: str) -> None:
    stock.write("chapters/colophon.md", f"{HEAD}Set by hand,\nin a day. {{looseness={looseness}}}\n")
    assert found_in(stock) == [
        ("P-008", "chapters/colophon.md:8:1", f"the paragraph cannot be set in {lines} than it is")]


@pytest.mark.parametrize(
    ("css", "code"),
    [
        ("p { display: none }", "P-004"),
        ("p { margin-left: 9in }", "P-005"),
        ('p { font-family: "No Such Face" }', "P-006"),
        ("p { colour: red }", "P-007"),
        ("p { color: red", "P-007"),
        ('p { background: url("http://example.org/a.png") }', "P-007"),
    ],
    ids=["hidden", "off the page", "face", "property", "open", "address"],
)
def test_a_sheet_that_spoils_the_page_is_told(stock: Stock, css: str, code: str) -> None:
    stock.write("styles/zz.css", css)
    assert code in {found_code for found_code, _, _ in found_in(stock)}
