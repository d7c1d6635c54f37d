"""What goes to printers: an interior, a cover, a check and an upload sheet for each.

Comes in: the book, its settled pages, a target that names printers. Goes out: files by name, and problems.
Apart because all that is ordered is made from one setting: no page is laid out here but the covers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from book.assemble import PreparedPages, interior, prepare, press_cover
from book.cache import Cache
from book.compose import print_cover
from book.cover import flat
from book.edition import Edition, Target
from book.fonts import file_bytes
from book.matter import Book
from book.pages import Pagination, Styles
from book.pipeline.desk import PRINT
from book.pipeline.report import Orders
from book.pipeline.run import Run
from book.preflight import Job, Sayings, inspect, report, sayings_of, unsaid
from book.press import CoverSheet, Order
from book.printers.measures import cover_sheet, full_extent, spine, unmet
from book.upload import upload_sheet


@dataclass(frozen=True, slots=True)
class Printed:
    """The files made, by name, and what was ordered: for each printer its pages, and the spine in inches."""

    files: Mapping[str, bytes]
    orders: Orders


@dataclass(frozen=True, slots=True)
class _Desk:
    """What all orders of a book share."""

    book: Book
    styles: Styles
    pages: PreparedPages
    cache: Cache
    fonts: Mapping[str, bytes]
    screen: Sayings
    run: Run


def printed(
    book: Book, styles: Styles, target: Target, pagination: Pagination, screen: bytes, cache: Cache, run: Run
) -> Printed:
    """The files of every order, `print/PRINTER/…`. Whatever a printer would refuse is a problem of codes R.

    `screen` is the screen's PDF of these pages, which has been compared with the book: each interior must say as much.
    """
    fonts = file_bytes(styles.faces)
    with run.stage("press"):
        pages = run.take(prepare(pagination, fonts))
        for order in target.orders:  # all that is wrong with any order, before the first is made
            run.problems += unmet(order, book.edition, _extent(order, pages), order.at)
    desk = _Desk(book, styles, pages, cache, fonts, sayings_of(screen), run)
    files: dict[str, bytes] = {}
    orders: dict[str, Mapping[str, Any]] = {}
    for order in target.orders:
        name = order.printer.id
        files |= {f"{PRINT}/{name}/{file}": data for file, data in _ordered(order, desk).items()}
        orders[name] = {"pages": _extent(order, pages), "spine_in": spine(order, _extent(order, pages))}
    return Printed(files, orders)


def _extent(order: Order, pages: PreparedPages) -> int:
    return full_extent(order, pages.pages, pages.last_is_blank)


def _ordered(order: Order, desk: _Desk) -> dict[str, bytes]:
    edition, pages = desk.book.edition, _extent(order, desk.pages)
    flat_sheet = cover_sheet(order, edition.trim, pages)
    assert flat_sheet is not None, "a spine that nobody knows has stopped the run"
    inside, outside = file_names(edition, order)
    with desk.run.stage("interior"):
        files = {inside: desk.run.take(interior(desk.pages, edition, order))}
    with desk.run.stage("cover"):
        files[outside] = _cover(order, flat_sheet, desk)
    with desk.run.stage("preflight"):
        job = Job(order.printer, "interior", edition.trim, order.paper, pages, order.bleed, order.spine, edition.isbn)
        checks = [inspect(files[inside], job, painted=False),
                  inspect(files[outside], replace(job, part="cover"), painted=False)]
        desk.run.problems += (problem for check in checks for problem in check.findings)
        desk.run.problems += unsaid(desk.screen, checks[0].sayings, f"{order.printer.name}'s interior")
    files["check.txt"] = "\n\n".join(map(report, checks)).encode()
    sizes = {name: len(files[name]) for name in (inside, outside)}
    files["upload.txt"] = upload_sheet(edition, order, pages, flat_sheet, sizes).encode()
    return files


def _cover(order: Order, flat_sheet: CoverSheet, desk: _Desk) -> bytes:
    galley = desk.run.take(print_cover(desk.book, desk.styles, flat_sheet))
    made = desk.run.take(flat(galley, desk.cache))
    return desk.run.take(press_cover(made, desk.book.edition, order, flat_sheet, desk.fonts))


def file_names(edition: Edition, order: Order) -> tuple[str, str]:
    """What the interior and the cover are called: as the printer asks, if he does and there is an ISBN."""
    rule = order.printer.book.get("file-names")
    if rule is None or not edition.isbn:
        return "interior.pdf", "cover.pdf"
    isbn = "".join(sign for sign in edition.isbn if sign.isdigit())
    return rule.value["interior"].format(isbn=isbn), rule.value["cover"].format(isbn=isbn)
