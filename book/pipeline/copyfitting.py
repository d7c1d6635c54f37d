"""Copyfitting: which lines and pages an editor may want to mend, and what could help.

Comes in: a project's folder. Goes out: `Copyfit`, from the pages that a build has kept; what changed is laid out.
Apart because it makes no file: all that it says, the layout has noted of each line and each page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import groupby, islice
from pathlib import Path

from book.compose import compose, spans
from book.copyfit.fitted import OVER, Copyfit, LastPage, LeftAlone, LooseLine, PoorPage, Summary, written
from book.copyfit.manuscript import Manuscript
from book.copyfit.rows import Row, Rows
from book.edition import Medium
from book.limits import Limits
from book.pages import PageEnd, Way
from book.pipeline.checking import check
from book.pipeline.desk import Desk, Locked, Unwritable
from book.pipeline.line import Paged, paged
from book.pipeline.run import Run, Stopped, Watch
from book.pipeline.trying import TRIES, Asked, Trials
from book.problems import Problem

LADDER = 3  # hyphens in a row
BETTER = 0.1  # of the natural space: less is no help
MOVE = {"picture": "move the picture, or make it smaller", "table": "move the table, or shorten what comes before it"}


def copyfit(project: Path, watch: Watch, workers: int, worst: int) -> tuple[Copyfit | None, tuple[Problem, ...]]:
    """The report with its `worst` lines and pages; None if the book cannot be paged, and the problems say why."""
    if not (project / "chapters").is_dir():  # a slip of the command line must not make folders
        return None, check(project, watch).problems
    run = Run(watch)
    fitted: Copyfit | None = None
    try:
        with Desk(project).locked() as desk, suppress(Stopped), desk.writing():
            pages = paged(project, (), desk, workers, run)
            with run.stage("try"):
                galleys, _ = compose(pages.book, pages.styles, Medium.SCREEN, desk.cache())
                trials = Trials(galleys, pages.pagination, desk.cache(), workers, watch)
                fitted = reported(pages, Manuscript(pages.book, project), trials, worst)
    except (Locked, Unwritable) as fault:
        run.problems.append(fault.problem)
    return fitted, tuple(run.problems)


def reported(pages: Paged, manuscript: Manuscript, trials: Trials, worst: int) -> Copyfit:
    """The report on pages that are settled."""
    places, limits = spans(pages.book), pages.styles.limits
    divisions = [Rows(start, run, places, manuscript)
                 for start, run in zip(pages.pagination.starts, pages.pagination.runs, strict=True)]
    loose = sorted(((row, rows) for rows in divisions for row in rows.lines
                    if row.printed.space > 1 + limits.stretch), key=lambda found: -found[0].printed.space)
    ends = sorted(((end, rows) for rows in divisions for end in rows.run.ends), key=lambda found: -found[0].blank)
    left = sorted(((row, setting, rows) for rows in divisions for row, setting in rows.left_alone()),
                  key=lambda found: -found[1].lines)
    chapters = {each.id: each.label or each.title for each in pages.book.divisions if each.role == "chapter"}
    return Copyfit(
        _summary(divisions, limits),
        tuple(LooseLine(rows.spot(row), row.printed.space, _remedy(row, rows)) for row, rows in loose[:worst]),
        _poor_pages(ends[:worst], trials),
        tuple(LeftAlone(rows.spot(row), setting.lines, setting.left) for row, setting, rows in left[:worst]),
        len(left),
        tuple(LastPage(chapters[rows.run.division], rows.folio(len(rows.run.pages) - 1), rows.run.pages[-1].lines)
              for rows in divisions if rows.run.division in chapters),
    )


def _summary(divisions: Sequence[Rows], limits: Limits) -> Summary:
    lines = [row for rows in divisions for row in rows.lines]
    settings = [setting for rows in divisions for setting in rows.run.settings]
    ends = [end for rows in divisions for end in rows.run.ends]
    return Summary(
        whole=sum(not setting.left for setting in settings),
        left=dict(sorted(Counter(setting.left for setting in settings if setting.left).items())),
        lines=len(lines),
        hyphens=sum(row.hyphen for row in lines),
        over={limit: sum(row.printed.space > limit for row in lines) for limit in OVER},
        ladders=sum(map(_ladders, divisions)),
        runts=sum(setting.runt for setting in settings),
        short=sum(end.blank >= 1 for end in ends),
        broken=sum(end.broken for end in ends),
        given=sum(bool(setting.given) for setting in settings),
        least_lines=limits.least_lines,
    )


def _ladders(rows: Rows) -> int:
    blocks = sorted(rows.lines, key=lambda row: row.printed.key)  # a block's lines stay in their order
    found = groupby(blocks, key=lambda row: (row.printed.key, row.hyphen))
    return sum(hyphen and len(list(lines)) >= LADDER for (_, hyphen), lines in found)


def _remedy(row: Row, rows: Rows) -> str:
    """What could help a line with wide spaces."""
    setting = rows.settings.get(row.printed.key)
    if setting and setting.left:
        return f"reword: the engine broke it by itself ({setting.left})"
    ways = [way for way in rows.ways(row.printed.key) if way.space <= row.printed.space - BETTER]
    best = min(ways, key=lambda way: way.space, default=None)
    if best and setting:
        length = "a line more" if best.lines > setting.lines else "a line fewer"
        return f"{_wish(best)}: {length}, no space wider than {best.space:.2f}×"
    return f"reword: the next word, “{row.next}”, does not fit" if row.next else "reword"


def _poor_pages(ends: Sequence[tuple[PageEnd, Rows]], trials: Trials) -> tuple[PoorPage, ...]:
    """The pages, each with what fills it, if something that was tried does."""
    ways = {(rows.run.division, end.page): _ways(end, rows) for end, rows in ends if end.blank >= 1}
    fillings = trials.fillings(ways)
    found = []
    for end, rows in ends:
        asked = fillings.get((rows.run.division, end.page), ())
        place = rows.place(asked[0][0].key) if asked else None
        found.append(PoorPage(rows.foot(end.page), end.blank, end.broken, end.next, _fill(end, rows, asked), place))
    return tuple(found)


def _ways(end: PageEnd, rows: Rows) -> list[Asked]:
    """As many paragraphs as lines are lacking, the nearest first; then those next to them."""
    able, lacking = list(islice(rows.growing(end.page), int(end.blank) + TRIES - 1)), int(end.blank)
    return [tuple(able[begin:begin + lacking]) for begin in range(len(able) - lacking + 1)]


def _fill(end: PageEnd, rows: Rows, asked: Asked) -> str:
    """What could fill a page, or spare it a broken word."""
    if end.blank < 1:
        return "reword the end of its last paragraph"
    if asked:
        wishes = " and ".join(f"{_wish(way)} at {written(rows.place(setting.key))}" for setting, way in asked)
        widest = max(way.space for _, way in asked)
        return f"{wishes} fill{'s' * (len(asked) == 1)} it, no space wider than {widest:.2f}×"
    lacking = int(end.blank)
    return MOVE.get(end.next, f"reword: {lacking} line{'s' * (lacking > 1)} more before its foot would fill it")


def _wish(way: Way) -> str:
    return f"{{looseness={way.looseness}}}"
