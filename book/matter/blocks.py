"""Blocks: paragraphs, headings, lists, tables, figures; generic in their inlines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, Union

from book.matter.inlines import I
from book.problems import Span


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[I]):
    """A paragraph. `looseness` is how many lines more, or fewer, it is set in; `keep` that no page breaks it."""

    children: tuple[I, ...]
    span: Span
    looseness: int = 0
    keep: bool = False


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


Numbering = Literal["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]
Delimiter = Literal[".", ")", "()"]


@dataclass(frozen=True, slots=True)
class Items(Generic[I]):
    """A list, numbered from `start` if `ordered`, in `numbering` with `delimiter` behind or around each number.

    `loose`: white stands between its items. `checked` says of each item of a list of tasks whether it is done; it is
    empty for any other list, and None for an item that is not a task."""

    ordered: bool
    start: int
    items: tuple[tuple[Block[I], ...], ...]
    span: Span
    numbering: Numbering = "decimal"
    delimiter: Delimiter = "."
    loose: bool = False
    checked: tuple[bool | None, ...] = ()


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
    """One cell of a table; `heads` says that it heads its row or column. It covers `columns` and `rows`.

    A cell of more than one line of words has `blocks`, and no children. `align` is empty where it stands as its column
    does."""

    children: tuple[I, ...]
    heads: bool = False
    columns: int = 1
    rows: int = 1
    blocks: tuple[Block[I], ...] = ()
    align: str = ""


@dataclass(frozen=True, slots=True)
class Table(Generic[I]):
    """A table, numbered if it has an `id`; `aligns` has "left", "right" or "center" a column.

    `more_heads` are the rows of its head below the first, `foot` its last rows, set off by a rule."""

    id: str
    caption: tuple[I, ...]
    head: tuple[Cell[I], ...]
    rows: tuple[tuple[Cell[I], ...], ...]
    aligns: tuple[str, ...]
    span: Span
    widths: tuple[float, ...] = ()  # of the columns, as parts of the measure; empty: as their words need
    turned: bool = False  # it stands sideways on its page
    more_heads: tuple[tuple[Cell[I], ...], ...] = ()
    foot: tuple[tuple[Cell[I], ...], ...] = ()
    classes: tuple[str, ...] = ()

    @property
    def every_row(self) -> tuple[tuple[Cell[I], ...], ...]:
        """All rows from the head to the foot; a head without cells is none."""
        return (*((self.head,) if self.head else ()), *self.more_heads, *self.rows, *self.foot)


@dataclass(frozen=True, slots=True)
class Figure(Generic[I]):
    """A picture with its caption, numbered if it has an `id`; `picture` names one of the manuscript's pictures or
    drawings. `width` and `height` are lengths, "50%" or "8cm", and empty where they were not written."""

    id: str
    picture: str
    alt: str
    caption: tuple[I, ...]
    span: Span
    width: str = ""
    height: str = ""
    classes: tuple[str, ...] = ()


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
class Listing(Generic[I]):
    """Code, letter by letter in a fixed-width face, tabs as they were typed. `language` says which words of it stand
    out; it is numbered as a listing if it has an `id`.

    Its lines are numbered from `first_line`, or not if that is 0."""

    text: str
    span: Span
    language: str = ""
    id: str = ""
    caption: tuple[I, ...] = ()
    first_line: int = 0


@dataclass(frozen=True, slots=True)
class DisplayFormula:
    """Mathematics on lines of its own, as TeX without its marks; numbered if it has an `id`. `inside`: it stands within
    a paragraph, which goes on after it."""

    tex: str
    id: str
    span: Span
    inside: bool = False


@dataclass(frozen=True, slots=True)
class VerseLine(Generic[I]):
    """A line of verse, and how many ems it is indented. `span` is its line of the file."""

    children: tuple[I, ...]
    indent: int
    span: Span


@dataclass(frozen=True, slots=True)
class Verse(Generic[I]):
    """Lines that end where their author ended them, in stanzas. Every `numbered`th line has its number; 0: none."""

    stanzas: tuple[tuple[VerseLine[I], ...], ...]
    classes: tuple[str, ...]
    numbered: int
    span: Span


@dataclass(frozen=True, slots=True)
class Admonition(Generic[I]):
    """A passage set apart to be noticed; its `title` may be empty, and then its kind is printed."""

    kind: Literal["note", "tip", "important", "warning", "caution"]
    title: tuple[I, ...]
    blocks: tuple[Block[I], ...]
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
    Listing[I],
    DisplayFormula,
    Verse[I],
    Admonition[I],
]
