"""Writes inlines as XHTML: text, titles, captions and index entries are made of them."""

from __future__ import annotations

import re
from typing import assert_never

from book.compose.classes import own
from book.compose.code_words import code_words
from book.compose.context import WriterContext
from book.compose.formulas import formula
from book.compose.markup import EMPTY, Markup, element, joined, void, written
from book.compose.picture_markup import line_picture
from book.matter import (
    CrossLink,
    Emphasis,
    Formula,
    Image,
    IndexAnchor,
    Inline,
    LineBreak,
    Link,
    NoteCall,
    PageReference,
    Styled,
    Text,
)
from book.matter.words import plain

FIRST_WORD = re.compile(r"(\W*)(\w*)(.*)", re.DOTALL)
ELEMENTS = {"em": "em", "strong": "strong", "superior": "sup", "inferior": "sub", "struck": "s", "code": "code"}


def inlines(children: tuple[Inline, ...], context: WriterContext) -> Markup:
    """A run of inlines. Between two notes called at one place stands a mark that keeps their numbers apart."""
    parts, after_call, anchors = list[Markup](), False, list[IndexAnchor]()
    for node in children:
        if isinstance(node, NoteCall) and after_call:
            parts.append(element("span", class_="beside"))
        after_call = isinstance(node, NoteCall) or (after_call and isinstance(node, IndexAnchor))
        match node:
            case IndexAnchor():
                anchors.append(node)
                continue
            case NoteCall() | LineBreak():
                parts.append(_inline(node, context))
                continue
            case Text(text):
                parts.append(_first_word(text, anchors))
            case _:
                parts.append(_around(_inline(node, context), anchors))
        anchors = []
    return joined([*parts, _around(EMPTY, anchors)])


def _first_word(text: str, anchors: list[IndexAnchor]) -> Markup:
    """The text with the index's anchors around its first word.

    Around, not before: WeasyPrint 70 ends lines too early in a paragraph that has empty inline boxes."""
    found = FIRST_WORD.match(text)
    before, word, after = found.groups() if found and anchors else ("", "", text)
    return joined([written(before), _around(written(word), anchors), written(after)])


def _around(content: Markup, anchors: list[IndexAnchor]) -> Markup:
    for anchor in reversed(anchors):
        content = element("span", content, id=anchor.id, class_="ix")
    return content


def _inline(node: Inline, context: WriterContext) -> Markup:
    match node:
        case Text(text):
            return written(text)
        case LineBreak():
            return void("br")
        case Emphasis("smallcaps", children):
            return element("span", inlines(children, context), class_="sc")
        case Emphasis(kind, children):
            content = inlines(children, context)
            return code_words(plain(children), content) if kind == "code" else element(ELEMENTS[kind], content)
        case Styled():
            return _styled(node, context)
        case Link(url, children):
            return element("a", inlines(children, context), href=url)
        case Image():
            return line_picture(node, context)
        case Formula():
            return formula(node, context)
        case NoteCall(note):
            return context.calls.get(note, EMPTY)
        case CrossLink(anchor, children):
            return element("a", inlines(children, context), href=f"#{anchor}")
        case PageReference(anchor):
            return folio(anchor)
        case IndexAnchor(id):
            return element("span", id=id, class_="ix")
        case _:
            assert_never(node)


def _styled(node: Styled[Inline], context: WriterContext) -> Markup:
    content = inlines(node.children, context)
    return element("span", content, id=node.id, class_=own(node.classes), lang=node.lang)


def folio(anchor: str) -> Markup:
    """The place where the folio of an anchor will be printed; the tool `folios` fills it."""
    return element("a", class_="folio", href=f"#{anchor}", data_page=anchor)
