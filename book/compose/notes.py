"""Notes as XHTML, in the two forms that the media want.

Comes in: a division's notes. Goes out: what stands at each call, and what stands at the division's end.
Apart because a printed note is written where it is called, inside the paragraph, and so entirely in spans;
an EPUB has a link there and the note as an aside behind the text.
"""

from __future__ import annotations

from typing import assert_never

from book.compose import endnotes
from book.compose.inlines import inlines
from book.compose.markup import EMPTY, Markup, element, joined, void, written
from book.compose.stick import Stick
from book.matter import (
    Block,
    Cell,
    Definitions,
    Division,
    Figure,
    Group,
    Heading,
    Inline,
    Items,
    Note,
    Ornament,
    Paragraph,
    Quotation,
    Table,
    Verbatim,
)
from book.problems import Span
from book.symbols import symbol


def calls(notes: tuple[Note, ...], stick: Stick) -> dict[str, Markup]:
    """What stands in the text where each note is called, by the note's id."""
    if at_foot(stick):
        return {note.id: _footnote(note, stick.inside(note.id)) for note in notes}
    return {note.id: _noteref(note) for note in notes}


def at_foot(stick: Stick) -> bool:
    """True if notes stand at the foot of the page, and so, in the galley, where they are called."""
    return stick.medium.paged and stick.book.edition.notes.place == "page"


def gathered(division: Division, stick: Stick) -> Markup:
    """The notes that stand behind a division's text; in an EPUB those of a page's foot too, for want of pages."""
    place = stick.book.edition.notes.place
    if at_foot(stick) or (place == "book" and division.role != endnotes.AT_END):
        return EMPTY
    if place == "page":
        return Markup("\n").join(_aside(note, stick.inside(note.id)) for note in division.notes)
    return endnotes.of_chapter(division, stick) if place == "chapter" else endnotes.of_book(stick)


def _noteref(note: Note) -> Markup:
    return element(
        "a", note.number, class_="noteref", id=note.call, href=f"#{note.id}", epub__type="noteref", role="doc-noteref"
    )


def _aside(note: Note, stick: Stick) -> Markup:
    content = endnotes.lead(note, stick, endnotes.number(note))
    return element("aside", content, id=note.id, epub__type="footnote", role="doc-footnote")


def _footnote(note: Note, stick: Stick) -> Markup:
    match note.blocks:
        case (Paragraph(children, span) as only,):
            key, content, looseness = stick.key(children, span), inlines(children, stick), only.looseness
        case _:
            key, content, looseness = "", joined(_spans(block, stick) for block in note.blocks), 0
    setting = stick.book.edition.notes
    symbols, anew = setting.marks == "symbols", setting.marks if setting.numbering == "page" else ""
    mark = "?" if anew else symbol(int(note.number)) if symbols else note.number  # the tool `symbols` fills the "?"
    return element(
        "span", content, class_="note symbols" if symbols else "note", id=note.id, data_call=note.call,
        data_number=mark, data_anew=anew, data_key=key, data_looseness=str(looseness or ""),
    )


def _spans(node: Block[Inline], stick: Stick) -> Markup:
    """A block in spans: class "note-p" and what kind of block it was."""
    match node:
        case Paragraph(children, span):
            return _line(children, span, stick, "note-p")
        case Heading(_, children, id, _, span):
            return _line(children, span, stick, "note-p", id)
        case Quotation(_, inner, attribution, span):
            by = _line(attribution, span, stick, "note-p note-attribution") if attribution else EMPTY
            return element("span", joined(_spans(b, stick) for b in inner) + by, class_="note-quotation")
        case Group(inner):
            classes = " ".join(("note-group", *node.classes))
            return element("span", joined(_spans(b, stick) for b in inner), id=node.id, class_=classes, lang=node.lang)
        case Items(_, _, items):
            return joined(_item(number, item, node, stick) for number, item in enumerate(items, node.start))
        case Definitions(items, span):
            return joined(
                _line(d.term, span, stick, "note-p") + joined(_spans(b, stick) for b in d.blocks) for d in items
            )
        case Table():
            rows = (node.head, *node.rows) if node.head else node.rows
            table = element("span", joined(_row(row, node.span, stick) for row in rows), class_="note-table")
            return _caption(node, stick) + table
        case Figure():
            image = void("img", src=f"asset:{stick.picture(node.picture)}", alt=node.alt)
            return element("span", image, class_="note-p") + _caption(node, stick)
        case Verbatim(text, span):
            return element(
                "span", written(text), class_="note-p note-verbatim", data_key=stick.keys.key(text, span, stick.note)
            )
        case Ornament():
            return EMPTY
        case _:
            assert_never(node)


def _line(children: tuple[Inline, ...], span: Span, stick: Stick, classes: str, id: str = "") -> Markup:
    return element("span", inlines(children, stick), class_=classes, id=id, data_key=stick.key(children, span))


def _caption(node: Table[Inline] | Figure[Inline], stick: Stick) -> Markup:
    label = stick.name(node.id)
    if not node.caption and not label:
        return EMPTY
    number = element("span", f"{label}.", class_="label") + " " if label else EMPTY
    content = number + inlines(node.caption, stick)
    return element("span", content, class_="note-p", id=node.id, data_key=stick.key(node.caption, node.span))


def _item(number: int, item: tuple[Block[Inline], ...], node: Items[Inline], stick: Stick) -> Markup:
    mark = element("span", f"{number}." if node.ordered else "•", class_="note-mark")
    return element("span", mark + joined(_spans(block, stick) for block in item), class_="note-item")


def _row(cells: tuple[Cell[Inline], ...], span: Span, stick: Stick) -> Markup:
    return element("span", joined(_line(c.children, span, stick, "note-cell") for c in cells), class_="note-row")
