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
    """A table; `aligns` has "left", "right" or "center" a column. One with a caption is numbered, by its `id`."""

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
