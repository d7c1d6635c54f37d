"""`book correct`: words found in the manuscript as they are printed, corrected, and recorded."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from conftest import Stock
from manuscripts import EDITION, Shelf

from book.cli import main
from book.correct import CorrectionRequest, ReportedPlace, correct
from book.correct.edit import Uncorrectable, corrected
from book.correct.entry import next_id, with_entry
from book.correct.find import candidates, readable_texts
from book.correct.request import Sources
from book.edition import Correction
from book.problems import Problem, Span, render
from book.project import LEDGER
from book.read import read
from book.record import BlockRecord, DivisionRecord, EditionRecord, LineRecord, PageRecord
from book.record.codec import texts_with, to_json
from book.resolve import printed_words, resolve

LAMP, STORM = "chapters/01-lamp.md", "chapters/02-storm.md"


# --- words as they are printed


def read_as(text: str) -> list[str]:
    """What of a Markdown text is printed, a paragraph an item."""
    return [reading.text for reading in readable_texts("a.md", text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He *was*\n**not** there.", ["He was not there."]),
        ("Seen -- so... it's --- \"odd\".", ["Seen – so… it's — \"odd\"."]),
        ("A claim.[see @gaunt1902, 12–14] Then.", ["A claim. Then.", "see ￼, 12–14"]),
        ("A claim.[^hall] Then.^[So *he* says.]", ["A claim. Then.", "So he says."]),
        ("As @gaunt1902 [p. 3] says", ["As ￼ says", "p. 3"]),
        ("[Seven]{check=\"e.{3}.dead\"} of [them](#there){.page}", ["Seven of them"]),
        ("Pay was []{value=\"sum a.b\"} pounds, see [](#tab){.page}.", ["Pay was ￼ pounds, see ￼."]),
        ("The log[]{.index entry=\"log!book\"} and [sic]", ["The log and [sic]", "log!book"]),
        ("![The *tower*.](a.svg){#fig alt=\"A tower.\"}", ["The tower.", "A tower."]),
        ("## The watch {#watch}\nHarrow had it.", ["The watch", "Harrow had it."]),
        ("> The light\n> shall be lit.\n>\n> — *Rules*", ["The light shall be lit.", "— Rules"]),
        ("Wick\n:   A woven band.\n\n- One\n- Two\n  more", ["Wick", "A woven band.", "One", "Two more"]),
        ("| A | B |\n|:--|--:|\n| *1* | 2 |\n\n: Them {#t}", ["A", "B", "1", "2", "Them"]),
        ("::: epigraph\nLight.\n:::\n\n* * *\n\n[^a]: A note.", ["Light.", "A note."]),
        ("In\n1910. He went.", ["In 1910. He went."]),
        ("H~2~O, 4^th^, ~~not~~ so\\\nthen\\ \\*", ["H2O, 4th, not so then *"]),
        ("---\ntitle: 'It''s'\nid: lamp\n---\n\nOne.", ["It's", "One."]),
    ],
)
def test_markup_is_read_as_it_is_printed(text: str, words: list[str]) -> None:
    assert read_as(text) == words


def test_every_sign_knows_its_place(stock: Stock) -> None:
    for path in ("01-lamp.md", "02-storm.md", "03-inquiry.md", "book.yaml", "bibliography.yaml"):
        text = stock.read(f"chapters/{path}")
        for reading in readable_texts(path, text):
            for character in reading.characters:
                char, start, end = character
                assert char in (" ", "￼", "–", "—", "…") or char in text[start:end]


def test_sentences_of_the_stock_book_are_found_in_its_sources(stock: Stock) -> None:
    """What the parser makes of a text and what is looked for in it are the same, but for what the program makes."""
    found = [words for words in sentences(stock)["storm"] if candidates(STORM, stock.read(STORM), words)]
    assert len(found) > 20
    assert any(words.startswith("The barque Corrigan struck") for words in found)
    assert any("‘You’ll have a night of it,’ and he laughed" in words for words in found)


def sentences(stock: Stock) -> dict[str, tuple[str, ...]]:
    """The words of each division, a sentence an item."""
    manuscript, _ = read(stock.path)
    assert manuscript is not None
    book, _ = resolve(manuscript, Shelf())
    assert book is not None
    words = printed_words(book).items()
    return {name: tuple(part for line in lines for part in line.split(". ")) for name, lines in words}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: it's plain", "it’s plain"),
        ("a: 'it''s single'", "it's single"),
        ('a: "it \\"is\\"\n  double"', 'it "is" double'),
        ("a: >-\n  it is\n  folded", "it is folded"),
        ("a: &x it is\n  more\nb: *x", "it is more"),
        ("- {id: a1, name: it flows, n: 7}", "it flows"),
        ("years: 1936", "1936"),
    ],
)
def test_values_of_yaml_are_found_once_however_they_are_written(text: str, words: str) -> None:
    assert len(candidates("a.yaml", text, words)) == 1


def test_ids_and_keys_of_works_are_never_printed() -> None:
    assert candidates("a.yaml", "- {id: tarn, sources: [tarn], match: [tarn]}", "tarn") == ()


def test_only_whole_words_are_found() -> None:
    assert [str(each.at) for each in candidates("a.md", "sixteenth\nand sixteen", "sixteen")] == ["a.md:2:5"]


# --- changing words


def changed(text: str, was: str, now: str, path: str = "a.md") -> str:
    """The text with its only candidate corrected."""
    (found,) = candidates(path, text, was)
    return corrected(text, found, now)


@pytest.mark.parametrize(
    ("text", "was", "now", "wanted"),
    [
        ("The *barque* struck.", "The barque struck", "The brig struck", "The *brig* struck."),
        ("[Eight]{check=\"a\"} drowned", "Eight drowned", "Seven drowned", "[Seven]{check=\"a\"} drowned"),
        ("It burned.[@a, 3] Then", "burned. Then", "shone. Then", "It shone.[@a, 3] Then"),
        ("one\ntwo three", "one two three", "one two four", "one\ntwo four"),
        ("one\n> two", "one two", "one fine two", "one\n> fine two"),
        ("He said --- so", "said — so", "wrote — so", "He wrote --- so"),
        ("the 'old' lamp", "the ‘old’ lamp", "the ‘new’ lamp", "the 'new' lamp"),
        ("a lamp, bright", "a lamp, bright", "a good lamp, bright", "a good lamp, bright"),
        ("an old, dim lamp", "old, dim lamp", "dim lamp", "an dim lamp"),
        ("the very old lamp", "very", "", "the old lamp"),
        ("One.\n\nThe lamps burned.", "The", "", "One.\n\nlamps burned."),
        ("the lamp, then.", "lamp, then", "lamp", "the lamp."),
        ("From *these* and [X]{.sc}, so", "these and X", "those and Y", "From *those* and [Y]{.sc}, so"),
        ("a star", "a star", "a * [star]", "a \\* \\[star\\]"),
    ],
)
def test_only_the_words_that_differ_are_touched(text: str, was: str, now: str, wanted: str) -> None:
    assert changed(text, was, now) == wanted


@pytest.mark.parametrize(
    ("text", "was", "now", "wanted"),
    [
        ("a: 'so it is' # why", "so it is", "so it's", "a: 'so it''s' # why"),
        ('a: "so it is"', "so it is", 'so it "is"', 'a: "so it \\"is\\""'),
        ("a: >-\n  so it\n  is\nb: 2", "so it is", "so it was", "a: >-\n  so it\n  was\nb: 2"),
    ],
)
def test_values_are_written_as_their_file_wants_them(text: str, was: str, now: str, wanted: str) -> None:
    assert changed(text, was, now, "a.yaml") == wanted


@pytest.mark.parametrize(
    ("text", "was", "now", "path", "reason"),
    [
        ("the *old* lamp", "old lamp", "lantern", "a.md", "markup stands inside the words that change"),
        ("the *old* lamp", "the old lamp", "the old, dim lamp", "a.md",
         "markup stands where the new words belong, and they could go before it or after"),
        ("a: so it is", "so it is", "so: it is", "a.yaml", "the new words would be read as something else there"),
        ("- {a: so, b: 2}", "so", "so, it", "a.yaml", "the new words would be read as something else there"),
        ("so it\nis", "it is", "it - is", "a.md", "the new words would be read as something else there"),
    ],
)
def test_what_a_program_cannot_correct_is_left_to_the_editor(
    text: str, was: str, now: str, path: str, reason: str
) -> None:
    with pytest.raises(Uncorrectable, match=reason) as fault:
        changed(text, was, now, path)
    assert fault.value.hint == "correct them by hand, then run this command again: it writes the entry"


# --- the ledger

WHY = " ".join(["Misread."] * 20)
ENTRY = Correction("C02", "2026-11-23", "erratum", "storm", "", "Eight: of them", "Seven of them", WHY,
                   ("log1910",), "A. Reader", "1.0", Span(LEDGER))  # fmt: skip


def test_an_entry_is_added_and_every_byte_before_it_stays() -> None:
    ledger = "# Ours.\ncorrections:\n\n  # First.\n  - {id: C01, was: a,\n     now: b}\n\n  - id: C1b  # odd\n# end\n"
    new = with_entry(ledger, LEDGER, ENTRY)
    assert new.startswith(ledger)
    assert new[len(ledger):] == (
        "\n  - id: C02\n    date: '2026-11-23'\n    kind: erratum\n    division: storm\n    was: 'Eight: of them'\n"
        "    now: Seven of them\n    why: >-\n"
        f"      {' '.join(['Misread.'] * 12)}\n      {' '.join(['Misread.'] * 8)}\n"
        "    sources: [log1910]\n    reported-by: A. Reader\n    since: '1.0'\n"
    )


def test_the_next_id_follows_the_highest_wherever_it_stands() -> None:
    assert next_id(["C09", "C02"]) == "C10"


def test_an_empty_ledger_takes_its_first_entry() -> None:
    assert with_entry("corrections: []\n", LEDGER, ENTRY).startswith("corrections:\n- id: C02\n")
    assert with_entry("", LEDGER, ENTRY).startswith("# What earlier printings had wrong.")


@pytest.mark.parametrize(
    ("ledger", "reason"),
    [
        ("corrections: [{id: C01}]\n", "its ledger is written so that nothing can be added at its end"),
        ("errata: []\n", "the ledger has no list “corrections:”"),
        ("corrections: [\n", "the ledger cannot be read"),
    ],
)
def test_a_ledger_that_cannot_be_added_to_is_left_alone(ledger: str, reason: str) -> None:
    with pytest.raises(Uncorrectable, match=reason):
        with_entry(ledger, LEDGER, ENTRY)


# --- the whole: one correction of the stock book


def run(stock: Stock, *words: str, why: str = "Misread.") -> int:
    """`book correct` of the stock book."""
    return main(["correct", "--project", str(stock), "--why", why, "--date", "2026-11-23", *words])


def errors(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What was printed of errors and their hints, without excerpts and progress."""
    lines = capsys.readouterr().err.splitlines()
    return [line for line in lines if " error L-" in f" {line}" or line.startswith("  hint:")]


