"""Generated books, full of notes.

Comes in: a seed. Goes out: a `Manuscript` of three hundred notes. Apart because every engine sets the same one.

Marker words say where everything belongs: `c12x` is the last word before the call of note 12, `s12x` and `e12x` are the
first and the last word of that note, and `w12x` is the whole of a note of one word. No other word has a figure in it.

One thing is left to tests of its own: a second call in a line whose first note alone is more than a page may hold. So a
long note is followed by two lines of text, and of several notes called in one line only the last is long.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

NOTES = 300
CHAPTERS = 6
LONG = 150  # words; what is longer is followed by text
SHORT = 40  # words of a note in a table, or before another one in the same line
COPY = """
the prosecutor read an indictment before military collegium and all defendants rose one after another to answer
questions put them by court which archive keeps protocol session politburo testimony confession rehabilitation
commission editor newspaper correspondent observed interrogation witness counsel of in had been was never published
"""
VOCABULARY = tuple(COPY.split())


@dataclass(frozen=True, slots=True)
class Note:
    """A note at its call; each paragraph is a line of words."""

    number: int
    paragraphs: tuple[str, ...]


Run: TypeAlias = str | Note


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text. A list has an item in each cell, a table has two cells in a row, all others have one cell."""

    kind: Literal["chapter", "section", "paragraph", "list", "quotation", "table"]
    cells: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Habit:
    """How an author makes notes: calls in a passage; median and spread of a note's words; words between two calls."""

    calls: tuple[int, ...]
    median: float
    spread: float
    apart: tuple[int, int]


HABITS = (
    Habit((0, 1, 1, 2, 3), 22, 0.9, (12, 60)),  # a historian's
    Habit((1, 2, 3, 4), 18, 0.9, (10, 40)),  # many
    Habit((0, 0, 1), 60, 0.8, (20, 60)),  # few and long
    Habit((3, 5, 8), 8, 0.6, (2, 16)),  # a text critic's: crowded and short
    Habit((0, 1, 1), 40, 1.3, (15, 50)),  # of every length
)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A book: its seed and its chapters, each of which opens with a block of kind `chapter`."""

    seed: int
    chapters: tuple[tuple[Block, ...], ...]


def manuscript(seed: int) -> Manuscript:
    """The book of this seed: always the same."""
    author = Writer(seed)
    goals = [NOTES * part // CHAPTERS for part in range(CHAPTERS + 1)]
    return Manuscript(seed, tuple(tuple(author.chapter(goal)) for _, goal in pairwise(goals)))


class Writer:
    """Writes chapters. `made` notes have been written; `monsters` are its notes of more than a page: none to three."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.habit = HABITS[seed % len(HABITS)]
        self.monsters = frozenset(self.random.sample(range(1, NOTES + 1), seed % 4))
        self.made = 0
        self.goal = 0

    def chapter(self, goal: int) -> Iterator[Block]:
        """Blocks until so many notes have been made in the book. The last block of some ends in its last call."""
        self.goal = goal
        yield Block("chapter", ((self.words(2, 5), *self.called(0.3)),))
        while self.made < goal:
            yield self.block()

    def block(self) -> Block:
        """The next block, of any kind."""
        match self.random.choice(("p", "p", "p", "p", "p", "line", "end", "h2", "list", "quotation", "table")):
            case "line":  # several calls in one line
                runs: list[Run] = [self.words(8, 30)]
                for _ in range(self.random.randint(1, 3)):
                    runs += [*self.called(1, SHORT), self.words(1, 1)]
                return Block("paragraph", ((*runs, *self.called(1), self.words(20, 60)),))
            case "end":  # the note on the last line of a paragraph
                return Block("paragraph", ((self.words(3, 90), *self.called(1)),))
            case "h2":
                return Block("section", ((self.words(2, 6), *self.called(0.6)),))
            case "list":
                items = range(self.random.randint(2, 6))
                return Block("list", tuple((self.words(3, 30), *self.called(0.6)) for _ in items))
            case "quotation":
                return Block("quotation", (tuple(self.passage()),))
            case "table":
                cells = range(2 * self.random.randint(2, 6))
                return Block("table", tuple((self.words(2, 9), *self.called(0.3, SHORT)) for _ in cells))
        return Block("paragraph", (tuple(self.passage()),))

    def passage(self) -> Iterator[Run]:
        """Running text with as many calls as the author is wont to make."""
        for _ in range(self.random.choice(self.habit.calls)):
            yield self.words(*self.habit.apart)
            yield from self.called(1)
        yield self.words(15, 60)

    def called(self, chance: float, longest: int = 10_000) -> tuple[Run, ...]:
        """A note, or none, and the text that a long one needs after it."""
        if self.made == self.goal or self.random.random() >= chance:
            return ()
        self.made += 1
        length = min(longest, self.length())
        note = Note(self.made, tuple(self.paragraphs(self.made, length)))
        return (note,) if length <= LONG else (note, self.words(30, 30))

    def length(self) -> int:
        """Words of the next note: one at least."""
        if self.made in self.monsters:
            return self.random.randint(650, 1300)
        if self.random.random() < 0.08:
            return 1
        return max(2, min(450, int(self.random.lognormvariate(0, self.habit.spread) * self.habit.median)))

    def paragraphs(self, number: int, length: int) -> Iterator[str]:
        """The words of a note; of sixty or more, in up to three paragraphs."""
        if length == 1:
            yield f"w{number}x"
            return
        count = self.random.randint(1, 3) if length >= 60 else 1
        words = [f"s{number}x", *self.words(length - 2, length - 2).split(), f"e{number}x"]
        for part in range(count):
            yield " ".join(words[length * part // count : length * (part + 1) // count])

    def words(self, least: int, most: int) -> str:
        """So many words."""
        return " ".join(self.random.choices(VOCABULARY, k=self.random.randint(least, most)))
