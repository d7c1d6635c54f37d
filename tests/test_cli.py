"""The command as its user meets it: words, exit codes, and what is left in build/."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Stock

COMMAND = (sys.executable, "-m", "book")


def run(*arguments: str | Path | Stock) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)


def test_help_says_what_each_command_and_each_exit_code_is_for() -> None:
    said = run("--help").stdout
    for words in ("book build", "book check", "book doctor", "exit codes: 0 good; 1", "2 wrong use", "3 the machine",
                  "4 an error in this program"):
        assert words in said


@pytest.mark.parametrize("words", [("bild",), (), ("build", "--jobs", "0"), ("build", "--colour")])
def test_wrong_use_is_exit_code_2(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.returncode == 2
    assert "usage: book" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_that_is_no_book_is_wrong_use(tmp_path: Path) -> None:
    result = run("check", "--project", tmp_path)
    assert result.returncode == 2
    assert "B-001" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_target_is_named_with_those_that_exist(stock: Stock) -> None:
    result = run("build", "--project", stock, "--target", "kindle")
    assert result.returncode == 2
    assert "error B-006: the book has no target “kindle”" in result.stderr
    assert "hint: it has: screen, epub" in result.stderr


def test_check_is_silent_about_a_good_book(stock: Stock) -> None:
    result = run("check", "--project", stock)
    assert (result.returncode, "error" in result.stderr) == (0, False)
    assert not (stock / "build" / "report.json").exists()


def test_check_speaks_json(stock: Stock) -> None:
    chapter = stock / "chapters/02-storm.md"
    chapter.write_text(chapter.read_text("utf-8") + "\nA claim.[@nobody1900]\n", "utf-8")
    result = run("check", "--project", stock, "--json")
    said = json.loads(result.stdout)
    assert result.returncode == 1
    assert said["good"] is False
    problem = next(problem for problem in said["problems"] if problem["code"] == "C-001")
    assert problem["place"]["path"] == f"chapters/{chapter.name}"
    assert "nobody1900" in problem["message"]


def test_two_builds_at_once_are_refused(stock: Stock) -> None:
    cache = stock / "build/.cache"
    cache.mkdir(parents=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = run("build", "--project", stock)
    assert result.returncode == 1
    assert "error B-008: another build of this book is running" in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_build_folder_that_cannot_be_written(stock: Stock) -> None:
    (stock / "build").mkdir()
    (stock / "build").chmod(0o500)
    result = run("build", "--project", stock)
    assert result.returncode == 1
    assert "error B-009: the folder build/ cannot be written" in result.stderr


def test_a_build_folder_that_is_a_file(stock: Stock) -> None:
    (stock / "build").write_text("not a folder")
    result = run("build", "--project", stock)
    assert result.returncode == 1
    assert "error B-009: the folder build/ cannot be written: Not a directory" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    result = run("build", "--project", tmp_path / "typo")
    assert result.returncode == 2
    assert "error B-001" in result.stderr
    assert not (tmp_path / "typo").exists()


def test_an_interrupted_build_leaves_the_last_good_files(warm: Stock) -> None:
    stock = warm
    before = {file: file.read_bytes() for file in (stock / "build").glob("lamps-*")}
    assert len(before) == 2
    chapter = stock / "chapters/02-storm.md"
    chapter.write_text(chapter.read_text("utf-8") + "\nOne more paragraph.\n" * 20, "utf-8")
    process = subprocess.Popen([*COMMAND, "build", "--project", str(stock)], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    while process.stderr.readline().strip() != "paginate":
        assert process.poll() is None
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    said = process.stderr.read()
    # Where the signal came while Python made a class, Python ends itself by it; a shell calls both 130.
    assert process.wait() in (130, -signal.SIGINT)
    assert "the files in build/ are the last good ones" in said
    assert "Traceback" not in said
    assert {file: file.read_bytes() for file in before} == before
    assert run("build", "--project", stock).returncode == 0


def test_an_error_leaves_the_last_good_files_and_is_in_the_report(warm: Stock) -> None:
    stock = warm
    pdf = stock / "build/lamps-of-skerrow.pdf"
    before = pdf.read_bytes()
    chapter = stock / "chapters/02-storm.md"
    chapter.write_text(chapter.read_text("utf-8") + "\nSee [](#nowhere-at-all).\n", "utf-8")
    result = run("build", "--project", stock)
    assert result.returncode == 1
    assert "error X-001" in result.stderr
    assert pdf.read_bytes() == before
    report = json.loads((stock / "build" / "report.json").read_text("utf-8"))
    assert [p["code"] for p in report["problems"] if p["severity"] == "error"] == ["X-001"]
    assert report["good"] is False


def test_an_unchanged_book_lays_out_nothing_and_gives_the_same_bytes(warm: Stock) -> None:
    """In another folder, too: it is a copy of the one that was built."""
    stock = warm
    files = {file.name: file.read_bytes() for file in (stock / "build").iterdir() if file.suffix in (".pdf", ".epub")}
    second = run("build", "--project", stock)
    assert second.returncode == 0, second.stderr
    assert "nothing to lay out" in second.stdout
    assert len(files) == 2
    assert {name: (stock / "build" / name).read_bytes() for name in files} == files
    stock.write("chapters/02-storm.md", stock.read("chapters/02-storm.md").replace("\n## ", "\n\n\n## "))
    moved = run("build", "--project", stock).stdout  # no word changed, but the content id on the imprint page did
    assert "1 division laid out in 1 round" in moved
