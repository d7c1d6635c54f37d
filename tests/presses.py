"""Printers, pages and readers for the tests of printers' files.

Comes in: nothing. Goes out: `order`, `page_run`, `pages_of`, `dressed`, `picture`. Apart because the inside and the
cover are tested on the same.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
from handmade import EDITION, font_bytes, fonts
from PIL import Image

from book.assemble import interior, prepare
from book.layout import lay_out
from book.orders import Order, Paper, Printer, Rule, RuleSource, Spine
from book.pages import Asset, Extent, Folio, FontFile, Galley, Heads, PageRun, PageStart, Pagination
from book.problems import Problem, Severity

ALL_ROUND = ("top", "bottom", "outside", "inside")
OUTER = ALL_ROUND[:3]
SWOP = {"identifier": "CGATS TR 001", "condition": "SWOP", "registry": "http://www.color.org", "info": "Web Coated"}
X1A: dict[str, Any] = {"standard": "PDF/X-1a:2001", "output_intent": SWOP, "ink": {"most": 240.0}}
CSS = """
@font-face { font-family: G; src: url("font:regular.ttf") }
@page { size: 4in 6in; bleed: 9pt; margin: 0.5in }
html { font: 10pt/13pt G; color: #000 }
img { width: 1in; height: 1in }
"""


def rules(level: Severity = "error", **values: Any) -> dict[str, Rule]:
    """Rules by their names, `_` for `-`."""
    names = {name.replace("_", "-"): value for name, value in values.items()}
    return {name: Rule(name, value, (), "A", level) for name, value in names.items()}


def order(colour: bool = False, bleed: bool = False, edges: tuple[str, ...] = OUTER, level: Severity = "error",
          **values: Any) -> Order:
    """What is ordered of a printer with these rules, for the inside and for the cover."""
    bleeds = rules(level, bleed={"size": 0.125, "edges": list(edges)}) | rules(level, **values)
    source = {"s": RuleSource("https://printer.example", "A")}
    paper = Paper("p", "paper", colour, (2, 900), Spine(0.0025), ("s",), "A")
    printer = Printer("x", "A Printer", "2026-11-22", "", source, {"p": paper}, {}, bleeds, bleeds)
    return Order(printer, paper, bleed)


def page_run(body: str, css: str = "", pictures: Mapping[str, bytes] | None = None,
             faces: tuple[FontFile, ...] = ()) -> PageRun:
    """A division laid out; pictures are PNG unless their name ends otherwise."""
    kinds = {"jpg": "image/jpeg", "svg": "image/svg+xml"}
    assets = tuple(Asset(name, kinds.get(name[-3:], "image/png"), data) for name, data in (pictures or {}).items())
    html = f'<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title/></head><body>{body}</body></html>'
    run = lay_out(Galley("div", html, CSS + css, faces or fonts(), assets, "recto", "arabic", ()), "recto")
    assert run.faults == ()
    return run


def pages_of(run: PageRun) -> Pagination:
    """A book of one division without running heads."""
    start = PageStart(run.division, Folio(1, "arabic"), "recto", 0)
    return Pagination((start,), (run,), (Heads(run.division, b"", ()),), {}, Extent(0, len(run.pages), 0), 1, 1)


def dressed(run: PageRun, ordered: Order) -> tuple[bytes, tuple[Problem, ...]]:
    """The run as the inside of a book."""
    ready, problems = prepare(pages_of(run), font_bytes())
    data, found = interior(ready, EDITION, ordered)
    return data, (*problems, *found)


@cache
def opened(data: bytes) -> pikepdf.Pdf:
    """Kept open, because an object lives only as long as its file."""
    return pikepdf.open(io.BytesIO(data))


def picture(data: bytes, number: int = 0) -> Image.Image:
    """A page as it looks, a pixel a point."""
    page: Image.Image = pypdfium2.PdfDocument(data)[number].render(scale=1).to_pil()
    return page.convert("RGB")


def painted(data: bytes) -> set[str]:
    """The operators of all pages, forms and patterns that choose a colour, with what they choose."""
    book, found = opened(data), set[str]()
    streams: list[Any] = [page for page in book.pages if "/Contents" in page.obj]
    streams += [o for o in book.objects if isinstance(o, pikepdf.Stream) and ("/BBox" in o)]
    for stream in streams:
        for instruction in pikepdf.parse_content_stream(stream):
            operands, operator = list(instruction.operands), instruction.operator
            if str(operator) in ("g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"):
                found.add(" ".join([*(f"{float(o):.2f}" if not isinstance(o, pikepdf.Name) else str(o)
                                      for o in operands), str(operator)]))
    return found
