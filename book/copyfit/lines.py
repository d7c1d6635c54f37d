"""The printed lines of a division with their words. The layout knows of a line only its block and the offset in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from book.copyfit.finder import SourceFinder
from book.copyfit.findings import LinePlace
from book.pages import Alternative, PageRun, PageStart, ParagraphSetting, PrintedLine
from book.problems import Span

WIDEST = 2.0  # word spaces: a line more at the price of wider ones is no help
POINTS = ".,;:!?()“”‘’«»"


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A line as printed: the page's index in the run, the number of its note or nothing, its words, and the word that
    its block goes on with; `last` of its block."""

    page: int
    printed: PrintedLine
    note: str
    words: str
    next: str
    last: bool

    @property
    def hyphen(self) -> bool:
        """It breaks a word, or a compound."""
        return self.printed.hyphen and not self.last


class DivisionLines:
    """A division: its run, its lines, and how its blocks were set."""

    def __init__(
        self, start: PageStart, run: PageRun, places: Mapping[tuple[str, str], Span], finder: SourceFinder
    ) -> None:
        self.start, self.run, self.places, self.finder = start, run, places, finder
        self.settings = {setting.key: setting for setting in reversed(run.settings)}
        self.lines = tuple(_lines(run))

    def folio(self, page: int) -> str:
        """The printed number of a page of the run."""
        return str(self.start.folio_of(page))

    def place(self, key: str) -> Span | None:
        """Where a block is written."""
        return self.places.get((self.run.division, key))

    def place_of(self, line: CopyLine) -> LinePlace:
        """A line for the report."""
        place = self.finder.place(self.place(line.printed.key), line.words)
        return LinePlace(self.folio(line.page), line.printed.row, line.note, line.words, place)

    def foot(self, page: int) -> LinePlace:
        """The last line of text on a page; of one that has none, the page."""
        text = [line for line in self.lines if line.page == page and not line.note]
        return self.place_of(text[-1]) if text else LinePlace(self.folio(page), 0, "", "", None)

    def ways(self, key: str) -> tuple[Alternative, ...]:
        """The other lengths of a paragraph, if it is one that can be asked for them."""
        setting = self.settings.get(key)
        return setting.ways if setting and self.finder.may_ask(self.place(key)) else ()

    def growing(self, page: int) -> Iterator[tuple[ParagraphSetting, Alternative]]:
        """Paragraphs of a page, and of the one before, that can have a line more; the nearest to the foot first."""
        keys = dict.fromkeys(line.printed.key for near in (page, page - 1)
                             for line in reversed(self.lines) if line.page == near and not line.note)
        for key in keys:
            yield from ((self.settings[key], way) for way in self.ways(key)
                        if way.lines > self.settings[key].lines and way.space <= WIDEST)

    def left_alone(self) -> Iterator[tuple[CopyLine, ParagraphSetting]]:
        """The paragraphs of several lines that were broken one by one, each with its first line."""
        first = {line.printed.key: line for line in reversed(self.lines)}
        for setting in self.run.settings:
            if setting.left and setting.lines > 1 and setting.key in first:
                yield first[setting.key], setting


def _lines(run: PageRun) -> Iterator[CopyLine]:
    """The printed lines in the order of the pages."""
    blocks = {block.key: block for block in run.blocks}
    printed = [(page, line) for page, each in enumerate(run.pages) for line in each.printed]
    offsets: dict[str, list[int]] = {}
    for _, line in printed:
        offsets.setdefault(line.key, []).append(line.offset)
    count = Counter[str]()
    for page, line in printed:
        count[line.key] += 1
        following = offsets[line.key][count[line.key]:]
        block = blocks.get(line.key)
        words, rest = _between(block.text if block else "", line.offset, following[0] if following else None)
        after = next(iter(rest.split()), "").strip(POINTS)
        yield CopyLine(page, line, block.note if block else "", words, after, not following)


def _between(text: str, begin: int, end: int | None) -> tuple[str, str]:
    """The part of a text after so many characters, white space not counted, and before so many; and what follows."""
    at = [index for index, character in enumerate(text) if not character.isspace()] + [len(text)]
    stop = at[end] if end is not None and end < len(at) else len(text)
    cut = text[at[begin]:stop] if begin < len(at) else ""
    return cut.rstrip() + "‐" * (cut[-1:].isalnum() and text[stop:stop + 1].isalnum()), text[stop:]
