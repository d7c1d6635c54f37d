"""Errata sheets: what the owners of earlier printings should correct, on paper and for a browser.

Comes in: a project's folder, the number of a printing or none for all. Goes out: a PDF and an HTML page for each.
Apart because it sets one small sheet, and lays out nothing of the book.

On paper a sheet is a book of one division, set, paged and checked by what sets, pages and checks the book itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from book.assemble import assemble
from book.cache import Cache
from book.compose import compose, read_styles
from book.edition import Edition, Medium
from book.errata import ErrataSheet, as_book, errata, web_page
from book.fonts import cut, file_bytes
from book.gate import check_pdf
from book.matter import Book, Inline
from book.pages import Styles
from book.paginate import Guess, paginate
from book.pipeline.checking import resolved
from book.pipeline.desk import Desk, Unwritable
from book.pipeline.run import Run, Stopped, Watch
from book.problems import Problem
from book.read import read_records
from book.record import EditionRecord

FOLDER = "errata"


@dataclass(frozen=True, slots=True)
class Made:
    """A sheet and its files by name; a printing without errata has a sheet without items, and no files."""

    sheet: ErrataSheet
    files: Mapping[str, bytes]


def erratum(project: Path, number: str, out: Path | None, watch: Watch) -> tuple[tuple[Made, ...], tuple[Problem, ...]]:
    """Writes the sheets of a printing, or of all if `number` is empty, to `out` or `build/errata/`.

    Problems: errors of reading and resolving the book; L-030 and L-031 (words that cannot be found), L-032 (a
    printing without a record), L-034 (nothing to correct), B-009 (cannot be written). Nothing is written if one is an
    error."""
    run, desk = Run(watch), Desk(project)
    made: tuple[Made, ...] = ()
    try:
        with suppress(Stopped):
            made = _made(project, number, desk, run)
            folder = out or desk.folder / FOLDER
            for name, data in ((name, data) for each in made for name, data in each.files.items()):
                desk.put(data, folder / name)
    except Unwritable as fault:
        return (), (*run.problems, fault.problem)
    return made, tuple(run.problems)


def _made(project: Path, number: str, desk: Desk, run: Run) -> tuple[Made, ...]:
    book = resolved(project, desk, run)
    run.problems.clear()  # no error is among them, and the rest are not about errata
    with run.stage("records"):
        records, _ = read_records(project)  # what is wrong with them, reading the book has said
        asked = run.take(_asked(records, number))
    with run.stage("styles"):
        styles = run.take(read_styles(project, cut, desk.fonts))
    made = sheets(book, asked, styles, desk.cache(), run)
    run.problems += [_nothing(each.sheet) for each in made if number and not each.files]
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
    book: Book, records: Iterable[EditionRecord], styles: Styles, cache: Cache, run: Run
) -> tuple[Made, ...]:
    """The sheet of each printing. Problems: L-030, L-031, and those of `sheet_files`.

    Raises `Stopped`, as every stage may."""
    return tuple(_sheet(book, old, styles, cache, run) for old in records)


def _sheet(book: Book, old: EditionRecord, styles: Styles, cache: Cache, run: Run) -> Made:
    with run.stage("errata"):
        sheet = run.take(errata(book.edition.corrections, old))
    return Made(sheet, sheet_files(sheet, book.edition, works(book), styles, cache, run) if sheet.items else {})


def works(book: Book) -> Mapping[str, tuple[Inline, ...]]:
    """Each work as the bibliography prints it, by its key."""
    return {entry.key: entry.children for part in book.bibliography for entry in part.entries}


def sheet_files(
    sheet: ErrataSheet, edition: Edition, works: Mapping[str, tuple[Inline, ...]], styles: Styles, cache: Cache,
    run: Run,
) -> Mapping[str, bytes]:
    """The sheet as `ID-errata-NUMBER.pdf` and `.html`. Problems: those of composing, paging and checking a book."""
    book = as_book(sheet, edition, works)
    with run.stage("errata"):
        (page,) = run.take(compose(book, styles, Medium.ERRATA, cache))
        pdf = _pdf(book, styles, cache, run)
    return {f"{book.edition.id}.pdf": pdf, f"{book.edition.id}.html": web_page(page, styles)}


def _pdf(book: Book, styles: Styles, cache: Cache, run: Run) -> bytes:
    galleys = run.take(compose(book, styles, Medium.SCREEN, cache))
    pagination = run.take(paginate(galleys, cache, Guess.nothing(), 1))
    if pagination is None:
        return b""
    pdf = run.take(assemble(pagination, book, file_bytes(styles.faces)))
    run.problems += check_pdf(pdf, book, pagination)
    return pdf
