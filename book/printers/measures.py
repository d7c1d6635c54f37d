"""What a printer's rules come to for a book: its extent, its spine, the sheet of its cover, the margins it needs.

The setting and the writers ask these figures, in inches; the check of finished files works them out by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from book.edition import Edition, Margins, Trim
from book.orders import NEAR, CoverSheet, Order, Printer, Rule
from book.printers import LEVELS
from book.problems import Problem, Span

MILLIMETRES = 25.4  # an inch
# The white box of the barcode where a profile says nothing of it, as Amazon asks: its size, and how far it stands from
# the spine and the bottom.
BOX, FROM_EDGES = (2.0, 1.2), 0.25


def full_extent(order: Order, pages: int, last_is_blank: bool) -> int:
    """How many pages the printer gets: even where he asks for it, the last one blank where it must be."""
    rules = order.printer.interior
    if "last-page-blank" in rules and not last_is_blank:
        pages += 1
    return pages + pages % 2 if "even-extent" in rules else pages


def spine(order: Order, pages: int) -> float | None:
    """The spine's width for an extent, or None if only the printer's template knows it."""
    known = order.paper.spine
    if order.spine is not None:
        return order.spine
    if known.steps:
        widths = [width for least, width in known.steps if pages >= least]
        return widths[-1] if widths else None
    return known.base + known.per_page * pages if known.per_page and known.least <= pages <= known.most else None


def cover_sheet(order: Order, trim: Trim, pages: int) -> CoverSheet | None:
    """The flat of the cover, or None while the spine is not known. A profile need not have all of its rules."""
    rules, width = order.printer.cover, spine(order, pages)
    if width is None:
        return None
    text, box = rules.get("spine-text"), rules["barcode"].value if "barcode" in rules else {}
    return CoverSheet(
        trim.width, trim.height, width, order.printer.cover_edge,
        rules["safe"].value["inside-trim"] if "safe" in rules else 0.0,
        text.value["clear"] if text and pages >= text.value["least-pages"] else None,
        tuple(box.get("box", BOX)), box.get("from-bottom", FROM_EDGES), box.get("from-spine", FROM_EDGES),
    )


def gutter(printer: Printer, pages: int) -> float:
    """The least inner margin for an extent, in inches; 0 if the printer says nothing of it."""
    return max((row["inside"] for row in printer.interior["gutter"].value if row["pages"][0] <= pages), default=0.0)


def unmet(order: Order, edition: Edition, pages: int, at: Span | None) -> Iterator[Problem]:
    """What of the setting the printer would not take: R-001 to R-004, each with the figure that is needed."""
    yield from _trim(order, edition.trim, at)
    yield from _pages(order, edition.trim, pages, at)
    yield from _spine(order, pages, at)
    yield from _margins(order, edition.margins, pages, at)


def _trim(order: Order, trim: Trim, at: Span | None) -> Iterator[Problem]:
    rule, size = order.printer.book["trims"], (trim.width, trim.height)
    allowed = order.paper.trims or tuple(tuple(size) for size in rule.value["sizes"])
    custom = rule.value.get("custom")
    listed = any(abs(size[0] - width) < NEAR and abs(size[1] - height) < NEAR for width, height in allowed)
    free = custom and all(custom[side][0] <= length <= custom[side][1]
                          for side, length in zip(("width", "height"), size, strict=True))
    if not listed and not (free and not order.paper.trims):
        sizes = ", ".join(f"{width:g} × {height:g}" for width, height in allowed)
        yield Problem("R-001", f"{order.printer.name} makes no book of {trim.width:g} × {trim.height:g} in"
                      f" on {order.paper.name}", at, f"take one of {sizes}", "warning" if free else rule.level)


def _pages(order: Order, trim: Trim, pages: int, at: Span | None) -> Iterator[Problem]:
    known = order.paper.limits(trim.width, trim.height)
    least, most = known.pages
    if not least <= pages <= most:
        yield Problem("R-002", f"{order.printer.name} binds {least:g} to {most:g} pages of {order.paper.name};"
                      f" this book has {pages}", at, "take another paper, or another trim",
                      LEVELS[known.confidence])


def _spine(order: Order, pages: int, at: Span | None) -> Iterator[Problem]:
    """R-003: a width that is not known is an error; one of which we are not sure is a warning."""
    width, printer, paper = spine(order, pages), order.printer, order.paper
    hint = f"take it from the printer's template ({printer.template}) and write it as spine: “10.77 mm”"
    if width is None:
        yield Problem("R-003", f"{printer.name} publishes no spine width for {pages} pages on {paper.name}", at, hint)
    elif order.spine is None and LEVELS[paper.confidence] != "error":
        yield Problem("R-003", f"the spine of {width * MILLIMETRES:.2f} mm for {pages} pages on {paper.name} is a"
                      f" figure that {printer.name} does not publish", at, hint, LEVELS[paper.confidence])


def _margins(order: Order, margins: Margins, pages: int, at: Span | None) -> Iterator[Problem]:
    rules = order.printer.interior
    rule: Rule = rules.get("margins-with-bleed", rules["margins"]) if order.bleed else rules["margins"]
    wanted = (("head", margins.head, rule.value["top"], rule), ("foot", margins.foot, rule.value["bottom"], rule),
              ("outer", margins.outer, rule.value["outside"], rule),
              ("inner", margins.inner, gutter(order.printer, pages), rules["gutter"]))
    narrow = [side for side in wanted if side[1] / MILLIMETRES < side[2] - NEAR]
    needed = {side[0]: _up(side[2] * MILLIMETRES) if side in narrow else side[1] for side in wanted}
    sides = ", ".join(f"{side}: {needed[side]:g}" for side in ("head", "foot", "inner", "outer"))
    hint = f"write margins: {{{sides}}}"
    for name, have, least, source in narrow:
        yield Problem("R-004", f"the {name} margin is {have:g} mm; {order.printer.name} asks"
                      f" {least * MILLIMETRES:.1f} mm of a book of {pages} pages", at, hint, source.level)


def _up(length: float) -> float:
    """The next half of a millimetre."""
    return -(-length * 2 // 1) / 2
