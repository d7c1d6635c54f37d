"""What went wrong in layout, as problems of the manuscript with file and line.

Page runs know blocks by key only; where a block is written, the caller knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from book.folios import UNKNOWN
from book.galley import key_of_folio, printed_anchors
from book.installed import REPAIR
from book.pages import Fault, Galley, PageMap, PageRun
from book.problems import Problem, Span

SHOWN = 8  # characters named in a problem
_LACKING = re.compile(r"have no “(.)” \(U\+", re.S)
Spans = Mapping[tuple[str, str], Span]

HINTS = {
    "P-002": "choose a font that has it, or write it in another way",
    "P-003": "shorten the note, or move its call",
    "P-004": "report this: the layout must not lose a character",
    "P-005": "break the line or make the picture smaller",
    "P-006": "name only the faces of styles/fonts.yaml",
    "P-007": "look at the style sheet or the picture named",
    "P-008": "take looseness off it, or ask a paragraph beside it",
    "P-010": "make two tables of its columns, shorten its longest words, or turn it with {.turned} behind its caption",
    "E-002": REPAIR,
}


def of_runs(runs: Sequence[PageRun], spans: Spans) -> tuple[Problem, ...]:
    """The faults of all runs. One without a place that several divisions share is told once; what a table that fits
    nowhere loses is not told besides."""
    placed: list[Problem] = []
    broken = {spans.get((run.division, fault.key)) for run in runs for fault in run.faults if fault.code == "P-010"}
    shared: dict[Fault, list[str]] = {}
    for run in runs:
        for fault in run.faults:
            span = spans.get((run.division, fault.key))
            if fault.code == "P-004" and span in broken - {None}:
                continue
            if span is None:
                shared.setdefault(fault, []).append(run.division)
            else:
                placed.append(Problem(fault.code, fault.message, span, HINTS.get(fault.code, ""), trace=fault.trace))
    return (*_lacking(placed), *(_unplaced(fault, divisions) for fault, divisions in shared.items()))


def _lacking(problems: Sequence[Problem]) -> Iterator[Problem]:
    """The problems, those of characters without a glyph one for each script or kind of sign: they have one cause."""
    heaps: dict[str, list[tuple[str, Problem]]] = {}
    for problem in problems:
        if lacking := _LACKING.search(problem.message):
            heaps.setdefault(_script(lacking[1]), []).append((lacking[1], problem))
    for problem in problems:
        lacking = _LACKING.search(problem.message)
        heap = heaps[_script(lacking[1])] if lacking else []
        if not heap:
            yield problem
        elif heap[0][1] is problem:
            yield replace(problem, message=_lack([char for char, _ in heap], problem.message))


def _script(char: str) -> str:
    """ "HEBREW" of a Hebrew letter: the first word of its name in Unicode; "So" of a picture or another sign."""
    return unicodedata.name(char, "?").split()[0] if char.isalpha() else unicodedata.category(char)


def _lack(chars: Sequence[str], first: str) -> str:
    different = tuple(dict.fromkeys(chars))
    if len(chars) == 1:
        return first
    if len(different) == 1:
        return f"{first}, here and at {len(chars) - 1} more place{'s' * (len(chars) > 2)}"
    some = ", ".join(f"“{char}”" for char in different[:SHOWN])
    more = f" and {len(different) - SHOWN} more like them" if len(different) > SHOWN else ""
    return f"the book's fonts have no {some}{more}, at {len(chars)} places"


def _unplaced(fault: Fault, divisions: Sequence[str]) -> Problem:
    others = f" and {len(divisions) - 1} more" if len(divisions) > 1 else ""
    message = f"{fault.message} (in {divisions[0]}{others})"
    return Problem(fault.code, message, None, HINTS.get(fault.code, ""), trace=fault.trace)


def unsettled(galleys: Sequence[Galley], history: Sequence[PageMap], spans: Spans) -> tuple[Problem, ...]:
    """A problem for each reference whose folio still changes, with its folio in every round."""
    moving = {anchor for anchor in history[-1] if history[-1][anchor] != history[-2].get(anchor)}
    found = []
    for galley in galleys:
        for anchor in printed_anchors(galley.html):
            if anchor in moving:
                folios = ", ".join(str(folios.get(anchor, UNKNOWN)) for folios in history)
                found.append(Problem(
                    "P-001", f"the page number of “{anchor}” does not settle: {folios}", _span(galley, anchor, spans),
                    "change the wording a little, so that the line does not depend on the number's width"))
    if found:
        return tuple(found)
    return (Problem("P-001", f"the pages do not settle in {len(history)} rounds", None,
                    "look for a division that takes another number of pages on the other side"),)


def unknown(galleys: Sequence[Galley], page_map: PageMap, spans: Spans) -> tuple[Problem, ...]:
    """A problem for each reference to an anchor that stands on no page."""
    return tuple(
        Problem("P-001", f"“{anchor}” stands on no page, so its page number cannot be printed",
                _span(galley, anchor, spans), "report this: the anchor was lost on its way to the page")
        for galley in galleys for anchor in printed_anchors(galley.html) if anchor not in page_map)


def _span(galley: Galley, anchor: str, spans: Spans) -> Span | None:
    """Where the block is written that prints this anchor's folio: the last block begun before it."""
    return spans.get((galley.division, key_of_folio(galley.html, anchor)))
