"""Works out from the file what nobody said of it: trim, bleed, extent, paper, spine. The report prints what came of
it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from book.edition import Trim
from book.orders import Paper, Printer
from book.pdfmarks.boxes import Box
from book.pdfmarks.facts import PdfFile, PdfPage
from book.preflight.case import INCH, NEAR
from book.preflight.inspection import Part, PrintFile

THINNEST, THICKEST = 0.04, 3.0  # inches: spines that there are


def likely_part(pages: int, first: Box) -> Part:
    """One page much wider than high is a cover."""
    return "cover" if pages == 1 and first.width > 1.2 * first.height else "interior"


def filled(job: PrintFile, sheets: PdfFile) -> PrintFile:
    """The job with what the file tells: trim, bleed, extent, paper, spine."""
    papers = list(job.printer.papers.values())
    if job.paper is None and len(papers) == 1:
        job = replace(job, paper=papers[0])
    return _interior(job, sheets) if job.part == "interior" else _cover(job, sheets.pages[0].sheet)


def _interior(job: PrintFile, sheets: PdfFile) -> PrintFile:
    page = sheets.pages[min(1, len(sheets.pages) - 1)]
    trim = job.trim or _trim(job.printer, page)
    larger = page.sheet.width - trim.width * INCH > NEAR or page.sheet.height - trim.height * INCH > NEAR
    bleed = larger if job.bleed is None else job.bleed
    return replace(job, trim=trim, pages=job.pages or len(sheets.pages), bleed=bleed)


def _trim(printer: Printer, page: PdfPage) -> Trim:
    """The trim box, if the printer makes the size; the page; the page less its bleed; else whatever it is."""
    size = float(printer.interior["bleed"].value["size"])
    edges = printer.interior["bleed"].value["edges"]
    across = ("inside" in edges) + ("outside" in edges)
    down = ("top" in edges) + ("bottom" in edges)
    cut, sheet = page.trim or page.sheet, page.sheet
    less = Box(sheet.left, sheet.bottom, sheet.right - across * size * INCH, sheet.top - down * size * INCH)
    for box in (cut, sheet, less):
        for width, height in _sizes(printer):
            if abs(box.width - width * INCH) < NEAR and abs(box.height - height * INCH) < NEAR:
                return Trim(width, height)
    return Trim(round(cut.width / INCH, 3), round(cut.height / INCH, 3))


def _sizes(printer: Printer) -> tuple[tuple[float, float], ...]:
    return tuple((float(width), float(height)) for width, height in printer.book["trims"].value["sizes"])


def _cover(job: PrintFile, sheet: Box) -> PrintFile:
    """Height tells the trim, if only one size has it and leaves a spine that can be; width the spine, where only
    the printer's template knows it; the spine the paper, if only one comes to it."""
    if job.trim is None:
        fits = [Trim(*size) for size in _sizes(job.printer) if _fits(job, sheet, Trim(*size))]
        job = replace(job, trim=fits[0] if len(fits) == 1 else None)
    if job.paper is None and job.pages and job.trim:
        width = _left(job, sheet, job.trim)
        papers = [paper for paper in job.printer.papers.values()
                  if abs((spine(paper, job.pages) or 0) - width) * INCH < NEAR]
        job = replace(job, paper=papers[0] if papers else None)
    if job.spine is None and job.pages and job.paper:
        job = replace(job, spine=spine(job.paper, job.pages))
    return job


def _fits(job: PrintFile, sheet: Box, trim: Trim) -> bool:
    left = _left(job, sheet, trim)
    known = [spine(paper, job.pages) for paper in _papers(job) if job.pages]
    likely = any(width is not None and abs(width - left) * INCH < NEAR for width in known) if any(known) else True
    high = abs(sheet.height - trim.height * INCH - 2 * job.printer.cover_edge * INCH) < NEAR
    return high and THINNEST <= left <= THICKEST and likely


def _papers(job: PrintFile) -> Iterator[Paper]:
    return iter((job.paper,) if job.paper else job.printer.papers.values())


def _left(job: PrintFile, sheet: Box, trim: Trim) -> float:
    """What is left for the spine, in inches."""
    return sheet.width / INCH - 2 * job.printer.cover_edge - 2 * trim.width


def spine(paper: Paper, pages: int) -> float | None:
    """The spine's width in inches, as the profile has it: by steps, or so much a page; None if only a template knows.

    Worked out here again, since the check must not repeat the writers' mistakes."""
    known = paper.spine
    if known.steps:
        return next((width for least, width in sorted(known.steps, reverse=True) if pages >= least), None)
    if not known.per_page or not known.least <= pages <= known.most:
        return None
    return pages * known.per_page + known.base
