"""The contents, the lists of figures and tables, and the bibliography, ready for their pages.

They are plain values with finished `Markup`: a designer moves things about in templates, and never sets words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from book.compose.context import WriterContext
from book.compose.inlines import folio, inlines
from book.compose.markup import Markup
from book.matter import BibliographyEntry, ContentsEntry
from book.matter.words import plain
from book.problems import Span


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the contents or of a list of figures; `sections` are the lines below it."""

    key: str
    label: str
    title: Markup
    anchor: str
    folio: Markup
    part: str
    sections: tuple[ContentsLine, ...] = ()


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


def contents(entries: tuple[ContentsEntry, ...], span: Span, context: WriterContext) -> tuple[ContentsLine, ...]:
    """Divisions with their sections below them."""
    grouped: list[list[ContentsLine]] = []
    for entry in entries:
        if entry.level == 1 or not grouped:
            grouped.append([])
        grouped[-1].append(_line(entry, span, context))
    return tuple(_with_sections(first, rest) for first, *rest in grouped)


def _with_sections(line: ContentsLine, sections: Iterable[ContentsLine]) -> ContentsLine:
    return ContentsLine(line.key, line.label, line.title, line.anchor, line.folio, line.part, tuple(sections))


def _line(entry: ContentsEntry, span: Span, context: WriterContext) -> ContentsLine:
    key = context.keys.key(f"{entry.label} {plain(entry.title)}", span)
    return ContentsLine(key, entry.label, inlines(entry.title, context), entry.anchor, folio(entry.anchor), entry.part)


def works(span: Span, context: WriterContext) -> tuple[Works, ...]:
    """The bibliography's sections, those without a work left out."""
    return tuple(
        Works(section.title, tuple(_work(entry, span, context) for entry in section.entries))
        for section in context.book.bibliography
        if section.entries
    )


def _work(entry: BibliographyEntry, span: Span, context: WriterContext) -> Work:
    places = groupby(entry.cited_at, lambda call: _place(call, context))
    cited = tuple((place, tuple((call, call.rpartition("-")[2]) for call in calls)) for place, calls in places)
    return Work(context.key(entry.children, span), f"ref-{entry.key}", inlines(entry.children, context), cited)


def _place(call: str, context: WriterContext) -> str:
    """What the division is called in which a note is called."""
    home = context.book.anchors.get(context.book.anchors[call].division)
    return (home.name or home.title) if home else ""
