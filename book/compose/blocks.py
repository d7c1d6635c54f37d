"""Writes blocks as XHTML; every element that holds words has its `data-key`.

Notes have writers of their own: a printed note stands inside a paragraph, where HTML allows no blocks.
"""

from __future__ import annotations

from typing import assert_never

from book.compose.context import WriterContext
from book.compose.inlines import inlines
from book.compose.markup import EMPTY, Markup, element, joined, void, written
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


def blocks(nodes: tuple[Block[Inline], ...], context: WriterContext) -> Markup:
    """Blocks one after the other, a line each."""
    return Markup("\n").join(_block(node, context) for node in nodes)


def _block(node: Block[Inline], context: WriterContext) -> Markup:
    match node:
        case Paragraph():
            return _paragraph(node, context)
        case Heading():
            classes = " ".join(node.classes)
            return _line(f"h{node.level}", node.children, node.span, context, id=node.id, class_=classes)
        case Quotation():
            return _quotation(node, context)
        case Items():
            return _items(node, context)
        case Definitions(items, span):
            return element("dl", joined(_definition(item, span, context) for item in items))
        case Table():
            return table(node, context)
        case Figure():
            return _figure(node, context)
        case Group():
            content = blocks(node.blocks, context)
            return element("div", content, id=node.id, class_=" ".join(node.classes), lang=node.lang)
        case Ornament():
            return void("hr")
        case Verbatim(text, span):
            return element("pre", written(text), data_key=context.keys.key(text, span, context.note))
        case _:
            assert_never(node)


def _line(name: str, children: tuple[Inline, ...], span: Span, context: WriterContext, **attributes: str) -> Markup:
    return element(name, inlines(children, context), data_key=context.key(children, span), **attributes)


def _paragraph(node: Paragraph[Inline], context: WriterContext) -> Markup:
    if not context.medium.paged:
        return _line("p", node.children, node.span, context)
    looseness = str(node.looseness) if node.looseness else ""
    return _line("p", node.children, node.span, context, class_="keep" if node.keep else "", data_looseness=looseness)


def _quotation(node: Quotation[Inline], context: WriterContext) -> Markup:
    by = _line("p", node.attribution, node.span, context, class_="attribution") if node.attribution else EMPTY
    return element("blockquote", blocks(node.blocks, context) + by, class_=node.kind)


def _items(node: Items[Inline], context: WriterContext) -> Markup:
    items = joined(_item(item, context) for item in node.items)
    start = str(node.start) if node.ordered and node.start != 1 else ""
    return element("ol" if node.ordered else "ul", items, start=start)


def _item(item: tuple[Block[Inline], ...], context: WriterContext) -> Markup:
    """An item that is one paragraph stands without a `p`, so that lists of short things are set close."""
    if len(item) == 1 and isinstance(item[0], Paragraph):
        return _line("li", item[0].children, item[0].span, context)
    return element("li", blocks(item, context))


def _definition(item: Definition[Inline], span: Span, context: WriterContext) -> Markup:
    return _line("dt", item.term, span, context) + element("dd", blocks(item.blocks, context))


def _figure(node: Figure[Inline], context: WriterContext) -> Markup:
    label = context.name(node.id)
    number = element("span", f"{label}.", class_="label") + " " if label else EMPTY
    words = number + inlines(node.caption, context)
    caption = element("figcaption", words, data_key=context.key(node.caption, node.span))
    image = void("img", src=f"asset:{context.picture(node.picture)}", alt=node.alt)
    return element("figure", image + (caption if node.caption or label else EMPTY), id=node.id)
