"""The contents, the lists of figures and tables, and the bibliography, ready for their pages.

They are plain values with finished `Markup`: a designer moves things about in templates, and never sets words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from book.compose.context import WriterContext
from book.compose.inlines import folio, inlines
from book.compose.markup import Markup
from book.matter import BibliographyEntry, BibliographyList, ContentsEntry, Division, Text
from book.matter.words import plain
from book.problems import Span

NARROW = 2  # letters of a number that stands before a line of the contents; a longer one is part of the line


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the contents or of a list of figures; `sections` are the lines below it. `kind` are the classes of what
    it leads to."""

    key: str
    label: str
    title: Markup
    anchor: str
    folio: Markup
    part: str
    sections: tuple[ContentsLine, ...] = ()
    kind: str = ""
    authors: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A work of the bibliography. `cited` has the divisions that cite it, each with its notes' calls: (anchor, number).

    `label` stands in a column before its text, or is empty."""

    key: str
    id: str
    text: Markup
    cited: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    label: Markup


@dataclass(frozen=True, slots=True)
class Works:
    """A section of the bibliography; `form` is how its works are set: "hanging", "labelled" or "plain"."""

    title: str
    works: tuple[Work, ...]
    form: str


def contents(entries: tuple[ContentsEntry, ...], span: Span, context: WriterContext) -> tuple[ContentsLine, ...]:
    """Each line with those of a deeper level below it."""
    return _tree([(entry.level, _line(entry, span, context)) for entry in entries])


def wordy(divisions: tuple[Division, ...]) -> bool:
    """Whether numbers are too wide to stand before their lines: "Chapter One"."""
    return any(each.role != "part" and len(each.number) > NARROW for each in divisions)


def _tree(lines: list[tuple[int, ContentsLine]]) -> tuple[ContentsLine, ...]:
    done: list[ContentsLine] = []
    start = 0
    for place in range(1, len(lines) + 1):
        if place == len(lines) or lines[place][0] <= lines[start][0]:
            done.append(replace(lines[start][1], sections=_tree(lines[start + 1:place])))
            start = place
    return tuple(done)


def _line(entry: ContentsEntry, span: Span, context: WriterContext) -> ContentsLine:
    key = context.keys.key(f"{entry.label} {plain(entry.title)}", span)
    home = next((each for each in context.book.divisions if each.id == entry.anchor), None)
    kind = "of-section" if entry.section else "of-part" if home and home.role == "part" else "of-division"
    return ContentsLine(key, entry.label, inlines(entry.title, context), entry.anchor, folio(entry.anchor), entry.part,
                        kind=kind, authors=", ".join(entry.authors))


def works(span: Span, context: WriterContext) -> tuple[Works, ...]:
    """The bibliography's sections, those without a work left out."""
    return tuple(
        Works(section.title, tuple(_work(entry, span, context) for entry in section.entries), _form(section))
        for section in context.book.bibliography
        if section.entries
    )


def _form(section: BibliographyList) -> str:
    if any(entry.label for entry in section.entries):
        return "labelled"
    return "hanging" if section.hanging else "plain"


def _work(entry: BibliographyEntry, span: Span, context: WriterContext) -> Work:
    places = groupby(entry.cited_at, lambda call: _place(call, context))
    cited = tuple((place, tuple((call, call.rpartition("-")[2]) for call in calls)) for place, calls in places)
    whole = (*entry.label, Text(" "), *entry.children) if entry.label else entry.children
    text, label = inlines(entry.children, context), inlines(entry.label, context)
    return Work(context.key(whole, span), f"ref-{entry.key}", text, cited, label)


def _place(call: str, context: WriterContext) -> str:
    """What the division is called in which a note is called."""
    home = context.book.anchors.get(context.book.anchors[call].division)
    return (home.name or home.title) if home else ""
