"""Divisions, the manuscript, the resolved book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from book.edition import Correction, Edition
from book.matter.blocks import Block
from book.matter.facts import DataSet, Drawing, IndexSettings, Picture, Reference, SetFormula
from book.matter.inlines import Inline, RawInline
from book.problems import Span

Part = Literal["front", "body", "back"]
Role = Literal[
    "halftitle",
    "title-page",
    "imprint",
    "dedication",
    "epigraph",
    "contents",
    "figures",
    "preface",
    "section",  # a division of any kind without a number: a prologue, an afterword, acknowledgments
    "part",  # the title page of a part of the body, which may have a text
    "chapter",
    "appendix",
    "glossary",
    "notes",
    "bibliography",
    "index",
    "changes",
    "colophon",
    "errata",  # no book has it: the one division of an errata sheet
]


@dataclass(frozen=True, slots=True)
class RawDivision:
    """A division as written. `notes` maps a note's key to its blocks; a division without a file has no blocks.

    `heading` is the title with its markup and notes, `title` its plain words; `level` is 2 inside a part of the book;
    `opens` says on which page it begins, where it does not do as all others."""

    id: str
    role: Role
    part: Part
    title: str
    short: str
    blocks: tuple[Block[RawInline], ...]
    notes: Mapping[str, tuple[Block[RawInline], ...]]
    span: Span
    heading: tuple[RawInline, ...] = ()
    subtitle: tuple[RawInline, ...] = ()
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    level: int = 1
    numbered: bool = True
    opens: Literal["", "recto", "any"] = ""
    of: str = ""  # the name of the index that it is


@dataclass(frozen=True, slots=True)
class Manuscript:
    """All that `chapters/` says, read and parsed, nothing looked up; `citation_style` is the style itself, in CSL."""

    edition: Edition
    divisions: tuple[RawDivision, ...]
    data: Mapping[str, DataSet]
    references: tuple[Reference, ...]
    pictures: Mapping[str, Picture]
    drawings: Mapping[str, Drawing]
    index: IndexSettings
    citation_style: str


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note. `id` is "note-DIVISION-NUMBER", `call` "call-DIVISION-NUMBER", `number` as printed."""

    id: str
    call: str
    number: str
    blocks: tuple[Block[Inline], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Division:
    """A division, everything looked up. `label` is "Chapter 3", "Appendix A" or empty; `number` "3", "A" or empty.

    `title` are the plain words of `heading`, which is empty where it has no markup of its own."""

    id: str
    role: Role
    part: Part
    number: str
    label: str
    title: str
    short: str
    blocks: tuple[Block[Inline], ...]
    notes: tuple[Note, ...]
    span: Span
    heading: tuple[Inline, ...] = ()
    subtitle: tuple[Inline, ...] = ()
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    level: int = 1
    opens: Literal["", "recto", "any"] = ""
    of: str = ""  # the name of the index that it is


@dataclass(frozen=True, slots=True)
class Anchor:
    """A thing that can be referred to: "figure 2" (`name`), what it is called (`title`), and where it stands."""

    id: str
    kind: Literal["division", "heading", "figure", "table", "note", "call", "reference", "index", "span", "equation",
                  "listing"]
    name: str
    title: str
    division: str


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents, or of a list of figures. Level 1 is a division, 2 a section; in a book of parts, 1 is a
    part, 2 a chapter of it. `section`: it is a heading inside a division; `authors` are the chapter's own."""

    level: int
    label: str
    title: tuple[Inline, ...]
    anchor: str
    part: Part
    section: bool = False
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """A work as printed in the bibliography (anchor "ref-KEY"), and the calls of the notes that cite it.

    `label` stands in a column before it, "[3]", or is empty."""

    key: str
    children: tuple[Inline, ...]
    cited_at: tuple[str, ...]
    label: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class BibliographyList:
    """A section of the bibliography; `hanging` says that the first line of each work stands out to the left."""

    title: str
    entries: tuple[BibliographyEntry, ...]
    hanging: bool = True


@dataclass(frozen=True, slots=True)
class Locator:
    """Where the index refers to: from an anchor, to another if it is a range."""

    anchor: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """An entry of the index; sub-entries have none of their own. `see` excludes locators.

    `term` is plain words, by which `see` and `see_also` name it; `words` the same with their italics; `of` names the
    index that it stands in, if it is not the book's only or first one."""

    term: str
    sort: str
    locators: tuple[Locator, ...] = ()
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    entries: tuple[IndexEntry, ...] = ()
    words: tuple[Inline, ...] = ()
    of: str = ""


@dataclass(frozen=True, slots=True)
class NewCorrection:
    """A correction that no earlier printing has, and the anchor where its words stand now."""

    correction: Correction
    anchor: str


@dataclass(frozen=True, slots=True)
class Book:
    """The resolved book: nothing is left to be looked up but folios. `changes` are in the order of the text; `formulas`
    are found by their TeX and whether they are displayed."""

    edition: Edition
    divisions: tuple[Division, ...]
    anchors: Mapping[str, Anchor]
    contents: tuple[ContentsEntry, ...]
    figures: tuple[ContentsEntry, ...]
    tables: tuple[ContentsEntry, ...]
    bibliography: tuple[BibliographyList, ...]
    index: tuple[IndexEntry, ...]
    pictures: Mapping[str, Picture]
    drawings: Mapping[str, Drawing]
    data: Mapping[str, DataSet]
    changes: tuple[NewCorrection, ...] = ()
    formulas: Mapping[tuple[str, bool], SetFormula] = field(default_factory=dict)
