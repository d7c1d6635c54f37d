"""What each command prints with --json, good or faulty, against the schema of the manual; and errors of the program."""

from __future__ import annotations

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from conftest import Stock
from jsonschema import Draft202012Validator
from printings import begun, commit, corrected, git, numbered
from tiny import CHAPTER, tiny

from book.cli import COMMANDS, main
from book.read import read_records
from book.record.codec import to_json

SCHEMA: dict[str, Any] = json.loads((Path(__file__).parent.parent / "manual/output.schema.json").read_text("utf-8"))
TOOL = """\
import pathlib, sys
folder = pathlib.Path(sys.argv[sys.argv.index("--project") + 1]) / "build/releases/1.0"
folder.mkdir(parents=True)
(folder / "tiny.pdf").write_bytes(b"%PDF")
"""


def told(command: str, *words: str | Path) -> tuple[int, dict[str, Any]]:
    """The exit code, and the one object on standard output, which is as the schema has it."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = main([command, "--json", *map(str, words)])
    values: dict[str, Any] = json.loads(out.getvalue())
    Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{command}"}).validate(values)
    assert values["good"] == all(problem["severity"] != "error" for problem in values["problems"])
    return code, values


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    """A book after release 1.0, with a corrected word and the files of a build."""
    book = begun(tiny(tmp_path_factory.mktemp("json") / "book"))
    code, values = told("release", "1.0", "--project", book.path, "--jobs", "1")
    assert (code, values["extent"]["pages"]) == (0, 3)
    assert set(values["files"]) == {"SHA256SUMS", "release-notes.md", "tiny.pdf"}
    numbered(book, "1.1")
    book.replace(CHAPTER, "again at two", "again at one")
    corrected(book, "C01", "again at two", "again at one", "lamp")
    commit(book, "Correct a word")
    code, values = told("build", "--project", book.path, "--jobs", "1", "--debug")
    assert (code, set(values["files"]), values["page_map"]["lamp"]) == (0, {"tiny.pdf"}, "1")
    assert json.loads(book.read("build/report.json")) == values
    return book


@pytest.fixture
def book(released: Stock, tmp_path: Path) -> Stock:
    """A copy of it."""
    shutil.copytree(released.path, tmp_path / "book")
    return Stock(tmp_path / "book")


def test_the_schema_knows_every_command() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert {command.name for command in COMMANDS} <= set(SCHEMA["$defs"])


@pytest.mark.parametrize(("command", "words", "keys"), [
    ("check", (), {"files", "seconds"}),
    ("copyfit", ("--jobs", "1"), {"summary", "lines", "pages", "left", "all_left", "last_pages"}),
    ("proof", (), {"file", "sheets"}),
    ("correct", ("--was", "the glass was low", "--now", "the glass was high", "--why", "Misread.", "--dry-run"),
     {"correction", "place", "printed", "files"}),
    ("correct", ("--at", "1:3", "--in", "1.0"), {"lines"}),
    ("errata", (), {"sheets"}),
    ("compare", ("1.0", "--jobs", "1"), {"summary", "changes", "pages", "breaks", "corrections"}),
    ("compare", ("build/tiny.pdf", "build/releases/1.0/tiny.pdf"), {"summary", "changes", "pages", "breaks"}),
])
def test_a_command_that_succeeds(
    command: str, words: tuple[str, ...], keys: set[str], book: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(book.path)
    code, values = told(command, *words)
    assert code == 0
    assert keys <= set(values)


def test_a_corrected_word_is_told_by_each_command_that_knows_of_it(book: Stock) -> None:
    (sheet,) = told("errata", "--project", book.path)[1]["sheets"]
    assert [(item["id"], item["was"], item["now"]) for item in sheet["items"]] == [
        ("C01", "again at two", "again at one")]
    (change,) = [each for each in told("compare", "1.0", "--project", book.path)[1]["changes"]
                 if each["division"] == "lamp"]
    assert (["gone", "two."] in change["was"], ["new", "one."] in change["now"]) == (True, True)


def test_verify_says_of_each_file_whether_it_is_the_same(book: Stock) -> None:
    """By a commit with a tool of its own, for it need not be this one."""
    for name, text in (("book/__init__.py", ""), ("book/__main__.py", TOOL)):
        book.write(name, text)
    commit(book, "Bring a tool")
    (record,) = read_records(book.path)[0]
    object.__setattr__(record, "commit", git(book, "rev-parse", "HEAD").strip())
    object.__setattr__(record, "files", {"tiny.pdf": sha256(b"%PDF").hexdigest(), "lost.pdf": "0" * 64})
    book.write("chapters/editions/1.0.json", to_json(record))
    code, values = told("verify", "1.0", "--project", book.path)
    assert (code, values["number"], values["files"]) == (1, "1.0", {"tiny.pdf": True, "lost.pdf": False})
    assert [problem["code"] for problem in values["problems"]] == ["L-027"]


def test_doctor_and_preflight_have_problems_alone(book: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("book.doctor.PROGRAMS", {"no-such-program": ("its-package", "`book dream` dreams with it")})
    code, values = told("doctor")
    assert ("E-003", "warning") in {(each["code"], each["severity"]) for each in values["problems"]}
    assert code == (0 if values["good"] else 3)
    code, values = told("preflight", book / "build/tiny.pdf", "--printer", "kdp-paperback")
    assert (code, values["good"]) == (1, False)


def test_new_names_the_files_it_wrote(tmp_path: Path) -> None:
    code, values = told("new", tmp_path / "b", "--title", "Salt")
    assert (code, values["folder"]) == (0, str(tmp_path / "b"))
    assert {path for path in values["files"] if not (tmp_path / "b" / path).is_file()} == set()


@pytest.mark.parametrize(("command", "words", "exit_code", "code"), [
    ("check", ("--project", "nowhere"), 2, "B-001"),
    ("check", ("--projekt", "nowhere"), 2, "B-021"),
    ("build", ("--jobs", "none"), 2, "B-021"),
    ("build", ("--out", "chapters/new"), 2, "B-020"),
    ("new", ("book",), 2, "B-021"),
    ("new", (".", "--title", "Salt"), 2, "B-020"),
    ("compare", (), 2, "B-021"),
    ("correct", (), 2, "B-021"),
    ("build", ("--project", "nowhere"), 2, "B-001"),
    ("build", ("--target", "scroll"), 2, "B-006"),
    ("copyfit", ("--project", "nowhere"), 2, "B-001"),
    ("preflight", ("build/tiny.pdf", "--printer", "gutenberg"), 2, "R-023"),
    ("proof", ("none.pdf",), 2, "B-010"),
    ("correct", ("--was", "no such words", "--now", "b", "--why", "c"), 1, "L-005"),
    ("correct", ("--at", "9:1", "--in", "1.0"), 2, "L-009"),
    ("release", ("1.0",), 1, "L-010"),
    ("errata", ("--for", "9.9"), 2, "L-032"),
    ("verify", ("9.9",), 2, "L-032"),
    ("compare", ("9.9",), 2, "L-032"),
    ("compare", ("none.pdf", "none.epub"), 2, "B-010"),
])
def test_a_command_that_fails(
    command: str, words: tuple[str, ...], exit_code: int, code: str, book: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(book.path)
    found, values = told(command, *words)
    assert (found, values["good"]) == (exit_code, False)
    assert code in [problem["code"] for problem in values["problems"]]


@pytest.mark.parametrize("command", ["check", "build", "copyfit", "correct", "release", "errata", "compare"])
def test_a_fault_of_the_manuscript_has_its_place_in_every_command(
    command: str, book: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.replace(CHAPTER, "the glass was low.", "[](#nowhere-at-all) was low.")
    commit(book, "Spoil it")
    words = {"correct": ("--was", "the weight", "--now", "a weight", "--why", "c"), "release": ("1.1",),
             "compare": ("1.0",)}
    monkeypatch.chdir(book.path)
    code, values = told(command, *words.get(command, ()))
    (problem,) = [problem for problem in values["problems"] if problem["code"] == "X-001"]
    line = book.read(CHAPTER).split("\n")[4]
    assert (code, problem["place"]) == (1, {"path": CHAPTER, "line": 5, "column": line.index("[](#") + 1,
                                            "length": len("[](#nowhere-at-all)")})


def test_every_command_that_lays_out_says_what_the_machine_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("book.doctor.LIBRARIES", {"libnone.so.0": "libnone0"})
    numbers = {"release": ("1.0",), "compare": ("1.0",)}
    for command in ("build", "copyfit", "release", "errata", "compare"):
        code, values = told(command, *numbers.get(command, ()))
        assert (code, [problem["code"] for problem in values["problems"]]) == (3, ["E-001"])


# --- errors of the program itself


def broken(*given: object) -> None:
    raise ZeroDivisionError("a page of\nno lines")


def test_an_error_of_the_program_is_a_problem_and_not_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("book.pipeline.check.check", broken)
    assert main(["check", "--project", str(tmp_path)]) == 4
    assert capsys.readouterr().err.splitlines() == [
        "error I-001: internal error: ZeroDivisionError in test_json.py, broken: a page of no lines",
        "  hint: run it again with --debug and report the output", "1 error"]
    code, values = told("check", "--project", tmp_path)
    assert (code, values["problems"][0]["code"], values["problems"][0]["place"]) == (4, "I-001", None)


@pytest.mark.parametrize("words", [("--debug", "check"), ("check", "--debug"), ("check", "--debug", "--json")])
def test_debug_shows_the_traceback_wherever_it_stands(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("book.pipeline.check.check", broken)
    assert main([*words, "--project", str(tmp_path)]) == 4
    said = capsys.readouterr()
    assert "Traceback (most recent call last)" in said.err and "in broken" in said.err
    assert "Traceback" not in said.out


def test_debug_keeps_what_was_laid_out(released: Stock) -> None:
    kept = {place.name for place in (released / "build/.debug").iterdir()}
    assert kept == {f"{name}.{kind}" for name in ("title-page", "imprint", "lamp") for kind in ("html", "css")}
    assert "wound the weight" in released.read("build/.debug/lamp.html")