WIND = ("--was", "the wind had gone round", "--now", "the wind had backed")


def test_a_correction_is_made_and_recorded(stock: Stock, capsys: pytest.CaptureFixture[str]) -> None:
    before = stock.read(STORM)
    assert run(stock, *WIND, "--source", "log1910", "--reported-by", "A. Reader", why="So the log.") == 0
    assert stock.read(STORM) == before.replace("the wind had gone round", "the wind had backed")
    assert stock.read(LEDGER).partition("corrections:\n")[2] == (
        "- id: C01\n  date: '2026-11-23'\n  kind: erratum\n  division: storm\n  was: the wind had gone round\n"
        "  now: the wind had backed\n  why: So the log.\n  sources: [log1910]\n  reported-by: A. Reader\n"
        "  since: '1.0'\n"
    )
    out = capsys.readouterr().out
    assert f"{STORM}:14:" in out
    assert "commit them together: git add chapters/02-storm.md chapters/corrections.yaml" in out
    manuscript, problems = read(stock.path)
    assert manuscript is not None and not problems and len(manuscript.edition.corrections) == 1
    assert not list((stock / "chapters").glob(".*.new"))


def test_without_a_date_it_is_today(stock: Stock) -> None:
    assert main(["correct", "--project", str(stock), "--why", "x", *WIND]) == 0
    assert f"date: '{date.today().isoformat()}'" in stock.read(LEDGER)


