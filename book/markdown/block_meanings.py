"""What a block means beyond its tokens: a quotation with its author, a figure drawn from the data, an anchor."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from book.markdown.attributes import Attributes
from book.markdown.cite_syntax import TYPED
from book.markdown.inlines import stripped
from book.markdown.parse_state import ParseState
from book.markdown.typography import typeset
from book.matter import Block, Figure, Listing, Paragraph, Quotation, RawInline, Table, Text
from book.problems import Span

Blocks = tuple[Block[RawInline], ...]


def free_id(parsing: ParseState, words: str) -> str:
    """An anchor from the words of a heading, by Pandoc's rule (manual, "Extension: auto_identifiers"). If another
    division makes the same from its words, the reader of the book makes it another."""
    name = re.sub(r"[^\w\s.-]", "", words.lower())
    name = re.sub(r"^[\W\d_]+", "", re.sub(r"\s+", "-", name.strip())) or "section"
    taken, number, free = {used for used, _ in parsing.ids}, 0, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    parsing.made.add(free)
    return free


def captioned(blocks: tuple[Block[RawInline], ...], name: str) -> Block[RawInline] | None:
    """What a div of Quarto's names: a picture, a table or code, with the paragraph below it as its caption. None if
    the div is none of these."""
    if len(blocks) != 2 or not TYPED.match(name) or not isinstance(blocks[1], Paragraph):
        return None
    what, caption = blocks[0], blocks[1].children
    if isinstance(what, Figure | Table | Listing) and not what.id and not what.caption:
        return replace(what, id=name, caption=caption)
    return None


def drawing(parsing: ParseState, attributes: Attributes, blocks: Blocks, span: Span) -> Figure[RawInline]:
    """A figure drawn from the data; its one paragraph is the caption."""
    name = attributes.get("figure")
    identifier = attributes.id or f"fig-{name}"
    parsing.ids.append((identifier, span))
    if not attributes.get("alt").strip():
        parsing.doubt("M-010", f"the figure {name} has no text alternative", span, 'add alt="what it shows"')
    caption = blocks[0] if len(blocks) == 1 else None
    if blocks and not isinstance(caption, Paragraph):
        parsing.report("M-017", f"the caption of the figure {name} is not one paragraph", span,
                       "write the caption as one paragraph between the ::: lines")
    parsing.pictures.append((f"drawing/{name}", span))
    children = caption.children if isinstance(caption, Paragraph) else ()
    return Figure(identifier, f"drawing/{name}", typeset(attributes.get("alt")), children, span)


def quotation(kind: Literal["quotation", "epigraph"], blocks: Blocks, span: Span) -> Quotation[RawInline]:
    """A quotation; a last paragraph that begins with a long dash says whose words they are."""
    last = blocks[-1] if len(blocks) > 1 else None
    if isinstance(last, Paragraph) and isinstance(last.children[0], Text) and last.children[0].text.startswith("—"):
        words = (Text(re.sub(r"^—\s*", "", last.children[0].text)), *last.children[1:])
        return Quotation(kind, blocks[:-1], stripped(words), span)
    return Quotation(kind, blocks, (), span)
