"""What the stages of an import hand on: lines that know where they were written, the listing of a source, and the
draft of a project.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from book.problems import Problem, Span

Place = Literal["front", "body", "back"]


class SourceLine(NamedTuple):
    """A line, and the file of the source and the line of it where it was written; 0 if nobody can tell."""

    words: str
    path: str
    number: int


Lines = tuple[SourceLine, ...]


def lines_of(text: str, path: str, first: int = 1) -> Lines:
    """The lines of a text; `first` is the number of its first line, 0 if its lines have none in the source."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return tuple(SourceLine(words, path, first and first + number)
                 for number, words in enumerate(plain.removesuffix("\n").split("\n")))


@dataclass(slots=True)
class Remarks:
    """What an import has to tell: B-031, something written otherwise; B-032, something left out or left as it was."""

    found: list[Problem] = field(default_factory=list)

    def changed(self, line: SourceLine, what: str, done: str) -> None:
        """Something of another tool, which has the same meaning in the book's own words."""
        self.found.append(Problem("B-031", what, _span(line), done))

    def left(self, line: SourceLine, what: str, done: str) -> None:
        """Something that is not in the book as it was in the source."""
        self.found.append(Problem("B-032", what, _span(line), done))


def _span(line: SourceLine) -> Span:
    return Span(line.path, max(line.number, 1))


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What a source says of its book as a whole; empty where it says nothing."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    description: str = ""
    publisher: str = ""
    date: str = ""
    isbn: str = ""


@dataclass(frozen=True, slots=True)
class ListedText:
    """A division as the source lists it. `inner` are the chapters of a part, or the files that are sections of a
    chapter; `line` is the listing's line."""

    file: str
    title: str = ""
    role: str = ""
    place: Place = "body"
    inner: tuple[ListedText, ...] = ()
    line: int = 1
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class SourceListing:
    """What a source is: its kind, the files of its book in order, and what it says of itself.

    `root` is the folder of the texts, `path` the file that lists them, `others` the texts that it does not list."""

    kind: str
    entries: tuple[ListedText, ...]
    facts: BookFacts = BookFacts()
    root: str = ""
    path: str = ""
    bibliographies: tuple[str, ...] = ()
    style: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftDivision:
    """A division of the new project: its file in `chapters/`, or no file for the title page of a part."""

    file: str
    role: str
    place: Place
    title: str = ""
    lines: Lines = ()
    inner: tuple[DraftDivision, ...] = ()
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """A project that is not written yet. `copies` has the files to copy: path in the project → path in the source;
    `made` has files that came out of a document."""

    listing: SourceListing
    divisions: tuple[DraftDivision, ...]
    copies: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, bytes] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportWishes:
    """What the command line says, which goes before what the source says."""

    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""


def joined(lines: Iterable[SourceLine]) -> str:
    """The text of some lines."""
    return "".join(line.words + "\n" for line in lines)
