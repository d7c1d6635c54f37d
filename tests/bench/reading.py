"""What is printed where, read out of a finished PDF.

Comes in: a PDF, and what it should say. Goes out: a `Tally`. Apart because it must share no code and no trace with any
engine: all that it knows is what poppler's `pdftotext -bbox` says of each word.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from html import unescape
from itertools import pairwise
from unicodedata import normalize

from tests.bench.sources import DEPTH, FOOT, SHARE

WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="[\d.-]+" yMax="([\d.-]+)">(.*?)</word>')
MARKER = re.compile(r"([csew])(\d+)x")
SMALL = 12.8  # points from the top of a word to its foot: notes have 11.4, text 14.4
HAIR = 1.0  # points by which a word's box may pass the line that it stands on


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word with its left edge, top and foot, in points from the page's upper left corner."""

    x: float
    top: float
    foot: float
    text: str

    @property
    def in_note(self) -> bool:
        """Set in the type of notes."""
        return self.foot - self.top < SMALL


@dataclass(frozen=True, slots=True)
class Tally:
    """How the notes of a book stand.

    `late` and `early` notes begin after or before the page of their call; `doubled` are printed twice, or in part;
    `disorder` are those above one of a lower number; `split` go on on a later page; `clashes` are pages where notes
    touch the text or pass the foot of the page; `greedy` are pages where they leave the text less than its share;
    `letters` are missing, or printed once too often; `longest` is the most pages that one note stands on."""

    pages: int = 0
    notes: int = 0
    lost: int = 0
    late: int = 0
    early: int = 0
    doubled: int = 0
    disorder: int = 0
    split: int = 0
    clashes: int = 0
    greedy: int = 0
    letters: int = 0
    longest: int = 0


def added(one: Tally, other: Tally) -> Tally:
    """The sum of two; but the greater `longest`."""
    sums = {field.name: getattr(one, field.name) + getattr(other, field.name) for field in fields(Tally)}
    return replace(Tally(**sums), longest=max(one.longest, other.longest))


def read_pages(pdf: bytes) -> list[list[Word]]:
    """The words of each page."""
    xml = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [[Word(float(x), float(top), float(foot), normalize("NFKC", unescape(text)))
             for x, top, foot, text in WORD.findall(page)] for page in xml.split("<page ")[1:]]


def tally(pdf: bytes, notes: int, expected: Iterable[str]) -> Tally:
    """Count what became of notes 1 to `notes`; `expected` is all the text, in any order."""
    pages = read_pages(pdf)
    at: defaultdict[str, list[int]] = defaultdict(list)
    order: list[int] = []
    for index, words in enumerate(pages):
        for kind, number in _markers(words):
            for letter in "se" if kind == "w" else kind:
                at[letter + number].append(index)
            if kind in "sw":
                order.append(int(number))
    numbers = [str(number) for number in range(1, notes + 1)]
    found = [(at[f"c{n}"][0], at[f"s{n}"][0], at[f"e{n}"][-1]) for n in numbers if all(at[k + n] for k in "cse")]
    letters = _letters(word.text for words in pages for word in words)
    wanted = _letters(expected)
    return Tally(
        pages=len(pages),
        notes=notes,
        lost=notes - len(found),
        late=sum(start > call for call, start, _ in found),
        early=sum(start < call for call, start, _ in found),
        doubled=sum(max(len(at[k + n]) for k in "cse") > 1 for n in numbers),
        disorder=sum(later < earlier for earlier, later in pairwise(order)),
        split=sum(end > start for _, start, end in found),
        clashes=sum(map(_clashes, pages)),
        greedy=sum(map(_is_greedy, pages)),
        letters=((letters - wanted) + (wanted - letters)).total(),
        longest=max((end - start + 1 for _, start, end in found), default=0),
    )


def _markers(words: Iterable[Word]) -> list[tuple[str, str]]:
    """The markers of a page, from top to bottom. A word may be broken between two lines."""
    lines = sorted(words, key=lambda word: (word.in_note, round(word.foot), word.x))
    return MARKER.findall("".join(word.text for word in lines))


def _letters(texts: Iterable[str]) -> Counter[str]:
    return Counter(letter for text in texts for letter in text if letter.isalnum())


def _clashes(words: list[Word]) -> bool:
    """Notes touch the text, or something passes the foot of the page."""
    text, notes = _kinds(words)
    touch = text and notes and max(word.foot for word in text) > min(word.top for word in notes) + HAIR
    return bool(touch or any(word.foot > FOOT + HAIR for word in words))


def _is_greedy(words: list[Word]) -> bool:
    """There is text on the page, and notes take more than their share."""
    text, notes = _kinds(words)
    if not text or not notes:
        return False
    return max(word.foot for word in notes) - min(word.top for word in notes) > SHARE * DEPTH + HAIR


def _kinds(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Words of the text and words of notes; calls and bullets are neither."""
    real = [word for word in words if re.search("[a-z]", word.text)]
    return [word for word in real if not word.in_note], [word for word in real if word.in_note]
