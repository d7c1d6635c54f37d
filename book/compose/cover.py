"""The covers: one design for the electronic edition's picture and for the printed book's sheet.

A cover is not a division: it has its own page size and style sheet, and panels instead of a type area. All lengths are
in points from the sheet's upper left corner.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from book.barcode import Barcode, ean13, price_figures
from book.compose import cover_geometry, sheets
from book.compose.cover_art import art, coarse, coloured
from book.compose.cover_panels import Panel
from book.compose.pictures import asset
from book.compose.tally import tallied
from book.compose.templates import Templates
from book.design import Styles
from book.edition import Edition, Medium
from book.matter import Book
from book.orders import CoverSheet
from book.pages import Asset, Galley
from book.problems import Problem

TEMPLATE, ART = "cover.xhtml.jinja", "cover-art.xhtml.jinja"
MILLIMETRES = 25.4  # an inch
ISBN_LINE = 3.7  # mm of the box: the line over the bars, and the white over that and under the figures
AIR = 1.0  # mm of white beside the symbol, over its blank zones, where the box has the room


def cover(book: Book, styles: Styles) -> tuple[Galley, tuple[Problem, ...]]:
    """The front alone, 5 by 8 inches in a screen's colours: the template `cover.xhtml.jinja` with `cover.css`."""
    flat = cover_geometry.front_alone(book.edition)
    return _set(book, styles, Medium.SCREEN, {"flat": flat, "code": None}, "", flat.sheet)


def print_cover(book: Book, styles: Styles, sheet: CoverSheet) -> tuple[Galley, tuple[Problem, ...]]:
    """Back, spine and front on one page as large as the sheet, in inks, from the same template and sheet.

    Problem R-022: a barcode that would be under 80 % of its full size in the printer's box."""
    flat = cover_geometry.flat(book.edition, sheet)
    code, problems = _barcode(book.edition, sheet)
    front = cover_geometry.front_with_bleed(sheet)
    galley, found = _set(book, styles, Medium.PRINT, {"flat": flat, "code": code}, _page(flat.sheet), front)
    picture = book.pictures.get(book.edition.cover.picture)
    place = front if book.edition.cover.full else front.below(flat.field.top)
    rough = coarse(book.edition.cover, picture, place) if picture else ()
    return galley, (*problems, *rough, *found)


def _set(
    book: Book, styles: Styles, medium: Medium, values: Mapping[str, Any], page: str, front: Panel
) -> tuple[Galley, tuple[Problem, ...]]:
    tally, wrong = tallied(book.edition.tally, book.data)
    shared = {"medium": medium.value, "edition": book.edition, "lang": book.edition.language, "tally": tally}
    setting, shown = book.edition.cover, _picture(book)
    template = ART if setting.pattern or shown else TEMPLATE
    drawn = art(setting, values["flat"], front, shown[0].name if shown else "")
    html, problems = Templates(styles.templates).text(template, {**shared, **values, "art": drawn})
    fonts = tuple(face.file for face in styles.faces)
    css = "\n".join((sheets.for_cover(styles, styles.used_by(html)), *filter(None, (coloured(setting.colour),)), page))
    return Galley("cover", html, css, fonts, shown, "recto", "roman", ()), (*wrong, *problems)


def _picture(book: Book) -> tuple[Asset, ...]:
    """The picture as pages show it."""
    picture = book.pictures.get(book.edition.cover.picture)
    return (asset(picture),) if picture else ()


def _page(sheet: Panel) -> str:
    return f"@page cover {{ size: {sheet.width:.4f}pt {sheet.height:.4f}pt }}"


def _barcode(edition: Edition, sheet: CoverSheet) -> tuple[Barcode | None, tuple[Problem, ...]]:
    """The symbol of the ISBN, as large as the box lets it be; none without an ISBN."""
    if not edition.isbn:
        return None, ()
    prices = {price.currency: price.amount for price in edition.prices}
    whole, (width, height) = ean13(edition.isbn, price_figures(prices)), (length * MILLIMETRES for length in sheet.box)
    code = whole.within(width - 2 * AIR, height - ISBN_LINE) or whole.within(width, height - ISBN_LINE)
    if code is None:
        what = f"the barcode does not fit a box of {sheet.box[0]:g} × {sheet.box[1]:g} in at 80 % of its size"
        return None, (Problem("R-022", what, hint="leave the price out of book.yaml: its add-on takes 18 mm"),)
    return code, ()
