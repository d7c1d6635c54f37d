"""The command as its user meets it: words, exit codes, and what is left in build/."""

from __future__ import annotations

import contextlib
import fcntl
import io
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest
from conftest import Stock
from tiny import tiny

from book.cli.place import book_folder
from book.cli.progress import Log

COMMAND = (sys.executable, "-m", "book")


# Root may do everything by its capabilities; without them it meets the permissions of files as everyone does.
POWERLESS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")


def run(*arguments: str | Path | Stock, before: tuple[str, ...] = (), folder: Path | None = None
        ) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*before, *COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False,
                          cwd=folder)


def powerless() -> tuple[str, ...]:
    """What to write before a command that is to meet permissions. Skips the test where it cannot be had."""
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root may write anywhere")
    return POWERLESS if os.geteuid() == 0 else ()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(place.relative_to(folder)): place.read_bytes() if place.is_file() else b""
            for place in folder.rglob("*")}


def test_help_says_what_each_command_and_each_exit_code_is_for() -> None:
    said = run("--help").stdout
    for words in ("book build", "book check", "book doctor", "exit codes: 0 good; 1", "2 wrong use", "3 the machine",
                  "4 an error in this program"):
        assert words in said


@pytest.mark.parametrize("words", [(), ("help",)])
def test_without_a_command_and_by_its_own_the_whole_help_is_printed(words: tuple[str, ...]) -> None:
    result = run(*words)
    said = result.stdout if words else result.stderr
    assert result.returncode == (0 if words else 2)
    assert said == run("--help").stdout


def test_help_on_a_command_is_its_own() -> None:
    assert run("help", "build").stdout == run("build", "--help").stdout


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_that_of_the_package(option: str) -> None:
    assert run(option).stdout == f"Corrigenda {version('corrigenda')}\n"


@pytest.mark.parametrize(("words", "meant"), [
    (("bild",), "build"), (("relase", "1.0"), "release"), (("help", "chek"), "check"),
    (("build", "--tagret", "epub"), "--target"), (("check", "--projekt=x"), "--project"),
    (("new", "x", "--kind", "nvoel"), "novel"), (("completion", "zhs"), "zsh"), (("--verison",), "--version"),
])
def test_what_was_probably_meant_is_said(words: tuple[str, ...], meant: str) -> None:
    result = run(*words)
    assert result.returncode == 2
    assert "error B-021" in result.stderr
    assert f"hint: did you mean “{meant}”?" in result.stderr
    said = run(*words, "--json")
    assert (said.returncode, said.stderr) == (2, "")
    assert json.loads(said.stdout)["problems"][0]["hint"] == f"did you mean “{meant}”?"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_complete_commands_and_options(shell: str) -> None:
    result = run("completion", shell)
    assert result.returncode == 0, result.stderr
    assert all(word in result.stdout for word in ("copyfit", "completion", "target", "keep-pages", "anthology"))
    if shutil.which(shell):
        assert subprocess.run([shell, "-n"], input=result.stdout, text=True, check=False).returncode == 0


def test_bash_completes_what_is_begun(tmp_path: Path) -> None:
    (tmp_path / "book.bash").write_text(run("completion", "bash").stdout)
    asks = 'source ./book.bash; COMP_WORDS=(book build --ta); COMP_CWORD=2; _shtab_book; echo "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", asks], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "--target"


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
    assert "--project DIR" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("inside", ["chapters", "chapters/data", "styles/appendices"])
def test_the_book_is_found_from_every_folder_in_it(inside: str, stock: Stock) -> None:
    result = run("check", folder=stock / inside)
    assert result.returncode == 0, result.stderr
    assert result.stderr.startswith(f"the book in {stock.path.resolve()}\n")
    assert json.loads(run("check", "--json", folder=stock / inside).stdout)["good"] is True


def test_the_search_for_a_book_ends_at_home(stock: Stock, tmp_path: Path) -> None:
    below = stock / "home" / "notes"
    below.mkdir(parents=True)
    assert book_folder(below, tmp_path / "another") == stock.path
    assert book_folder(below, stock / "home") == Path()
    assert book_folder(stock.path, stock.path) == Path()


