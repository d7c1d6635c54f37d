"""The words that a finished file must have, division by division and note by note.

It walks the resolved book by itself and knows no writer.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from book.edition import Edition, Medium, NoteSetting
from book.gate.inside import ExpectationContext, WordRow, of_blocks, text_of
from book.gate.letters import words
from book.gate.lists import of_bibliography, of_changes, of_contents, of_index, of_update_note
from book.matter import Book, Division, Note
from book.pages import PageMap

DISPLAYED = frozenset({"halftitle", "title-page", "imprint"})  # made of the edition's facts, arranged by the designer
UNTITLED = frozenset({"dedication", "epigraph", "colophon"})  # a design may leave their title out


@dataclass(frozen=True, slots=True)
class ExpectedNote:
    """A note, the title of the division that calls it, and its words."""

    note: Note
    home: str
    words: WordRow


@dataclass(frozen=True, slots=True)
class ExpectedDivision:
    """What must stand in a division. It opens with one of `openings`; `facts` must stand anywhere in it, in any order;
    `words` and the `notes` are all else, in their order. With facts, other words may stand there too."""

    division: Division
    openings: tuple[WordRow, ...]
    facts: tuple[WordRow, ...]
    words: WordRow
    notes: tuple[ExpectedNote, ...]


def book_text(book: Book, pages: PageMap, medium: Medium) -> tuple[ExpectedDivision, ...]:
    """What must stand in each division of a file."""
    numbers = {n: mark for d in book.divisions for note, mark in _marked(d, book.edition.notes, pages, medium)
               for n in (note.id, note.call)}
    eye = ExpectationContext(book, pages, medium, numbers)
    return tuple(_division(division, eye) for division in book.divisions)


def _division(division: Division, eye: ExpectationContext) -> ExpectedDivision:
    displayed = division.role in DISPLAYED
    return ExpectedDivision(
        division,
        ((),) if displayed else _openings(division, eye),
        _facts(division, eye.book.edition) if displayed else (),
        of_blocks(division.blocks, eye) + _generated(division, eye) + _notes_heading(division, eye),
        tuple(_note(note, home.title, eye) for home in _called_in(division, eye) for note in home.notes),
    )


def _marked(division: Division, setting: NoteSetting, pages: PageMap, medium: Medium) -> Iterator[tuple[Note, str]]:
    """Each note with its mark: symbols and numbers that begin anew on a page are for paper alone."""
    if not medium.paged or setting.numbering != "page":
        symbols = medium.paged and setting.marks == "symbols"
        yield from ((note, "" if symbols else note.number) for note in division.notes)
        return
    for _, here in groupby(division.notes, lambda note: pages.get(note.call)):
        yield from ((note, "" if setting.marks == "symbols" else str(rank)) for rank, note in enumerate(here, 1))


def _called_in(division: Division, eye: ExpectationContext) -> tuple[Division, ...]:
    """The divisions whose notes stand in this one."""
    if eye.book.edition.notes.place != "book":
        return (division,)
    return eye.book.divisions if division.role == "notes" else ()


def _note(note: Note, home: str, eye: ExpectationContext) -> ExpectedNote:
    number = eye.numbers[note.id]
    return ExpectedNote(note, home, (*words(f"{number}." if number else "", note.span), *of_blocks(note.blocks, eye)))


def _openings(division: Division, eye: ExpectationContext) -> tuple[WordRow, ...]:
    """A design may print "Chapter 3", "3" or nothing before a title. Its subtitle and its authors stand below it."""
    heading = text_of(division.heading, eye) if division.heading else division.title
    by = "Edited by " + " and ".join(division.editors) if division.editors else ""
    whole = " ".join((heading, text_of(division.subtitle, eye), *division.authors, by))
    title = [f"{before} {whole}" for before in (division.label, division.number, "")]
    if division.role in UNTITLED:
        title.append("")
    return tuple(words(text, division.span) for text in dict.fromkeys(title))


def _facts(division: Division, edition: Edition) -> tuple[WordRow, ...]:
    rights = edition.rights
    facts: Mapping[str, tuple[str, ...]] = {
        "halftitle": (edition.title,),
        "title-page": (
            edition.title,
            edition.subtitle,
            *(author.name for author in edition.authors),
            edition.publisher,
            edition.date[:4],
            *(f"{each.words} {each.name}" for each in edition.contributors),
        ),
        "imprint": (
            f"{rights.year or ''} {rights.holder}",
            rights.licence,
            rights.licence_url,
            rights.credit,
            *(_printing(edition.name, edition.number, edition.date)
              if edition.stated and edition.imprint.edition_line else ()),
            *(fact for each in edition.printings if _before(each.number, edition.number)
              for fact in _printing(each.name, each.number, each.date)),
            edition.publisher,
            f"ISBN {edition.isbn}" if edition.isbn else _identifier(edition),
            *(f"{each.words} {each.name}" for each in edition.contributors),
            edition.content if edition.imprint.content_id else "",
            *edition.imprint.lines,
        ),
    }
    return tuple(words(fact, division.span) for fact in facts[division.role] if fact)


def _identifier(edition: Edition) -> str:
    return edition.identifier if edition.stated and edition.imprint.identifier else ""


def _printing(name: str, number: str, date: str) -> tuple[str, ...]:
    """A full date is printed as 22 November 2026, of any other the year."""
    year, month, day = (int(part or 0) for part in (*date.split("-"), "0", "0")[:3])
    return name, f"printing {number}", f"{day} {month_name[month]} {year}" if day else str(year or "")


def _before(number: str, other: str) -> bool:
    """1.9 comes before 1.10, and this before 2.0."""
    first, second = ([int(part) for part in text.split(".") if part.isdecimal()] for text in (number, other))
    return first < second


def _headings(book: Book) -> Iterator[str]:
    """Above the notes of each division, at the end of the book."""
    for division in book.divisions:
        if division.notes:
            yield f"{division.number} {division.title}"


def _notes_heading(division: Division, eye: ExpectationContext) -> WordRow:
    """Above the notes at the end of a division."""
    return words("Notes" if division.notes and eye.book.edition.notes.place == "chapter" else "", division.span)


def _generated(division: Division, eye: ExpectationContext) -> WordRow:
    book = eye.book
    match division.role:
        case "notes":
            return words(" ".join(_headings(book)), division.span)
        case "contents":
            return of_contents(book.contents, division, eye)
        case "figures":
            return of_contents((*book.figures, *book.tables), division, eye)
        case "bibliography":
            return of_bibliography(division, eye)
        case "index":
            return of_index(division, eye)
        case "changes":
            return of_changes(division, eye)
        case "imprint" if eye.medium.replaced and all(each.role != "changes" for each in book.divisions):
            return of_update_note(division, eye)
        case _:
            return ()
