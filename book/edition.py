"""What is published, and in which forms: metadata and measures, as `chapters/book.yaml` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from book.orders import Order
from book.problems import Span


class Medium(Enum):
    """What a text is read on, and what follows from that for whoever sets it or checks it. Its value is its name.

    `paged`: lines and pages are made here, so that notes can stand at a page's foot, with symbols or numbers that begin
    anew there; else the reader's device makes them. `numbers_lists`: a list's numbers are part of the text; else the
    device counts. `cites_back`: each work of the bibliography leads to the notes that cite it. `replaced`: a reader's
    copy is replaced by a later printing's, so that its imprint says what was corrected if no division does."""

    paged: bool
    numbers_lists: bool
    cites_back: bool
    replaced: bool

    SCREEN = "screen", True, True, False, False
    PRINT = "print", True, True, False, False
    EPUB = "epub", False, False, True, True
    ERRATA = "errata", False, False, False, False  # the errata sheet's page for a browser

    def __new__(cls, name: str, paged: bool, numbers_lists: bool, cites_back: bool, replaced: bool) -> Medium:
        medium = object.__new__(cls)
        medium._value_, medium.paged, medium.numbers_lists = name, paged, numbers_lists
        medium.cites_back, medium.replaced = cites_back, replaced
        return medium


# The media in which a book can be ordered; whoever makes its files matches all of them.
TargetMedium = Literal[Medium.SCREEN, Medium.PRINT, Medium.EPUB]


@dataclass(frozen=True, slots=True)
class Author:
    """A name as printed, and as sorted ("Carr, Edward Hallett")."""

    name: str
    sort: str


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who had a part in the book besides its authors: the name as printed and as sorted, what he did, by its
    code in MARC's list of relators ("trl"), and that in words, as on a title page ("Translated by")."""

    name: str
    sort: str
    relator: str
    words: str


@dataclass(frozen=True, slots=True)
class Rights:
    """Who holds the rights, since which year (0: not known), and under which licence the text may be shared."""

    holder: str
    year: int
    licence: str = ""
    licence_url: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Margins:
    """Type area to trim edge, in millimetres; `inner` is the gutter side."""

    head: float
    foot: float
    inner: float
    outer: float


@dataclass(frozen=True, slots=True)
class Trim:
    """A page after cutting, in inches."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Target:
    """One form in which the edition appears; in print, with what is ordered of each printer."""

    name: str
    medium: TargetMedium
    orders: tuple[Order, ...] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """What the printed book costs: the amount as written ("14.95"), and the currency's ISO 4217 code."""

    currency: str
    amount: str


@dataclass(frozen=True, slots=True)
class BibliographySection:
    """A section of the bibliography and the works it takes: those whose `section` is this one's."""

    title: str
    section: str


@dataclass(frozen=True, slots=True)
class NoteSetting:
    """Where notes stand: at the foot of the page, the end of the chapter or of the book; where their numbers begin
    anew; and whether these are figures or * † ‡ § ‖ ¶."""

    place: Literal["page", "chapter", "book"] = "page"
    numbering: Literal["page", "chapter", "book"] = "chapter"
    marks: Literal["figures", "symbols"] = "figures"


NumberStyle = Literal["none", "arabic", "roman", "words"]


@dataclass(frozen=True, slots=True)
class StructureSetting:
    """How divisions are numbered and opened. `chapter_label` is printed before a chapter's number ("Chapter").

    Sections are numbered to the depth of `section_numbers` (0: none), and the contents list them to that of
    `contents_depth`: 1 is a chapter's sections, 2 their subsections. `opens`: where chapters and parts begin."""

    chapter_numbers: NumberStyle = "arabic"
    chapter_label: str = ""
    part_numbers: NumberStyle = "none"
    section_numbers: int = 0
    contents_depth: int = 1
    opens: Literal["recto", "any"] = "recto"


HeadWords = Literal["book", "division", "section", "author", "none"]


