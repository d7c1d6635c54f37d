"""Notes gathered behind a chapter or at the end of the book.

Comes in: divisions with their notes. Goes out: a section a division, its notes in a list, each leading back to
its call.
Apart from notes printed where they are called: these are blocks, and page and EPUB share them.
"""

from __future__ import annotations

from book.compose.blocks import blocks
from book.compose.inlines import inlines
from book.compose.markup import EMPTY, Markup, element, joined
from book.compose.stick import Stick
from book.matter import Division, Note, Paragraph

TITLE = "Notes"
AT_END = "notes"  # the role of the division that takes the notes of all others


def of_chapter(division: Division, stick: Stick) -> Markup:
    """The notes of a division behind its text; nothing if it has none."""
    return _section(division, TITLE, division.notes, stick) if division.notes else EMPTY


def of_book(stick: Stick) -> Markup:
    """The notes of all divisions, each below its number and title."""
    return Markup("\n").join(
        _section(division, heading(division), division.notes, stick)
        for division in stick.book.divisions if division.notes)


def heading(division: Division) -> str:
    """What stands above a division's notes: "3. The Trial"."""
    return f"{division.number}. {division.title}" if division.number else division.title


def lead(note: Note, stick: Stick, back: Markup) -> Markup:
    """A note's blocks behind its number. A first paragraph begins on the number's line."""
    match note.blocks:
        case (Paragraph(children, span), *rest):
            first = element("p", back + inlines(children, stick), data_key=stick.key(children, span))
            return first + blocks(tuple(rest), stick)
        case _:
            return element("p", back) + blocks(note.blocks, stick)


def number(note: Note) -> Markup:
    """A note's number, which leads back to its call."""
    return element("a", note.number, class_="back", href=f"#{note.call}", role="doc-backlink") + ". "


def _section(division: Division, title: str, notes: tuple[Note, ...], stick: Stick) -> Markup:
    name = element("h2", title, id=f"{division.id}-notes", data_bookmark=title,
                   data_key=stick.keys.key(title, division.span))
    entries = element("ol", joined(_entry(note, stick.inside(note.id)) for note in notes), class_="notes")
    return element("section", name + entries, class_="endnotes", epub__type="endnotes", role="doc-endnotes")


def _entry(note: Note, stick: Stick) -> Markup:
    """`data-folio` becomes the folio of the call, for the running head."""
    return element("li", lead(note, stick, number(note)), class_="endnote", id=note.id, epub__type="endnote",
                   data_folio=note.call)
