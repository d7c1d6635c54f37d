"""The types of the copyfitting report, and the report as plain values for `--json`.

Word spaces are multiples of the natural one. Lines are counted as a reader counts them: those of the text from the top
of the page, those of a note from its own first line there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from book.pages import Next
from book.problems import Span, place_value

OVER = (1.5, 2.0)  # word spaces that are counted


@dataclass(frozen=True, slots=True)
class LinePlace:
    """A printed line: folio, row, the note's number if it is one of a note, its words, and where they are written."""

    folio: str
    row: int
    note: str
    words: str
    place: Span | None


@dataclass(frozen=True, slots=True)
class LooseLine:
    """A line with wide spaces, and what could help."""

    at: LinePlace
    space: float
    remedy: str


@dataclass(frozen=True, slots=True)
class PoorPage:
    """A page that ends `blank` lines short, or in a word broken over the leaf: its last line, what the next page begins
    with, as it would not fit, what could help, and the paragraph that could, if one can."""

    at: LinePlace
    blank: float
    broken: bool
    next: Next
    remedy: str
    paragraph: Span | None


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A paragraph of several lines that the engine broke one by one, and why."""

    at: LinePlace
    lines: int
    reason: str


@dataclass(frozen=True, slots=True)
class LastPage:
    """The end of a chapter: its name, the folio of its last page, and how many lines of text stand there."""

    division: str
    folio: str
    lines: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts. `whole` paragraphs had their lines chosen together; `left` were broken line by line, by reason, all those
    of one line included; `over` counts lines by the word space that theirs exceed; `given` are paragraphs that a page
    asked for a line more or fewer; `short` the pages that still end a line short."""

    whole: int
    left: Mapping[str, int]
    lines: int
    hyphens: int
    over: Mapping[float, int]
    ladders: int
    runts: int
    short: int
    broken: int
    given: int
    least_lines: int


@dataclass(frozen=True, slots=True)
class Copyfit:
    """The report, the worst and the longest first; `all_left` is how many paragraphs of several lines were left alone,
    listed or not; last pages are in the order of the book."""

    summary: Summary
    lines: tuple[LooseLine, ...]
    pages: tuple[PoorPage, ...]
    left: tuple[LeftAlone, ...]
    all_left: int
    last_pages: tuple[LastPage, ...]


def as_values(fitted: Copyfit) -> dict[str, Any]:
    """The report as plain values; places are those of problems (`place_value`)."""
    summary = asdict(fitted.summary)
    return {
        "summary": summary | {"over": {f"{limit:g}": count for limit, count in fitted.summary.over.items()}},
        "lines": [_line(line.at) | {"space": line.space, "remedy": line.remedy} for line in fitted.lines],
        "pages": [_line(page.at) | {"blank": page.blank, "broken": page.broken, "next": page.next,
                                    "remedy": page.remedy, "paragraph": place_value(page.paragraph)}
                  for page in fitted.pages],
        "left": [_line(each.at) | {"lines": each.lines, "reason": each.reason} for each in fitted.left],
        "all_left": fitted.all_left,
        "last_pages": [asdict(page) for page in fitted.last_pages],
    }


def editor_place(place: Span | None) -> str:
    """A place as an editor opens it: "FILE:LINE"."""
    return f"{place.path}:{place.line}" if place else ""


def _line(at: LinePlace) -> dict[str, Any]:
    return {"folio": at.folio, "row": at.row, "note": at.note, "words": at.words, "place": place_value(at.place)}
