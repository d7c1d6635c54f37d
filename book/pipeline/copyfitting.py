"""Copyfitting: which lines and pages an editor may want to mend, and what could help.

Comes in: a project's folder. Goes out: `Copyfit`, from the pages that a build has kept; what changed is laid out.
Apart because it makes no file: all that it says, the layout has noted of each line and each page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from book.compose import spans
from book.pages import Folio, PageEnd, PageRun, PageStart, PrintedLine, Setting, Way
from book.pipeline.checking import check
from book.pipeline.desk import Desk, Locked, Unwritable
from book.pipeline.fitted import OVER, Copyfit, LastPage, LeftAlone, LooseLine, PoorPage, Spot, Summary
from book.pipeline.line import Paged, paged
from book.pipeline.manuscript import Manuscript
from book.pipeline.run import Run, Stopped, Watch
from book.problems import Problem, Span

LADDER = 3  # hyphens in a row
MOVE = {"picture": "move the picture, or make it smaller", "table": "move the table, or shorten what comes before it"}
POINTS = ".,;:!?()“”‘’«»"
BETTER = 0.1  # of the natural space: less is no help


def copyfit(project: Path, watch: Watch, workers: int, worst: int) -> tuple[Copyfit | None, tuple[Problem, ...]]:
    """The report with its `worst` lines and pages; None if the book cannot be paged, and the problems say why."""
    if not (project / "chapters").is_dir():  # a slip of the command line must not make folders
        return None, check(project, watch).problems
    run = Run(watch)
    fitted: Copyfit | None = None
    try:
        with Desk(project).locked() as desk, suppress(Stopped), desk.writing():
            pages = paged(project, (), desk, workers, run)
            fitted = reported(pages, Manuscript(pages.book, project), worst)
    except (Locked, Unwritable) as fault:
        run.problems.append(fault.problem)
    return fitted, tuple(run.problems)


def reported(pages: Paged, manuscript: Manuscript, worst: int) -> Copyfit:
    """The report on pages that are settled."""
    places = spans(pages.book)
    runs = [_Run(start, run, places, manuscript)
            for start, run in zip(pages.pagination.starts, pages.pagination.runs, strict=True)]
    lines = [(line, run) for run in runs for line in run.lines]
    loose = sorted((pair for pair in lines if pair[0].printed.space > OVER[0]), key=lambda pair: -pair[0].printed.space)
    ends = sorted(((end, run) for run in runs for end in run.run.ends), key=lambda pair: -pair[0].blank)
    left = sorted(((line, setting, run) for run in runs for line, setting in run.left_alone()),
                  key=lambda found: -found[1].lines)
    names = {each.id: each.label or each.title for each in pages.book.divisions if each.role == "chapter"}
    return Copyfit(
        _summary(runs, pages.styles.limits.least_lines),
        tuple(LooseLine(run.spot(line), line.printed.space, run.remedy(line)) for line, run in loose[:worst]),
        tuple(run.poor_page(end) for end, run in ends[:worst]),
        tuple(LeftAlone(run.spot(line), setting.lines, setting.left) for line, setting, run in left[:worst]),
        len(left),
        tuple(LastPage(names[run.run.division], run.folio(len(run.run.pages) - 1), run.run.pages[-1].lines)
              for run in runs if run.run.division in names),
    )


def _summary(runs: Sequence[_Run], least: int) -> Summary:
    lines = [line for run in runs for line in run.lines]
    settings = [setting for run in runs for setting in run.run.settings]
    ends = [end for run in runs for end in run.run.ends]
    rows = (list(group) for run in runs for _, group in groupby(
        sorted(run.lines, key=lambda line: line.printed.key), key=lambda line: (line.printed.key, line.hyphen)))
    return Summary(
        sum(not setting.left for setting in settings),
        dict(sorted(Counter(setting.left for setting in settings if setting.left).items())),
        len(lines),
        sum(line.hyphen for line in lines),
        {limit: sum(line.printed.space > limit for line in lines) for limit in OVER},
        sum(row[0].hyphen and len(row) >= LADDER for row in rows),
        sum(setting.runt for setting in settings),
        sum(end.blank >= 1 for end in ends),
        sum(end.broken for end in ends),
        sum(bool(setting.given) for setting in settings),
        least,
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as printed: the page's index in the run, its words, and the word that its block goes on with; `last` of
    its block."""

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


