"""What is published, and in which forms.

Comes in: nothing; `read` fills these from `chapters/book.yaml`. Goes out: `Edition`, `Target` and their parts.
Apart because metadata and measures are read by every stage, and no stage owns them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Medium = Literal["screen", "epub"]


@dataclass(frozen=True, slots=True)
class Author:
    """A name as printed, and as sorted ("Carr, Edward Hallett")."""

    name: str
    sort: str


@dataclass(frozen=True, slots=True)
class Rights:
    """Who holds the rights, since which year, and under which licence the text may be shared."""

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
    """One form in which the edition appears."""

    name: str
    medium: Medium


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


@dataclass(frozen=True, slots=True)
class Edition:
    """The book as a publication. Dates are ISO texts; `identifier` is a URN; `id` names the output files."""

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
    citation_style: str
    first_full: Literal["chapter", "book"]
    bibliography: tuple[BibliographySection, ...]
    draft: bool
    raw_html: bool
