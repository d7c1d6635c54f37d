"""`book compare`: how one printing differs from another or from the manuscript, or one file of any origin from another.

`compare_sides` fetches the two; from here on all pairs are alike.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from book.collate import collate
from book.compare import MOST, TEMPLATE, Copy, Report, Spread, drawable, page, report, spreads
from book.edition import Correction
from book.installed import TOOL
from book.pipeline.compare_sides import ComparedSide, files_of_any_origin, printings
from book.pipeline.folder import BuildFolder, Locked, Unwritable
from book.pipeline.run import Session, Stopped, Watch
from book.problems import Problem, Span
from book.raster import Undrawable


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found, the report if there is one, and the page to look at, if it was asked for."""

    problems: tuple[Problem, ...]
    report: Report | None = None
    page: bytes = b""


def is_number(name: str) -> bool:
    """Whether a name on the command line is that of a printing."""
    return re.fullmatch(r"\d+\.\d+", name) is not None


def compare(
    project: Path, names: tuple[str, str], html: Path | None, watch: Watch, workers: int = 2, debug: bool = False
) -> Comparison:
    """The report, and its page if `html` names a file for it, which is written. An empty second name is the manuscript.

    Problems: L-020 to L-022 (files), L-023 (pages that cannot be drawn), L-032 (no such printing), L-016 (a damaged
    record), B-009, B-010; of the manuscript, its errors alone."""
    session = Session(watch, debug)
    try:
        with suppress(Stopped):
            return _compared(project, names, html, workers, session)
    except (Locked, Unwritable) as fault:
        session.problems.append(fault.problem)
    return Comparison(tuple(session.problems))


def _compared(project: Path, names: tuple[str, str], html: Path | None, workers: int, session: Session) -> Comparison:
    ledger: tuple[Correction, ...] = ()
    if is_number(names[0]):
        old, new, ledger = printings(project, names, html is not None, workers, session)
    else:
        old, new = files_of_any_origin(names, session)
    with session.stage("compare"):
        variants = collate(old.record, new.record)
        told = report(old.record, new.record, variants, ledger, (old.name, new.name))
    if html is None:
        return Comparison(tuple(session.problems), told)
    with session.stage("draw"):
        made = _page(project, told, old, new, session)
    BuildFolder(project).put(made, html)
    return Comparison(tuple(session.problems), told, made)


def _page(project: Path, told: Report, old: ComparedSide, new: ComparedSide, session: Session) -> bytes:
    why = "; ".join(dict.fromkeys(filter(None, (old.silence, new.silence))))
    drawn: tuple[Spread, ...] = ()
    try:
        drawn = spreads(told.pages, _copy(old), _copy(new)) if old.pdf and new.pdf else ()
    except Undrawable as fault:
        why = why or f"the file cannot be drawn: {fault}"
    count = len(drawable(told.pages))
    if why:
        why = f"Pages are not drawn: {why}."
        session.problems.append(Problem("L-023", why.rstrip("."), hint=_hint(why)))
    elif count > MOST:
        why = f"The first {MOST} of {count} pages are drawn."
    return session.take(page(told, drawn, why, _template(project, session)))


def _hint(why: str) -> str:
    if "cannot be drawn" in why:
        return "words are compared all the same; open the PDF in another program and save it anew"
    return "words are compared from the records; bring the release's folder back to see its pages"


def _copy(side: ComparedSide) -> Copy:
    return Copy(side.pdf, [each.folio for each in side.record.pages])


def _template(project: Path, session: Session) -> str:
    """The page's template: the project's own, or the tool's."""
    own = project / TEMPLATE
    try:
        return (own if own.is_file() else TOOL / TEMPLATE).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        session.problems.append(Problem("B-010", f"{TEMPLATE} cannot be read: {fault}", Span(TEMPLATE)))
    return ""
