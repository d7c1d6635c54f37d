"""How evenly text is set: word spaces, broken words, last lines, and how pages and chapters end.

Comes in: the PDFs of a book's chapters, each of which begins on a recto. Goes out: a `Texture`. Apart because it is the
yardstick: it measures where words stand, and knows neither an engine nor a limit of ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import fmean, median, pstdev
from typing import NamedTuple

from tests.bench.lines import Line, read_lines

SLACK = 1.0  # points by which a line may pass its measure unseen
SHORT = 1.8  # ems: four characters of type, and the white of an indent
WIDE = 3.0  # ems: no word space, but the white between columns of a table
ALIKE = 0.25  # points, between the heights of words of one size
SMALL = 0.88  # of the height of the text: notes
FEW = 5  # lines of a chapter's last page


@dataclass(frozen=True, slots=True)
class Face:
    """The type of the text: its size in points; in ems its word space, and the width of the signs that may hang."""

    size: float
    space: float
    hanging: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Set:
    """A line of the text as it was set. `page` counts from 0 in its chapter: an even one is a recto. `start`: it opens
    a paragraph, `end`: it closes one; `top` and `foot`: it is the page's first or last; `over` is by how many points it
    passes the measure, `full` that it fills it."""

    page: int
    line: Line
    start: bool
    end: bool
    top: bool
    foot: bool
    over: float
    full: bool


@dataclass(frozen=True, slots=True)
class Texture:
    """What was found. `spaces` is the mean word space of each line that fills the measure, in ems; `natural` the face's
    own. All else are counts; `inner` are the lines that do not close a paragraph, `facing` the pairs of pages seen, of
    which `uneven` do not end level, `apart` have not the same white between text and foot or notes."""

    natural: float
    pages: int
    chapters: int
    paragraphs: int
    inner: int
    spaces: tuple[float, ...]
    hyphens: int
    ladders: int
    single_words: int
    runts: int
    overfull: int
    widows: int
    orphans: int
    facing: int
    uneven: int
    apart: int
    short_ends: int
    turns: int

    def over(self, times: float) -> float:
        """The share of full lines whose word spaces are wider than so many times the natural one."""
        return sum(space > times * self.natural for space in self.spaces) / len(self.spaces)

    @property
    def deviation(self) -> float:
        """The standard deviation of the word space from line to line, in ems."""
        return pstdev(self.spaces)

    @property
    def hyphened(self) -> float:
        """The share of lines that end in a hyphen, of those that might."""
        return self.hyphens / self.inner


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages share: how high words of the text are, its lines' distance, the edges of rectos and of versos."""

    face: Face
    height: float
    pitch: float
    edges: tuple[tuple[float, float], tuple[float, float]]

    def is_text(self, line: Line) -> bool:
        """It is of the text's size, and no row of a table."""
        return abs(line.height - self.height) < ALIKE and not any(gap > WIDE * self.face.size for gap in line.gaps)


class Room(NamedTuple):
    """White under something on a page, in points from a level, and whether notes end it."""

    white: float
    noted: bool


def texture(pdfs: Iterable[bytes], face: Face) -> Texture:
    """Measure a book, chapter by chapter."""
    chapters = [read_lines(pdf) for pdf in pdfs]
    frame = _frame(chapters, face)
    by_chapter = [list(_set(chapter, frame)) for chapter in chapters]
    lines = [line for chapter in by_chapter for line in chapter]
    paragraphs = [paragraph for chapter in by_chapter for paragraph in _paragraphs(chapter) if len(paragraph) > 1]
    inner = [line for line in lines if not line.end]
    lasts = [paragraph[-1].line for paragraph in paragraphs]
    feet = [pair for chapter in _shortness(_under_all(chapters), frame) for pair in _facing(chapter)]
    whites = [pair for chapter in _shortness(_under_text(chapters, frame), frame) for pair in _facing(chapter)]
    return Texture(
        natural=face.space,
        pages=sum(map(len, chapters)),
        chapters=len(chapters),
        paragraphs=len(paragraphs),
        inner=len(inner),
        spaces=tuple(fmean(line.line.gaps) / face.size for line in inner if line.full and line.line.gaps),
        hyphens=sum(line.line.hyphened for line in inner),
        ladders=sum(map(_ladders, paragraphs)),
        single_words=sum(not line.gaps for line in lasts),
        runts=sum(line.right - line.left < SHORT * face.size for line in lasts),
        overfull=sum(line.over > SLACK for line in lines),
        widows=sum(last.top and last.page != before.page for *_, before, last in paragraphs),
        orphans=sum(first.foot and first.page != second.page for first, second, *_ in paragraphs),
        facing=len(feet),
        uneven=sum(verso != recto for verso, recto in feet),
        apart=sum(verso != recto for verso, recto in whites),
        short_ends=sum(len(chapter) > 1 and len(chapter[-1]) < FEW for chapter in chapters),
        turns=sum(line.foot and line.page % 2 == 0 and line.line.hyphened for line in inner),
    )


