"""Margins: how near to the edges anything is printed (R-004). What runs off the page is a matter of bleed.

Letters are measured by their outlines where their fonts' full height comes too near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from book.orders import Rule
from book.pdfmarks.boxes import Box
from book.pdfmarks.facts import Mark, PdfPage, TextRun
from book.pdfmarks.outlines import exact
from book.preflight.case import INCH, Case
from book.preflight.wording import CheckResult, Location, finding

INFINITE = float("inf")
SLACK = 0.05  # points: rounding in the file


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge of a page: how far something must stay from it, in points, and what people call it."""

    side: int
    least: float
    name: str


def margins(rule: Rule, case: Case) -> CheckResult:
    """R-004 at head, foot and outer edge."""
    if case.job.bleed and "margins-with-bleed" in case.job.printer.interior:
        return "the pages are given with bleed: margins-with-bleed counts", None
    return _three(rule, case)


def margins_with_bleed(rule: Rule, case: Case) -> CheckResult:
    """R-004 at head, foot and outer edge, of pages with bleed."""
    return _three(rule, case) if case.job.bleed else ("the pages are given without bleed: margins counts", None)


def _three(rule: Rule, case: Case) -> CheckResult:
    value = {key: length * INCH for key, length in rule.value.items()}

    def edges(page: PdfPage) -> tuple[Edge, ...]:
        outer = 2 if page.index % 2 == 0 else 0
        return (Edge(3, value["top"], "head"), Edge(1, value["bottom"], "foot"),
                Edge(outer, value["outside"], "outer edge"))

    return _measured(rule, case, edges)


def gutter(rule: Rule, case: Case) -> CheckResult:
    """R-004 at the inner edge, by the extent of the book."""
    extent = case.job.pages or len(case.pages)
    least = max((float(row["inside"]) for row in rule.value if row["pages"][0] <= extent), default=0.0) * INCH

    def edges(page: PdfPage) -> tuple[Edge, ...]:
        return (Edge(0 if page.index % 2 == 0 else 2, least, "inner edge"),)

    return _measured(rule, case, edges)


def _measured(rule: Rule, case: Case, edges: Callable[[PdfPage], tuple[Edge, ...]]) -> CheckResult:
    nearest: dict[str, float] = {}
    needed: dict[str, float] = {}
    places: list[Location] = []
    for page in case.pages:
        for edge in edges(page):
            for mark, gap in _gaps(case, page, edge, nearest):
                nearest[edge.name] = min(nearest.get(edge.name, gap), gap)
                if gap < edge.least - SLACK:
                    needed[edge.name] = edge.least
                    places.append(Location(page, mark.box, f"{_inches(gap)} from the {edge.name}", mark))
    told = ", ".join(f"{_inches(gap)} from the {name}" for name, gap in nearest.items()) or "nothing printed"
    remedy = "leave " + " and ".join(f"{_inches(least)} at the {name}" for name, least in needed.items())
    return told, finding(case, rule, "R-004", "printed too near to the edge", places, remedy)


def _gaps(case: Case, page: PdfPage, edge: Edge, nearest: Mapping[str, float]) -> Iterator[tuple[Mark, float]]:
    """How far each mark stays from an edge, if it may break the rule or come nearer than any before.

    Only then letters are measured by their outlines: their fonts' height, which is at hand, is never too little."""
    trim = case.trim(page)
    for mark in page.marks:
        gap = _gap(trim, mark.box, edge.side)
        if gap > max(edge.least, nearest.get(edge.name, INFINITE)):
            continue
        if isinstance(mark, TextRun):
            if mark.visible:
                yield mark, _gap(trim, exact(mark), edge.side)
        elif gap > SLACK and not mark.colour.blank:
            yield mark, gap


def _gap(trim: Box, box: Box, side: int) -> float:
    return (box[side] - trim[side]) if side < 2 else (trim[side] - box[side])


def _inches(length: float) -> str:
    return f"{round(length / INCH, 3) + 0:g} in"
