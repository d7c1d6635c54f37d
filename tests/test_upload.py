"""The upload sheet, as the person at the printer's form reads it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import STOCK

from book.edition import Edition, Price
from book.orders import CoverSheet, Order
from book.printers import printer
from book.read import read_edition
from book.upload import WIDTH, upload_sheet

FLAT = CoverSheet(6, 9, 0.3405, 0.125, 0.25, 0.0625, (1.75, 1.0), 0.25, 0.25)
FILES = {"9780306406157_txt.pdf": 892407, "9780306406157_cov.pdf": 23700}


@pytest.fixture
def edition() -> Edition:
    found, problems = read_edition(STOCK)
    assert found is not None and not problems
    return found


def order(name: str, paper: str, spine: float | None = None) -> Order:
    known, _ = printer(name)
    assert known is not None
    return Order(known, known.papers[paper], True, spine)


def test_every_field_of_the_form_is_answered(edition: Edition) -> None:
    whole = replace(edition, isbn="978-0-306-40615-7", prices=(Price("USD", "19.95"), Price("GBP", "15.00")),
                    blurb=("One.", "Two."), bisac=("HIS032000",), thema=("NHD", "LAZ"))
    said = upload_sheet(whole, order("ingramspark-paperback", "creme-50"), 146, FLAT, FILES).splitlines()
    for line in (
        "Title           The Lamps of Skerrow",
        "Author          Tom Orrin (sorted: Orrin, Tom)",
        "ISBN            978-0-306-40615-7",
        "Price           USD 19.95, GBP 15.00",
        "Thema           NHD, LAZ",
        "Trim            6 × 9 in (152.40 × 228.60 mm)",
        "Pages           146",
        "Bleed           with bleed",
        "Spine           0.3405 in (8.65 mm)",
        "Cover sheet     12.591 × 9.25 in (319.80 × 234.95 mm)",
        "Interior        9780306406157_txt.pdf (0.9 MB)",
        "Cover           9780306406157_cov.pdf (23.7 kB)",
    ):
        assert line in said
    assert said[-3:] == ["One.", "", "Two."]
    assert not any("There is no" in line for line in said)


def test_what_is_missing_is_named(edition: Edition) -> None:
    said = " ".join(upload_sheet(edition, order("ingramspark-paperback", "white-50", 0.122), 36, FLAT, FILES).split())
    assert "ISBN none yet Price to be decided" in said
    assert "IngramSpark paperback asks for one before it prints" in said
    assert "There is no price in book.yaml" in said
    assert "Spine 0.3405 in (8.65 mm), from the printer's template" in said
    assert "Ask for a new one if they change." in said
    kdp = " ".join(upload_sheet(edition, order("kdp-paperback", "cream"), 36, FLAT, FILES).split())
    assert "The printer may put a code of its own there." in kdp


def test_no_line_is_too_long_for_a_letter(edition: Edition) -> None:
    wordy = replace(edition, subtitle="An Inquiry " * 20, blurb=("Some words of a long paragraph. " * 30,))
    said = upload_sheet(wordy, order("lulu-paperback", "cream-60"), 36, FLAT, FILES)
    assert max(map(len, said.splitlines())) <= WIDTH
    assert str(Path.cwd()) not in said
