"""The report as a page to look at: one HTML file that needs no other file and no network.

Its form is the template `styles/compare.html.jinja`.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from itertools import groupby

from book.compare.report import Report
from book.compare.spreads import DrawnPage, Spread
from book.compare.text import cause, kind, where
from book.compose.templates import Templates
from book.problems import Problem, Span

TEMPLATE = "styles/compare.html.jinja"


def page(
    report: Report, spreads: tuple[Spread, ...], silence: str, template: str
) -> tuple[bytes, tuple[Problem, ...]]:
    """The page as UTF-8. `silence` says why pages are not drawn, or how many of them; or nothing.

    Problem M-017: the template fails."""
    groups = [(title, list(changes)) for title, changes in groupby(report.changes, lambda change: change.title)]
    name = TEMPLATE.rpartition("/")[2]
    filled, problems = Templates({name: template}).text(name, {
        "report": report, "groups": groups, "spreads": spreads, "silence": silence,
        "where": where, "cause": cause, "kind": kind, "picture": _picture,
    })  # fmt: skip
    return filled.encode(), tuple(map(_placed, problems))


def _placed(problem: Problem) -> Problem:
    """The fault at its line: this template lies beside those of pages."""
    return replace(problem, span=Span(TEMPLATE, problem.span.line) if problem.span else None)


def _picture(sheet: DrawnPage) -> str:
    return f"data:image/png;base64,{b64encode(sheet.png).decode()}"
