"""Two printings side by side: what changed, what only moved, and what moved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from compositor import printing
from hypothesis import given, settings
from hypothesis import strategies as st

from book.collate import BlockChange, SpineChange, Variants, collate
from book.record import BlockRecord, EditionRecord, LineRecord

SETTINGS = settings(max_examples=60, deadline=None, database=None)
LAMP = ["The keepers of the rock were sworn in every spring before the Board, and each had a lamp of his own.",
        "[1] Minutes of the Board, 1887, 12.",
        "Brae had the second watch, from midnight until the gulls woke, and Harrow had the first."]
STORM = ["At ten minutes to three the lens of the northern light stood still.",
         "The bark struck the Middle Rock, and of her crew of nine only the mate came ashore.",
         "[1] Log 1910, 211.",
         "Nobody on the mainland saw a light that night, or would say that he had seen one."]
WORDS = st.sampled_from(["the", "lamp", "rock", "keeper", "watch", "wound", "weight", "bark", "crew", "Brae", "Harrow"])
TEXTS = st.lists(WORDS, min_size=1, max_size=25).map(" ".join)
DIVISIONS = st.lists(TEXTS, min_size=1, max_size=8)
BOOKS = st.fixed_dictionaries({"lamp": DIVISIONS, "storm": DIVISIONS})


def between(old: Sequence[str], new: Sequence[str]) -> Variants:
    """Two printings that differ in one chapter; before it and behind it stand others."""
    return collate(printing({"lamp": LAMP, "storm": old, "end": LAMP[:1]}),
                   printing({"lamp": LAMP, "storm": new, "end": LAMP[:1]}, "1.1"))


def swapped(texts: Sequence[str], old: str, new: str) -> list[str]:
    """The texts with other words in one of them."""
    assert sum(old in text for text in texts) == 1
    return [text.replace(old, new) for text in texts]


def told(changes: Sequence[BlockChange]) -> list[tuple[str, str, str]]:
    """Kind and the words that differ."""
    return [(change.kind, word.was, word.now) for change in changes for word in change.words]


# --- laws -----------------------------------------------------------------------------------------------------------


@SETTINGS
@given(BOOKS)
def test_nothing_differs_from_itself(book: dict[str, list[str]]) -> None:
    one = printing(book)
    assert not collate(one, one)
    assert collate(one, one) == Variants("1.0", "1.0", (), (), (), (), (len(one.pages),) * 2, (), (), ())


@SETTINGS
@given(BOOKS, BOOKS)
def test_the_old_text_with_its_changes_is_the_new_text(old: dict[str, list[str]], new: dict[str, list[str]]) -> None:
    for change in collate(printing(old), printing(new)).blocks:
        if change.old and change.new:
            words = change.old.text.split()
            for word in reversed(change.words):
                at = slice(word.old, word.old + len(word.was.split()))
                assert words[at] == word.was.split()
                words[at] = word.now.split()
            assert words == change.new.text.split()


@SETTINGS
@given(BOOKS, BOOKS)
def test_every_block_is_the_same_or_is_told_of_once(old: dict[str, list[str]], new: dict[str, list[str]]) -> None:
    one, other = printing(old), printing(new)
    changes = collate(one, other).blocks
    for record, blocks in ((one, [c.old for c in changes]), (other, [c.new for c in changes])):
        met = [id(block) for block in blocks if block]
        assert len(met) == len(set(met)) and set(met) <= {id(block) for block in record.blocks}
    for division in ("lamp", "storm"):
        left = [b.text for b in one.blocks if b.division == division and all(b is not c.old for c in changes)]
        stayed = [b.text for b in other.blocks if b.division == division and all(b is not c.new for c in changes)]
        assert left == stayed


@SETTINGS
@given(BOOKS, BOOKS)
def test_a_page_is_in_order_or_is_told_of_once(old: dict[str, list[str]], new: dict[str, list[str]]) -> None:
    one, other = printing(old), printing(new)
    pages = collate(one, other).pages
    for record, folios in ((one, [page.old for page in pages]), (other, [page.new for page in pages])):
        met = [folio for folio in folios if folio]
        assert len(met) == len(set(met)) and set(met) <= {page.folio for page in record.pages}
    same = {page.folio for page in other.pages} - {page.new for page in pages}
    bodies = {page.folio: page.body for page in one.pages}
    assert all(bodies[page.folio] == page.body for page in other.pages if page.folio in same)


@SETTINGS
@given(BOOKS, TEXTS)
def test_words_at_the_end_move_no_break_before_them(book: dict[str, list[str]], more: str) -> None:
    moved = collate(printing(book), printing({**book, "storm": [*book["storm"], more]})).breaks
    assert all(not each.old for each in moved)


# --- words ----------------------------------------------------------------------------------------------------------


def test_a_word_stands_among_its_neighbours_at_its_place_in_both() -> None:
    (change,) = between(STORM, swapped(STORM, "of nine", "of eleven hands")).blocks
    (word,) = change.words
    assert (word.before, word.was) == ("of her crew of", "nine")
    assert (word.now, word.after) == ("eleven hands", "only the mate came")
    assert change.old and change.new
    assert change.kind == "changed" and change.old.text.split()[word.old] == "nine"
    assert change.old.line_of(word.old) == LineRecord("3", 6, 10) and change.new.line_of(word.new).row == 6


@pytest.mark.parametrize("new, was, now", [
    ("stood quite still", "", "quite"), ("stood", "still.", ""),
])  # fmt: skip
def test_words_put_in_and_left_out(new: str, was: str, now: str) -> None:
    old = "stood still." if was else "stood still"
    (change,) = between(STORM, swapped(STORM, old, new)).blocks
    assert [(word.was, word.now) for word in change.words] == [(was, now)]


def test_folios_and_numbers_of_notes_are_told_apart_from_words() -> None:
    (change,) = between(["See the wreck, on page {5} below."], ["See the wreck, on page {6} below."]).blocks
    assert change.reckoned and change.words[0].was == "5"
    (change,) = between(["See the wreck, on page {5} below."], ["See the bark, on page {6} below."]).blocks
    assert not change.reckoned and [word.reckoned for word in change.words] == [False, True]
    (change,) = between(["See the wreck (page {5}) below."], ["See the wreck (page {6}; below."]).blocks
    assert not change.reckoned


def test_a_note_of_another_number_is_no_change() -> None:
    assert not between(STORM, swapped(STORM, "[1] Log", "[2] Log")).blocks


# --- blocks ---------------------------------------------------------------------------------------------------------


def test_a_paragraph_put_in_and_one_taken_out() -> None:
    added = between(STORM, [*STORM[:1], "The glass had been falling since the evening before.", *STORM[1:]]).blocks
    assert [(change.kind, change.block.text[:9]) for change in added] == [("added", "The glass")]
    gone = between(STORM, [STORM[0], *STORM[2:]]).blocks
    assert [(change.kind, change.block.text[:8]) for change in gone] == [("gone", "The bark")]


def test_a_paragraph_at_another_place_has_moved() -> None:
    changes = between(STORM, [STORM[3], *STORM[:3]]).blocks
    assert [(change.kind, change.words) for change in changes] == [("moved", ())]
    one, other = {"lamp": LAMP, "storm": STORM}, {"lamp": [*LAMP, STORM[1]], "storm": [STORM[0], *STORM[2:]]}
    (moved,) = collate(printing(one), printing(other)).blocks
    assert moved.old and moved.new
    assert (moved.kind, moved.old.division, moved.new.division) == ("moved", "storm", "lamp")


def test_a_paragraph_that_moved_may_have_changed_its_words() -> None:
    changes = between(STORM, [swapped(STORM, "Nobody", "No man")[3], *STORM[:3]]).blocks
    assert told(changes) == [("moved", "Nobody", "No man")]


def test_an_entry_that_moved_is_known_by_half_of_its_phrases() -> None:
    stays = "Brae, Ann. Lamps and Lenses. Skerrow Press, 1901."
    old = [stays, "Tarn, William. Wrecks: A Count of Losses. Skerrow Press, 1904."]
    new = ["Tarn, William. Ships. Vol. 2, A Count of Losses. Skerrow Press, 1904.", stays]
    assert told(between(old, new).blocks) == [("moved", "Wrecks:", "Ships. Vol. 2,")]


@pytest.mark.parametrize("short_first", [True, False])
def test_a_short_paragraph_wholly_inside_a_long_one_elsewhere_has_not_moved(short_first: bool) -> None:
    """All the phrases of the one are in the other, but not half of the other's."""
    short = "each had a lamp of his own"
    long = f"It was said on the mainland, but never in the book of the rock, that {short}, and a spare one below."
    one, other = ({"lamp": LAMP[2:], "storm": [*STORM, short]}, {"lamp": [*LAMP[2:], long], "storm": STORM})
    if not short_first:
        one["storm"][-1], other["lamp"][-1] = long, short
    changes = collate(printing(one), printing(other)).blocks
    assert sorted(change.kind for change in changes) == ["added", "gone"]


