"""The contents, the lists of figures and tables, and the bibliography, ready for their pages.

Comes in: the book's lists. Goes out: plain values with finished `Markup`, which templates only arrange.
Apart from the templates because a designer moves things about and never sets words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from book.compose.inlines import folio, inlines
from book.compose.markup import Markup
from book.compose.stick import Stick
from book.compose.words import words
from book.matter import BibliographyEntry, ContentsEntry
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
    """A work of the bibliography. `cited` are the calls of notes that cite it: (anchor, printed number, division)."""

    key: str
    id: str
    text: Markup
    cited: tuple[tuple[str, str, str], ...]


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
    key = stick.keys.key(f"{entry.label} {words(entry.title)}", span)
    return Line(key, entry.label, inlines(entry.title, stick), entry.anchor, folio(entry.anchor), entry.part)


def works(span: Span, stick: Stick) -> tuple[Works, ...]:
    """The bibliography's sections, those without a work left out."""
    return tuple(
        Works(section.title, tuple(_work(entry, span, stick) for entry in section.entries))
        for section in stick.book.bibliography
        if section.entries
    )


def _work(entry: BibliographyEntry, span: Span, stick: Stick) -> Work:
    cited = tuple(_cited(call, stick) for call in entry.cited_at)
    return Work(stick.key(entry.children, span), f"ref-{entry.key}", inlines(entry.children, stick), cited)


def _cited(call: str, stick: Stick) -> tuple[str, str, str]:
    """Where a note is called, for a link back: anchor, the note's number, and what its division is called."""
    anchor = stick.book.anchors[call]
    home = stick.book.anchors.get(anchor.division)
    return call, call.rpartition("-")[2], (home.name or home.title) if home else ""