def test_a_word_taken_out_at_a_paragraph_s_beginning_takes_its_space_along(stock: Stock) -> None:
    before = stock.read(STORM)
    stock.write(STORM, f"{before}\nForthwith the lamp was lit.\n")
    assert run(stock, "--was", "Forthwith ", "--now", "") == 0
    assert (stock / STORM).read_bytes() == f"{before}\nthe lamp was lit.\n".encode()


def test_words_of_a_file_that_only_another_division_prints_are_that_division_s(stock: Stock) -> None:
    stock.write(STORM, stock.read(STORM) + '\nIt rang for [an hour]{.index entry="fog bell"}.\n')
    assert run(stock, "--was", "fog bell", "--now", "fog horn") == 0
    assert 'entry="fog horn"' in stock.read(STORM)
    assert "division: index\n" in stock.read(LEDGER)


def test_a_dry_run_writes_nothing(stock: Stock, capsys: pytest.CaptureFixture[str]) -> None:
    before = stock.read(STORM)
    assert run(stock, *WIND, "--dry-run") == 0
    assert "nothing was written" in capsys.readouterr().out
    assert stock.read(STORM) == before and not (stock / LEDGER).exists()


def test_json_tells_what_was_done(stock: Stock, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(stock, *WIND, "--json") == 0
    values = json.loads(capsys.readouterr().out)
    assert (values["good"], values["files"], values["printed"]) == (True, [STORM, LEDGER], None)
    assert values["correction"] == {"id": "C01", "division": "storm", "was": "the wind had gone round",
                                    "now": "the wind had backed", "since": "1.0"}  # fmt: skip


@pytest.mark.parametrize(
    ("was", "now", "path", "division"),
    [
        ("father of the author", "uncle of the author", "data/keepers.yaml", "keepers"),
        ("A Log-Book and Its Secrets", "A Log-Book and Its Riddles", "bibliography.yaml", "bibliography"),
        ("Later days", "Last days", "figures/sittings.yaml", "inquiry"),
        ("A tapering tower", "A narrow tower", "01-lamp.md", "lamp"),
        ("An Inquiry among Keepers", "An Inquest among Keepers", "book.yaml", "title-page"),
        ("The Night of 9 November", "The Night of 8 November", "02-storm.md", "storm"),
    ],
)
def test_words_are_corrected_where_they_come_from(was: str, now: str, path: str, division: str, stock: Stock) -> None:
    assert run(stock, "--was", was, "--now", now) == 0
    assert now in stock.read(f"chapters/{path}") and was not in stock.read(f"chapters/{path}")
    assert f"division: {division}\n" in stock.read(LEDGER)


def test_a_name_that_the_book_does_not_have_is_told_before_anything_is_written(
    stock: Stock, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(stock, *WIND, "--source", "log1911") == 1
    assert "error L-003: the bibliography has no work “log1911”" in capsys.readouterr().err
    assert not (stock / LEDGER).exists()


def test_an_entry_is_worded_so_that_its_words_have_one_place(stock: Stock) -> None:
    assert run(stock, "--was", "shortly", "--now", "soon") == 0
    assert "was: shortly\n" in stock.read(LEDGER)
    assert run(stock, "--was", "The lookout", "--now", "The mate") == 0
    assert "was: The lookout\n  now: The mate\n" not in stock.read(LEDGER)  # the mate stands in the same list
    assert "The mate saw no" in stock.read(LEDGER)


def test_words_at_several_places_are_l006(stock: Stock, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(stock, "--was", "Sule Point", "--now", "Sule Head") == 1
    assert errors(capsys) == [
        f"{LAMP}:25:161: error L-006: “Sule Point” stands at 2 places; this is number 1",
        f"{STORM}:31:46: error L-006: “Sule Point” stands at 2 places; this is number 2",
        "  hint: give more words around them, or --in-file, or --at",
    ]
    assert not (stock / LEDGER).exists()
    assert run(stock, "--was", "Sule Point", "--now", "Sule Head", "--in-file", STORM) == 0
    assert "Sule Head" in stock.read(STORM) and "Sule Head" not in stock.read(LAMP)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("the mercury was falling",), [
            "error L-005: “the mercury was falling” stands nowhere in the manuscript",
            "  hint: look at each word, or give fewer: numbers, references and notes are written otherwise"]),
        (("one hundred and ninety-six pounds",), [
            "error L-005: “one hundred and ninety-six pounds” stands in “lamp”, but no file has it: the program makes "
            "some of it",
            "  hint: give the wrong words alone, or correct what they are made from and run this again"]),
        (("feet above high water",), [
            "styles/appendices/roll.md:6:56: error L-005: “feet above high water” of “keepers” is a template's own",
            "  hint: correct them by hand, then run this command again: it writes the entry"]),
        (("lamp", "--in-file", "01-lamp.md"), [
            "error L-005: 01-lamp.md is not a file that the book is made from",
            "  hint: name it from the project's folder, as chapters/01-lamp.md"]),
    ],
)  # fmt: skip
def test_words_that_no_file_has_are_l005(
    words: tuple[str, ...], told: list[str], stock: Stock, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(stock, "--was", words[0], "--now", "something else", *words[1:]) == 1
    assert [line[: len(wanted)] for line, wanted in zip(errors(capsys), told, strict=False)] == told


def test_markup_inside_what_changes_is_l007(stock: Stock, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(stock, "--was", "The barque Corrigan struck", "--now", "She struck") == 1
    assert errors(capsys) == [
        f"{STORM}:28:1: error L-007: markup stands inside the words that change",
        "  hint: correct them by hand, then run this command again: it writes the entry",
    ]


def test_words_corrected_by_hand_are_only_recorded(stock: Stock, capsys: pytest.CaptureFixture[str]) -> None:
    stock.replace(STORM, "The barque *Corrigan* struck", "She struck")
    after = stock.read(STORM)
    assert run(stock, "--was", "The barque Corrigan struck", "--now", "She struck") == 0
    assert "the manuscript says so already; only the entry was missing" in capsys.readouterr().out
    assert stock.read(STORM) == after and "now: She struck\n" in stock.read(LEDGER)


def test_words_that_the_program_makes_are_recorded_once_they_are_right(stock: Stock) -> None:
    stock.replace("styles/appendices/roll.md", "high water.", "{{ 'high ' if place.id == 'north' else 'low ' }}water.")
    words = ("--was", "fifty-eight feet above high water", "--now", "fifty-eight feet above low water")
    assert run(stock, *words) == 0
    entry = stock.read(LEDGER)
    assert "division: keepers\n" in entry and "now: fifty-eight feet above low water\n" in entry


def test_what_would_spoil_the_book_is_l008(stock: Stock, capsys: pytest.CaptureFixture[str]) -> None:
    before = stock.read(STORM)
    assert run(stock, "--was", "eleven were brought off", "--now", "twelve were brought off") == 1
    assert errors(capsys)[:2] == [
        f"{STORM}:29:61: error L-008: with “twelve were brought off” the book would have errors; nothing was changed",
        "  hint: correct text and data by hand, then run this command again: it writes the entry",
    ]
    assert stock.read(STORM) == before and not (stock / LEDGER).exists()


def test_a_correction_on_record_is_l002(stock: Stock, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(stock, *WIND) == 0
    capsys.readouterr()
    assert run(stock, *WIND) == 1
    assert errors(capsys) == [
        f"{LEDGER}:3:7: error L-002: C01 is this correction, and the manuscript has it",
        "  hint: nothing is left to be done",
    ]
    assert run(stock, "--was", "Brae wound", "--now", "Brae raised", "--id", "C01") == 1
    assert errors(capsys) == [
        f"{LEDGER}:3:7: error L-002: the id “C01” is taken",
        "  hint: leave --id out: the next one is taken",
    ]


def test_cut_off_between_the_two_files_the_same_command_ends_it(stock: Stock) -> None:
    before = stock.read(STORM)
    assert run(stock, *WIND) == 0
    after, ledger = stock.read(STORM), stock.read(LEDGER)
    stock.write(STORM, before)
    assert main(["check", "--project", str(stock)]) == 1
    assert run(stock, *WIND) == 0
    assert (stock.read(STORM), stock.read(LEDGER)) == (after, ledger)


def test_a_file_changed_meanwhile_is_not_written_over(
    stock: Stock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from book.pipeline import correct as correcting

    def meanwhile(*given: object) -> tuple[Problem, ...]:
        stock.write(STORM, stock.read(STORM) + "\nMore.\n")
        return ()

    monkeypatch.setattr(correcting, "_worse", meanwhile)
    assert run(stock, *WIND) == 1
    assert errors(capsys)[:1] == [f"{STORM}:1:1: error L-007: {STORM} was changed while this command ran"]
    assert stock.read(STORM).endswith("More.\n") and not (stock / LEDGER).exists()


def test_line_ends_stay_as_they_are(stock: Stock) -> None:
    windows = stock.read(STORM).replace("\n", "\r\n")
    stock.write(STORM, windows)
    assert run(stock, *WIND) == 0
    assert (stock / STORM).read_bytes().decode() == windows.replace("had gone round", "had backed")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "say what is printed with --was, or where with --at and --in"),
        (("--was", "a"), "say with --now what is to stand there"),
        (("--was", "a", "--now", "b", "--at", "3:1"), "--at and --in go together: a page of which printing?"),
        (("--was", "a", "--now", "b", "--why", " "), "say with --why what was wrong"),
    ],
)
def test_slips_of_the_command_line(
    words: tuple[str, ...], told: str, stock: Stock, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(stock, *words) == 2
    assert capsys.readouterr().err == f"book correct: {told}\n"


def test_a_line_that_is_corrected_already_is_not_corrected_elsewhere(
    stock: Stock, capsys: pytest.CaptureFixture[str]
) -> None:
    """The words stand at another place too: that one is not meant."""
    stock.write("chapters/editions/1.0.json", to_json(replace(RECORD, blocks=(POINT,))))
    stock.write("chapters/editions/texts.txt", texts_with("", replace(RECORD, blocks=(POINT,))))
    sule = ("--was", "Sule Point", "--now", "Sule Head", "--at", "1:3", "--in", "1.0")
    assert run(stock, *sule) == 0
    assert "page 1, line 3 of printing 1.0" in capsys.readouterr().out
    assert run(stock, *sule) == 1
    assert errors(capsys)[0] == f"{LEDGER}:3:7: error L-002: C01 is this correction, and the manuscript has it"
    assert run(stock, *sule[:3], "Sule Rock", *sule[4:]) == 1
    assert errors(capsys) == [
        "error L-005: “Sule Point” is printed on page 1, line 3 of printing 1.0, but the manuscript has it there no "
        "more",
        "  hint: it may be corrected already: look into the ledger",
    ]
    assert main(["correct", "--project", str(stock), "--at", "1:3", "--in", "1.0"]) == 0
    assert capsys.readouterr().out == "> 1:3  The mate saw a fixed light and took it for Sule Point.\n"
    assert "Sule Point" in stock.read(LAMP)


# --- places in a printing

TEXTS = {"a.md": "---\ntitle: One\n---\n\nThe lamp burned. It was the lamp of the north, and the lamp went out.\n\n"
                 "Nobody saw the lamp.[^a]\n\n[^a]: Gaunt saw the lamp.\n"}  # fmt: skip
MATE = "The mate saw a fixed light and took it for Sule Point."
POINT = BlockRecord("storm", "", "p", MATE, (LineRecord("1", 3, 0),))
FIRST = "The lamp burned. It was the lamp of the north, and the lamp went out."


def block(text: str, *lines: tuple[str, int, int], note: str = "") -> BlockRecord:
    return BlockRecord("one", note, text[:4], text, tuple(LineRecord(*line) for line in lines))


RECORD = EditionRecord(
    number="1.0", name="First", date="2026-01-01", content="0", commit="0", engine=(), inputs={}, files={},
    divisions=(DivisionRecord("one", "One", "1"),), pages=(PageRecord("1", "", ""), PageRecord("2", "", "")),
    blocks=(
        block(FIRST, ("1", 3, 0), ("1", 4, 6), ("2", 1, 10)),
        block("Nobody saw the lamp.", ("2", 2, 0)),
        block("Gaunt saw the lamp.", ("2", 1, 0), note="1"),
    ),
    page_map={}, spines={}, corrections=(),
)  # fmt: skip


def asked(at: ReportedPlace | None, was: str = "the lamp", now: str = "the light") -> tuple[str, list[str]]:
    """The corrected text (empty if refused) and what was found wrong."""
    entry = Correction("", "2026-11-23", "erratum", "", "", was, now, "x", (), "", "", Span(LEDGER))
    lines = ("One", FIRST, "Nobody saw the lamp.", "Gaunt saw the lamp.")
    sources = Sources(TEXTS, {"a.md": "one"}, {"one": lines}, (), "", frozenset(), (RECORD,), EDITION.number, {})
    done, problems = correct(CorrectionRequest(entry, "", at), sources)
    return (done.files["a.md"] if done else ""), [render(problem, {}) for problem in problems]


@pytest.mark.parametrize(
    ("at", "wanted"),
    [
        (ReportedPlace("1", "", 4, "1.0"), "was the light of"),
        (ReportedPlace("2", "", 1, "1.0"), "and the light went"),
        (ReportedPlace("2", "", 2, "1.0"), "Nobody saw the light."),
        (ReportedPlace("2", "1", 1, "1.0"), "Gaunt saw the light."),
    ],
)
def test_a_page_and_line_of_a_printing_say_which_words_are_meant(at: ReportedPlace, wanted: str) -> None:
    text, problems = asked(at)
    assert wanted in text and text.count("light") == 1 and not problems


def test_without_a_place_each_candidate_says_where_it_is_printed() -> None:
    _, problems = asked(None)
    assert [line.partition("number ")[2].partition("\n")[0] for line in problems] == [
        "1; page 1, line 3 of printing 1.0", "2; page 2, line 1 of printing 1.0", "3; page 2, line 2 of printing 1.0",
        "4; page 2, note 1, line 1 of printing 1.0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (ReportedPlace("1", "", 4, "0.9"), "error L-009: printing 0.9 is not on record\n  hint: on record are 1.0"),
        (ReportedPlace("9", "", 4, "1.0"), "error L-009: printing 1.0 has no page 9\n  hint: its pages are 1 to 2"),
        (ReportedPlace("2", "7", 1, "1.0"), "error L-009: printing 1.0 has no note 7 on page 2\n"
                                            "  hint: its pages are 1 to 2"),
        (ReportedPlace("1", "", 7, "1.0"), "error L-009: page 1 of printing 1.0 has no line 7\n"
                                "  hint: its lines are 3 to 4; running heads do not count"),
        (ReportedPlace("1", "", 3, "1.0"), "error L-009: “the north” does not stand on page 1, line 3 of printing 1.0\n"
                                "  hint: that line has: The lamp burned. It was the"),
    ],
)  # fmt: skip
def test_lines_that_no_printing_has_are_l009(at: ReportedPlace, told: str) -> None:
    assert asked(at, "the north", "the south") == ("", [told])
