"""Whether the ledger accounts for what a printing changes: what is let pass, and what is named with page and line."""

from __future__ import annotations

from dataclasses import replace

from book.collate import BlockChange, Unrecorded, Variants, unrecorded
from book.edition import Correction
from book.problems import Span
from book.record import BlockRecord, DivisionRecord, EditionRecord, LineRecord

ROLES = {"storm": "chapter", "keepers": "appendix", "contents": "contents", "index": "index", "imprint": "imprint"}
FILES = {"storm": "chapters/storm.md", "keepers": "chapters/keepers.md"}
OLD = EditionRecord(
    number="1.0", name="First", date="2026-01-15", content="", commit="", engine=(), files={}, pages=(), blocks=(),
    inputs={"chapters/storm.md": "a", "chapters/keepers.md": "k"}, spines={}, corrections=("C01",),
    divisions=tuple(DivisionRecord(name, name, "1", role) for name, role in ROLES.items()),
    page_map={},
)  # fmt: skip
NEW = replace(OLD, number="1.1", inputs={**OLD.inputs, "chapters/storm.md": "b"})


def entry(was: str, now: str, division: str = "storm", id: str = "C02") -> Correction:
    """A new entry of the ledger."""
    return Correction(id, "2026-02-01", "erratum", division, "", was, now, "So the log.", (), "", "1.0",
                      Span("chapters/corrections.yaml"))


def block(text: str, division: str = "storm") -> BlockRecord:
    """A block of lines of five words each, on page 8 from line 3; what has a * is a number of a page or note."""
    words = text.split()
    lines = tuple(LineRecord("8", 3 + row, word) for row, word in enumerate(range(0, max(len(words), 1), 5)))
    reckoned = tuple(at for at, word in enumerate(words) if "*" in word)
    return BlockRecord(division, "", "k", text.replace("*", ""), lines, reckoned)


def found(was: str, now: str, *ledger: Correction, division: str = "storm", kind: str = "changed") -> list[Unrecorded]:
    """What is unrecorded of one block's change."""
    old, new = (block(text, division) if text else None for text in (was, now))
    change = BlockChange(kind, old, new)  # type: ignore[arg-type]
    variants = Variants("1.0", "1.1", (change,), (), (), (), (10, 10), (), (), ())
    return list(unrecorded(variants, ledger, OLD, NEW, FILES))


BEFORE = "The bark struck the Middle Rock at midnight and the mate saw nothing at all of it."
AFTER = BEFORE.replace("midnight", "two")


def test_change_that_the_ledger_has_is_let_pass() -> None:
    assert found(BEFORE, AFTER, entry("at midnight", "at two")) == []


def test_change_that_no_entry_has_is_named_by_page_and_line() -> None:
    (change,) = found(BEFORE, AFTER)
    assert (change.folio, change.row, change.kind) == ("8", 4, "changed")
    assert (change.was, change.now) == ("Middle Rock at midnight and the mate", "Middle Rock at two and the mate")


def test_recorded_change_does_not_hide_its_neighbour() -> None:
    after = AFTER.replace("and the mate saw", "while the cook saw")
    (change,) = found(BEFORE, after, entry("at midnight", "at two"))
    assert change.was == "Rock at two and the mate saw nothing at"
    assert change.now == "Rock at two while the cook saw nothing at"


def test_entry_of_an_earlier_printing_accounts_for_nothing_new() -> None:
    assert len(found(BEFORE, AFTER, entry("at midnight", "at two", id="C01"))) == 1


def test_words_corrected_twice_since_are_accounted_for() -> None:
    twice = entry("at midnight", "at one"), entry("at one", "at two", id="C03")
    assert found(BEFORE, AFTER, *twice) == []


def test_only_one_of_two_like_places_may_be_meant() -> None:
    text = "The lamp was lit and the lamp was out."
    assert found(text, "The lamp was lit and the lantern was out.", entry("the lamp", "the lantern")) == []


def test_omission_and_insertion_are_changes_too() -> None:
    assert found(BEFORE, BEFORE.replace(" at all of it", ""), entry("nothing at all of it.", "nothing.")) == []
    assert [change.now for change in found(BEFORE, BEFORE.replace("saw nothing", "saw next to nothing"))] == [
        "the mate saw next to nothing at all"]
    assert found(BEFORE, BEFORE.replace(" at all", ""))[0].was == "mate saw nothing at all of it."


def test_entry_typed_with_plain_signs_accounts_for_printed_ones() -> None:
    assert found("He said no.", "He said “no”—1936–38.", entry("He said no.", 'He said "no"---1936--38.')) == []


def test_other_dash_alone_is_a_change() -> None:
    assert len(found("From 1936-38 on.", "From 1936–38 on.")) == 1


def test_entry_of_another_division_accounts_only_for_words_from_data() -> None:
    elsewhere = entry("at midnight", "at two", "keepers")
    assert found(BEFORE, AFTER, elsewhere) == []  # the words came from data: the file of keepers is as it was
    other = replace(NEW, inputs={**NEW.inputs, "chapters/keepers.md": "other"})
    change = BlockChange("changed", block(BEFORE), block(AFTER))
    variants = Variants("1.0", "1.1", (change,), (), (), (), (10, 10), (), (), ())
    assert len(unrecorded(variants, (elsewhere,), OLD, other, FILES)) == 1


def test_number_of_a_page_or_note_is_no_change_but_a_year_is() -> None:
    assert found("As told on page *5, note *12.", "As told on page *6, note *13.") == []
    assert len(found("In the year 5 above.", "In the year 6 above.")) == 1


def test_contents_and_index_follow_their_pages() -> None:
    assert found("The Storm *5", "The Storm *6", division="contents") == []
    assert found("bark, *5, *7–9, *11n", "bark, *6, *8–10", division="index") == []
    assert len(found("The Storm *5", "The Gale *6", division="contents")) == 1
    assert found("The Storm *5", "The Gale *6", entry("The Storm", "The Gale"), division="contents") == []


def test_line_of_the_index_comes_with_the_words_of_a_correction() -> None:
    assert found("", "Brae, Ann, *5", entry("the keeper", "the keeper, Brae"), division="index", kind="added") == []
    assert len(found("", "Brae, Ann, *5", division="index", kind="added")) == 1


def test_imprint_says_another_printing_each_time() -> None:
    assert found("First printing 2026", "Second printing 2027", division="imprint") == []


def test_paragraph_that_came_went_or_moved_is_named() -> None:
    (added,) = found("", "A new paragraph.", kind="added")
    assert (added.kind, added.now, added.folio) == ("added", "A new paragraph.", "8")
    (gone,) = found("An old paragraph.", "", kind="gone")
    assert (gone.kind, gone.was) == ("gone", "An old paragraph.")
    assert [change.kind for change in found("The same.", "The same.", kind="moved")] == ["moved"]
    assert found("An old paragraph.", "", entry("Before. An old paragraph.", "Before."), kind="gone") == []


def test_a_list_of_changes_brings_its_line_into_the_contents() -> None:
    listed = (DivisionRecord("contents", "Contents", "v", "contents"),
              DivisionRecord("changes", "Changes in This Printing", "15", "changes"))
    new = replace(NEW, divisions=(*NEW.divisions, *listed))
    for text, expected in (("Changes in This Printing 15*", 0), ("Another Chapter 15*", 1)):
        change = BlockChange("added", None, block(text, "contents"))
        variants = Variants("1.0", "1.1", (change,), (), (), (), (10, 12), (), (), ())
        assert len(unrecorded(variants, (), OLD, new, FILES)) == expected
