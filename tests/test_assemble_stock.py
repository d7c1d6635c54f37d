"""The stock book, from its manuscript to a PDF that validators and preflight accept."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TypeVar

import pytest
from conftest import STOCK
from otherreader import agrees
from sharing import laid_out_stock

from book.assemble import assemble
from book.cache import Cache
from book.compose import compose, spans
from book.edition import Medium
from book.executor import SameProcess
from book.gate import book_text, check_pdf, pdf_text
from book.matter import Book
from book.pages import Pagination
from book.paginate import Guess, paginate
from book.problems import Problem, has_errors
from book.read import read, read_styles
from book.resolve import resolve
from book.runs import Typesetter

T = TypeVar("T")


def good(result: tuple[T | None, tuple[Problem, ...]]) -> T:
    value, problems = result
    assert value is not None and not has_errors(problems), problems
    return value


@pytest.fixture(scope="module")
def stock_pdf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Book, Pagination]:
    folder = laid_out_stock(tmp_path_factory, tmp_path_factory.mktemp("assembled"))
    cache = Cache(folder)
    book = good(resolve(good(read(STOCK)), cache))
    styles = good(read_styles(STOCK, Cache(folder)))
    galleys = good(compose(book, styles, Medium.SCREEN, cache))
    pagination = good(paginate(galleys, Typesetter(cache, SameProcess()), Guess.nothing(), spans=spans(book)))
    fonts = styles.font_bytes
    file = folder / "stock.pdf"
    file.write_bytes(good(assemble(pagination, book, fonts)))
    return file, book, pagination


def test_nothing_is_lost_and_nothing_is_wrong(stock_pdf: tuple[Path, Book, Pagination]) -> None:
    file, book, pagination = stock_pdf
    assert check_pdf(file.read_bytes(), book, pagination) == ()


def test_another_library_reads_the_same_marks(stock_pdf: tuple[Path, Book, Pagination]) -> None:
    assert agrees(stock_pdf[0].read_bytes()) >= (900, 500)


def test_the_gate_has_read_every_division_and_note(stock_pdf: tuple[Path, Book, Pagination]) -> None:
    """A gate that compares nothing with nothing would pass too."""
    file, book, pagination = stock_pdf
    found = pdf_text(file.read_bytes())
    for expected in book_text(book, pagination.page_map, Medium.SCREEN):
        here = found[expected.division.id]
        words = sum(len(piece.text.split()) for piece in here.pieces)
        assert words >= 0.9 * len(expected.words) and set(here.notes) == {note.id for note in expected.division.notes}
    assert sum(len(division.notes) for division in found.values()) >= 10


@pytest.mark.parametrize(
    ("program", "arguments", "verdict"),
    [
        ("qpdf", ["--check"], "No syntax or stream encoding errors found"),
        ("outloud", ["--fail-on", "error", "--quiet"], " 0 error(s)"),
        ("pdfua", ["check"], "PASS (no findings)"),
    ],
)
def test_validators_find_no_error(
    stock_pdf: tuple[Path, Book, Pagination], program: str, arguments: list[str], verdict: str
) -> None:
    beside = Path(sys.executable).parent / program
    command = str(beside) if beside.exists() else shutil.which(program)
    if command is None:
        pytest.skip(f"{program} is not installed")
    done = subprocess.run([command, *arguments, str(stock_pdf[0])], capture_output=True, text=True, check=False)
    assert verdict in done.stdout, done.stdout + done.stderr