@pytest.mark.parametrize("command", ["build", "check", "copyfit", "release", "correct", "errata"])
def test_a_folder_that_cannot_be_entered_is_a_problem(command: str, tmp_path: Path) -> None:
    before = powerless()
    (tmp_path / "closed").mkdir(mode=0)
    more = {"release": ("1.0",), "correct": ("--was", "a", "--now", "b", "--why", "c")}.get(command, ())
    result = run(command, *more, "--project", tmp_path / "closed", before=before)
    assert result.returncode == 2
    assert f"error B-010: {tmp_path}/closed cannot be read: Permission denied" in result.stderr
    assert "Traceback" not in result.stderr


def test_check_writes_nothing(stock: Stock) -> None:
    before = contents(stock.path)
    assert run("check", "--project", stock).returncode == 0
    assert contents(stock.path) == before


def test_check_writes_nothing_into_a_folder_that_is_there_either(warm: Stock) -> None:
    warm.write("chapters/02-storm.md", warm.read("chapters/02-storm.md") + "\nA claim.[@log1910, 12]\n")
    before = contents(warm.path)
    run("check", "--project", warm)
    assert contents(warm.path) == before


def test_a_project_that_cannot_be_written_is_checked_and_built_elsewhere(tmp_path: Path) -> None:
    before = powerless()
    book, out = tiny(tmp_path / "book"), tmp_path / "out"
    for folder in (book.path, book / "chapters"):
        folder.chmod(0o555)
    assert run("check", "--project", book, before=before).returncode == 0
    refused = run("build", "--project", book, before=before)
    assert refused.returncode == 1
    assert "error B-009" in refused.stderr and "--out DIR" in refused.stderr
    result = run("build", "--project", book, "--out", out, "--jobs", "1", before=before)
    assert result.returncode == 0, result.stderr
    assert f"{out}/tiny.pdf" in result.stdout
    assert sorted(place.name for place in out.iterdir()) == [".cache", "report.json", "tiny.pdf"]
    assert not (book / "build").exists()
    again = run("build", "--project", book, "--out", out, "--jobs", "1", before=before)
    assert "nothing to lay out" in again.stdout


def test_a_folder_of_other_files_is_never_built_into(tmp_path: Path) -> None:
    """A build removes files that it no longer makes."""
    book = tiny(tmp_path / "book")
    (tmp_path / "mine/print/tiny").mkdir(parents=True)
    (tmp_path / "mine/print/tiny/letter.txt").write_text("mine")
    for out in (tmp_path / "mine", book.path, book / "chapters", book / "chapters/out", book / "styles"):
        before = contents(tmp_path)
        result = run("build", "--project", book, "--out", out)
        assert result.returncode == 2
        assert "error B-020" in result.stderr
        assert contents(tmp_path) == before


# --- progress


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_log_names_each_stage_once_and_tells_how_long_a_round_may_take() -> None:
    clock, stream = Clock(), io.StringIO()
    log = Log(stream, clock)
    log.told("read", 0, 0)
    for done in range(3):
        log.told("paginate", done, 8)
        clock.now += 10
    assert stream.getvalue() == "read\npaginate\n"
    assert log.line() == "paginate: 2 of 8, 30 s so far, about 90 s left"
    log.told("paginate", 0, 4)  # another round
    assert log.line() == "paginate: 0 of 4, 30 s so far"
    log.told("assemble", 0, 0)
    clock.now += 20
    assert log.line() == "assemble: 20 s so far"


def test_a_log_speaks_while_a_stage_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("book.cli.progress.EVERY", 0.05)
    stream = io.StringIO()
    with Log(stream).running() as tell:
        tell("assemble", 0, 0)
        time.sleep(0.4)
    assert "\nassemble: 0 s so far\n" in stream.getvalue()
    ended = stream.getvalue()
    time.sleep(0.15)
    assert stream.getvalue() == ended


@pytest.mark.parametrize(("variables", "moves"), [
    ({"TERM": "xterm-256color"}, True), ({"TERM": "xterm-256color", "NO_COLOR": ""}, True),
    ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False),
])
def test_a_terminal_gets_escapes_only_if_it_wants_them(variables: dict[str, str], moves: bool, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM", "FORCE_COLOR")}
    with subprocess.Popen([*COMMAND, "check", "--project", str(tiny(tmp_path / "b"))], stderr=theirs,
                          stdout=subprocess.DEVNULL, env={**kept, **variables}) as process:
        os.close(theirs)
        said = b""
        with contextlib.suppress(OSError):  # the other side is closed
            while got := os.read(ours, 4096):
                said += got
    os.close(ours)
    assert process.returncode == 0, said
    assert (b"\x1b" in said) == moves
    assert moves or b"resolve" in said


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
