"""A galley laid out: the steps of `lay_out`, which must not import the engine itself."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from book.layout import faces, links, messages
from book.layout.accounting import page_ends, settings
from book.layout.galley import NoFonts, context_of, render
from book.layout.ink import inks
from book.layout.reading import LayoutReader
from book.layout.sheets import body_sheet
from book.layout.supply import Supply
from book.pages import Fault, FontUse, Galley, PageRun, Side


def page_run(galley: Galley, side: Side) -> PageRun:
    """Lay out, read back, draw. The engine must be prepared."""
    supply = Supply(galley)
    with messages.listening() as heard:
        try:
            run = _laid_out(galley, side, supply)
        except ParseError as error:
            run = _failed(galley, f"the division is not well-formed XML: {error}")
        except NoFonts:
            run = _failed(galley, "no font of the style sheet could be loaded", "P-006")
        except Exception as error:  # the engine has assertions of its own; a build must name the division and go on
            run = _failed(galley, f"the engine failed: {_last_frame(error)}", trace=traceback.format_exc())
    refused = [Fault("P-007", f"{url} was not loaded: it is not a font or picture of this division")
               for url in dict.fromkeys(supply.refused)]
    faults = (*run.faults, *refused, *messages.faults(heard))
    return replace(run, faults=faults)


def _laid_out(galley: Galley, side: Side, supply: Supply) -> PageRun:
    sheet = partial(body_sheet, galley.css, side)
    document = render(galley.html, sheet, supply, galley.limits)
    context = context_of(document)
    reading = LayoutReader(document, context.plans.ruler.space, galley.limits.hang)
    links.join(document)
    drawn = draw(document)
    lacking = faces.faults(document, drawn.fonts, galley.fonts)
    pages = tuple(replace(page, ink=ink) for page, ink in zip(reading.pages, drawn.inks, strict=True))
    return PageRun(galley.division, pages, drawn.pdf, links.anchors(document), links.bookmarks(document), drawn.fonts,
                   (*reading.faults, *lacking, *context.plans.requests.faults()), settings(reading, context),
                   page_ends(document, context), reading.blocks())


@dataclass(frozen=True, slots=True)
class DrawnDocument:
    """A document as tagged PDF 1.7, the fonts as they were before the engine cut them down, and each page's ink."""

    pdf: bytes
    fonts: tuple[FontUse, ...]
    inks: tuple[str, ...]


def draw(document: Any) -> DrawnDocument:
    """Draw a document."""
    looked: list[tuple[tuple[FontUse, ...], tuple[str, ...]]] = []

    def look(drawn: Any, pdf: Any) -> None:
        fonts = faces.uses(drawn)
        looked.append((fonts, inks(pdf, fonts)))

    with _still_clock():
        pdf = document.write_pdf(pdf_tags=True, pdf_version="1.7", finisher=look)
    return DrawnDocument(pdf, *looked[0])


@contextmanager
def _still_clock() -> Iterator[None]:
    """Keep fontTools from writing today's date into the cut of a variable font (reproducible-builds.org)."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _failed(galley: Galley, message: str, code: str = "P-007", trace: str = "") -> PageRun:
    return PageRun(galley.division, (), b"", {}, (), (), (Fault(code, message, trace=trace),))


def _last_frame(error: Exception) -> str:
    """What failed and in which function; no path of this machine."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(frame.filename).name}, {frame.name}: {error}"
