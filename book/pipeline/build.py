"""`book build`: from `chapters/` to finished files in `build/`.

Nothing is moved into its place until every check has passed, so `build/` always holds the last good edition. A release
makes its files in the same way (`paged`, `files_of`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, assert_never

from book.assemble import assemble
from book.cache import Cache
from book.compose import compose, cover, spans
from book.cover import picture
from book.design import Styles
from book.edition import Medium, Target
from book.epub import epub
from book.gate import check_epub, check_pdf
from book.matter import Book
from book.pages import Pagination
from book.paginate import Guess, paginate
from book.pipeline.check import check, resolved
from book.pipeline.folder import PRINT, BuildFolder, Locked, Unwritable
from book.pipeline.print import printed
from book.pipeline.report import Orders, Outcome, report
from book.pipeline.run import Session, Stopped, Watch
from book.problems import Problem
from book.read import read_styles


@dataclass(frozen=True, slots=True)
class PagedBook:
    """A book with its design and its settled pages, and the targets that are to be made of it."""

    book: Book
    styles: Styles
    targets: tuple[Target, ...]
    pagination: Pagination


def build(
    project: Path, names: tuple[str, ...], watch: Watch, workers: int = 2, debug: bool = False,
    out: Path | None = None,
) -> Outcome:
    """Builds the targets named (all of the book's, if none is) and moves them into `build/` if nothing is wrong.

    Whatever happens, `build/report.json` says it. `debug`: each division's HTML and CSS are kept in `build/.debug/`.
    `out` is a folder to be used for all of this in place of `build/`; B-020 if it holds anything else."""
    if not (project / "chapters").is_dir():  # a slip of the command line must not make folders
        return check(project, watch)
    session, place = Session(watch, debug), BuildFolder(project, out=out)
    if out and (refusal := place.refusal()):
        return Outcome((refusal,), {})
    try:
        with place.locked() as folder, session.working(workers):
            outcome = _built(project, names, folder, session)
            folder.write_report(report(outcome))
            return outcome
    except (Locked, Unwritable) as fault:
        session.problems.append(fault.problem)
        return Outcome(tuple(session.problems), session.seconds)


def _built(project: Path, names: tuple[str, ...], folder: BuildFolder, session: Session) -> Outcome:
    files: Mapping[str, bytes] = {}
    orders: Orders = {}
    pages: PagedBook | None = None
    with suppress(Stopped), folder.writing():
        pages = paged(project, names, folder, session)
        made, orders = files_of(pages, folder.cache(), session)
        with session.stage("publish"):
            folder.publish(made)
        files = made
        if orders:
            folder.keep_only(PRINT, frozenset(orders))
        if not names:  # a build of one target must not drop what the others need
            folder.cache().prune()
    return Outcome(tuple(session.problems), session.seconds, files, pages.pagination if pages else None, orders)


def paged(project: Path, names: tuple[str, ...], folder: BuildFolder, session: Session) -> PagedBook:
    """The book as far as its pages, which are the same for every target. Raises `Stopped`, as every stage may."""
    book, styles, targets = _prepared(project, names, folder, session)
    return PagedBook(book, styles, targets, _paged(book, styles, folder.cache(), folder, session))


def _prepared(
    project: Path, names: tuple[str, ...], folder: BuildFolder, session: Session
) -> tuple[Book, Styles, tuple[Target, ...]]:
    book = resolved(project, folder, session)
    with session.stage("styles"):
        targets = session.take(chosen(book.edition.targets, names))
        styles = session.take(read_styles(project, folder.cache(), book.edition.look.theme))
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


def _paged(book: Book, styles: Styles, cache: Cache, folder: BuildFolder, session: Session) -> Pagination:
    """One setting for every target of the edition: the EPUB's page list needs it as much as the PDF does."""
    with session.stage("compose"):
        galleys = session.take(compose(book, styles, Medium.SCREEN, cache))
    if session.debug:
        folder.keep_debug({f"{galley.division}.{kind}": text for galley in galleys
                           for kind, text in (("html", galley.html), ("css", galley.css))})
    with session.stage("paginate"):
        guess = _guess(folder.last_pages())
        pagination = session.take(paginate(galleys, session.typesetter(cache), guess, session.watch, spans(book)))
    assert pagination is not None
    folder.keep_pages(Guess.of(pagination).to_json())
    return pagination


def _guess(values: Any) -> Guess:
    """The last build's pages, or none: a damaged memory costs a round, not a build."""
    try:
        return Guess.from_json(values)
    except (KeyError, TypeError, ValueError, AttributeError):
        return Guess.nothing()


def files_of(pages: PagedBook, cache: Cache, session: Session) -> tuple[Mapping[str, bytes], Orders]:
    """The finished and checked files by name, and what printers get of them."""
    book, styles, pagination = pages.book, pages.styles, pages.pagination
    files: dict[str, bytes] = {}
    orders: Orders = {}
    for target in pages.targets:
        match target.medium:
            case Medium.SCREEN:
                files[f"{book.edition.id}.pdf"] = _pdf(book, styles, pagination, session)
            case Medium.EPUB:
                files[f"{book.edition.id}.epub"] = _epub(book, styles, pagination, cache, session)
            case Medium.PRINT:
                screen = files.get(f"{book.edition.id}.pdf") or _pdf(book, styles, pagination, session)
                made = printed(book, styles, target, pagination, screen, cache, session)
                files |= made.files
                orders = {**orders, **made.orders}
            case _:
                assert_never(target.medium)
    return files, orders


def _pdf(book: Book, styles: Styles, pagination: Pagination, session: Session) -> bytes:
    with session.stage("assemble"):
        pdf = session.take(assemble(pagination, book, styles.font_bytes))
    with session.stage("preflight"):
        session.problems += check_pdf(pdf, book, pagination)
    return pdf


def _epub(book: Book, styles: Styles, pagination: Pagination, cache: Cache, session: Session) -> bytes:
    with session.stage("epub"):
        galleys = session.take(compose(book, styles, Medium.EPUB, cache))
        front = session.take(picture(session.take(cover(book, styles)), session.typesetter(cache)))
        packed = session.take(epub(book, galleys, pagination, styles, front))
    with session.stage("preflight"):
        session.problems += check_epub(packed, book, pagination)
    return packed
