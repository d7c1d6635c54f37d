"""The lines of a printing on record: which words of the manuscript a reader means by page and line, and the reverse.

A reader of an old printing reports a place in it, and its record is all that is left of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from book.correct.find import Candidate
from book.ledger import starts
from book.record import BlockRecord, EditionRecord

_ALIKE = 0.6  # so much of a reading must be in a block for one to be the other, an earlier wording or not


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """A line of a printing: `row` as the record counts it, in note `note` if that is not empty; its block, and the
    words of the block from `first` to `last` that are on it."""

    folio: str
    note: str
    row: int
    block: BlockRecord
    first: int
    last: int

    @property
    def words(self) -> str:
        """The line as printed."""
        return " ".join(self.block.text.split()[self.first : self.last + 1])

    def __str__(self) -> str:
        note = f", note {self.note}" if self.note else ""
        return f"page {self.folio}{note}, line {self.row}"


def lines(block: BlockRecord) -> Iterator[RecordedLine]:
    """The lines of a block. A word that is broken between two is counted to the one where it begins."""
    ends = [line.word - 1 for line in block.lines[1:]] + [len(block.text.split()) - 1]
    for line, end in zip(block.lines, ends, strict=True):
        yield RecordedLine(line.folio, block.note, line.row, block, line.word, max(end, line.word))


def on_page(record: EditionRecord, folio: str, note: str) -> tuple[RecordedLine, ...]:
    """The lines of a page, of its text or one of its notes, from the top; cells side by side are lines of one row."""
    found = (line for block in record.blocks if block.note == note for line in lines(block) if line.folio == folio)
    return tuple(sorted(found, key=lambda line: line.row))


def meant(found: Sequence[Candidate], words: str, there: Sequence[RecordedLine]) -> tuple[Candidate, ...]:
    """Those of some candidates that stand in one of the lines, by what the paragraph around them says."""
    scores = [max((_fits(each, found, words, line) for line in there), default=0) for each in found]
    best = max(scores, default=0)
    return tuple(each for each, score in zip(found, scores, strict=True) if score == best > 0)


def _fits(candidate: Candidate, found: Sequence[Candidate], words: str, line: RecordedLine) -> float:
    """How likely a candidate is the words on a line: of several in one paragraph, the one of the same rank in both."""
    alike = sorted(each.start for each in found if each.reading == candidate.reading)
    places = _word_numbers(line.block.text, words)
    rank = alike.index(candidate.start)
    asked = places[rank : rank + 1] if len(places) == len(alike) else places
    return likeness(candidate, line.block) if _inside(line, asked) else 0


def place(candidate: Candidate, words: str, rank: int, of: int, record: EditionRecord) -> RecordedLine | None:
    """The line of a printing where a candidate begins, the one of `rank` among `of` in its paragraph."""
    blocks = [block for block in record.blocks if starts(block.text, words)]
    likely = max(blocks, key=lambda block: likeness(candidate, block), default=None)
    if likely is None or not likeness(candidate, likely):
        return None
    places = _word_numbers(likely.text, words)
    first = places[rank][0] if len(places) == of else places[0][0]
    return next((line for line in lines(likely) if line.first <= first <= line.last), None)


def likeness(candidate: Candidate, block: BlockRecord) -> float:
    """How far a paragraph of the manuscript says what a block says, from 0 to 1; 0 if it cannot be the same one."""
    mine, its = _words(candidate.reading.text), _words(block.text)
    same = sum(match.size for match in SequenceMatcher(None, mine, its, autojunk=False).get_matching_blocks())
    return 2 * same / (len(mine) + len(its)) if same >= _ALIKE * len(mine) else 0


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def has(line: RecordedLine, words: str) -> bool:
    """Whether some of the words are on the line, where they stand in its block."""
    return _inside(line, _word_numbers(line.block.text, words))


def _inside(line: RecordedLine, places: Sequence[tuple[int, int]]) -> bool:
    return any(first <= line.last + 1 and line.first <= last for first, last in places)


def _word_numbers(text: str, words: str) -> list[tuple[int, int]]:
    """The first and last word of each place where the words stand."""
    length = len(words.split())
    return [(first := text.count(" ", 0, start), first + length - 1) for start in starts(text, words)]
