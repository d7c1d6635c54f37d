"""Renders prepared pages for one order: the printer's file, interior or cover. Only here do a printer's rules meet the
pages."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Name, Pdf, Stream

from book.assemble.printfiles.boxes import Size, add_blank, box_pages
from book.assemble.printfiles.content import rewritten
from book.assemble.printfiles.fonts import settle_fonts
from book.assemble.printfiles.inks import FULL, Inks, grey, process
from book.assemble.printfiles.pictures import ink_pictures
from book.assemble.printfiles.prepare import Finding, PreparedPages
from book.assemble.printfiles.shadings import ink_shadings
from book.assemble.printfiles.standard import identify, saved
from book.edition import Edition
from book.orders import CoverSheet, Order, Rule, standard_of
from book.printers.measures import full_extent
from book.problems import Problem

POINTS = 72.0  # an inch
NEAR = 0.05  # points: less than a printer measures
COLOURED = tuple(f" {operator}\n".encode() for operator in ("rg", "RG", "k", "K", "sc", "SC", "scn", "SCN"))
HINTS = {
    "R-014": "set it in opaque colours, and leave out what is not to be seen",
    "R-010": "write the colour as #rrggbb or as device-cmyk()",
}


@dataclass(frozen=True, slots=True)
class _PageFormat:
    """What the pages become: cut to `trim`, with `bleed` on `edges`, all in points; in colour or black alone."""

    trim: Size
    bleed: float
    edges: tuple[str, ...]
    colour: bool


def render_interior(ready: PreparedPages, edition: Edition, order: Order) -> tuple[bytes, tuple[Problem, ...]]:
    """The interior: an even extent where it is asked for, the boxes and inks of the order."""
    rules, trim = order.printer.interior, (edition.trim.width * POINTS, edition.trim.height * POINTS)
    bleed = rules["bleed"].value
    paper = _PageFormat(trim, bleed["size"] * POINTS if order.bleed else 0.0, tuple(bleed["edges"]), order.paper.colour)
    pdf = pikepdf.open(io.BytesIO(ready.pdf))
    short = tuple(_short(pdf, paper, order))
    for _ in range(full_extent(order, ready.pages, ready.last_is_blank) - ready.pages):
        add_blank(pdf, trim)
    data, problems = _rendered(pdf, paper, edition, rules, ready.findings)
    return data, (*short, *problems)


def render_cover(
    ready: PreparedPages, edition: Edition, order: Order, sheet: CoverSheet
) -> tuple[bytes, tuple[Problem, ...]]:
    """The cover: one page as large as the sheet, whose bleed lies within it; always in colour."""
    rules = order.printer.cover
    bleed = rules["bleed"].value["size"] * POINTS
    width, height = (length * POINTS - 2 * bleed for length in sheet.size)
    paper = _PageFormat((width, height), bleed, ("top", "bottom", "outside", "inside"), colour=True)
    return _rendered(pikepdf.open(io.BytesIO(ready.pdf)), paper, edition, rules, ready.findings, bleed)


def _short(pdf: Pdf, paper: _PageFormat, order: Order) -> Iterator[Problem]:
    """Pages laid out with less bleed than the printer asks: what runs off them would end in white."""
    have, wanted = min(abs(float(page.mediabox[0])) for page in pdf.pages), paper.bleed
    if have < wanted - NEAR:
        yield Problem("R-005", f"the pages are set with {have:g} pt of bleed; {order.printer.name} asks {wanted:g} pt",
                      order.at, f"write @page {{ bleed: {wanted:g}pt }} in a style sheet of styles/")


def _rendered(
    pdf: Pdf, paper: _PageFormat, edition: Edition, rules: Mapping[str, Rule], found: tuple[Finding, ...],
    inset: float = 0.0,
) -> tuple[bytes, tuple[Problem, ...]]:
    """`inset`: how far inside the laid out page the trim's corner is."""
    most = rules["ink"].value["most"] / 100 if "ink" in rules else FULL
    problems = [*_unfit(found, rules), *_inked(pdf, paper.colour, most, rules)]
    settle_fonts(pdf, whole="fonts-whole" in rules)
    box_pages(pdf, paper.trim, paper.bleed, paper.edges, inset)
    problems += identify(pdf, edition, rules)
    return saved(pdf, standard_of(rules)), tuple(problems)


def _unfit(found: tuple[Finding, ...], rules: Mapping[str, Rule]) -> Iterator[Problem]:
    """What was found on the pages that this printer does not take."""
    for finding in found:
        rule = rules.get("transparency") or rules.get("standard") if finding.code == "R-014" else rules.get("colours")
        if rule or finding.code == "R-010":
            yield Problem(finding.code, f"{finding.what} {finding.where}", hint=HINTS[finding.code],
                          level=rule.level if rule else None)


def _inked(pdf: Pdf, colour: bool, most: float, rules: Mapping[str, Rule]) -> Iterator[Problem]:
    """Everything that is not grey yet, as the inks of the paper."""
    inks = process(most) if colour else grey
    for stream in pdf.objects:
        if isinstance(stream, Stream) and (stream.get("/Subtype") == Name.Form or stream.get("/PatternType") == 1):
            _rewrite(stream, inks)
    for page in pdf.pages:
        if "/Contents" in page.obj:
            _rewrite(page.obj.Contents, inks)
    ink_pictures(pdf, colour, most, rules["resolution"].value.get("most") if "resolution" in rules else None)
    for what in ink_shadings(pdf, inks):
        yield Problem("R-010", what, hint=HINTS["R-010"])


def _rewrite(stream: Any, inks: Inks) -> None:
    """Read a stream again only if it may have colours: most have none but grey."""
    data = stream.read_bytes() + b"\n"
    if any(sign in data for sign in COLOURED):
        stream.write(rewritten(stream, inks).data)