def test_a_figure_in_a_cell_changed_though_nothing_of_it_stayed() -> None:
    cells = ["Sentence", "Accused", "Death", "13", "Prison", "4"]
    assert told(between(cells, ["Sentence", "Accused", "Death", "14", "Prison", "3"]).blocks) == [
        ("changed", "13", "14"), ("changed", "4", "3")]  # fmt: skip


def test_of_two_changed_paragraphs_each_is_beside_its_own() -> None:
    new = swapped(swapped(STORM, "still", "dark"), "bark", "ship")
    changes = between(STORM, [new[0], "A line that nobody had written before this printing.", *new[1:]]).blocks
    assert told(changes) == [("changed", "still.", "dark."), ("changed", "bark", "ship")]
    assert [change.kind for change in changes] == ["changed", "added", "changed"]


def test_a_chapter_put_in_and_one_left_out() -> None:
    one = printing({"lamp": LAMP, "storm": STORM})
    other = printing({"lamp": LAMP, "rock": ["On a rock."], "storm": STORM})
    added, gone = collate(one, other), collate(other, one)
    assert [(c.kind, c.block.division) for c in added.blocks] == [("added", "rock")]
    assert [(c.kind, c.block.division) for c in gone.blocks] == [("gone", "rock")]
    assert {page.kind for page in added.pages} == {page.kind for page in gone.pages} - {"gone"} | {"added"}


