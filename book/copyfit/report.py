"""The copyfitting report, made from settled pages: what is worst, and what could help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, islice

from book.copyfit.finder import SourceFinder
from book.copyfit.findings import OVER, Copyfit, LastPage, LeftAlone, LooseLine, PoorPage, Summary, editor_place
from book.copyfit.lines import CopyLine, DivisionLines
from book.limits import Limits
from book.matter import Book
from book.pages import Alternative, PageEnd, Pagination, ParagraphSetting
from book.problems import Span

LADDER = 3  # hyphens in a row
BETTER = 0.1  # of the natural space: less is no help
MOVE = {"picture": "move the picture, or make it smaller", "table": "move the table, or shorten what comes before it"}
PageOf = tuple[str, int]  # a page: its division, and its index in the run
Longer = tuple[tuple[ParagraphSetting, Alternative], ...]  # paragraphs, each with a line more
# For each page that ends short, the first of the proposals given that fills it when it is laid out.
Fill = Callable[[Mapping[PageOf, Sequence[Longer]]], Mapping[PageOf, Longer]]


def report(
    book: Book, pagination: Pagination, limits: Limits, places: Mapping[tuple[str, str], Span], finder: SourceFinder,
    fill: Fill, tries: int, worst: int,
) -> Copyfit:
    """The report on pages that are settled, with the `worst` of each list.

    `places` says where blocks are written, by division and key; `fill` tries at most `tries` proposals for a page."""
    divisions = [DivisionLines(start, run, places, finder)
                 for start, run in zip(pagination.starts, pagination.runs, strict=True)]
    loose = sorted(((line, division) for division in divisions for line in division.lines
                    if line.printed.space > 1 + limits.stretch), key=lambda found: -found[0].printed.space)
    ends = sorted(((end, division) for division in divisions for end in division.run.ends),
                  key=lambda found: -found[0].blank)
    left = sorted(((line, setting, division) for division in divisions for line, setting in division.left_alone()),
                  key=lambda found: -found[1].lines)
    chapters = {each.id: each.label or each.title for each in book.divisions if each.role == "chapter"}
    return Copyfit(
        _summary(divisions, limits),
        tuple(LooseLine(division.place_of(line), line.printed.space, _remedy(line, division))
              for line, division in loose[:worst]),
        _poor_pages(ends[:worst], fill, tries),
        tuple(LeftAlone(division.place_of(line), setting.lines, setting.left)
              for line, setting, division in left[:worst]),
        len(left),
        tuple(LastPage(chapters[each.run.division], each.folio(len(each.run.pages) - 1), each.run.pages[-1].lines)
              for each in divisions if each.run.division in chapters),
    )


def _summary(divisions: Sequence[DivisionLines], limits: Limits) -> Summary:
    lines = [line for division in divisions for line in division.lines]
    settings = [setting for division in divisions for setting in division.run.settings]
    ends = [end for division in divisions for end in division.run.ends]
    return Summary(
        whole=sum(not setting.left for setting in settings),
        left=dict(sorted(Counter(setting.left for setting in settings if setting.left).items())),
        lines=len(lines),
        hyphens=sum(line.hyphen for line in lines),
        over={limit: sum(line.printed.space > limit for line in lines) for limit in OVER},
        ladders=sum(map(_ladders, divisions)),
        runts=sum(setting.runt for setting in settings),
        short=sum(end.blank >= 1 for end in ends),
        broken=sum(end.broken for end in ends),
        given=sum(bool(setting.given) for setting in settings),
        least_lines=limits.least_lines,
    )


def _ladders(division: DivisionLines) -> int:
    blocks = sorted(division.lines, key=lambda line: line.printed.key)  # a block's lines stay in their order
    found = groupby(blocks, key=lambda line: (line.printed.key, line.hyphen))
    return sum(hyphen and len(list(lines)) >= LADDER for (_, hyphen), lines in found)


def _remedy(line: CopyLine, division: DivisionLines) -> str:
    """What could help a line with wide spaces."""
    setting = division.settings.get(line.printed.key)
    if setting and setting.left:
        return f"reword: the engine broke it by itself ({setting.left})"
    ways = [way for way in division.ways(line.printed.key) if way.space <= line.printed.space - BETTER]
    best = min(ways, key=lambda way: way.space, default=None)
    if best and setting:
        length = "a line more" if best.lines > setting.lines else "a line fewer"
        return f"{_looseness(best)}: {length}, no space wider than {best.space:.2f}×"
    return f"reword: the next word, “{line.next}”, does not fit" if line.next else "reword"


def _poor_pages(ends: Sequence[tuple[PageEnd, DivisionLines]], fill: Fill, tries: int) -> tuple[PoorPage, ...]:
    """The pages, each with what fills it, if something that was tried does."""
    fillings = fill({(division.run.division, end.page): _proposals(end, division, tries)
                     for end, division in ends if end.blank >= 1})
    found = []
    for end, division in ends:
        asked = fillings.get((division.run.division, end.page), ())
        place = division.place(asked[0][0].key) if asked else None
        remedy = _remedy_of_page(end, division, asked)
        found.append(PoorPage(division.foot(end.page), end.blank, end.broken, end.next, remedy, place))
    return tuple(found)


def _proposals(end: PageEnd, division: DivisionLines, tries: int) -> list[Longer]:
    """As many paragraphs as lines are lacking, the nearest first; then those next to them."""
    able, lacking = list(islice(division.growing(end.page), int(end.blank) + tries - 1)), int(end.blank)
    return [tuple(able[begin:begin + lacking]) for begin in range(len(able) - lacking + 1)]


def _remedy_of_page(end: PageEnd, division: DivisionLines, asked: Longer) -> str:
    """What could fill a page, or spare it a broken word."""
    if end.blank < 1:
        return "reword the end of its last paragraph"
    if asked:
        places = ((way, editor_place(division.place(setting.key))) for setting, way in asked)
        wanted = " and ".join(f"{_looseness(way)} at {place}" for way, place in places)
        widest = max(way.space for _, way in asked)
        return f"{wanted} fill{'s' * (len(asked) == 1)} it, no space wider than {widest:.2f}×"
    lacking = int(end.blank)
    return MOVE.get(end.next, f"reword: {lacking} line{'s' * (lacking > 1)} more before its foot would fill it")


def _looseness(way: Alternative) -> str:
    return f"{{looseness={way.looseness}}}"
