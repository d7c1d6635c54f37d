"""What goes to printers, as whoever uploads it finds it: files, boxes, words, reports, and what is refused."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from conftest import STOCK, Stock
from sharing import once

from book.cli import main
from book.preflight import missing_text, text_digests_of

ORDERS = """
  print:
    medium: print
    bleed: true
    printers:
      kdp-paperback: {paper: white}
      ingramspark-paperback: {paper: white-50, spine: 3.10 mm}
      lulu-paperback: {paper: cream-60, bleed: false}
"""
ISBN = "isbn: '978-0-306-40615-7'\nprice: {USD: '19.95'}\nrights: {holder"


def ordered(folder: Path, orders: str = ORDERS) -> Stock:
    """The stock book, ordered of printers, with as many pages as they ask."""
    shutil.copytree(STOCK, folder)
    stock = Stock(folder)
    stock.write("chapters/book.yaml", stock.read("chapters/book.yaml") + orders)
    stock.replace("chapters/book.yaml", "rights: {holder", ISBN)
    # WeasyPrint strikes words out with a line of a twentieth of their size, thinner than Amazon asks.
    stock.replace("chapters/02-storm.md", "~~three o'clock~~ ", "")
    more = "\n\n".join(["The lamp was lit at dusk, and the keeper wrote down the hour. " * 9] * 30)
    stock.write("chapters/03-inquiry.md", stock.read("chapters/03-inquiry.md") + "\n\n" + more + "\n")
    return stock


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def build(folder: Path) -> None:
        assert main(["build", "--project", str(ordered(folder / "book"))]) == 0

    return once(tmp_path_factory, "print", build) / "book" / "build"


@pytest.fixture(scope="module")
def report(built: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads((built / "report.json").read_text("utf-8"))
    return values


def pages(file: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(file.read_bytes()))


def sides(file: Path, number: int, box: str) -> list[float]:
    return [round(float(edge), 3) for edge in getattr(pages(file).pages[number], box)]


def test_each_printer_has_a_folder_with_all_it_needs(built: Path) -> None:
    found = sorted(str(file.relative_to(built / "print")) for file in (built / "print").rglob("*.*"))
    assert found == [
        "ingramspark-paperback/9780306406157_cov.pdf", "ingramspark-paperback/9780306406157_txt.pdf",
        "ingramspark-paperback/check.txt", "ingramspark-paperback/upload.txt",
        "kdp-paperback/check.txt", "kdp-paperback/cover.pdf", "kdp-paperback/interior.pdf",
        "kdp-paperback/upload.txt",
        "lulu-paperback/check.txt", "lulu-paperback/cover.pdf", "lulu-paperback/interior.pdf",
        "lulu-paperback/upload.txt",
    ]  # fmt: skip


def test_the_report_tells_pages_and_spine_of_each(built: Path, report: dict[str, Any]) -> None:
    extent = report["extent"]["pages"]
    kdp, ingram = report["print"]["kdp-paperback"], report["print"]["ingramspark-paperback"]
    assert kdp == {"pages": extent, "spine_in": pytest.approx(extent * 0.002252)}
    assert ingram == {"pages": extent + 2, "spine_in": pytest.approx(3.10 / 25.4)}
    assert len(pages(built / "print/kdp-paperback/interior.pdf").pages) == extent
    assert not report["problems"] or {problem["severity"] for problem in report["problems"]} == {"note"}


def test_the_bleed_is_on_the_edges_that_the_printer_names(built: Path) -> None:
    kdp, lulu = built / "print/kdp-paperback/interior.pdf", built / "print/lulu-paperback/interior.pdf"
    assert (sides(kdp, 0, "mediabox"), sides(kdp, 0, "trimbox")) == ([0, 0, 441, 666], [0, 9, 432, 657])  # a recto
    assert (sides(kdp, 1, "mediabox"), sides(kdp, 1, "trimbox")) == ([0, 0, 441, 666], [9, 9, 441, 657])  # a verso
    assert sides(lulu, 0, "mediabox") == sides(lulu, 0, "trimbox") == [0, 0, 432, 648]


def test_the_cover_is_as_wide_as_the_book_is_thick(built: Path, report: dict[str, Any]) -> None:
    for name, file in (("kdp-paperback", "cover.pdf"), ("ingramspark-paperback", "9780306406157_cov.pdf")):
        width = (12.25 + report["print"][name]["spine_in"]) * 72
        found = sides(built / "print" / name / file, 0, "mediabox")
        assert found == [0, 0, pytest.approx(width, abs=0.01), 666]


def test_no_printer_gets_less_text_than_the_screen(built: Path) -> None:
    screen = pages(built / "lamps-of-skerrow.pdf")
    for file in sorted((built / "print").glob("*/*interior.pdf")):
        for one, other in zip(screen.pages, pages(file).pages, strict=True):
            assert "".join(other.extract_text().split()) == "".join(one.extract_text().split())


def test_a_page_that_lost_its_text_is_told(built: Path) -> None:
    screen = text_digests_of((built / "lamps-of-skerrow.pdf").read_bytes())
    spoilt = io.BytesIO()
    with pikepdf.open(built / "print/kdp-paperback/interior.pdf") as pdf:
        page = pdf.pages[12]
        page.contents_coalesce()
        body = pikepdf.parse_content_stream(page)
        first = next(number for number, (_, operator) in enumerate(body) if str(operator) in ("TJ", "Tj"))
        page.Contents.write(pikepdf.unparse_content_stream(body[:first] + body[first + 1:]))
        pdf.save(spoilt)
    told = missing_text(screen, text_digests_of(spoilt.getvalue()), "the interior")
    assert [problem.message for problem in told] == [
        "page 13 of the interior does not have the text of the screen's page"]


def test_others_programs_read_the_files(built: Path) -> None:
    for program in ("qpdf", "pdfinfo"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not on this machine")
    for file in sorted((built / "print").glob("*/*.pdf")):
        subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
    said = subprocess.run(["pdfinfo", built / "print/ingramspark-paperback/9780306406157_txt.pdf"],
                          check=True, capture_output=True, text=True).stdout
    assert "PDF version:     1.3" in said
    assert "PDF/X-1:2001" in said.replace("PDF/X-1a:2001", "PDF/X-1:2001")


def test_the_check_tells_of_every_rule(built: Path) -> None:
    said = (built / "print/kdp-paperback/check.txt").read_text("utf-8")
    assert said.startswith("Amazon KDP paperback: interior\nRules gathered on 2026-11-22.\n")
    assert "\nAmazon KDP paperback: cover\n" in said
    assert said.count(", 0 broken") == 2
    assert str(built) not in said


def test_the_command_inspects_a_file_of_the_book_without_being_told_more(built: Path, capsys: Any) -> None:
    file = built / "print/ingramspark-paperback/9780306406157_cov.pdf"
    assert main(["preflight", str(file), "--printer", "ingramspark-paperback", "--project", str(built.parent)]) == 0
    said = capsys.readouterr().out
    for words in ("IngramSpark paperback: cover", "Spine:   0.122 in (3.10 mm)", "ISBN:    978-0-306-40615-7"):
        assert words in said


def test_the_command_ends_with_1_for_a_file_that_a_printer_would_refuse(built: Path, capsys: Any) -> None:
    screen = built / "lamps-of-skerrow.pdf"
    assert main(["preflight", str(screen), "--printer", "ingramspark-paperback", "--paper", "creme-50"]) == 1
    assert "BROKEN       standard" in capsys.readouterr().out
    assert main(["preflight", str(screen), "--printer", "ingramspark-paperback", "--json"]) == 1
    assert {"R-015", "R-008"} <= {problem["code"] for problem in json.loads(capsys.readouterr().out)["problems"]}


@pytest.mark.parametrize(("words", "said"), [
    (["--printer", "kdp"], "error R-023: no printer is called “kdp”\n  hint: known are ingramspark-paperback, "),
    (["--printer", "kdp-paperback", "--paper", "vellum"], "R-023: Amazon KDP paperback has no paper “vellum”"),
])
def test_an_unknown_printer_or_paper_is_wrong_use(built: Path, capsys: Any, words: list[str], said: str) -> None:
    assert main(["preflight", str(built / "lamps-of-skerrow.pdf"), *words]) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_no_pdf_is_told_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "no.pdf").write_text("no PDF")
    for file in ("no.pdf", "none.pdf"):
        command = [sys.executable, "-m", "book", "preflight", tmp_path / file, "--printer", "kdp-paperback"]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "Traceback" not in result.stderr
        assert "invalid pdf header" not in result.stderr
        assert result.returncode == (1 if file == "no.pdf" else 2)


def test_a_spine_that_nobody_publishes_stops_the_build_and_keeps_the_files(
    built: Path, tmp_path: Path, capsys: Any
) -> None:
    stock = ordered(tmp_path / "book", ORDERS.replace(", spine: 3.10 mm", ""))
    shutil.copytree(built / ".cache", stock / "build/.cache")  # the pages are the same
    stock.write("build/print/kdp-paperback/interior.pdf", "the last good one")
    assert main(["build", "--target", "print", "--project", str(stock)]) == 1
    said = capsys.readouterr().err
    assert "chapters/book.yaml:54:30: error R-003: IngramSpark paperback publishes no spine width" in said
    assert stock.read("build/print/kdp-paperback/interior.pdf") == "the last good one"


def test_a_printer_that_is_no_longer_named_loses_its_folder(tmp_path: Path) -> None:
    stock = ordered(tmp_path / "book", "  print: {medium: print, printers: {lulu-paperback: {paper: cream-60}}}\n")
    stock.write("build/print/kdp-paperback/interior.pdf", "of a printer that is no longer named")
    stock.write("build/print/lulu-paperback/9780000000000_txt.pdf", "of an older name")
    assert main(["build", "--target", "print", "--project", str(stock)]) == 0
    assert [folder.name for folder in (stock / "build/print").iterdir()] == ["lulu-paperback"]
    assert not (stock / "build/print/lulu-paperback/9780000000000_txt.pdf").exists()
    assert not (stock / "build/lamps-of-skerrow.pdf").exists()
