"""Verifying: a released printing made again from its commit, whatever the book has become."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest
from conftest import Stock
from printings import begun, commit, git, numbered, released, say
from tiny import tiny

from book.read import read_records
from book.record.codec import to_json
from book.release.versions import versions


def worked_on(project: Stock) -> Stock:
    """The same in a folder of its repository, with work for a second edition in the tree."""
    chapter = next(iter(sorted((project / "chapters").glob("01-*.md"))))
    numbered(project, "2.0")
    chapter.write_text(chapter.read_text("utf-8") + "\nMore of it.\n", "utf-8")
    commit(project, "Write anew")
    chapter.write_text("not yet a chapter", "utf-8")
    return project


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    """A book of three pages after release 1.0."""
    project = released(begun(tiny(tmp_path_factory.mktemp("verify") / "book")), "1.0")
    commit(project, "Release 1.0")
    return worked_on(project)


@pytest.fixture
def book(small: Stock, tmp_path: Path) -> Stock:
    """A copy of it, elsewhere."""
    shutil.copytree(small.path, tmp_path / "elsewhere")
    return Stock(tmp_path / "elsewhere")


def altered(book: Stock, **values: object) -> None:
    """A record that says something else, and is sealed."""
    path = book / "chapters/editions/1.0.json"
    (record,), _ = read_records(book.path)
    for name, value in values.items():
        object.__setattr__(record, name, value)
    path.write_text(to_json(record), "utf-8")


def test_a_printing_comes_out_again_byte_for_byte(
    releases: dict[str, Stock], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another folder, under another hash seed and in another place's time, from a tree that is not a book at all."""
    shutil.copytree(releases["1.0"].path, tmp_path / "elsewhere")
    book = worked_on(Stock(tmp_path / "elsewhere"))
    monkeypatch.setenv("PYTHONHASHSEED", "4711")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    before = git(book, "status", "--porcelain")
    assert say(book, "verify", "1.0") == (0, "\n".join([
        "same     lamps-of-skerrow.epub",
        "same     lamps-of-skerrow.pdf",
        "same     release-notes.md",
        "no problems",
        "printing 1.0 comes out as it was released: 3 files, byte for byte",
    ]))
    assert git(book, "status", "--porcelain") == before


def test_a_file_that_differs_is_named_and_so_is_an_engine_that_does(book: Stock) -> None:
    (record,), _ = read_records(book.path)
    altered(book, files={**record.files, "tiny.pdf": "0" * 64, "print/lost.pdf": "0" * 64},
            engine=tuple((name, "69.9" if name == "weasyprint" else version) for name, version in record.engine))
    code, said = say(book, "verify", "1.0")
    assert code == 1
    assert "differs  tiny.pdf\n" in said and "same     release-notes.md\n" in said
    assert ("error L-027: tiny.pdf of printing 1.0 came out otherwise than it was released\n"
            "  hint: see which versions differ from those it was made with, if any do") in said
    assert "error L-027: print/lost.pdf of printing 1.0 was not made at all" in said
    here = dict(versions())["weasyprint"]
    assert (f"warning L-025: printing 1.0 was made with weasyprint 69.9; this machine has {here}\n"
            "  hint: install weasyprint 69.9 if a file differs") in said
    assert said.count("L-025") == 1


def test_a_printing_without_a_record_is_named_with_those_that_have_one(book: Stock) -> None:
    code, said = say(book, "verify", "1.1")
    assert code == 2
    assert "error L-032: there is no record of a printing 1.1\n  hint: there are records of 1.0" in said


def test_a_commit_that_is_not_there_is_named(book: Stock) -> None:
    altered(book, commit="beef" * 10)
    code, said = say(book, "verify", "1.0")
    assert code == 1
    assert ("error L-024: printing 1.0 was made from commit beefbeefbeef: its repository has no commit beefbeefbeef\n"
            "  hint: fetch the repository's whole history (git fetch --unshallow)") in said


def test_a_record_changed_by_hand_proves_nothing(book: Stock) -> None:
    path = "chapters/editions/1.0.json"
    book.replace(path, '"date": "2026-01-15"', '"date": "2026-01-16"')
    code, said = say(book, "verify", "1.0")
    assert code == 1
    assert f"error L-016: {path} was changed since the release that wrote it" in said


def test_a_commit_is_made_with_its_own_pipeline_which_may_fail(book: Stock) -> None:
    """A commit with a folder `book/` brings its own tool; what that says is passed on."""
    book.write("book/__init__.py", "")
    book.write("book/__main__.py", 'import json, sys\n'
               'fault = {"severity": "error", "code": "E-001", "message": "no press", "hint": "buy one"}\n'
               'print(json.dumps({"problems": [fault]}))\nsys.exit(1)\n')
    commit(book, "Bring a tool")
    altered(book, commit=git(book, "rev-parse", "HEAD").strip())
    code, said = say(book, "verify", "1.0")
    assert code == 1
    assert "error L-026: E-001: no press\n  hint: buy one" in said
    assert "makes no book any more\n  hint: its own pipeline ran here; see what it says above" in said


def test_a_commit_whose_pipeline_does_not_end_is_stopped_with_its_workers(
    book: Stock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = tmp_path / "alive"
    book.write("book/__init__.py", "")
    book.write("book/worker.py", f"import pathlib, time\nwhile True:\n    pathlib.Path({str(alive)!r}).touch()\n"
                                 "    time.sleep(0.05)\n")
    book.write("book/__main__.py", "import subprocess, sys\nsubprocess.run([sys.executable, '-m', 'book.worker'])\n")
    commit(book, "Bring a tool")
    altered(book, commit=git(book, "rev-parse", "HEAD").strip())
    monkeypatch.setattr("book.pipeline.verify.PATIENCE", 3)
    code, said = say(book, "verify", "1.0")
    assert code == 1
    assert "error L-026: commit " in said and "its own pipeline ran here and was stopped" in said
    alive.unlink()
    time.sleep(0.5)
    assert not alive.exists(), "its worker goes on"


def test_verifying_speaks_json(book: Stock) -> None:
    altered(book, commit="beef" * 10)
    code, said = say(book, "verify", "1.0", "--json")
    values = json.loads(said)
    assert (code, values["number"], values["files"]) == (1, "1.0", {})
    assert [problem["code"] for problem in values["problems"]] == ["L-024"]
