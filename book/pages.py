"""Folios, sides, galleys and page runs: what `compose` gives to `paginate`, and `paginate` to `assemble` and `epub`.

All lengths are in points (1/72 inch), measured from the page's lower left corner, as PDF has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from book.limits import HOUSE, Limits

Side = Literal["recto", "verso"]
Opening = Literal["recto", "verso", "any"]
Numbering = Literal["roman", "arabic"]


@dataclass(frozen=True, slots=True)
class Folio:
    """A printed page number, never the PDF's page index."""

    number: int
    numbering: Numbering

    def __str__(self) -> str:
        return str(self.number) if self.numbering == "arabic" else roman(self.number)

    def after(self, pages: int) -> Folio:
        """The folio so many pages on, in the same numbering."""
        return Folio(self.number + pages, self.numbering)


def roman(number: int) -> str:
    """Lower-case roman numeral of a number from 1 to 3999.

    >>> roman(14)
    'xiv'
    """
    steps = (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    text = ""
    for value, letters in steps:
        text += letters * (number // value)
        number %= value
    return text


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font file: `name` is what the style sheets call it (url("font:NAME")), `digest` the SHA-256 of its bytes.

    Files of one name and digest are equal; use `of`, so that the digest is true."""

    name: str
    digest: str
    data: bytes = field(repr=False, compare=False)

    @classmethod
    def of(cls, name: str, data: bytes) -> FontFile:
        """A file of this name and these bytes."""
        return cls(name, sha256(data).hexdigest(), data)


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture that a galley shows as url("asset:NAME")."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Galley:
    """A division's text set but not yet paged.

    `html` is a whole XHTML document, with the attributes of `book.galley`; the tool `folios` fills in its folios.
    `strings` are the running heads' named strings as they stand on the run's first page."""

    division: str
    html: str
    css: str
    fonts: tuple[FontFile, ...]
    assets: tuple[Asset, ...]
    opens: Opening
    numbering: Numbering
    strings: tuple[tuple[str, str], ...]
    limits: Limits = HOUSE


@dataclass(frozen=True, slots=True)
class PagePoint:
    """A point on a page: page index inside the run from 0, x and y in points."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class TextStart:
    """The first text of a page: in the element with `data-key` = `key`, after `offset` characters.

    White space, soft hyphens, notes and generated text do not count. `mid_word`: the page opens inside a word."""

    key: str
    offset: int
    mid_word: bool


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """What a block has on a line; several may share one. `row` counts from 1, as a reader counts the lines of the
    page's text from the top, or of a note from its first line there (lines side by side are of one row); then the
    block's `data-key`; and the block's characters before the line, counted as in `TextStart`.

    `space` is the line's widest word space as a multiple of the natural one (0: it has none); `hyphen`: it ends in one,
    put in or its own."""

    row: int
    key: str
    offset: int
    space: float = 0.0
    hyphen: bool = False


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """A block as printed: its `data-key`, the number of the note that it stands in, or nothing, and its text with
    single spaces, notes and their calls left out. `reckoned` are those of its words, from 0, that come from paging and
    numbering: folios and numbers of notes."""

    key: str
    note: str
    text: str
    reckoned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a run.

    `name` is the CSS page name, `strings` the named strings set on it, `notes` the ids of the notes that begin here,
    `calls` the ids of those called here; `first` and `last` are its first and last words, `lines` its lines of text,
    all of which stand in `printed`, those of notes too; `ink` is a digest of what is drawn: equal ink, equal print."""

    name: str
    blank: bool
    strings: tuple[tuple[str, tuple[str, ...]], ...]
    start: TextStart | None
    calls: tuple[str, ...]
    notes: tuple[str, ...]
    first: str
    last: str
    lines: int
    printed: tuple[PrintedLine, ...] = ()
    ink: str = ""


@dataclass(frozen=True, slots=True)
class FontUse:
    """A face as one run uses it: the PDF resource name, the file's SHA-256, and width and text of each glyph used."""

    resource: str
    digest: str
    index: int
    family: str
    variations: tuple[tuple[str, float], ...]
    glyphs: tuple[tuple[int, float, str], ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another length that a paragraph could have: the looseness that asks for it, how many lines it then has, and its
    widest word space, as a multiple of the natural one."""

    looseness: int
    lines: int
    space: float


@dataclass(frozen=True, slots=True)
class ParagraphSetting:
    """How the lines of a block were found, a note's too: its `data-key` (or nothing), the page that it begins on, index
    inside the run from 0, and how many lines it has.

    `left` says why they were broken one by one (empty: they were chosen together); `given` is how many lines more, or
    fewer, a page asked for; `runt`: the last is one word, or too short;
    `ways` are told where an editor may want one."""

    key: str
    page: int
    lines: int
    left: str = ""
    given: int = 0
    runt: bool = False
    ways: tuple[Alternative, ...] = ()


Next = Literal["heading", "note", "table", "picture", "kept", "lines"]


@dataclass(frozen=True, slots=True)
class PageEnd:
    """How a page ends from which the text goes on: page index inside the run from 0, lines blank above the notes or the
    foot, whether its last word is broken over the leaf, and what the next page begins with, as it would not fit: a
    heading and the lines that it stays with, a line that calls a note, a table's row, a picture, something that is kept
    whole or with what follows, lines of a paragraph that stay together."""

    page: int
    blank: float
    broken: bool
    next: Next = "lines"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the PDF's outline, level from 1."""

    level: int
    label: str
    place: PagePoint


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong in a layout: the code of the problem, its words, and the `data-key` of the block (or empty).

    `trace` is the traceback of an engine that failed, for whoever looks for the cause."""

    code: str
    message: str
    key: str = ""
    trace: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PageRun:
    """A division laid out. Page numbers are relative: nothing in it knows a folio of its own.

    `settings` say how its lines were found, block by block; `ends` are those pages that end a line short or more, or
    in a broken word; `blocks` its text, in order; `engine` names what laid it out, with versions."""

    division: str
    pages: tuple[Page, ...]
    pdf: bytes
    anchors: Mapping[str, PagePoint]
    bookmarks: tuple[Bookmark, ...]
    fonts: tuple[FontUse, ...]
    faults: tuple[Fault, ...]
    settings: tuple[ParagraphSetting, ...] = ()
    ends: tuple[PageEnd, ...] = ()
    blocks: tuple[PrintedBlock, ...] = ()
    engine: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heads:
    """Running heads and folios of one run: as many pages, drawn over the run's at assembly, each one's ink, and what
    drew them."""

    division: str
    pdf: bytes
    fonts: tuple[FontUse, ...]
    inks: tuple[str, ...] = ()
    engine: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a run begins: its first folio and side, and how many blank pages stand before it."""

    division: str
    folio: Folio
    side: Side
    blanks: int

    def folio_of(self, page: int) -> Folio:
        """The folio of a page of the run, counted from 0."""
        return self.folio.after(page)

    def blank_folios(self, last: Folio | None) -> tuple[Folio, ...]:
        """The folios of the blank pages before the run. They belong to what stands before: they count on from `last`,
        the folio of the page before them, or if there is none, back from the run's first."""
        before = last or self.folio.after(-self.blanks - 1)
        return tuple(before.after(number) for number in range(1, self.blanks + 1))


PageMap = Mapping[str, Folio]


@dataclass(frozen=True, slots=True)
class Extent:
    """How many pages, blanks included."""

    front: int
    body: int
    blanks: int

    @property
    def total(self) -> int:
        """All pages."""
        return self.front + self.body


@dataclass(frozen=True, slots=True)
class Pagination:
    """The settled pages of an edition: one for all its paged targets. `starts`, `runs` and `heads` run in parallel."""

    starts: tuple[PageStart, ...]
    runs: tuple[PageRun, ...]
    heads: tuple[Heads, ...]
    page_map: PageMap
    extent: Extent
    rounds: int
    layouts: int
