"""What stands in a line, before resolution (`RawInline`) and after (`Inline`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar, Union

from book.problems import Span

I = TypeVar("I")  # noqa: E741 - the inline type of a block or span

# --- before and after alike


@dataclass(frozen=True, slots=True)
class Text:
    """Words, typographically set: curly quotes, real dashes, no markup."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
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
    """A picture in the line; `picture` names one of `Book.pictures`. `width` and `height` are lengths, "50%" or "8cm";
    without them it is as high as the text or, if it stands `alone` (in a link that is nothing else), as it is."""

    picture: str
    alt: str
    width: str = ""
    height: str = ""
    classes: tuple[str, ...] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """Mathematics in the line, as TeX without its marks; `display`: as large as on a line of its own.

    `alt` says it in words, and is empty before resolution."""

    tex: str
    span: Span
    display: bool = False
    alt: str = ""


# --- before resolution


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
    """A reference to an anchor of the book; no children mean the target's own name ("figure 2").

    As it is written, the anchor may also be a file ("02.md", "02.md#anchor") or a name in the style of a wiki
    ("[[The Lamp"); reading the book finds what they mean."""

    anchor: str
    children: tuple[RawInline, ...]
    form: Literal["plain", "page", "pageonly", "title", "number"]
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

    `opens` and `closes` name a range, `of` the index if the book has several."""

    children: tuple[RawInline, ...]
    entry: str
    opens: str
    closes: str
    span: Span
    of: str = ""


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


# --- after resolution


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
    LineBreak,
    "Emphasis[RawInline]",
    "Styled[RawInline]",
    "Link[RawInline]",
    Image,
    Formula,
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
    LineBreak,
    "Emphasis[Inline]",
    "Styled[Inline]",
    "Link[Inline]",
    Image,
    Formula,
    NoteCall,
    CrossLink,
    PageReference,
    IndexAnchor,
]
