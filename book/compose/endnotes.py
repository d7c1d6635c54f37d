"""Notes gathered behind a chapter or at the end of the book: a section for each division, its notes in a list, each
leading back to its call. They are blocks, in print and in an EPUB alike.
"""

from __future__ import annotations

from book.compose.blocks import blocks
from book.compose.context import WriterContext
from book.compose.inlines import inlines
from book.compose.markup import EMPTY, Markup, element, joined
from book.matter import Division, Note, Paragraph

TITLE = "Notes"
AT_END = "notes"  # the role of the division that takes the notes of all others


def of_chapter(division: Division, context: WriterContext) -> Markup:
    """The notes of a division behind its text; nothing if it has none."""
    return _section(division, TITLE, division.notes, context) if division.notes else EMPTY


def of_book(context: WriterContext) -> Markup:
    """The notes of all divisions, each below its number and title."""
    return Markup("\n").join(
        _section(division, heading(division), division.notes, context)
        for division in context.book.divisions if division.notes)


def heading(division: Division) -> str:
    """What stands above a division's notes: "3. The Trial"."""
    return f"{division.number}. {division.title}" if division.number else division.title


def lead(note: Note, context: WriterContext, back: Markup) -> Markup:
    """A note's blocks behind its number. A first paragraph begins on the number's line."""
    match note.blocks:
        case (Paragraph(children, span), *rest):
            first = element("p", back + inlines(children, context), data_key=context.key(children, span))
            return first + blocks(tuple(rest), context)
        case _:
            return element("p", back) + blocks(note.blocks, context)


def number(note: Note) -> Markup:
    """A note's number, which leads back to its call."""
    return element("a", note.number, class_="back", href=f"#{note.call}", role="doc-backlink") + ". "


def _section(division: Division, title: str, notes: tuple[Note, ...], context: WriterContext) -> Markup:
    name = element("h2", title, id=f"{division.id}-notes", data_bookmark=title,
                   data_key=context.keys.key(title, division.span))
    entries = element("ol", joined(_entry(note, context.inside(note.id)) for note in notes), class_="notes")
    return element("section", name + entries, class_="endnotes", epub__type="endnotes", role="doc-endnotes")


def _entry(note: Note, context: WriterContext) -> Markup:
    """`data-folio` becomes the folio of the call, for the running head."""
    return element("li", lead(note, context, number(note)), class_="endnote", id=note.id, epub__type="endnote",
                   data_folio=note.call)