def _frame(chapters: Sequence[Sequence[Sequence[Line]]], face: Face) -> Frame:
    """By what most lines have in common."""
    height = _usual(line.height for chapter in chapters for page in chapter for line in page)
    text = [[[line for line in page if abs(line.height - height) < ALIKE] for page in chapter] for chapter in chapters]
    pitch = _usual(round(below.foot - line.foot, 1)
                   for chapter in text for page in chapter for line, below in pairwise(page))
    edges = []
    for side in (0, 1):
        lines = [line for chapter in text for page in chapter[side::2] for line in page]
        edges.append((_edge(line.left for line in lines), _edge(line.right for line in lines)))
    return Frame(face, height, pitch, (edges[0], edges[1]))


def _usual(values: Iterable[float]) -> float:
    return Counter(values).most_common(1)[0][0]


def _edge(values: Iterable[float]) -> float:
    """Where most lines begin, or end, to a hair. Where there are none, anywhere."""
    found = list(values)
    if not found:
        return 0.0
    near = _usual(map(round, found))
    return median(value for value in found if abs(value - near) <= 0.5)


def _set(chapter: Sequence[Sequence[Line]], frame: Frame) -> Iterator[Set]:
    """The lines of the text, of one chapter. A paragraph opens with an indent, after white, or after a short line."""
    text = [(number, line) for number, page in enumerate(chapter) for line in page if frame.is_text(line)]
    starts = [_opens(before, here, frame) for before, here in pairwise([None, *text]) if here]
    for index, (number, line) in enumerate(text):
        left, right = frame.edges[number % 2]
        passes = line.right - right - frame.face.hanging.get(line.last_sign, 0.0) * frame.face.size
        end = index + 1 == len(text) or starts[index + 1]
        yield Set(number, line, starts[index], end, top=line is chapter[number][0],
                  foot=index + 1 == len(text) or text[index + 1][0] != number, over=passes,
                  full=abs(line.right - right) < 7 and line.left - left < 20)


def _opens(before: tuple[int, Line] | None, here: tuple[int, Line], frame: Frame) -> bool:
    (number, line), (left, _) = here, frame.edges[here[0] % 2]
    if before is None or line.left - left > 6:
        return True
    white = line.foot - before[1].foot if before[0] == number else 0.0
    return before[1].right - frame.edges[before[0] % 2][1] < -8 or white > 1.25 * frame.pitch


def _paragraphs(lines: Iterable[Set]) -> Iterator[list[Set]]:
    paragraph: list[Set] = []
    for line in lines:
        if line.start and paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _ladders(paragraph: Sequence[Set]) -> int:
    """Runs of more than two lines that end in a hyphen."""
    return sum(hyphened and len(list(run)) > 2
               for hyphened, run in groupby(paragraph, key=lambda line: line.line.hyphened))


def _shortness(rooms: list[list[Room]], frame: Frame) -> Iterator[list[int]]:
    """For each chapter, how many lines more its pages could hold; not its last page, which may end anywhere.

    That is the white which is more than the least of the book, of all pages with notes or of all without."""
    rooms = [chapter[:-1] for chapter in rooms]
    least = {noted: min((room.white for chapter in rooms for room in chapter if room.noted is noted), default=0.0)
             for noted in (False, True)}
    for chapter in rooms:
        yield [int((room.white - least[room.noted] + SLACK) / frame.pitch) for room in chapter]


def _under_all(chapters: Sequence[Sequence[Sequence[Line]]]) -> list[list[Room]]:
    """The white under each page's last line, be it of text or of a note; above a level that all pages share."""
    return [[Room(-page[-1].foot, False) for page in chapter] for chapter in chapters]


def _under_text(chapters: Sequence[Sequence[Sequence[Line]]], frame: Frame) -> list[list[Room]]:
    """The white under each page's text, down to its notes where it has some."""
    small = [line.height for chapter in chapters for page in chapter for line in page
             if line.height < SMALL * frame.height]
    note = _usual(small) if small else 0.0
    return [[_room(page, note) for page in chapter] for chapter in chapters]


def _room(page: Sequence[Line], note: float) -> Room:
    text = [line for line in page if abs(line.height - note) >= ALIKE] or [page[0]]
    notes = [line for line in page if line.foot > text[-1].foot]
    return Room((notes[0].foot if notes else 0.0) - text[-1].foot, bool(notes))


def _facing(shortness: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A verso and the recto beside it. The first page is a recto that faces another chapter."""
    yield from zip(shortness[1::2], shortness[2::2], strict=False)
