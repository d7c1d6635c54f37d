"""`book copyfit`: which lines and pages an editor may want to fix, and what could help.

It makes no file: the report comes from the pages that the last build has kept, and only what changed is laid out.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from book.compose import compose, spans
from book.copyfit.finder import SourceFinder
from book.copyfit.findings import Copyfit
from book.copyfit.report import report
from book.edition import Medium
from book.paginate.trial import TRIES, Trials
from book.pipeline.build import paged
from book.pipeline.check import check
from book.pipeline.folder import BuildFolder, Locked, Unwritable
from book.pipeline.run import Session, Stopped, Watch
from book.problems import Problem


def copyfit(
    project: Path, watch: Watch, workers: int, worst: int, debug: bool = False
) -> tuple[Copyfit | None, tuple[Problem, ...]]:
    """The report with its `worst` lines and pages; None if the book cannot be paged, and the problems say why."""
    if not (project / "chapters").is_dir():  # a slip of the command line must not make folders
        return None, check(project, watch).problems
    session = Session(watch, debug)
    fitted: Copyfit | None = None
    try:
        with BuildFolder(project).locked() as folder, session.working(workers), suppress(Stopped), folder.writing():
            pages = paged(project, (), folder, session)
            with session.stage("try"):
                galleys, _ = compose(pages.book, pages.styles, Medium.SCREEN, folder.cache())
                trials = Trials(galleys, pages.pagination, session.typesetter(folder.cache()), watch)
                fitted = report(pages.book, pages.pagination, pages.styles.limits, spans(pages.book),
                                SourceFinder(pages.book, project), trials.fillings, TRIES, worst)
    except (Locked, Unwritable) as fault:
        session.problems.append(fault.problem)
    return fitted, tuple(session.problems)
