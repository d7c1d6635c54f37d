"""The text of upload.txt: what a printer's forms ask, in plain words.

It is written for a person at a web form who has never seen this program.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from book.edition import Edition
from book.orders import CoverSheet, Order

WIDTH = 78
NAMES = 16  # columns kept for the fields' names
MILLIMETRES = 25.4  # an inch


def upload_sheet(edition: Edition, order: Order, pages: int, flat: CoverSheet, files: Mapping[str, int]) -> str:
    """The sheet. `pages` is how many the printer gets, `flat` the cover's sheet; `files` the names of the interior and
    the cover, in this order, and their bytes."""
    head = f"{edition.title}: {order.printer.name}"
    blurb = edition.blurb or (edition.description,)
    parts = [
        [head, "=" * len(head)],
        _filled("For the printer's forms, field by field. The files are made for exactly this trim, paper, bleed and"
                " number of pages; if one of these changes, build again."),
        ["The book", *_fields(_book(edition))],
        ["Subjects", *_fields(_subjects(edition))],
        ["The print", *_fields(_print(edition, order, pages, flat))],
        ["Files", *_fields(_files(files))],
        ["Before you send it", *(line for point in _open(edition, order) for line in _filled(point, "- "))],
        ["Description", *(line for part in blurb for line in ("", *_filled(part)))],
    ]
    return "\n\n".join("\n".join(part).rstrip() for part in parts) + "\n"


def _book(edition: Edition) -> Iterator[tuple[str, str]]:
    yield "Title", edition.title
    if edition.subtitle:
        yield "Subtitle", edition.subtitle
    for author in edition.authors:
        yield "Author", f"{author.name} (sorted: {author.sort})"
    for each in edition.contributors:
        yield "Contributor", f"{each.words} {each.name} (sorted: {each.sort}; MARC: {each.relator})"
    yield "Publisher", edition.publisher or "none named"
    yield "Edition", f"{edition.number}, {edition.name}" if edition.name else edition.number
    yield "Date", edition.date
    yield "Language", edition.language
    yield "ISBN", edition.isbn or "none yet"
    yield "Price", ", ".join(f"{price.currency} {price.amount}" for price in edition.prices) or "to be decided"
    rights = edition.rights
    year = f"{rights.year} " if rights.year else ""
    yield "Rights", f"© {year}{rights.holder}{f'; text under {rights.licence}' if rights.licence else ''}"


def _subjects(edition: Edition) -> Iterator[tuple[str, str]]:
    yield "BISAC", ", ".join(edition.bisac) or "to be chosen"
    yield "Thema", ", ".join(edition.thema) or "to be chosen"
    yield "Keywords", "; ".join(edition.subjects) or "to be chosen"


def _print(edition: Edition, order: Order, pages: int, flat: CoverSheet) -> Iterator[tuple[str, str]]:
    yield "Trim", _inches(edition.trim.width, edition.trim.height)
    yield "Pages", str(pages)
    yield "Paper and ink", order.paper.name
    yield "Bleed", "with bleed" if order.bleed else "no bleed"
    yield "Spine", f"{flat.spine:.4f} in ({flat.spine * MILLIMETRES:.2f} mm)" + (
        ", from the printer's template" if order.spine is not None else "")
    yield "Cover sheet", _inches(*flat.size)
    yield "Cover finish", "your choice"


def _files(files: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The interior is named first."""
    for what, (name, count) in zip(("Interior", "Cover"), files.items(), strict=True):
        yield what, f"{name} ({_size(count)})"


def _open(edition: Edition, order: Order) -> Iterator[str]:
    """What is still to be done or decided."""
    barcode = order.printer.cover.get("barcode")
    if not edition.isbn:
        yield ("There is no ISBN. The place of the barcode is white. "
               + (f"{order.printer.name} asks for one before it prints: get your own, or one of those that it offers."
                  if barcode and barcode.value["required"] else "The printer may put a code of its own there."))
    if not edition.prices:
        yield "There is no price in book.yaml, and none in the barcode."
    if order.spine is not None:
        yield "The spine's width comes from a template for this number of pages. Ask for a new one if they change."
    yield "Read check.txt: each rule, what it asks, what was measured. Then look at the printer's own proof."
    yield "Order one printed copy before you sell any."


def _fields(fields: Iterable[tuple[str, str]]) -> list[str]:
    found = []
    for name, value in fields:
        found += textwrap.wrap(f"{name:<{NAMES}}{value}", WIDTH, subsequent_indent=" " * NAMES, break_on_hyphens=False)
    return found


def _filled(text: str, mark: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark), break_on_hyphens=False)


def _inches(width: float, height: float) -> str:
    return f"{width:.5g} × {height:.5g} in ({width * MILLIMETRES:.2f} × {height * MILLIMETRES:.2f} mm)"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.1f} kB"
