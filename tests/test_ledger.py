"""The ledger of corrections: how it is read, and that its words still stand."""

from __future__ import annotations

from conftest import Stock
from test_read_problems import found_in

from book.problems import render
from book.read import read

LEDGER = "chapters/corrections.yaml"
FIRST = """\
corrections:
# A child at Skerrow counted them.
- id: C01
  date: '2026-02-01'
  kind: corrigendum
  division: storm
  was: Eight of her people drowned
  now: >-
    Seven of
    her people drowned
  why: Tarn was counted twice.
  sources: [report1911]
  reported-by: A. Reader
  since: '1.0'
"""


def entry(id: str, was: str, now: str, **others: str) -> str:
    """An entry as the ledger has it."""
    fields = {"id": id, "date": "'2026-02-02'", "kind": "erratum", "division": "storm", "was": was, "now": now,
              "why": "Misread.", "since": "'1.0'", **others}  # fmt: skip
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in fields.items()) + "\n"


def told(stock: Stock, text: str) -> list[str]:
    """Every error of a book with this ledger, as it is printed, without its excerpt."""
    stock.write(LEDGER, text)
    return [render(problem, {}) for problem in found_in(stock) if problem.severity == "error"]


def test_entries_are_read_in_the_order_of_the_file(stock: Stock) -> None:
    stock.write(LEDGER, FIRST + entry("C02", "--- seven", "Seven"))
    manuscript, problems = read(stock.path)
    assert manuscript is not None and not problems
    first, second = manuscript.edition.corrections
    assert (first.id, first.date, first.kind, first.division, first.anchor) == (
        "C01", "2026-02-01", "corrigendum", "storm", "")  # fmt: skip
    assert (first.was, first.now) == ("Eight of her people drowned", "Seven of her people drowned")
    assert (first.why, first.sources, first.reported_by, first.since) == (
        "Tarn was counted twice.", ("report1911",), "A. Reader", "1.0")  # fmt: skip
    assert (str(first.span), second.was, second.reported_by) == (f"{LEDGER}:3:7", "--- seven", "")


def test_a_book_without_a_ledger_has_no_corrections(stock: Stock) -> None:
    manuscript, _ = read(stock.path)
    assert manuscript is not None and manuscript.edition.corrections == ()


def test_the_ledger_is_no_data_set(stock: Stock) -> None:
    stock.write(LEDGER, FIRST)
    manuscript, _ = read(stock.path)
    assert manuscript is not None and "corrections" not in manuscript.data


def test_a_whole_ledger_is_good(stock: Stock) -> None:
    assert told(stock, FIRST) == []


def test_an_unknown_field_and_a_missing_one_are_l001(stock: Stock) -> None:
    assert told(stock, FIRST.replace("reported-by", "reporter").replace("  kind: corrigendum\n", "")) == [
        f"{LEDGER}:3:3: error L-001: the field “kind” is missing",
        f"{LEDGER}:12:3: error L-001: unknown field “reporter”\n  hint: did you mean “reported-by”?",
    ]


def test_values_that_cannot_be_are_l001(stock: Stock) -> None:
    wrong = FIRST.replace("'1.0'", "1.0").replace("corrigendum", "mistake").replace("2026-02-01", "1 Feb")
    assert told(stock, wrong) == [
        f"{LEDGER}:4:9: error L-001: “1 Feb” has not the form of “date”\n  hint: a day, 2026-11-22",
        f"{LEDGER}:5:9: error L-001: “mistake” is not a valid “kind”\n  hint: known are erratum, corrigendum",
        f"{LEDGER}:14:10: error L-001: “since” must be a text, not “1.0”\n"
        "  hint: a printing, a text: write it in quotes, '1.0'",
    ]


def test_a_ledger_of_another_kind_is_l001(stock: Stock) -> None:
    assert told(stock, "errata: []\n") == [
        f"{LEDGER}:1:1: error L-001: the file has no list “corrections:”\n"
        "  hint: write corrections: and a list below it",
        f"{LEDGER}:1:1: error L-001: the file has the key “errata”\n  hint: its one key is corrections:",
    ]


def test_one_id_used_twice_is_l002(stock: Stock) -> None:
    assert told(stock, FIRST + entry("C01", "Six", "Seven")) == [
        f"{LEDGER}:15:7: error L-002: the id “C01” is used for two corrections\n"
        f"  hint: the first one stands at {LEDGER}:3:7"
    ]


def test_names_that_the_book_does_not_have_are_l003(stock: Stock) -> None:
    wrong = FIRST.replace("'1.0'", "'1.1'").replace("report1911", "report1912").replace("storm", "strom")
    assert told(stock, wrong) == [
        f"{LEDGER}:6:13: error L-003: the book has no division “strom”\n  hint: did you mean “storm”?",
        f"{LEDGER}:12:13: error L-003: the bibliography has no work “report1912”\n  hint: did you mean “report1911”?",
        f"{LEDGER}:14:10: error L-003: there is no printing 1.1\n  hint: known are 1.0",
    ]


def test_an_anchor_must_be_of_the_division(stock: Stock) -> None:
    assert told(stock, FIRST + entry("C02", "Six", "Seven", anchor="lamp-works")) == [
        f"{LEDGER}:23:11: error L-003: “storm” has no anchor “lamp-works”\n  hint: correct the name, or take it out"
    ]


def test_words_that_are_gone_are_l004(stock: Stock) -> None:
    assert told(stock, FIRST.replace("people drowned", "people died")) == [
        f"{LEDGER}:3:7: error L-004: “Seven of her people died” of C01 does not stand in “The Night of 9 November” "
        "any more\n"
        "  hint: write what changed it since as an entry below this one, or correct the text"
    ]


def test_words_changed_again_need_not_stand(stock: Stock) -> None:
    first = FIRST.replace("Seven of\n", "Six of\n")
    assert [line.partition(": ")[2][:12] for line in told(stock, first)] == ["error L-004:"]
    assert told(stock, first + entry("C02", "Six of her people", "Seven of her people")) == []
    overlapping = entry("C02", "Six of her", "Seven of her") + entry("C03", "six of her", "seven of her")
    assert told(stock, first + overlapping.replace("six of", "Six of").replace("seven of", "Seven of")) == []


def test_signs_are_forgiven(stock: Stock) -> None:
    told_of = told(stock, FIRST + entry("C02", "'\"as it was\"'", "'\"as usual\"'", division="lamp"))
    assert told_of == []


def test_words_of_the_index_and_the_bibliography_stand_there(stock: Stock) -> None:
    index = entry("C01", "Board of Light", "Board of Lights", division="index")
    works = entry("C02", "Letter from the Rock", "Letters from the Rock", division="bibliography")
    assert told(stock, "corrections:\n" + index + works) == []
