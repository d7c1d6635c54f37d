"""What is made once in a run of the tests, whichever of its worker processes needs it first."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import STOCK

from book.cache import Cache
from book.compose import compose, read_styles
from book.edition import Target
from book.fonts import cut
from book.paginate import Guess, paginate
from book.read import read
from book.resolve import resolve


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make` fills in the first worker; the others wait for it. Tests must not change what is in it.

    A module's fixtures are made anew in each worker that runs one of its tests: with two, a book is built twice."""
    base = factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, done = shared / f"shared-{name}", shared / f"shared-{name}.done"
    with (shared / f"shared-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what a worker left that failed
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def laid_out_stock(factory: pytest.TempPathFactory, folder: Path) -> Path:
    """Fills a folder with a cache that has the stock book's pages; it may be added to."""
    return Path(shutil.copytree(once(factory, "stock-pages", _lay_out), folder, dirs_exist_ok=True))


def _lay_out(folder: Path) -> None:
    cache = Cache(folder)
    manuscript, _ = read(STOCK)
    assert manuscript is not None
    book, _ = resolve(manuscript, cache)
    styles, _ = read_styles(STOCK, cut, folder)
    assert book is not None and styles is not None
    galleys, _ = compose(book, styles, Target("screen", "screen"), cache)
    assert galleys is not None
    pagination, problems = paginate(galleys, cache, Guess.nothing(), 2)
    assert pagination is not None, problems
