"""The two sides of a comparison: a printing by its record, the manuscript as it is now, or a file of any origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from book.assemble import assemble
from book.collate import record
from book.edition import Correction
from book.foreign import File, kind, records
from book.orders import Order
from book.pages import Pagination
from book.pipeline.build import PagedBook, paged
from book.pipeline.folder import RELEASES, BuildFolder
from book.pipeline.run import Session
from book.printers.measures import full_extent, spine
from book.problems import Problem
from book.read import read, read_records
from book.record import EditionRecord

MANUSCRIPT = "Manuscript"


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One of the two: what it is called, its record, and its PDF, or why that cannot be drawn."""

    name: str
    record: EditionRecord
    pdf: bytes = b""
    silence: str = ""


def printings(
    project: Path, names: tuple[str, str], drawn: bool, workers: int, session: Session
) -> tuple[ComparedSide, ComparedSide, tuple[Correction, ...]]:
    """Two printings, or one and the manuscript if the other has no name; and the ledger.

    `drawn`: their PDFs are wanted. Problems L-032, L-016 and the manuscript's. Raises `Stopped`."""
    with session.stage("records"):
        found = {each.number: each for each in session.take(read_records(project))}
        session.problems += [_unknown(name, found) for name in dict.fromkeys(names) if name and name not in found]
    old = _released(project, found[names[0]], drawn)
    if names[1]:
        manuscript, _ = read(project)  # whatever is wrong with it, printings are as they are
        ledger = manuscript.edition.corrections if manuscript else ()
        return old, _released(project, found[names[1]], drawn), ledger
    new, ledger = _working(project, drawn, workers, session)
    return old, new, ledger


def _unknown(name: str, found: dict[str, EditionRecord]) -> Problem:
    hint = f"there are records of {', '.join(found)}" if found else "book release makes them"
    return Problem("L-032", f"there is no record of a printing {name}", hint=hint)


def _released(project: Path, old: EditionRecord, drawn: bool) -> ComparedSide:
    """A printing, with the PDF of its release if that is still there, byte for byte."""
    name = f"Printing {old.number}"
    listed = next((file for file in old.files if file.endswith(".pdf") and "/" not in file), "")
    if not (drawn and listed):
        return ComparedSide(name, old, silence=f"printing {old.number} had no PDF" if drawn else "")
    path = f"build/{RELEASES}/{old.number}/{listed}"
    try:
        pdf = (project / path).read_bytes()
    except OSError:
        return ComparedSide(name, old, silence=f"{path} is not there")
    if sha256(pdf).hexdigest() != old.files[listed]:
        return ComparedSide(name, old, silence=f"{path} is not the file that was released")
    return ComparedSide(name, old, pdf)


def _working(project: Path, drawn: bool, workers: int, session: Session) -> tuple[ComparedSide, tuple[Correction, ...]]:
    """The manuscript as it is now, paged like any build."""
    with BuildFolder(project).locked() as folder, folder.writing(), session.working(workers):
        pages = paged(project, (), folder, session)
    session.problems.clear()  # no error is among them, and the rest is not about printings
    new = record(pages.book, pages.pagination, spines=_spines(pages))
    pdf = _pdf(pages, session) if drawn else b""
    return ComparedSide(MANUSCRIPT, new, pdf), pages.book.edition.corrections


def _spines(pages: PagedBook) -> dict[str, float]:
    """The spines that printers would get, as a release records them: in inches, by printer."""
    extent = pages.pagination.extent.total
    orders = [order for target in pages.book.edition.targets for order in target.orders]
    widths = {order.printer.id: spine(order, _extent(order, extent, pages.pagination)) for order in orders}
    return {name: round(width, 4) for name, width in widths.items() if width is not None}


def _extent(order: Order, extent: int, pagination: Pagination) -> int:
    last = pagination.runs[-1].pages[-1]
    return full_extent(order, extent, not last.printed)


def _pdf(pages: PagedBook, session: Session) -> bytes:
    with session.stage("assemble"):
        return session.take(assemble(pages.pagination, pages.book, pages.styles.font_bytes))


def files_of_any_origin(names: Sequence[str], session: Session) -> tuple[ComparedSide, ComparedSide]:
    """Two files, called by their names; by their paths, if they have one name.

    Problems B-010 and L-020 to L-022. Raises `Stopped`."""
    short = [Path(name).name for name in names]
    called = short if len(set(short)) > 1 else list(names)
    with session.stage("read"):
        files = [(name, data) for name, path in zip(called, names, strict=True)
                 if (data := _data(path, session)) is not None]
    with session.stage("words"):
        made = session.take(records(files))
    old, new = (_foreign(file, each) for file, each in zip(files, made, strict=True))
    return old, new


def _data(path: str, session: Session) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        what = f"{path} cannot be read: {fault.strerror or type(fault).__name__}"
        session.problems.append(Problem("B-010", what, hint="give two printings, 1.0 1.1, or two files"))
    return None


def _foreign(file: File, made: EditionRecord) -> ComparedSide:
    name, data = file
    return ComparedSide(name, made, data if kind(data) == "PDF" else b"")
