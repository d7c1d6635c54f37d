"""Writes notes as XHTML, in the two forms that media want.

A printed note is written where it is called, inside the paragraph, and so entirely in spans; an EPUB has a link there
and the note as an aside behind the text.
"""

from __future__ import annotations

from typing import assert_never

from book.compose import endnotes, passages
from book.compose.classes import own
from book.compose.code import note_listing
from book.compose.context import WriterContext
from book.compose.formulas import displayed
from book.compose.inlines import inlines
from book.compose.markup import EMPTY, Markup, element, joined
from book.compose.note_tables import note_table
from book.compose.picture_markup import note_picture
from book.matter import (
    Admonition,
    Block,
    Definitions,
    DisplayFormula,
    Division,
    Figure,
    Group,
    Heading,
    Inline,
    Items,
    Listing,
    Note,
    Ornament,
    Paragraph,
    Quotation,
    Table,
    Text,
    Verse,
)
from book.problems import Span
from book.symbols import symbol


def calls(notes: tuple[Note, ...], context: WriterContext) -> dict[str, Markup]:
    """What stands in the text where each note is called, by the note's id."""
    if at_foot(context):
        return {note.id: _footnote(note, context.inside(note.id)) for note in notes}
    return {note.id: _noteref(note) for note in notes}


def at_foot(context: WriterContext) -> bool:
    """True if notes stand at the foot of the page, and so, in the galley, where they are called."""
    return context.medium.paged and context.book.edition.notes.place == "page"


def gathered(division: Division, context: WriterContext) -> Markup:
    """The notes that stand behind a division's text; in an EPUB those of a page's foot too, for want of pages."""
    place = context.book.edition.notes.place
    if at_foot(context) or (place == "book" and division.role != endnotes.AT_END):
        return EMPTY
    if place == "page":
        return Markup("\n").join(_aside(note, context.inside(note.id)) for note in division.notes)
    return endnotes.of_chapter(division, context) if place == "chapter" else endnotes.of_book(context)


def _noteref(note: Note) -> Markup:
    return element(
        "a", note.number, class_="noteref", id=note.call, href=f"#{note.id}", epub__type="noteref", role="doc-noteref"
    )


def _aside(note: Note, context: WriterContext) -> Markup:
    content = endnotes.lead(note, context, endnotes.number(note))
    return element("aside", content, id=note.id, epub__type="footnote", role="doc-footnote")


def _footnote(note: Note, context: WriterContext) -> Markup:
    match note.blocks:
        case (Paragraph(children, span) as only,):
            key, content, looseness = context.key(children, span), inlines(children, context), only.looseness
        case _:
            key, content, looseness = "", joined(_spans(block, context) for block in note.blocks), 0
    setting = context.book.edition.notes
    symbols, anew = setting.marks == "symbols", setting.marks if setting.numbering == "page" else ""
    mark = "?" if anew else symbol(int(note.number)) if symbols else note.number  # the tool `symbols` fills the "?"
    return element(
        "span", content, class_="note symbols" if symbols else "note", id=note.id, data_call=note.call,
        data_number=mark, data_anew=anew, data_key=key, data_looseness=str(looseness or ""),
    )


def _spans(node: Block[Inline], context: WriterContext) -> Markup:
    """A block in spans: class "note-p" and what kind of block it was."""
    match node:
        case Paragraph(children, span):
            return _line(children, span, context, "note-p")
        case Heading(_, children, id, _, span):
            return _line(children, span, context, "note-p", id)
        case Quotation(_, inner, attribution, span):
            by = _line(attribution, span, context, "note-p note-attribution") if attribution else EMPTY
            return element("span", joined(_spans(b, context) for b in inner) + by, class_="note-quotation")
        case Group(inner):
            classes = f"note-group {own(node.classes)}".strip()
            content = joined(_spans(b, context) for b in inner)
            return element("span", content, id=node.id, class_=classes, lang=node.lang)
        case Items(items=items):
            return joined(_item(place, item, node, context) for place, item in enumerate(items))
        case Definitions(items, span):
            return joined(
                _line(d.term, span, context, "note-p") + joined(_spans(b, context) for b in d.blocks) for d in items
            )
        case Table():
            return _caption(node, context) + note_table(node, context, _spans)
        case Figure():
            return element("span", note_picture(node, context), class_="note-p picture") + _caption(node, context)
        case Listing():
            return _caption(node, context) + note_listing(node, context)
        case DisplayFormula():
            return displayed(node, context, "span")
        case Verse():
            stanzas = (joined(_line(line.children, line.span, context, "note-p verse-line") for line in lines)
                       for lines in node.stanzas)
            return joined(element("span", stanza, class_="note-quotation") for stanza in stanzas)
        case Admonition():
            title = node.title or (Text(node.kind.capitalize()),)
            head = _line(title, node.span, context, "note-p note-admonition")
            return head + joined(_spans(block, context) for block in node.blocks)
        case Ornament():
            return EMPTY
        case _:
            assert_never(node)


def _line(children: tuple[Inline, ...], span: Span, context: WriterContext, classes: str, id: str = "") -> Markup:
    return element("span", inlines(children, context), class_=classes, id=id, data_key=context.key(children, span))


def _caption(node: Table[Inline] | Figure[Inline] | Listing[Inline], context: WriterContext) -> Markup:
    label = context.name(node.id)
    if not node.caption and not label:
        return EMPTY
    number = element("span", f"{label}.", class_="label") + " " if label else EMPTY
    content = number + inlines(node.caption, context)
    classes = "note-p picture" if isinstance(node, Figure) else "note-p"
    return element("span", content, class_=classes, id=node.id, data_key=context.key(node.caption, node.span))


def _item(place: int, item: tuple[Block[Inline], ...], node: Items[Inline], context: WriterContext) -> Markup:
    done = node.checked[place] if node.checked else None
    box = passages.task(done, context)
    mark = element("span", box or passages.label(node, place), class_="note-mark")
    return element("span", mark + joined(_spans(block, context) for block in item), class_="note-item")
