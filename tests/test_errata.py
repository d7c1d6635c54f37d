"""Errata: what the owner of an earlier printing is told to correct, and where in that printing."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from handmade import EDITION
from pypdf import PdfReader

from book.cache import Cache
from book.collate import PageChange, Variants
from book.collate.reprint import reprint
from book.design import Styles
from book.edition import Correction
from book.errata import ErrataSheet, as_values, errata
from book.ledger import lacking, starts, substituted
from book.matter import Emphasis, Text
from book.pipeline.errata import sheet_files
from book.pipeline.run import Session
from book.problems import Problem, Span
from book.read import read_styles
from book.record import BlockRecord, DivisionRecord, EditionRecord, LineRecord, PageRecord
from book.record.numbers import order

AT = Span("chapters/corrections.yaml", 7)
NOW = replace(EDITION, title="The Rock", subtitle="", number="1.1", name="First edition, corrected", date="2026-03-01")


def block(division: str, text: str, *lines: tuple[str, int, int], note: str = "") -> BlockRecord:
    """A block as printed; `lines` are (folio, row, word)."""
    return BlockRecord(division, note, "key", text, tuple(LineRecord(*line) for line in lines))


PRINTED = (
    block("preface", "A rock is not an island.", ("ix", 2, 0)),
    block("storm", "Brae wound the mass at midnight and again at two, as the log-book says.",
          ("5", 12, 0), ("5", 13, 5)),
    block("storm", "He was cross-examined for a minute.", ("5", 1, 0), note="2"),
    block("storm", "The bark struck the Middle Rock, and the mate saw “nothing” at all.", ("5", 30, 0), ("6", 1, 5)),
    block("storm", "The bark was lost; of the bark nothing was found.", ("6", 4, 0)),
)  # fmt: skip
OLD = EditionRecord(
    number="1.0", name="First edition", date="2026-01-15", content="", commit="", engine=(), inputs={}, files={},
    divisions=(DivisionRecord("preface", "Preface", "ix"), DivisionRecord("storm", "Chapter 2: The Storm", "5")),
    pages=tuple(PageRecord(folio, "", "") for folio in ("ix", "x", "5", "6")), blocks=PRINTED,
    page_map={"wreck": "6", "watch": "5"}, spines={}, corrections=(),
)  # fmt: skip


def entry(was: str, now: str, division: str = "storm", **values: object) -> Correction:
    """An entry of the ledger; its id is what is not said otherwise."""
    made = Correction("C01", "2026-02-01", "erratum", division, "", was, now, "So the log.", (), "", "1.0", AT)
    return replace(made, **values)  # type: ignore[arg-type]


def found(*corrections: Correction, old: EditionRecord = OLD) -> list[tuple[str, str, str]]:
    """Place, and what to read for what, of each item of the sheet."""
    sheet, problems = errata(corrections, old)
    assert problems == ()
    return [(str(item.place), item.correction.was, item.correction.now) for item in sheet.items]


def refused(*corrections: Correction) -> tuple[tuple[str, str, str, Span | None], ...]:
    sheet, problems = errata(corrections, OLD)
    assert sheet.items == ()
    return tuple((problem.code, problem.message, problem.hint, problem.span) for problem in problems)


# --- where the words stood


def test_words_are_found_on_the_line_that_they_begin_on() -> None:
    assert found(entry("mass at midnight", "weight at midnight")) == [
        ("page 5, line 12", "mass at midnight", "weight at midnight")
    ]
    assert found(entry("midnight and again", "noon and again"))[0][0] == "page 5, line 13"
    assert found(entry("mate saw", "mate heard"))[0][0] == "page 6, line 1"


def test_words_of_a_note_are_found_by_its_number() -> None:
    assert found(entry("for a minute", "for an hour"))[0][0] == "page 5, note 2, line 1"


def test_signs_may_be_typed_as_they_come() -> None:
    assert found(entry('saw "nothing"', 'saw "a light"'))[0][0] == "page 6, line 1"
    assert starts("1936–38, ‘so’ he\xa0said", "1936--38, 'so' he said") == (0,)


def test_words_are_whole_words() -> None:
    assert starts("sixteenth, sixteen", "sixteen") == (11,)
    assert starts("(a) so", "(a)") == (0,)
    assert starts("anything", "") == ()


def test_the_sheet_goes_by_pages_and_notes_stand_below_the_text() -> None:
    made = found(
        entry("at all", "whatever", id="C01"),
        entry("for a minute", "for an hour", id="C02"),
        entry("as the log-book says", "as the log says", id="C03"),
        entry("is not an island", "is no island", "preface", id="C04"),
        entry("mass", "weight", id="C05"),
    )
    assert [place for place, _, _ in made] == [
        "page ix, line 2", "page 5, line 12", "page 5, line 13", "page 5, note 2, line 1", "page 6, line 1"
    ]  # fmt: skip


# --- what is not guessed


def test_words_that_the_printing_does_not_have_are_a_problem() -> None:
    assert refused(entry("The schooner", "The barque")) == (
        ("L-030", "“The schooner” does not stand in “Chapter 2: The Storm” of printing 1.0",
         "write under was what printing 1.0 says; if the fault came later, write under since when", AT),
    )  # fmt: skip


def test_words_at_more_than_one_place_are_a_problem() -> None:
    assert refused(entry("The bark", "The barque")) == (
        ("L-031", "“The bark” stands at 2 places of “Chapter 2: The Storm” in printing 1.0: page 5, line 30; "
         "page 6, line 4", "lengthen was and now until one place is meant, or name an anchor before it", AT),
    )  # fmt: skip


def test_an_anchor_says_which_place_is_meant() -> None:
    assert found(entry("The bark", "The barque", anchor="wreck")) == [("page 6, line 4", "The bark", "The barque")]


def test_an_anchor_on_whose_page_an_earlier_place_may_be_says_nothing() -> None:
    assert [code for code, _, _, _ in refused(entry("The bark", "The barque", anchor="watch"))] == ["L-031"]


def test_as_many_entries_as_places_are_one_a_place() -> None:
    made = found(entry("The bark", "The barque", id="C01"), entry("The bark", "The barque", id="C02"))
    assert [place for place, _, _ in made] == ["page 5, line 30", "page 6, line 4"]


# --- the ledger is a history


def test_a_printing_that_has_the_correction_is_not_told_of_it() -> None:
    assert found(entry("mass", "weight"), old=replace(OLD, corrections=("C01",))) == []


def test_a_fault_of_a_later_printing_is_not_one_of_this() -> None:
    assert found(entry("mess", "weight", since="1.1")) == []


@pytest.mark.parametrize(
    ("later", "first_to_last"),
    [
        (("the weight", "the great weight"), ("wound the mass", "wound the great weight")),
        (("Brae wound the weight", "Brae raised the weight"), ("Brae wound the mass", "Brae raised the weight")),
    ],
)  # fmt: skip
def test_a_correction_corrected_again_says_at_once_what_is_right(
    later: tuple[str, str], first_to_last: tuple[str, str]
) -> None:
    first = entry("wound the mass", "wound the weight")
    second = entry(*later, id="C02", since="1.1", why="Once more.", sources=("log",))
    ((_, was, now),) = found(first, second)
    assert (was, now) == first_to_last
    (kept,) = lacking((first, second), "1.0", ())
    assert (kept.why, kept.sources) == ("So the log. Once more.", ("log",))
    assert lacking((first, second), "1.1", ("C01",)) == (second,)


def test_printings_are_ordered_by_number() -> None:
    assert sorted(["2.0", "1.10", "1.9", "1.0"], key=order) == ["1.0", "1.9", "1.10", "2.0"]
    assert substituted("a b a", "a", "c") == "c b c"


def test_a_reprint_is_told_which_pages_to_replace() -> None:
    pages = (("head", "iv", "iv"), ("changed", "43", "43"), ("changed", "44", "44"), ("changed", "112", "112"),
             ("shifted", "112", "113"), ("added", "", "114"), ("gone", "viii", ""))  # fmt: skip
    changes = tuple(PageChange(*page) for page in pages)  # type: ignore[arg-type]
    assert reprint(Variants("1.0", "1.1", (), (), changes, (), (120, 121), (), (), ())) == (
        "Pages of printing 1.1 that differ from printing 1.0: 6 of 121\n"
        "other print: 43–44, 112\n"
        "other running head: iv\n"
        "same print, other folio: 113\n"
        "new pages: 114\n"
        "taken out: viii\n"
    )


# --- the sheet itself


@cache
def styles() -> Styles:
    folder = Path(mkdtemp())
    made, problems = read_styles(folder, Cache(folder))
    assert problems == ()
    return made


WORKS = {"log": (Text("Log-Book. "), Emphasis("em", (Text("Skerrow"),)), Text(", 1911."))}


@cache
def made() -> tuple[ErrataSheet, dict[str, bytes], tuple[Problem, ...]]:
    corrections = (
        entry("mass", "weight", why="The log-book's page 211.", sources=("log",), reported_by="Esther Gaunt"),
        entry("for a minute", "for an hour", id="C02", kind="corrigendum"),
        entry("at all", "", id="C03"),
    )
    sheet, problems = errata(corrections, OLD)
    run = Session(lambda stage, done, of: None)
    files = sheet_files(sheet, NOW, WORKS, styles(), Cache(Path(mkdtemp())), run)
    return sheet, dict(files), (*problems, *run.problems)


def test_the_sheet_passes_the_checks_of_a_book() -> None:
    assert made()[2] == ()
    assert list(made()[1]) == ["small-errata-1.0.pdf", "small-errata-1.0.html"]


def test_on_paper_it_says_place_for_and_read() -> None:
    text = " ".join(PdfReader(io.BytesIO(made()[1]["small-errata-1.0.pdf"])).pages[0].extract_text().split())
    for words in (
        "Errata and Corrigenda The Rock First edition, printing 1.0, 15 January 2026",
        "All of this is corrected in printing 1.1, of 1 March 2026.",
        "for mass read weight The log-book’s page 211. Log-Book. Skerrow, 1911. Reported by Esther Gaunt.",
        "delete at all",
    ):
        assert words in text
    assert re.search(r"page 5, line 12 for .* page 5, note 2, line 1 for .* page 6, line 1 delete", text, re.I)


def test_the_pdf_is_a_page_of_the_book_with_a_title_tags_and_fonts() -> None:
    pdf = PdfReader(io.BytesIO(made()[1]["small-errata-1.0.pdf"]))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Errata and Corrigenda to The Rock: First edition, printing 1.0"
    assert [float(side) / 72 for side in pdf.pages[0].mediabox.upper_right] == pytest.approx([4, 6], abs=0.3)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_for_a_browser_it_is_one_file_that_needs_no_other() -> None:
    page = made()[1]["small-errata-1.0.html"].decode()
    assert page.startswith("<!DOCTYPE html>")
    assert re.findall(r'(?:src|href)="([^"]+)"|url\("?(?!data:font/woff2;base64,)([^")]+)', page) == []
    assert page.count("@font-face") == 2  # upright and italic; nothing is bold
    assert '<main class="errata" id="errata">' in page
    assert "data-key" not in page
    assert '<em>for</em> mass <em>read</em> weight' in page


def test_the_title_names_what_is_on_the_sheet() -> None:
    sheet, _ = errata((entry("mass", "weight", kind="corrigendum"),), OLD)
    assert sheet.title == "Corrigenda"
    assert errata((), OLD)[0].title == "Errata"


def test_machines_read_the_same() -> None:
    values = as_values(made()[0])
    assert (values["number"], values["date"]) == ("1.0", "2026-01-15")
    assert values["items"][0] == {
        "id": "C01", "kind": "erratum", "page": "5", "note": "", "line": 12, "was": "mass", "now": "weight",
        "why": "The log-book's page 211.",
    }  # fmt: skip
