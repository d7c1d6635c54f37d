"""Comparing: what one printing has otherwise than another, or than the manuscript; or two files of any origin.

Comes in: a project's folder, the names of two printings or two files. Goes out: a report, and a page to look at.
Apart because only here do records, the working manuscript and foreign files come together: to `collate` they are all
the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import book
from book.assemble import assemble
from book.collate import collate, record
from book.compare import MOST, TEMPLATE, Copy, Report, drawable, page, report, spreads
from book.edition import Correction, Target
from book.foreign import File, kind, records
from book.pages import Pagination
from book.pipeline.desk import RELEASES, Desk, Locked, Unwritable
from book.pipeline.line import Paged, paged
from book.pipeline.run import Run, Stopped, Watch
from book.poppler import draws
from book.press import Order
from book.printers.measures import full_extent, spine
from book.problems import Problem, Span
from book.read import read, read_records
from book.record import EditionRecord

TOOL = Path(book.__file__).parent.parent
MANUSCRIPT = "Manuscript"
SCREEN = Target("screen", "screen")


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found, the report if there is one, and the page to look at, if it was asked for."""

    problems: tuple[Problem, ...]
    report: Report | None = None
    page: bytes = b""


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two: what it is called, its record, and its PDF, or why that cannot be drawn."""

    name: str
    record: EditionRecord
    pdf: bytes = b""
    silence: str = ""


def is_number(name: str) -> bool:
    """Whether a name on the command line is that of a printing."""
    return re.fullmatch(r"\d+\.\d+", name) is not None


def compare(
    project: Path, names: tuple[str, str], html: Path | None, watch: Watch, workers: int = 2
) -> Compared:
    """The report, and its page if `html` names a file for it, which is written. An empty second name is the manuscript.

    Problems: L-020 to L-022 (files), L-023 (pages that cannot be drawn), L-032 (no such printing), L-016 (a damaged
    record), B-009, B-010; of the manuscript, its errors alone."""
    run = Run(watch)
    try:
        with suppress(Stopped):
            return _compared(project, names, html, workers, run)
    except (Locked, Unwritable) as fault:
        run.problems.append(fault.problem)
    return Compared(tuple(run.problems))


def _compared(project: Path, names: tuple[str, str], html: Path | None, workers: int, run: Run) -> Compared:
    ledger: tuple[Correction, ...] = ()
    if is_number(names[0]):
        old, new, ledger = _printings(project, names, html is not None, workers, run)
    else:
        old, new = _files(names, run)
    with run.stage("compare"):
        variants = collate(old.record, new.record)
        told = report(old.record, new.record, variants, ledger, (old.name, new.name))
    if html is None:
        return Compared(tuple(run.problems), told)
    with run.stage("draw"):
        made = _page(project, told, old, new, run)
    Desk(project).put(made, html)
    return Compared(tuple(run.problems), told, made)


# --- printings ------------------------------------------------------------------------------------------------------


def _printings(
    project: Path, names: tuple[str, str], drawn: bool, workers: int, run: Run
) -> tuple[_Side, _Side, tuple[Correction, ...]]:
    with run.stage("records"):
        found = {each.number: each for each in run.take(read_records(project))}
        run.problems += [_unknown(name, found) for name in dict.fromkeys(names) if name and name not in found]
    old = _released(project, found[names[0]], drawn)
    if names[1]:
        manuscript, _ = read(project)  # whatever is wrong with it, printings are as they are
        ledger = manuscript.edition.corrections if manuscript else ()
        return old, _released(project, found[names[1]], drawn), ledger
    new, ledger = _working(project, drawn, workers, run)
    return old, new, ledger


def _unknown(name: str, found: dict[str, EditionRecord]) -> Problem:
    hint = f"there are records of {', '.join(found)}" if found else "book release makes them"
    return Problem("L-032", f"there is no record of a printing {name}", hint=hint)


def _released(project: Path, old: EditionRecord, drawn: bool) -> _Side:
    """A printing, with the PDF of its release if that is still there, byte for byte."""
    name = f"Printing {old.number}"
    listed = next((file for file in old.files if file.endswith(".pdf") and "/" not in file), "")
    if not (drawn and listed):
        return _Side(name, old, silence=f"printing {old.number} had no PDF" if drawn else "")
    path = f"build/{RELEASES}/{old.number}/{listed}"
    try:
        pdf = (project / path).read_bytes()
    except OSError:
        return _Side(name, old, silence=f"{path} is not there")
    if sha256(pdf).hexdigest() != old.files[listed]:
        return _Side(name, old, silence=f"{path} is not the file that was released")
    return _Side(name, old, pdf)


def _working(project: Path, drawn: bool, workers: int, run: Run) -> tuple[_Side, tuple[Correction, ...]]:
    """The manuscript as it is now, paged like any build."""
    with Desk(project).locked() as desk, desk.writing():
        pages = paged(project, (), desk, workers, run)
    run.problems.clear()  # no error is among them, and the rest is not about printings
    new = record(pages.book, pages.pagination, spines=_spines(pages))
    pdf = _pdf(pages, run) if drawn else b""
    return _Side(MANUSCRIPT, new, pdf), pages.book.edition.corrections


def _spines(pages: Paged) -> dict[str, float]:
    """The spines that printers would get, as a release records them: in inches, by printer."""
    extent = pages.pagination.extent.total
    orders = [order for target in pages.book.edition.targets for order in target.orders]
    widths = {order.printer.id: spine(order, _extent(order, extent, pages.pagination)) for order in orders}
    return {name: round(width, 4) for name, width in widths.items() if width is not None}


def _extent(order: Order, extent: int, pagination: Pagination) -> int:
    last = pagination.runs[-1].pages[-1]
    return full_extent(order, extent, not last.printed)


def _pdf(pages: Paged, run: Run) -> bytes:
    fonts = {face.file.digest: Path(face.file.path).read_bytes() for face in pages.styles.faces}
    with run.stage("assemble"):
        return run.take(assemble(pages.pagination, pages.book, SCREEN, fonts))


# --- files ----------------------------------------------------------------------------------------------------------


def _files(names: Sequence[str], run: Run) -> tuple[_Side, _Side]:
    """Two files, called by their names; by their paths, if they have one name."""
    short = [Path(name).name for name in names]
    called = short if len(set(short)) > 1 else list(names)
    with run.stage("read"):
        files = [(name, data) for name, path in zip(called, names, strict=True)
                 if (data := _data(path, run)) is not None]
    with run.stage("words"):
        made = run.take(records(files))
    old, new = (_foreign(file, each) for file, each in zip(files, made, strict=True))
    return old, new


def _data(path: str, run: Run) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        what = f"{path} cannot be read: {fault.strerror or type(fault).__name__}"
        run.problems.append(Problem("B-010", what, hint="give two printings, 1.0 1.1, or two files"))
    return None


def _foreign(file: File, made: EditionRecord) -> _Side:
    name, data = file
    return _Side(name, made, data if kind(data) == "PDF" else b"")


# --- the page to look at --------------------------------------------------------------------------------------------


def _page(project: Path, told: Report, old: _Side, new: _Side, run: Run) -> bytes:
    why = "; ".join(dict.fromkeys(filter(None, (old.silence, new.silence))))
    if not why and not draws() and old.pdf:
        why = "pdftoppm is not installed"
    drawn = spreads(told.pages, _copy(old), _copy(new)) if old.pdf and new.pdf else ()
    count = len(drawable(told.pages))
    if why:
        why = f"Pages are not drawn: {why}."
        run.problems.append(Problem("L-023", why.rstrip("."), hint=_hint(why)))
    elif count > MOST:
        why = f"The first {MOST} of {count} pages are drawn."
    return run.take(page(told, drawn, why, _template(project, run)))


def _hint(why: str) -> str:
    if "pdftoppm" in why:
        return "as root: apt-get install poppler-utils"
    return "words are compared from the records; bring the release's folder back to see its pages"


def _copy(side: _Side) -> Copy:
    return Copy(side.pdf, [each.folio for each in side.record.pages])


def _template(project: Path, run: Run) -> str:
    """The page's template: the project's own, or the tool's."""
    own = project / TEMPLATE
    try:
        return (own if own.is_file() else TOOL / TEMPLATE).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        run.problems.append(Problem("B-010", f"{TEMPLATE} cannot be read: {fault}", Span(TEMPLATE)))
    return ""
