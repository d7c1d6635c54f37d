"""The text of a book, before and after resolution.

Comes in: nothing. Goes out: the tree that `read` builds and `resolve` rewrites.
Apart because every stage reads the tree and none owns it.

Blocks are generic in their inlines: a `Paragraph[RawInline]` may hold a citation that nobody has looked up yet,
a `Paragraph[Inline]` cannot. So no writer has a case for an unresolved node, and the type checker proves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar, Union

from book.edition import Edition
from book.problems import Span

I = TypeVar("I")  # noqa: E741 - the inline type of a block or span

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
    "chapter",
    "appendix",
    "bibliography",
    "index",
    "colophon",
]

# --- inlines that are the same before and after ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Words, typographically set: curly quotes, real dashes, no markup."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line ends here."""


@dataclass(frozen=True, slots=True)
class Emphasis(Generic[I]):
    """Words set apart by face or position."""

    kind: Literal["em", "strong", "smallcaps", "superior", "inferior", "struck", "code"]
    children: tuple[I, ...]


@dataclass(frozen=True, slots=True)
class Styled(Generic[I]):
    """Words with a name, a class or a language of their own; `id` and `lang` are empty where not given."""

    children: tuple[I, ...]
    id: str = ""
    classes: tuple[str, ...] = ()
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Link(Generic[I]):
    """A link out of the book."""

    url: str
    children: tuple[I, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the line; `picture` names one of `Book.pictures`."""

    picture: str
    alt: str


# --- inlines before resolution -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One work in a citation. `label` is a CSL locator label ("page"); `prefix` and `suffix` keep their markup."""

    key: str
    prefix: tuple[RawInline, ...] = ()
    label: str = ""
    locator: str = ""
    suffix: tuple[RawInline, ...] = ()
    no_author: bool = False
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """`[@a, 3; @b]`, or with `in_text` `@a [p. 3]`, whose author stays in the sentence."""

    works: tuple[CitedWork, ...]
    in_text: bool
    span: Span


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reference to an anchor of the book; no children mean the target's own name ("figure 2")."""

    anchor: str
    children: tuple[RawInline, ...]
    form: Literal["plain", "page", "pageonly", "title"]
    span: Span


@dataclass(frozen=True, slots=True)
class DataValue:
    """The answer to a query, printed as `format` says ("", "words", "date", "numeral")."""

    query: str
    format: str
    span: Span


@dataclass(frozen=True, slots=True)
class CheckedWords:
    """Words that must equal the answer to a query."""

    children: tuple[RawInline, ...]
    query: str
    span: Span


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where a note is called. `note` is a key of `RawDivision.notes`."""

    note: str
    span: Span


@dataclass(frozen=True, slots=True)
class IndexMark:
    """An index entry at these words (which may be none). `entry` is "term!subterm"; empty: the words themselves.

    `opens` and `closes` name a range."""

    children: tuple[RawInline, ...]
    entry: str
    opens: str
    closes: str
    span: Span


@dataclass(frozen=True, slots=True)
class PersonMark:
    """Words that mean this person of the register; an empty `person` means: no entry here."""

    children: tuple[RawInline, ...]
    person: str
    span: Span


@dataclass(frozen=True, slots=True)
class Unsourced:
    """A claim for which no source is known yet."""

    children: tuple[RawInline, ...]
    reason: str
    span: Span


# --- inlines after resolution ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoteCall:
    """The mark of a note in the text. `note` is the id of one of the division's notes."""

    note: str


@dataclass(frozen=True, slots=True)
class CrossLink:
    """Words linked to an anchor of the book (a heading, a figure, a work in the bibliography)."""

    anchor: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class PageReference:
    """The folio on which an anchor stands, linked to it."""

    anchor: str


@dataclass(frozen=True, slots=True)
class IndexAnchor:
    """A place without words of its own, to which the index refers."""

    id: str


RawInline = Union[
    Text,
    Break,
    "Emphasis[RawInline]",
    "Styled[RawInline]",
    "Link[RawInline]",
    Image,
    Citation,
    CrossReference,
    DataValue,
    CheckedWords,
    NoteMark,
    IndexMark,
    PersonMark,
    Unsourced,
]
Inline = Union[
    Text,
    Break,
    "Emphasis[Inline]",
    "Styled[Inline]",
    "Link[Inline]",
    Image,
    NoteCall,
    CrossLink,
    PageReference,
    IndexAnchor,
]

# --- blocks ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[I]):
    """A paragraph."""

    children: tuple[I, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Heading(Generic[I]):
    """A heading inside a division: level 2 is a section, 3 a subsection. `id` is unique in the book."""

    level: int
    children: tuple[I, ...]
    id: str
    classes: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Quotation(Generic[I]):
    """A block quotation or an epigraph with its attribution (may be empty)."""

    kind: Literal["quotation", "epigraph"]
    blocks: tuple[Block[I], ...]
    attribution: tuple[I, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Items(Generic[I]):
    """A list, numbered from `start` if `ordered`."""

    ordered: bool
    start: int
    items: tuple[tuple[Block[I], ...], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Definition(Generic[I]):
    """A term and what is said of it."""

    term: tuple[I, ...]
    blocks: tuple[Block[I], ...]


@dataclass(frozen=True, slots=True)
class Definitions(Generic[I]):
    """A list of terms."""

    items: tuple[Definition[I], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Cell(Generic[I]):
    """One cell of a table; `heads` says that it heads its row or column."""

    children: tuple[I, ...]
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Table(Generic[I]):
    """A table; `aligns` has one of "left", "right", "center" a column. One with a caption is numbered and has an `id`."""

    id: str
    caption: tuple[I, ...]
    head: tuple[Cell[I], ...]
    rows: tuple[tuple[Cell[I], ...], ...]
    aligns: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Figure(Generic[I]):
    """A numbered picture with its caption; `picture` names one of the manuscript's pictures or drawings."""

    id: str
    picture: str
    alt: str
    caption: tuple[I, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Group(Generic[I]):
    """Blocks under one class, name or language."""

    blocks: tuple[Block[I], ...]
    id: str
    classes: tuple[str, ...]
    lang: str
    span: Span


@dataclass(frozen=True, slots=True)
class Ornament:
    """A break between passages, marked by an ornament."""

    span: Span


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text set letter by letter."""

    text: str
    span: Span


Block = Union[
    Paragraph[I],
    Heading[I],
    Quotation[I],
    Items[I],
    Definitions[I],
    Table[I],
    Figure[I],
    Group[I],
    Ornament,
    Verbatim,
]

# --- data --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a data set: its id, its plain values (dict, list, str, int, …; dates as text), and where it stands."""

    id: str
    values: Mapping[str, Any]
    span: Span


@dataclass(frozen=True, slots=True)
class DataSet:
    """A named list of records, in the file's order."""

    name: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A work: CSL-JSON `values` (with `id`), the section of the bibliography it goes to, and where it stands."""

    key: str
    values: Mapping[str, Any]
    section: str
    span: Span


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes. `name` is its path inside `chapters/` or, of a drawing, `drawing/NAME`."""

    name: str
    media_type: Literal["image/svg+xml", "image/png", "image/jpeg"]
    data: bytes


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure to be drawn from the data: the plain values of its YAML file."""

    name: str
    values: Mapping[str, Any]
    span: Span


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """What `index.yaml` says. A subject or name is found wherever one of its words stands in the text, case kept.

    `person_set` is the data set whose records are persons, with the fields that hold name, sorted name and variants."""

    see: Mapping[str, str] = field(default_factory=dict)
    see_also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    found: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude: tuple[str, ...] = ()
    person_set: str = ""
    person_name: str = "name"
    person_sort: str = "sort_name"
    person_variants: str = "variants"
    person_exclude: tuple[str, ...] = ()
    span: Span | None = None


# --- the whole ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RawDivision:
    """A division as written. `notes` maps a note's key to its blocks; a division without a file has no blocks."""

    id: str
    role: Role
    part: Part
    title: str
    short: str
    blocks: tuple[Block[RawInline], ...]
    notes: Mapping[str, tuple[Block[RawInline], ...]]
    span: Span


@dataclass(frozen=True, slots=True)
class Manuscript:
    """All that `chapters/` says, read and parsed, nothing looked up."""

    edition: Edition
    divisions: tuple[RawDivision, ...]
    data: Mapping[str, DataSet]
    references: tuple[Reference, ...]
    pictures: Mapping[str, Picture]
    drawings: Mapping[str, Drawing]
    index: IndexSettings


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note. `id` is "note-DIVISION-NUMBER", its call's anchor "call-DIVISION-NUMBER"; `number` as printed."""

    id: str
    call: str
    number: str
    blocks: tuple[Block[Inline], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Division:
    """A division, everything looked up. `label` is "Chapter 3", "Appendix A" or empty; `number` "3", "A" or empty."""

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


@dataclass(frozen=True, slots=True)
class Anchor:
    """A thing that can be referred to: "figure 2" (`name`), what it is called (`title`), and where it stands."""

    id: str
    kind: Literal["division", "heading", "figure", "table", "note", "call", "reference", "index", "span"]
    name: str
    title: str
    division: str


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents, or of a list of figures. Level 1 is a division, 2 a section."""

    level: int
    label: str
    title: tuple[Inline, ...]
    anchor: str
    part: Part


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """A work as printed in the bibliography (anchor "ref-KEY"), and the calls of the notes that cite it."""

    key: str
    children: tuple[Inline, ...]
    cited_at: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BibliographyList:
    """A section of the bibliography."""

    title: str
    entries: tuple[BibliographyEntry, ...]


@dataclass(frozen=True, slots=True)
class Locator:
    """Where the index refers to: from an anchor, to another if it is a range."""

    anchor: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """An entry of the index; sub-entries have none of their own. `see` excludes locators."""

    term: str
    sort: str
    locators: tuple[Locator, ...] = ()
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    entries: tuple[IndexEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The resolved book: nothing is left to be looked up but folios."""

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
