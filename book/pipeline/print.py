"""The files for printers: for each order an interior, a cover, a check and an upload sheet.

All orders are made from one setting of the book; only the covers are laid out here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from book.assemble import PreparedPages, interior, prepare, press_cover
from book.cache import Cache
from book.compose import print_cover
from book.cover import flat
from book.design import Styles
from book.edition import Edition, Target
from book.matter import Book
from book.orders import CoverSheet, Order
from book.pages import Pagination
from book.pipeline.folder import PRINT
from book.pipeline.report import Orders
from book.pipeline.run import Session
from book.preflight import PrintFile, TextDigests, check_report, inspect, missing_text, text_digests_of
from book.printers.measures import cover_sheet, full_extent, spine, unmet
from book.upload import upload_sheet


@dataclass(frozen=True, slots=True)
class PrintFiles:
    """The files made, by name, and what was ordered: for each printer its pages, and the spine in inches."""

    files: Mapping[str, bytes]
    orders: Orders


@dataclass(frozen=True, slots=True)
class _PressContext:
    """What all orders of a book share."""

    book: Book
    styles: Styles
    pages: PreparedPages
    cache: Cache
    fonts: Mapping[str, bytes]
    screen: TextDigests
    session: Session


def printed(
    book: Book, styles: Styles, target: Target, pagination: Pagination, screen: bytes, cache: Cache, session: Session
) -> PrintFiles:
    """The files of every order, `print/PRINTER/…`. Whatever a printer would refuse is a problem of codes R.

    `screen` is the screen's PDF of these pages, which has been compared with the book: each interior must say as much.
    """
    fonts = styles.font_bytes
    with session.stage("press"):
        pages = session.take(prepare(pagination, fonts))
        for order in target.orders:  # all that is wrong with any order, before the first is made
            session.problems += unmet(order, book.edition, _extent(order, pages), order.at)
    press = _PressContext(book, styles, pages, cache, fonts, text_digests_of(screen), session)
    files: dict[str, bytes] = {}
    orders: dict[str, Mapping[str, Any]] = {}
    for order in target.orders:
        name = order.printer.id
        files |= {f"{PRINT}/{name}/{file}": data for file, data in _ordered(order, press).items()}
        orders[name] = {"pages": _extent(order, pages), "spine_in": spine(order, _extent(order, pages))}
    return PrintFiles(files, orders)


def _extent(order: Order, pages: PreparedPages) -> int:
    return full_extent(order, pages.pages, pages.last_is_blank)


def _ordered(order: Order, press: _PressContext) -> dict[str, bytes]:
    edition, pages = press.book.edition, _extent(order, press.pages)
    flat_sheet = cover_sheet(order, edition.trim, pages)
    assert flat_sheet is not None, "a spine that nobody knows has stopped the run"
    inside, outside = file_names(edition, order)
    with press.session.stage("interior"):
        files = {inside: press.session.take(interior(press.pages, edition, order))}
    with press.session.stage("cover"):
        files[outside] = _cover(order, flat_sheet, press)
    with press.session.stage("preflight"):
        job = PrintFile(order.printer, "interior", edition.trim, order.paper, pages, order.bleed, order.spine,
                        edition.isbn, edition.prices)
        checks = [inspect(files[inside], job, painted=False),
                  inspect(files[outside], replace(job, part="cover"), painted=False)]
        press.session.problems += (problem for check in checks for problem in check.findings)
        press.session.problems += missing_text(press.screen, checks[0].text_digests, f"{order.printer.name}'s interior")
    files["check.txt"] = "\n\n".join(map(check_report, checks)).encode()
    sizes = {name: len(files[name]) for name in (inside, outside)}
    files["upload.txt"] = upload_sheet(edition, order, pages, flat_sheet, sizes).encode()
    return files


def _cover(order: Order, flat_sheet: CoverSheet, press: _PressContext) -> bytes:
    galley = press.session.take(print_cover(press.book, press.styles, flat_sheet))
    made = press.session.take(flat(galley, press.session.typesetter(press.cache)))
    return press.session.take(press_cover(made, press.book.edition, order, flat_sheet, press.fonts))


def file_names(edition: Edition, order: Order) -> tuple[str, str]:
    """What the interior and the cover are called: as the printer asks, if he does and there is an ISBN."""
    rule = order.printer.book.get("file-names")
    if rule is None or not edition.isbn:
        return "interior.pdf", "cover.pdf"
    isbn = "".join(character for character in edition.isbn if character.isdigit())
    return rule.value["interior"].format(isbn=isbn), rule.value["cover"].format(isbn=isbn)
