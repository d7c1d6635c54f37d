"""A file beside the job that it is for: where its pages are cut, and where the spine of a cover stands.

A profile's lengths are inches; here all are points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from book.pdfmarks.boxes import Box
from book.pdfmarks.facts import Mark, PdfFile, PdfPage
from book.preflight.inspection import PrintFile

INCH = 72.0
NEAR = 0.72  # points, a hundredth of an inch: printers' own templates are rounded that much (Lulu's to whole points)


@dataclass(frozen=True)
class Case:
    """What a check is given."""

    sheets: PdfFile
    job: PrintFile
    painted: bool = True  # by Ghostscript, to measure the ink

    @property
    def pages(self) -> tuple[PdfPage, ...]:
        """The file's pages."""
        return self.sheets.pages

    @property
    def edge(self) -> float:
        """Of a cover, how far the sheet goes beyond the trim."""
        return self.job.printer.cover_edge * INCH

    def bleeds(self, page: PdfPage) -> tuple[float, float, float, float]:
        """How much bleed an interior's page is to have: left, bottom, right, top. Page 1 is a recto, its back left."""
        if not self.job.bleed:
            return 0.0, 0.0, 0.0, 0.0
        rule = self.job.printer.interior["bleed"].value
        size, edges = float(rule["size"]) * INCH, rule["edges"]
        recto = page.index % 2 == 0
        left, right = ("inside", "outside") if recto else ("outside", "inside")
        wanted = [size if edge in edges else 0.0 for edge in (left, "bottom", right, "top")]
        return wanted[0], wanted[1], wanted[2], wanted[3]

    def trim(self, page: PdfPage) -> Box:
        """Where a page is cut: as the file says it; else as the job has it; of a cover, within its bleed."""
        if self.job.part == "cover":
            return page.sheet.grown(-self.edge)
        if page.trim:
            return page.trim
        if not self.job.trim:
            return page.sheet
        left, bottom, _, _ = self.bleeds(page)
        left, bottom = page.sheet.left + left, page.sheet.bottom + bottom
        return Box(left, bottom, left + self.job.trim.width * INCH, bottom + self.job.trim.height * INCH)

    @property
    def spine(self) -> Box | None:
        """The spine of a cover, in the middle of the sheet; None if its width is not known."""
        if self.job.spine is None:
            return None
        trim = self.trim(self.pages[0])
        middle, half = (trim.left + trim.right) / 2, self.job.spine * INCH / 2
        return Box(middle - half, trim.bottom, middle + half, trim.top)

    def marks(self) -> Iterator[tuple[PdfPage, Mark]]:
        """All marks that leave ink, with their pages."""
        return ((page, mark) for page in self.pages for mark in page.marks if not mark.colour.blank)
