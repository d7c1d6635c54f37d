"""The lines of a finished PDF, and where each word on them stands.

Comes in: a PDF. Goes out: the lines of each page, from top to bottom. Apart because it must share no code and no trace
with any engine: all that it knows is what poppler's `pdftotext -bbox` says of each word, whose box is as wide as the
advances of its signs. (PDFium's boxes hold the whole sign: a word that ends in an f would be too wide by its overhang.)
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from statistics import median
from typing import NamedTuple

WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
LEVEL = 3.0  # points between the feet of words on one line: an italic may stand a little lower than a roman
HYPHENS = frozenset("-\u2010\u2011\u00ad")


class Word(NamedTuple):
    """A printed word: its left edge, top, right edge and foot in points from the page's upper left corner."""

    left: float
    top: float
    right: float
    foot: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its words from left to right, its foot, and how high its words are, in points."""

    foot: float
    height: float
    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Where it begins, in points from the page's left edge."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.words[-1].right

    @property
    def gaps(self) -> tuple[float, ...]:
        """Its word spaces, in points."""
        return tuple(after.left - word.right for word, after in pairwise(self.words))

    @property
    def last_sign(self) -> str:
        """The last sign of its last word."""
        return self.words[-1].text[-1:]

    @property
    def hyphened(self) -> bool:
        """It ends in a broken word, or in a compound at its own hyphen."""
        return self.last_sign in HYPHENS


def read_lines(pdf: bytes) -> list[list[Line]]:
    """The lines of each page."""
    xml = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [list(_lines([Word(float(left), float(top), float(right), float(foot), unescape(text))
                         for left, top, right, foot, text in WORD.findall(page)]))
            for page in xml.split("<page ")[1:]]


def _lines(words: list[Word]) -> Iterator[Line]:
    """Words whose feet are level, from the top down."""
    level: list[Word] = []
    for word in sorted(words, key=lambda word: word.foot):
        if level and word.foot - level[-1].foot > LEVEL:
            yield _line(level)
            level = []
        level.append(word)
    if level:
        yield _line(level)


def _line(words: list[Word]) -> Line:
    """The words of a line; those that touch are one, cut in two by poppler where the face changes."""
    found: list[Word] = []
    for word in sorted(words):
        if found and word.left - found[-1].right < 0.05 * (word.foot - word.top):
            found[-1] = found[-1]._replace(right=word.right, text=found[-1].text + word.text)
        else:
            found.append(word)
    height = Counter(round(word.foot - word.top, 1) for word in words).most_common(1)[0][0]
    return Line(median(word.foot for word in words), height, tuple(found))