class _Run:
    """A division's pages, with what the report asks of them."""

    def __init__(self, start: PageStart, run: PageRun, places: Mapping[tuple[str, str], Span],
                 manuscript: Manuscript) -> None:
        self.start, self.run, self.places, self.manuscript = start, run, places, manuscript
        self.settings = {setting.key: setting for setting in reversed(run.settings)}
        self.lines = tuple(_lines(run))

    def folio(self, page: int) -> str:
        """The printed number of a page of the run."""
        return str(Folio(self.start.folio.number + page, self.start.folio.numbering))

    def place(self, key: str) -> Span | None:
        """Where a block is written."""
        return self.places.get((self.run.division, key))

    def spot(self, line: _Line) -> Spot:
        """A line for the report."""
        place = self.manuscript.place(self.place(line.printed.key), line.words)
        return Spot(self.folio(line.page), line.printed.row, line.note, line.words, place)

    def remedy(self, line: _Line) -> str:
        """What could help a line with wide spaces."""
        setting = self.settings.get(line.printed.key)
        if setting and setting.left:
            return f"reword: the engine broke it by itself ({setting.left})"
        ways = [way for way in self._ways(setting) if way.space <= line.printed.space - BETTER]
        best = min(ways, key=lambda way: way.space, default=None)
        if best and setting:
            return f"{_asks(best)}: {_lines_are(best.lines - setting.lines)}, no space wider than {best.space:.2f}×"
        return f"reword: the next word, “{line.next}”, does not fit" if line.next else "reword"

    def left_alone(self) -> Iterator[tuple[_Line, Setting]]:
        """The paragraphs of several lines that were broken one by one, each with its first line."""
        first = {line.printed.key: line for line in reversed(self.lines)}
        for setting in self.run.settings:
            if setting.left and setting.lines > 1 and setting.key in first:
                yield first[setting.key], setting

    def poor_page(self, end: PageEnd) -> PoorPage:
        """A page that ends short, or in a broken word."""
        last = [line for line in self.lines if line.page == end.page and not line.note][-1]
        asked = self._fillers(end.page)[:int(end.blank)]
        place = self.place(asked[0][0].key) if asked else None
        return PoorPage(self.spot(last), end.blank, end.broken, end.next, self._fill(end, asked), place)

    def _fill(self, end: PageEnd, asked: list[tuple[Setting, Way]]) -> str:
        """What could fill a page, or spare it a broken word."""
        if end.blank < 1:
            return "reword the end of its last paragraph"
        given = [f"{_asks(way)} at {self._written(setting)} gives a line (spaces to {way.space:.2f}×)"
                 for setting, way in asked]
        lacking = int(end.blank) - len(asked)
        if not lacking:
            return "; ".join(given)
        if end.next in MOVE:
            return MOVE[end.next]
        return "; ".join([*given, f"reword: {lacking} line{'s' * (lacking > 1)} more before its foot would fill it"])

    def _ways(self, setting: Setting | None) -> tuple[Way, ...]:
        """The other lengths of a paragraph that can be asked for one."""
        return setting.ways if setting and self.manuscript.may_ask(self.place(setting.key)) else ()

    def _written(self, setting: Setting) -> str:
        place = self.place(setting.key)
        return f"{place.path}:{place.line}" if place else f"page {self.folio(setting.page)}"

    def _fillers(self, page: int) -> list[tuple[Setting, Way]]:
        """Paragraphs on the page, or the one before, that can have a line more: the nearest to the foot first."""
        keys = dict.fromkeys(line.printed.key for near in (page, page - 1)
                             for line in reversed(self.lines) if line.page == near and not line.note)
        able = [(setting, way) for key in keys if (setting := self.settings.get(key)) for way in self._ways(setting)]
        return [(setting, way) for setting, way in able if way.lines > setting.lines and way.space <= OVER[1]]


def _asks(way: Way) -> str:
    return f"{{looseness={way.looseness}}}"


def _lines_are(more: int) -> str:
    return "a line more" if more > 0 else "a line fewer"


def _lines(run: PageRun) -> Iterator[_Line]:
    """The printed lines in the order of the pages, each with its words."""
    blocks = {block.key: block for block in run.blocks}
    printed = [(page, line) for page, each in enumerate(run.pages) for line in each.printed]
    following: dict[str, list[int]] = {}
    for _, line in printed:
        following.setdefault(line.key, []).append(line.offset)
    count = Counter[str]()
    for page, line in printed:
        count[line.key] += 1
        offsets = following[line.key]
        last = count[line.key] == len(offsets)
        block = blocks.get(line.key)
        text = block.text if block else ""
        words, rest = _between(text, line.offset, None if last else offsets[count[line.key]])
        after = next(iter(rest.split()), "").strip(POINTS)
        yield _Line(page, line, block.note if block else "", words, after, last)


def _between(text: str, begin: int, end: int | None) -> tuple[str, str]:
    """The part of a text after so many characters, white space not counted, and before so many; and what follows."""
    at = [index for index, character in enumerate(text) if not character.isspace()] + [len(text)]
    stop = at[end] if end is not None and end < len(at) else len(text)
    cut = text[at[begin]:stop] if begin < len(at) else ""
    return cut.rstrip() + "‐" * (cut[-1:].isalnum() and text[stop:stop + 1].isalnum()), text[stop:]
