"""Wherever marks stand, no word is lost and the notes are numbered as they are read."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as some
from manuscripts import CONQUEST, GETTY, HERE, cited, division, line, manuscript

from book.matter import Citation, Emphasis, NoteMark, Text
from book.matter.walk import all_raw, lines, words
from book.resolve.notes import call_notes

PIECES = some.sampled_from(["So", " it was", ", and", ". Then", "”", "’s", " ", "—", "? No", "."])
MARKS = some.one_of(
    some.just(NoteMark("a", HERE)), some.builds(cited, some.sampled_from(["conquest", "getty", "nobody"]))
)
LEAF = some.one_of(some.builds(Text, PIECES), MARKS)
INLINES = some.lists(
    some.one_of(LEAF, some.builds(Emphasis, some.just("em"), some.lists(LEAF, max_size=3).map(tuple))), max_size=10
)


@given(INLINES)
def test_marks_move_and_words_stay(inlines: list[Any]) -> None:
    references = {reference.key: reference for reference in manuscript(references=(CONQUEST, GETTY)).references}
    paragraph = line(*inlines)
    made = division(paragraph, notes={"a": (line("Own."),)})
    (called,), problems = call_notes([made], references, through=False)
    ((after, _),) = lines(called.division.blocks)
    assert problems == ()
    assert _letters(words(after)) == _letters(words(paragraph.children))
    assert [mark.note for mark in all_raw(after) if isinstance(mark, NoteMark)] == [note.key for note in called.notes]
    assert [note.number for note in called.notes] == list(range(1, len(called.notes) + 1))
    assert not any(isinstance(each, Citation) for each in all_raw(after))


def _letters(text: str) -> str:
    return re.sub(r"\s", "", text)
