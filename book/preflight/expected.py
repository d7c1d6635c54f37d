"""The words that a finished file must have, division by division and note by note.

Comes in: the resolved book, the page map, a medium. Goes out: `ExpectedDivision`s.
Apart because it is one half of the gate "nothing lost": it walks the book by itself and knows no writer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from book.edition import Edition, Medium
from book.matter import Book, Division
from book.pages import PageMap
from book.preflight.inside import Eye, Words, of_blocks
from book.preflight.letters import Word, words
from book.preflight.lists import of_bibliography, of_contents, of_index

DISPLAYED = frozenset({"halftitle", "title-page", "imprint"})  # made of the edition's facts, arranged by the designer
UNTITLED = frozenset({"dedication", "epigraph", "colophon"})  # a design may leave their title out


@dataclass(frozen=True, slots=True)
class ExpectedDivision:
    """What must stand in a division. It opens with one of `openings`; `facts` must stand anywhere in it, in any order;
    `words` and the `notes` by id are all else, in their order. With facts, other words may stand there too."""

    division: Division
    openings: tuple[Words, ...]
    facts: tuple[Words, ...]
    words: Words
    notes: Mapping[str, Words]


def book_text(book: Book, pages: PageMap, medium: Medium) -> tuple[ExpectedDivision, ...]:
    """What must stand in each division of a file."""
    numbers = {n: note.number for d in book.divisions for note in d.notes for n in (note.id, note.call)}
    eye = Eye(book, pages, medium, numbers)
    return tuple(_division(division, eye) for division in book.divisions)


def _division(division: Division, eye: Eye) -> ExpectedDivision:
    displayed = division.role in DISPLAYED
    notes = {
        note.id: (Word(f"{note.number}.", note.span), *of_blocks(note.blocks, eye)) for note in division.notes
    }
    return ExpectedDivision(
        division,
        ((),) if displayed else _openings(division),
        _facts(division, eye.book.edition) if displayed else (),
        of_blocks(division.blocks, eye) + _generated(division, eye),
        notes,
    )


def _openings(division: Division) -> tuple[Words, ...]:
    """A design may print "Chapter 3", "3" or nothing before a title."""
    title = [f"{before} {division.title}" for before in (division.label, division.number, "")]
    if division.role in UNTITLED:
        title.append("")
    return tuple(words(text, division.span) for text in dict.fromkeys(title))


def _facts(division: Division, edition: Edition) -> tuple[Words, ...]:
    rights = edition.rights
    facts: Mapping[str, tuple[str, ...]] = {
        "halftitle": (edition.title,),
        "title-page": (
            edition.title,
            edition.subtitle,
            *(author.name for author in edition.authors),
            edition.publisher,
            edition.date[:4],
        ),
        "imprint": (
            f"{rights.year} {rights.holder}",
            rights.licence,
            rights.licence_url,
            rights.credit,
            edition.name,
            edition.publisher,
            edition.date[:4],
            edition.identifier,
        ),
    }
    return tuple(words(fact, division.span) for fact in facts[division.role] if fact)


def _generated(division: Division, eye: Eye) -> Words:
    book = eye.book
    match division.role:
        case "contents":
            return of_contents(book.contents, division, eye)
        case "figures":
            return of_contents((*book.figures, *book.tables), division, eye)
        case "bibliography":
            return of_bibliography(division, eye)
        case "index":
            return of_index(division, eye)
        case _:
            return ()