def test_the_lines_of_an_index_stand_apart() -> None:
    index = [["lamp, {3}, {4}", "rock, {9}"], ["lamp, {3}, {5}", "rock, {9}"]]
    old, new = (printing({"storm": STORM, "index": lines}, roles={"index": "index"}) for lines in index)
    variants = collate(old, new)
    assert not variants.blocks
    assert told(variants.index) == [("changed", "4", "5")] and variants.index[0].reckoned


# --- pages and breaks -----------------------------------------------------------------------------------------------


def test_a_word_for_a_word_changes_one_page_and_moves_nothing() -> None:
    variants = between(STORM, swapped(STORM, "northern", "southern"))
    assert [(page.kind, page.old, page.new) for page in variants.pages] == [("changed", "3", "3")]
    assert variants.keeps_pages and not variants.page_map


def test_a_line_more_moves_the_breaks_behind_it_and_names_its_paragraph() -> None:
    new = swapped(STORM, "stood still", "stood still, and with it went out the light")
    variants = between(STORM, new)
    assert not variants.keeps_pages and variants.extent == (5, 6)
    moved, more = variants.breaks
    assert (moved.division, moved.old, moved.new, more.old, more.new) == ("storm", "4", "4", "", "5")
    assert (moved.was, moved.now) == ("came ashore. Nobody on the", "of nine only the mate")
    assert [change.block.text[:7] for change in moved.by] == ["At ten "]


def test_a_page_more_shifts_what_follows() -> None:
    variants = between(STORM, [*STORM, "The inquiry sat for seven months and heard all of them twice over."])
    assert [(page.kind, page.old, page.new) for page in variants.pages] == [("added", "", "5"), ("shifted", "5", "6")]
    assert [(moved.old, moved.new) for moved in variants.breaks] == [("", "5")]
    assert [(each.anchor, each.old, each.new) for each in variants.page_map] == [("end", "5", "6")]
    assert variants.extent == (5, 6) and variants.spines == (SpineChange("kdp", 0.01, 0.012),)


def test_words_just_at_a_break_have_not_moved_it() -> None:
    texts = ["one two three four five " * 6, "six seven eight nine ten"]
    assert between(texts, [texts[0], "and " + texts[1]]).keeps_pages


def test_a_picture_that_changed_is_a_page_that_changed() -> None:
    one, other = printing({"storm": STORM}), printing({"storm": STORM}, drawn="a picture")
    variants = collate(one, other)
    assert not variants.blocks and {page.kind for page in variants.pages} == {"changed"}


def test_a_running_head_that_changed_is_told_apart() -> None:
    one = printing({"storm": STORM})
    other = replace(one, pages=(replace(one.pages[0], head="another"), *one.pages[1:]))
    assert [(page.kind, page.new) for page in collate(one, other).pages] == [("head", "1")]


def test_corrections_are_those_that_only_the_new_printing_has() -> None:
    one, other = printing({"a": STORM}, corrections=["C01"]), printing({"a": STORM}, corrections=["C01", "C02"])
    assert collate(one, other).corrections == ("C02",)


# --- size -----------------------------------------------------------------------------------------------------------


def long(every: int, word: str) -> EditionRecord:
    """A book of two thousand blocks, a word of which is another in every so many."""
    texts = [f"Paragraph {n} says what the log-book has about the {word if n % every == 0 else 'lamp'} and no more."
             for n in range(2000)]
    return printing({f"chapter-{part}": texts[part * 100:part * 100 + 100] for part in range(20)})


def test_a_long_book_of_which_much_has_changed_is_collated_block_by_block() -> None:
    variants = collate(long(3, "lamp"), long(3, "stair"))
    assert told(variants.blocks) == [("changed", "lamp", "stair")] * 667
    assert variants.keeps_pages
    assert isinstance(variants.blocks[0].block, BlockRecord)
