"""Blocks as XHTML.

Comes in: the blocks of a division. Goes out: `Markup`; every element that holds words has its `data-key`.
Apart from notes because a printed note stands inside a paragraph, where HTML allows no blocks.
"""

from __future__ import annotations

from typing import assert_never

from book.compose.inlines import inlines
from book.compose.markup import EMPTY, Markup, element, joined, void, written
from book.compose.stick import Stick
from book.compose.tables import table
from book.matter import (
    Block,
    Definition,
    Definitions,
    Figure,
    Group,
    Heading,
    Inline,
    Items,
    Ornament,
    Paragraph,
    Quotation,
    Table,
    Verbatim,
)
from book.problems import Span


def blocks(nodes: tuple[Block[Inline], ...], stick: Stick) -> Markup:
    """Blocks one after the other, a line each."""
    return Markup("\n").join(_block(node, stick) for node in nodes)


def _block(node: Block[Inline], stick: Stick) -> Markup:
    match node:
        case Paragraph():
            return _paragraph(node, stick)
        case Heading():
            classes = " ".join(node.classes)
            return _line(f"h{node.level}", node.children, node.span, stick, id=node.id, class_=classes)
        case Quotation():
            return _quotation(node, stick)
        case Items():
            return _items(node, stick)
        case Definitions(items, span):
            return element("dl", joined(_definition(item, span, stick) for item in items))
        case Table():
            return table(node, stick)
        case Figure():
            return _figure(node, stick)
        case Group():
            content = blocks(node.blocks, stick)
            return element("div", content, id=node.id, class_=" ".join(node.classes), lang=node.lang)
        case Ornament():
            return void("hr")
        case Verbatim(text, span):
            return element("pre", written(text), data_key=stick.keys.key(text, span, stick.note))
        case _:
            assert_never(node)


def _line(name: str, children: tuple[Inline, ...], span: Span, stick: Stick, **attributes: str) -> Markup:
    return element(name, inlines(children, stick), data_key=stick.key(children, span), **attributes)


def _paragraph(node: Paragraph[Inline], stick: Stick) -> Markup:
    if not stick.medium.paged:
        return _line("p", node.children, node.span, stick)
    looseness = str(node.looseness) if node.looseness else ""
    return _line("p", node.children, node.span, stick, class_="keep" if node.keep else "", data_looseness=looseness)


def _quotation(node: Quotation[Inline], stick: Stick) -> Markup:
    by = _line("p", node.attribution, node.span, stick, class_="attribution") if node.attribution else EMPTY
    return element("blockquote", blocks(node.blocks, stick) + by, class_=node.kind)


def _items(node: Items[Inline], stick: Stick) -> Markup:
    items = joined(_item(item, stick) for item in node.items)
    start = str(node.start) if node.ordered and node.start != 1 else ""
    return element("ol" if node.ordered else "ul", items, start=start)


def _item(item: tuple[Block[Inline], ...], stick: Stick) -> Markup:
    """An item that is one paragraph stands without a `p`, so that lists of short things are set close."""
    if len(item) == 1 and isinstance(item[0], Paragraph):
        return _line("li", item[0].children, item[0].span, stick)
    return element("li", blocks(item, stick))


def _definition(item: Definition[Inline], span: Span, stick: Stick) -> Markup:
    return _line("dt", item.term, span, stick) + element("dd", blocks(item.blocks, stick))


def _figure(node: Figure[Inline], stick: Stick) -> Markup:
    label = stick.name(node.id)
    number = element("span", f"{label}.", class_="label") + " " if label else EMPTY
    caption = element("figcaption", number + inlines(node.caption, stick), data_key=stick.key(node.caption, node.span))
    image = void("img", src=f"asset:{stick.picture(node.picture)}", alt=node.alt)
    return element("figure", image + (caption if node.caption or label else EMPTY), id=node.id)
