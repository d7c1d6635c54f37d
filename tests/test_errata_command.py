"""The command errata: from a book's ledger and records to sheets on disk, and what it says when there are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Stock
from test_errata import block

from book.cli import main
from book.record import DivisionRecord, EditionRecord, PageRecord
from book.record.codec import texts_with, to_json

OLD = EditionRecord(
    number="1.0", name="First edition", date="2026-01-15", content="", commit="", engine=(), inputs={}, files={},
    divisions=(DivisionRecord("storm", "Chapter 2: The Night", "5", "chapter"),), pages=(PageRecord("5", "", ""),),
    blocks=(block("storm", "Brae wound the mass at midnight and again at two.", ("5", 10, 0)),),
    page_map={}, spines={}, corrections=(),
)  # fmt: skip
LEDGER = """\
corrections:
- id: C01
  date: '2026-02-01'
  kind: erratum
  division: storm
  was: the mass at midnight
  now: the weight at midnight
  why: So the log.
  sources: [log1910]
  since: '1.0'
"""


@pytest.fixture
def corrected(stock: Stock) -> Stock:
    """The stock book in its second printing, with one correction."""
    stock.write("chapters/editions/1.0.json", to_json(OLD))
    stock.write("chapters/editions/texts.txt", texts_with("", OLD))
    stock.write("chapters/corrections.yaml", LEDGER)
    stock.replace("chapters/book.yaml", "'1.0', name: First edition, date: 2026-01-15",
                  "'1.1', name: 'First edition, corrected', date: 2026-03-01")  # fmt: skip
    return stock


def test_it_writes_a_sheet_for_paper_and_one_for_a_browser(
    corrected: Stock, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["errata", "--project", str(corrected)]) == 0
    names = [f"lamps-of-skerrow-errata-1.0.{kind}" for kind in ("pdf", "html")]
    assert capsys.readouterr().out == "".join(
        f"{corrected / 'build/errata' / name}  1 correction\n" for name in names
    )
    pdf, html = ((corrected / "build/errata" / name).read_bytes() for name in names)
    assert pdf.startswith(b"%PDF-1.7")
    assert "<em>for</em> the mass at midnight <em>read</em> the weight at midnight" in html.decode()
    assert "So the log. “Log of the Northern Station”. 1910." in html.decode()  # as the bibliography prints it


def test_the_same_sheet_is_the_same_bytes(corrected: Stock, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert main(["errata", "--project", str(corrected), "--json", "--out", str(tmp_path / name)]) == 0
    files = [{file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert len(files[0]) == 2
    assert files[0] == files[1]


def test_machines_are_told_of_sheets_and_files(corrected: Stock, capsys: pytest.CaptureFixture[str]) -> None:
    main(["errata", "--project", str(corrected), "--for", "1.0", "--json"])
    said = json.loads(capsys.readouterr().out)
    assert said["problems"] == []
    assert [(sheet["number"], len(sheet["items"]), len(sheet["files"])) for sheet in said["sheets"]] == [("1.0", 1, 2)]
    assert (said["sheets"][0]["items"][0]["page"], said["sheets"][0]["items"][0]["line"]) == ("5", 10)


def refused(project: Stock, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit code and the problems; no sheet may have been written."""
    code = main(["errata", "--project", str(project), "--json", *words])
    assert not (project / "build/errata").exists()
    problems: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["problems"]
    return code, problems


def test_a_printing_without_a_record_is_a_problem(corrected: Stock, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(corrected, capsys, "--for", "1.7") == (2, [
        {"code": "L-032", "severity": "error", "message": "there is no record of a printing 1.7",
         "hint": "there are records of 1.0", "place": None}])  # fmt: skip


def test_a_book_that_was_never_released_has_no_errata(stock: Stock, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(stock, capsys) == (2, [
        {"code": "L-032", "severity": "error", "message": "no printing has a record yet",
         "hint": "book release makes them", "place": None}])  # fmt: skip


def test_a_printing_in_which_nothing_was_corrected_is_told(
    corrected: Stock, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected.remove("chapters/corrections.yaml")
    assert refused(corrected, capsys, "--for", "1.0") == (0, [
        {"code": "L-034", "severity": "note", "hint": "", "place": None,
         "message": "printing 1.0 has no errata: nothing in it was corrected since"}])  # fmt: skip
    assert refused(corrected, capsys) == (0, [])


def test_words_that_cannot_be_found_leave_nothing_written(
    corrected: Stock, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected.replace("chapters/corrections.yaml", "was: the mass", "was: the masses")
    code, problems = refused(corrected, capsys)
    assert (code, [(each["code"], each["message"]) for each in problems]) == (1, [
        ("L-030", "“the masses at midnight” does not stand in “Chapter 2: The Night” of printing 1.0")])  # fmt: skip
