"""The contents, the lists of figures and tables, and the bibliography, ready for their pages.

Comes in: the book's lists. Goes out: plain values with finished `Markup`, which templates only arrange.
Apart from the templates because a designer moves things about and never sets words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from book.compose.inlines import folio, inlines
from book.compose.markup import Markup
from book.compose.stick import Stick
from book.matter import BibliographyEntry, ContentsEntry
from book.matter.words import plain
from book.problems import Span


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents or of a list of figures; `sections` are the lines below it."""

    key: str
    label: str
    title: Markup
    anchor: str
    folio: Markup
    part: str
    sections: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A work of the bibliography. `cited` has the divisions that cite it, each with its notes' calls: (anchor, number).
    """

    key: str
    id: str
    text: Markup
    cited: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Works:
    """A section of the bibliography."""

    title: str
    works: tuple[Work, ...]


def contents(entries: tuple[ContentsEntry, ...], span: Span, stick: Stick) -> tuple[Line, ...]:
    """Divisions with their sections below them."""
    grouped: list[list[Line]] = []
    for entry in entries:
        if entry.level == 1 or not grouped:
            grouped.append([])
        grouped[-1].append(_line(entry, span, stick))
    return tuple(_with_sections(first, rest) for first, *rest in grouped)


def _with_sections(line: Line, sections: Iterable[Line]) -> Line:
    return Line(line.key, line.label, line.title, line.anchor, line.folio, line.part, tuple(sections))


def _line(entry: ContentsEntry, span: Span, stick: Stick) -> Line:
    key = stick.keys.key(f"{entry.label} {plain(entry.title)}", span)
    return Line(key, entry.label, inlines(entry.title, stick), entry.anchor, folio(entry.anchor), entry.part)


def works(span: Span, stick: Stick) -> tuple[Works, ...]:
    """The bibliography's sections, those without a work left out."""
    return tuple(
        Works(section.title, tuple(_work(entry, span, stick) for entry in section.entries))
        for section in stick.book.bibliography
        if section.entries
    )


def _work(entry: BibliographyEntry, span: Span, stick: Stick) -> Work:
    places = groupby(entry.cited_at, lambda call: _place(call, stick))
    cited = tuple((place, tuple((call, call.rpartition("-")[2]) for call in calls)) for place, calls in places)
    return Work(stick.key(entry.children, span), f"ref-{entry.key}", inlines(entry.children, stick), cited)


def _place(call: str, stick: Stick) -> str:
    """What the division is called in which a note is called."""
    home = stick.book.anchors.get(stick.book.anchors[call].division)
    return (home.name or home.title) if home else ""
