"""What all tests share: a copy of the stock book, goldens, and `--update`, which writes goldens anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault
settings.load_profile("untimed")
TESTS = Path(__file__).parent
STOCK = TESTS / "stock"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--update`."""
    parser.addoption("--update", action="store_true", help="write the goldens anew and print each one that changed")


@dataclass(frozen=True)
class Stock:
    """A copy of the stock book that a test may spoil; it stands for its folder. Paths are relative to the project."""

    path: Path

    def __fspath__(self) -> str:
        return str(self.path)

    def __str__(self) -> str:
        return str(self.path)

    def __truediv__(self, name: str) -> Path:
        return self.path / name

    def read(self, name: str) -> str:
        """The text of a file."""
        return (self.path / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        """Writes a file, new or not."""
        place = self.path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)

    def replace(self, name: str, old: str, new: str) -> None:
        """Changes words of a file; they must stand in it once."""
        text = self.read(name)
        assert text.count(old) == 1, f"{name} has {old!r} {text.count(old)} times"
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        """Takes a file away."""
        (self.path / name).unlink()

    def overlay(self, folder: Path, *leave: str) -> None:
        """Lays the files of a folder over the book, but for those to leave."""
        for place in sorted(folder.rglob("*")):
            name = place.relative_to(folder).as_posix()
            if place.is_file() and name not in leave:
                self.write(name, place.read_bytes())


@pytest.fixture(autouse=True)
def no_lines_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a slow machine a command would say more."""
    monkeypatch.setattr("book.cli.progress.EVERY", 3600.0)


@pytest.fixture
def stock(tmp_path: Path) -> Stock:
    """A copy of the stock book."""
    shutil.copytree(STOCK, tmp_path / "stock")
    return Stock(tmp_path / "stock")


@pytest.fixture(scope="session")
def built_stock(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    """The stock book after a build. It is shared: a test that changes it takes a copy, `warm`."""
    from sharing import once

    return Stock(once(tmp_path_factory, "built-stock", _build))


def _build(folder: Path) -> None:
    from book.cli import main

    shutil.copytree(STOCK, folder, dirs_exist_ok=True)
    assert main(["build", "--project", str(folder), "--jobs", "1"]) == 0


@pytest.fixture
def warm(built_stock: Stock, tmp_path: Path) -> Stock:
    """A copy of the stock book with the files and the cache of a build."""
    shutil.copytree(built_stock.path, tmp_path / "warm")
    return Stock(tmp_path / "warm")


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stock]:
    """The stock book after release 1.0, and after 1.1, which corrects a word; what each said is in `build/said.txt`.

    They are shared: a test that changes one takes a copy."""
    from sharing import once

    folder = once(tmp_path_factory, "releases", _release)
    return {number: Stock(folder / number) for number in ("1.0", "1.1")}


def _release(folder: Path) -> None:
    from printings import commit, corrected, kept, numbered, released

    first, second = kept(folder / "1.0"), Stock(folder / "1.1")
    released(first, "1.0")
    commit(first, "Release 1.0")
    shutil.copytree(first.path, second.path)
    numbered(second, "1.1")
    second.replace("chapters/02-storm.md", "at midnight and again at two", "at midnight and again at one")
    corrected(second, "C01", "again at two", "again at one")
    commit(second, "Correct a word")
    released(second, "1.1", "--keep-pages")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with the one kept in a file, or with `--update` keeps it there."""
    update = bool(request.config.getoption("--update"))

    def compare(place: Path, text: str) -> None:
        if update and (not place.is_file() or place.read_text(encoding="utf-8") != text):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
            print(f"updated {place.relative_to(TESTS.parent)}")
        assert place.is_file(), f"there is no golden {place}; write it with --update"
        assert text == place.read_text(encoding="utf-8")

    return compare