@dataclass(frozen=True, slots=True)
class LookSetting:
    """What a book may ask of its design: the name of a theme (empty: none); whether lines are justified or ragged
    (empty: as the design has it); and what the running heads say on left-hand and right-hand pages."""

    theme: str = ""
    text: Literal["", "justified", "ragged"] = ""
    left: HeadWords = "book"
    right: HeadWords = "division"


@dataclass(frozen=True, slots=True)
class ImprintSetting:
    """What the copyright page says besides the usual, and whether it names the printing, the identifier of a book
    without an ISBN, and the short id of the book's content."""

    lines: tuple[str, ...] = ()
    edition_line: bool = True
    identifier: bool = True
    content_id: bool = True


@dataclass(frozen=True, slots=True)
class Tally:
    """Marks on the cover, counted from the data: a row for each query, a mark for each record that it counts.

    Marks of records that `solid` counts too are solid, others outlined; `note` tells on the back what they are."""

    rows: tuple[str, ...]
    solid: str
    note: str
    at: Span


CoverPattern = Literal["", "bars", "dots", "rings", "steps", "waves"]


@dataclass(frozen=True, slots=True)
class CoverSetting:
    """How the cover looks besides its type: the colour of its field (as #rrggbb, or empty); a pattern there; or the
    path of a picture from `chapters/`, which fills the field or, if `full`, the whole front."""

    colour: str = ""
    pattern: CoverPattern = ""
    picture: str = ""
    full: bool = True
    at: Span = field(default_factory=lambda: Span(""))


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry of the ledger: what a printing said, what the book says now, and why.

    An `erratum` is a slip of writing, typing or setting, a `corrigendum` something that was not so. `since` is the
    first printing that has the fault; `anchor` an anchor of the division near it, or empty; `sources` are keys of the
    bibliography."""

    id: str
    date: str
    kind: Literal["erratum", "corrigendum"]
    division: str
    anchor: str
    was: str
    now: str
    why: str
    sources: tuple[str, ...]
    reported_by: str
    since: str
    span: Span


@dataclass(frozen=True, slots=True)
class Printing:
    """An earlier printing or edition, by its record: number, name, date, and the ids of the corrections it has."""

    number: str
    name: str
    date: str
    corrections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """The book as a publication. Dates are ISO texts; `identifier` is a URN; `id` names the output files.

    `isbn` is the printed book's, as written, or empty; `blurb` the paragraphs on its back; `bisac` and `thema` are
    codes of the two schemes of subjects that bookshops use. `content` is a short id of all that went into the book;
    `corrections` is the ledger, `printings` what was released before, oldest first. `strict`: what a careful house
    does not let pass is an error, else a warning. `stated`: book.yaml says which edition this is; else no page does.
    Where book.yaml does not say so, `publisher`, `name`, `date` and `description` are empty.
    `macros` are the commands of mathematics that are the book's own, by name."""

    id: str
    title: str
    subtitle: str
    language: str
    authors: tuple[Author, ...]
    publisher: str
    number: str
    name: str
    date: str
    identifier: str
    description: str
    subjects: tuple[str, ...]
    rights: Rights
    trim: Trim
    margins: Margins
    targets: tuple[Target, ...]
    notes: NoteSetting
    citation_style: str  # the name of a style, or the path of one of the book's own
    first_full: Literal["chapter", "book"]
    bibliography: tuple[BibliographySection, ...]
    draft: bool
    raw_html: bool
    isbn: str = ""
    prices: tuple[Price, ...] = ()
    blurb: tuple[str, ...] = ()
    bisac: tuple[str, ...] = ()
    thema: tuple[str, ...] = ()
    tally: Tally | None = None
    cover: CoverSetting = field(default_factory=CoverSetting)
    content: str = ""
    corrections: tuple[Correction, ...] = ()
    printings: tuple[Printing, ...] = ()
    macros: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    verse: bool = False  # each line of a text is a line of verse
    stated: bool = True
    contributors: tuple[Contributor, ...] = ()
    structure: StructureSetting = field(default_factory=StructureSetting)
    look: LookSetting = field(default_factory=LookSetting)
    imprint: ImprintSetting = field(default_factory=ImprintSetting)
    nocite: tuple[str, ...] = ()  # keys of works that are listed without being cited; "*" is all of them
