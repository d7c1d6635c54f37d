"""The words of inlines and blocks, as they must be printed.

It shares nothing with the writers but the types: it must not repeat their mistakes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import assert_never

from book.edition import Medium
from book.gate.letters import Word, words
from book.matter import (
    Block,
    Book,
    CrossLink,
    Definitions,
    Emphasis,
    Figure,
    Group,
    Heading,
    Image,
    IndexAnchor,
    Inline,
    Items,
    LineBreak,
    Link,
    NoteCall,
    Ornament,
    PageReference,
    Paragraph,
    Quotation,
    Styled,
    Table,
    Text,
    Verbatim,
)
from book.pages import PageMap
from book.problems import Span

WordRow = tuple[Word, ...]
MISSING = "⁇0"  # what the book cannot know: it stands in no file, so the gate reports it


@dataclass(frozen=True, slots=True)
class ExpectationContext:
    """What one must know to know what is printed. `numbers` has the printed number of each note by its id."""

    book: Book
    pages: PageMap
    medium: Medium
    numbers: Mapping[str, str]

    def folio(self, anchor: str) -> str:
        """The folio of an anchor."""
        return str(self.pages.get(anchor, MISSING))

    def name(self, anchor: str) -> str:
        """What a numbered thing is called: "figure 2"."""
        found = self.book.anchors.get(anchor)
        return found.name if found else ""


def text_of(children: Iterable[Inline], eye: ExpectationContext) -> str:
    """The printed text of inlines."""
    return "".join(_text(node, eye) for node in children)


def _text(node: Inline, eye: ExpectationContext) -> str:
    match node:
        case Text(text):
            return text
        case LineBreak():
            return " "
        case Emphasis() | Styled() | Link() | CrossLink():
            return text_of(node.children, eye)
        case NoteCall(note):
            return eye.numbers.get(note, MISSING)
        case PageReference(anchor):
            return eye.folio(anchor)
        case Image() | IndexAnchor():
            return ""
        case _:
            assert_never(node)


def of_blocks(blocks: Iterable[Block[Inline]], eye: ExpectationContext) -> WordRow:
    """The words of blocks, in their order."""
    return tuple(chain.from_iterable(_block(block, eye) for block in blocks))


def _block(node: Block[Inline], eye: ExpectationContext) -> WordRow:
    match node:
        case Paragraph() | Heading():
            return _line(node.children, node.span, eye)
        case Quotation():
            return of_blocks(node.blocks, eye) + _line(node.attribution, node.span, eye)
        case Items():
            return _items(node, eye)
        case Definitions(items, span):
            return tuple(
                chain.from_iterable(_line(d.term, span, eye) + of_blocks(d.blocks, eye) for d in items)
            )
        case Table():
            return _caption(node, eye) + tuple(
                word for row in (node.head, *node.rows) for cell in row for word in _line(cell.children, node.span, eye)
            )
        case Figure():
            return _caption(node, eye)
        case Group():
            return of_blocks(node.blocks, eye)
        case Ornament():
            return ()
        case Verbatim(text, span):
            return words(text, span)
        case _:
            assert_never(node)


def _line(children: tuple[Inline, ...], span: Span, eye: ExpectationContext) -> WordRow:
    return words(text_of(children, eye), span)


def _items(node: Items[Inline], eye: ExpectationContext) -> WordRow:
    """The numbers of a list are printed on pages; in an EPUB the reading system counts."""
    found: list[Word] = []
    for number, item in enumerate(node.items, node.start):
        if node.ordered and eye.medium.numbers_lists:
            found.append(Word(f"{number}.", node.span))
        found += of_blocks(item, eye)
    return tuple(found)


def _caption(node: Table[Inline] | Figure[Inline], eye: ExpectationContext) -> WordRow:
    return words(f"{eye.name(node.id)} {text_of(node.caption, eye)}", node.span)
