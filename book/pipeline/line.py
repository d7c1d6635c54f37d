"""Building: the whole line, from `chapters/` to `build/`.

Comes in: a project's folder and the names of targets. Goes out: files in `build/`, and an `Outcome`.
Apart because only here do the stages meet. Nothing is moved into its place until every check has passed, so `build/`
always holds the last good edition. A release makes its files by the same line (`paged`, `files_of`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, assert_never

from book.assemble import assemble
from book.cache import Cache
from book.compose import compose, cover, read_styles, spans
from book.cover import picture
from book.edition import Medium, Target
from book.epub import epub
from book.fonts import cut, file_bytes
from book.gate import check_epub, check_pdf
from book.matter import Book
from book.pages import Pagination, Styles
from book.paginate import Guess, paginate
from book.pipeline.checking import check, resolved
from book.pipeline.desk import PRINT, Desk, Locked, Unwritable
from book.pipeline.press import printed
from book.pipeline.report import Orders, Outcome, report
from book.pipeline.run import Run, Stopped, Watch
from book.problems import Problem


@dataclass(frozen=True, slots=True)
class Paged:
    """A book with its design and its settled pages, and the targets that are to be made of it."""

    book: Book
    styles: Styles
    targets: tuple[Target, ...]
    pagination: Pagination


def build(project: Path, names: tuple[str, ...], watch: Watch, workers: int = 2) -> Outcome:
    """Builds the targets named (all of the book's, if none is) and moves them into `build/` if nothing is wrong.

    Whatever happens, `build/report.json` says it."""
    if not (project / "chapters").is_dir():  # a slip of the command line must not make folders
        return check(project, watch)
    run = Run(watch)
    try:
        with Desk(project).locked() as desk:
            outcome = _built(project, names, workers, desk, run)
            desk.write_report(report(outcome))
            return outcome
    except (Locked, Unwritable) as fault:
        run.problems.append(fault.problem)
        return Outcome(tuple(run.problems), run.seconds)


def _built(project: Path, names: tuple[str, ...], workers: int, desk: Desk, run: Run) -> Outcome:
    files: Mapping[str, bytes] = {}
    orders: Orders = {}
    pages: Paged | None = None
    with suppress(Stopped), desk.writing():
        pages = paged(project, names, desk, workers, run)
        made, orders = files_of(pages, desk.cache(), run)
        with run.stage("publish"):
            desk.publish(made)
        files = made
        if orders:
            desk.keep_only(PRINT, frozenset(orders))
        if not names:  # a build of one target must not drop what the others need
            desk.cache().prune()
    return Outcome(tuple(run.problems), run.seconds, files, pages.pagination if pages else None, orders)


def paged(project: Path, names: tuple[str, ...], desk: Desk, workers: int, run: Run) -> Paged:
    """The book as far as its pages, which are the same for every target. Raises `Stopped`, as every stage may."""
    book, styles, targets = _prepared(project, names, desk, run)
    return Paged(book, styles, targets, _paged(book, styles, desk.cache(), desk, workers, run))


def _prepared(project: Path, names: tuple[str, ...], desk: Desk, run: Run) -> tuple[Book, Styles, tuple[Target, ...]]:
    book = resolved(project, desk, run)
    with run.stage("styles"):
        targets = run.take(chosen(book.edition.targets, names))
        styles = run.take(read_styles(project, cut, desk.fonts))
    return book, styles, targets


def chosen(targets: tuple[Target, ...], names: tuple[str, ...]) -> tuple[tuple[Target, ...], tuple[Problem, ...]]:
    """The targets named, or all; problem B-006 for a name that the book does not have."""
    known = {target.name: target for target in targets}
    problems = tuple(
        Problem("B-006", f"the book has no target “{name}”", hint=f"it has: {', '.join(known)}")
        for name in names
        if name not in known
    )
    return tuple(known[name] for name in names or known if name in known), problems


def _paged(book: Book, styles: Styles, cache: Cache, desk: Desk, workers: int, run: Run) -> Pagination:
    """One setting for every target of the edition: the EPUB's page list needs it as much as the PDF does."""
    with run.stage("compose"):
        galleys = run.take(compose(book, styles, Medium.SCREEN, cache))
    with run.stage("paginate"):
        pagination = run.take(paginate(galleys, cache, _guess(desk.last_pages()), workers, run.watch, spans(book)))
    assert pagination is not None
    desk.keep_pages(Guess.of(pagination).to_json())
    return pagination


def _guess(values: Any) -> Guess:
    """The last build's pages, or none: a damaged memory costs a round, not a build."""
    try:
        return Guess.from_json(values)
    except (KeyError, TypeError, ValueError, AttributeError):
        return Guess.nothing()


def files_of(pages: Paged, cache: Cache, run: Run) -> tuple[Mapping[str, bytes], Orders]:
    """The finished and checked files by name, and what printers get of them."""
    book, styles, pagination = pages.book, pages.styles, pages.pagination
    files: dict[str, bytes] = {}
    orders: Orders = {}
    for target in pages.targets:
        match target.medium:
            case Medium.SCREEN:
                files[f"{book.edition.id}.pdf"] = _pdf(book, styles, pagination, run)
            case Medium.EPUB:
                files[f"{book.edition.id}.epub"] = _epub(book, styles, pagination, cache, run)
            case Medium.PRINT:
                screen = files.get(f"{book.edition.id}.pdf") or _pdf(book, styles, pagination, run)
                made = printed(book, styles, target, pagination, screen, cache, run)
                files |= made.files
                orders = {**orders, **made.orders}
            case _:
                assert_never(target.medium)
    return files, orders


def _pdf(book: Book, styles: Styles, pagination: Pagination, run: Run) -> bytes:
    with run.stage("assemble"):
        pdf = run.take(assemble(pagination, book, file_bytes(styles.faces)))
    with run.stage("preflight"):
        run.problems += check_pdf(pdf, book, pagination)
    return pdf


def _epub(book: Book, styles: Styles, pagination: Pagination, cache: Cache, run: Run) -> bytes:
    with run.stage("epub"):
        galleys = run.take(compose(book, styles, Medium.EPUB, cache))
        front = run.take(picture(run.take(cover(book, styles)), cache))
        packed = run.take(epub(book, galleys, pagination, styles, front))
    with run.stage("preflight"):
        run.problems += check_epub(packed, book, pagination)
    return packed
