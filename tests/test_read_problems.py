"""Every problem that a manuscript can have, as it is printed.

`problems/CODE/` is laid over the stock book: its files replace those of the book, one whose name ends in + is added to
the end of the book's own, those in removed.txt are taken away. expected.txt has what is printed. The book is read,
and resolved if reading finds no error. The code itself must be among what is found.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Stock
from manuscripts import Shelf

from book.problems import CODES, Problem, has_errors, render
from book.project import SETTINGS
from book.read import read
from book.resolve import resolve

FOLDER = Path(__file__).parent / "problems"
CASES = sorted(place.name for place in FOLDER.iterdir() if place.is_dir())
# Found by the command and the pipeline, or only on a machine that will not read a file; M-060 to M-062 by the other
# reading (`test_sourcegate`).
ELSEWHERE = {"B-006", "B-008", "B-009", "B-010", "B-011", "B-020", "B-021", "B-022", "B-030", "B-031",
             "B-032", "M-060", "M-061", "M-062"}


def spoil(stock: Stock, folder: Path) -> None:
    """Lays an overlay over the stock book."""
    for place in sorted(folder.rglob("*")):
        name = place.relative_to(folder).as_posix()
        if place.is_dir() or name == "expected.txt":
            continue
        if name == "removed.txt":
            for line in place.read_text(encoding="utf-8").split():
                stock.remove(line)
        elif name.endswith("+"):
            stock.write(name[:-1], stock.read(name[:-1]) + place.read_text(encoding="utf-8"))
        else:
            stock.write(name, place.read_bytes())
    if (stock.path / SETTINGS).is_file() and not (folder / SETTINGS).is_file():  # its own keeps what it says
        stock.write(SETTINGS, stock.read(SETTINGS) + "strict: true\n")


def found_in(stock: Stock) -> tuple[Problem, ...]:
    """What reading finds, and resolving where reading finds no error."""
    manuscript, problems = read(stock.path)
    if manuscript is None or has_errors(problems):
        return problems
    return problems + resolve(manuscript, Shelf())[1]


def printed(stock: Stock, problems: tuple[Problem, ...]) -> str:
    """The problems as the command prints them."""
    paths = {problem.span.path for problem in problems if problem.span}
    texts = {path: (stock.path / path).read_bytes().decode("utf-8", "replace")
             for path in paths if (stock.path / path).is_file()}
    return "".join(render(problem, texts) + "\n\n" for problem in problems)


@pytest.mark.parametrize("code", CASES)
def test_problem_is_printed(code: str, stock: Stock, golden: Callable[[Path, str], None]) -> None:
    spoil(stock, FOLDER / code)
    problems = found_in(stock)
    assert code in {problem.code for problem in problems}
    golden(FOLDER / code / "expected.txt", printed(stock, problems))


def test_every_code_of_the_manuscript_has_its_example() -> None:
    wanted = {code for code in CODES if code[0] in "BMD"} - ELSEWHERE
    assert wanted <= set(CASES)


def test_stock_book_has_nothing_wrong(stock: Stock) -> None:
    assert [problem.code for problem in found_in(stock)] == ["M-018"]
