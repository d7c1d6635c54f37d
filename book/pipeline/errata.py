"""`book errata`: sheets that tell the owners of earlier printings what to correct, on paper and for a browser.

A sheet on paper is a book of one division: the stages that set, page and check the book do the same for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from book.assemble import assemble
from book.cache import Cache
from book.compose import compose
from book.design import Styles
from book.edition import Edition, Medium
from book.errata import ErrataSheet, as_book, errata, web_page
from book.gate import check_pdf
from book.matter import Book, Inline
from book.paginate import Guess, paginate
from book.pipeline.check import resolved
from book.pipeline.folder import BuildFolder, Unwritable
from book.pipeline.run import Session, Stopped, Watch
from book.problems import Problem
from book.read import read_records, read_styles
from book.record import EditionRecord

FOLDER = "errata"


@dataclass(frozen=True, slots=True)
class SheetFiles:
    """A sheet and its files by name; a printing without errata has a sheet without items, and no files."""

    sheet: ErrataSheet
    files: Mapping[str, bytes]


def make_errata(
    project: Path, number: str, out: Path | None, watch: Watch
) -> tuple[tuple[SheetFiles, ...], tuple[Problem, ...]]:
    """Writes the sheets of a printing, or of all if `number` is empty, to `out` or `build/errata/`.

    Problems: errors of reading and resolving the book; L-030 and L-031 (words that cannot be found), L-032 (a
    printing without a record), L-034 (nothing to correct), B-009 (cannot be written). Nothing is written if one is an
    error."""
    session, folder = Session(watch), BuildFolder(project)
    made: tuple[SheetFiles, ...] = ()
    try:
        with session.working(1), suppress(Stopped):
            made = _made(project, number, folder, session)
            there = out or folder.folder / FOLDER
            for name, data in ((name, data) for each in made for name, data in each.files.items()):
                folder.put(data, there / name)
    except Unwritable as fault:
        return (), (*session.problems, fault.problem)
    return made, tuple(session.problems)


def _made(project: Path, number: str, folder: BuildFolder, session: Session) -> tuple[SheetFiles, ...]:
    book = resolved(project, folder, session)
    session.problems.clear()  # no error is among them, and the rest are not about errata
    with session.stage("records"):
        records, _ = read_records(project)  # what is wrong with them, reading the book has said
        asked = session.take(_asked(records, number))
    with session.stage("styles"):
        styles = session.take(read_styles(project, folder.cache(), book.edition.look.theme))
    made = sheets(book, asked, styles, folder.cache(), session)
    session.problems += [_nothing(each.sheet) for each in made if number and not each.files]
    return made


def _asked(records: tuple[EditionRecord, ...], number: str) -> tuple[tuple[EditionRecord, ...], tuple[Problem, ...]]:
    """The record of the printing, or all if none is named."""
    known = ", ".join(record.number for record in records)
    found = tuple(record for record in records if number in ("", record.number))
    if found:
        return found, ()
    what = f"there is no record of a printing {number}" if number else "no printing has a record yet"
    return (), (Problem("L-032", what, hint=f"there are records of {known}" if known else "book release makes them"),)


def _nothing(sheet: ErrataSheet) -> Problem:
    return Problem("L-034", f"printing {sheet.number} has no errata: nothing in it was corrected since")


def sheets(
    book: Book, records: Iterable[EditionRecord], styles: Styles, cache: Cache, session: Session
) -> tuple[SheetFiles, ...]:
    """The sheet of each printing. Problems: L-030, L-031, and those of `sheet_files`.

    Raises `Stopped`, as every stage may."""
    return tuple(_sheet(book, old, styles, cache, session) for old in records)


def _sheet(book: Book, old: EditionRecord, styles: Styles, cache: Cache, session: Session) -> SheetFiles:
    with session.stage("errata"):
        sheet = session.take(errata(book.edition.corrections, old))
    if not sheet.items:
        return SheetFiles(sheet, {})
    return SheetFiles(sheet, sheet_files(sheet, book.edition, works(book), styles, cache, session))


def works(book: Book) -> Mapping[str, tuple[Inline, ...]]:
    """Each work as the bibliography prints it, by its key."""
    return {entry.key: entry.children for part in book.bibliography for entry in part.entries}


def sheet_files(
    sheet: ErrataSheet, edition: Edition, works: Mapping[str, tuple[Inline, ...]], styles: Styles, cache: Cache,
    session: Session,
) -> Mapping[str, bytes]:
    """The sheet as `ID-errata-NUMBER.pdf` and `.html`. Problems: those of composing, paging and checking a book."""
    book = as_book(sheet, edition, works)
    with session.stage("errata"):
        (page,) = session.take(compose(book, styles, Medium.ERRATA, cache))
        pdf = _pdf(book, styles, cache, session)
    return {f"{book.edition.id}.pdf": pdf, f"{book.edition.id}.html": web_page(page, styles)}


def _pdf(book: Book, styles: Styles, cache: Cache, session: Session) -> bytes:
    galleys = session.take(compose(book, styles, Medium.SCREEN, cache))
    pagination = session.take(paginate(galleys, session.typesetter(cache), Guess.nothing()))
    if pagination is None:
        return b""
    pdf = session.take(assemble(pagination, book, styles.font_bytes))
    session.problems += check_pdf(pdf, book, pagination)
    return pdf
