"""Writes blocks as XHTML; every element that holds words has its `data-key`.

Notes have writers of their own: a printed note stands inside a paragraph, where HTML allows no blocks.
"""

from __future__ import annotations

from typing import assert_never

from book.compose import passages
from book.compose.classes import own
from book.compose.code import listing
from book.compose.context import WriterContext
from book.compose.formulas import displayed
from book.compose.inlines import inlines
from book.compose.markup import EMPTY, Markup, element, joined, void
from book.compose.picture_markup import block_picture, figure_classes
from book.compose.tables import table
from book.matter import (
    Admonition,
    Block,
    Definition,
    Definitions,
    DisplayFormula,
    Emphasis,
    Figure,
    Formula,
    Group,
    Heading,
    Inline,
    Items,
    Listing,
    Ornament,
    Paragraph,
    Quotation,
    Table,
    Verse,
)
from book.matter.words import plain
from book.problems import Span

# Points by which the style sheets set in what stands in a quotation, a list, a definition, an admonition.
QUOTED, EPIGRAPH, LISTED, DEFINED, NOTED = 28.0, 84.0, 18.0, 14.0, 16.0
SHORT = 80  # letters of a line that names what follows


def blocks(nodes: tuple[Block[Inline], ...], context: WriterContext) -> Markup:
    """Blocks one after the other, a line each."""
    return Markup("\n").join(
        _paragraph(node, context, _goes_on(before, node)) if isinstance(node, Paragraph) else _block(node, context)
        for before, node in zip((None, *nodes), nodes, strict=False))


def _goes_on(before: Block[Inline] | None, node: Paragraph[Inline]) -> bool:
    """True of the words after a displayed formula that belong to the paragraph before it."""
    if not isinstance(before, DisplayFormula):
        return False
    return before.inside or plain(node.children)[:1].islower()


def _block(node: Block[Inline], context: WriterContext) -> Markup:
    match node:
        case Paragraph():
            return _paragraph(node, context)
        case Heading():
            classes = " ".join(filter(None, ("minor" if node.level > 3 else "", own(node.classes))))
            # A bookmark is words: a formula in a heading is said there as who hears it is told.
            said = plain(node.children) if any(isinstance(part, Formula) for part in node.children) else ""
            return _line(f"h{node.level}", node.children, node.span, context, id=node.id, class_=classes,
                         data_bookmark=said)
        case Quotation():
            return _quotation(node, context)
        case Items():
            return _items(node, context)
        case Definitions(items, span):
            return element("dl", joined(_definition(item, span, context) for item in items))
        case Table():
            return table(node, context, blocks)
        case Figure():
            return _figure(node, context)
        case Group():
            content = blocks(node.blocks, context)
            return element("div", content, id=node.id, class_=own(node.classes), lang=node.lang)
        case Ornament():
            return void("hr")
        case Listing():
            return listing(node, context)
        case DisplayFormula():
            return displayed(node, context, "div")
        case Verse():
            return passages.verse(node, context)
        case Admonition():
            return passages.admonition(node, blocks(node.blocks, context.inward(NOTED)), context)
        case _:
            assert_never(node)


def _line(name: str, children: tuple[Inline, ...], span: Span, context: WriterContext, **attributes: str) -> Markup:
    return element(name, inlines(children, context), data_key=context.key(children, span), **attributes)


def _paragraph(node: Paragraph[Inline], context: WriterContext, goes_on: bool = False) -> Markup:
    continued = "continued" if goes_on else ""
    if not context.medium.paged:
        return _line("p", node.children, node.span, context, class_=continued)
    heads = "heads" if _heads(node.children) else ""
    classes = " ".join(filter(None, ("keep" if node.keep else "", heads, continued)))
    looseness = str(node.looseness) if node.looseness else ""
    return _line("p", node.children, node.span, context, class_=classes, data_looseness=looseness)


def _heads(words: tuple[Inline, ...]) -> bool:
    """Whether a paragraph is strong from end to end and short: a heading in all but name."""
    only = words[0] if len(words) == 1 else None
    return isinstance(only, Emphasis) and only.kind == "strong" and len(plain(words)) < SHORT


def _quotation(node: Quotation[Inline], context: WriterContext) -> Markup:
    by = _line("p", node.attribution, node.span, context, class_="attribution") if node.attribution else EMPTY
    inner = context.inward(EPIGRAPH if node.kind == "epigraph" else QUOTED)
    return element("blockquote", blocks(node.blocks, inner) + by, class_=node.kind)


def _items(node: Items[Inline], context: WriterContext) -> Markup:
    checked = node.checked or (None,) * len(node.items)
    items = joined(_item(item, done, context) for item, done in zip(node.items, checked, strict=True))
    return element("ol" if node.ordered else "ul", items, **passages.list_attributes(node, context))


def _item(item: tuple[Block[Inline], ...], done: bool | None, context: WriterContext) -> Markup:
    """An item that is one paragraph stands without a `p`, so that lists of short things are set close."""
    task = "" if done is None else "task"
    if len(item) == 1 and isinstance(item[0], Paragraph):
        words = passages.task(done, context) + inlines(item[0].children, context)
        return element("li", words, data_key=context.key(item[0].children, item[0].span), class_=task)
    return element("li", passages.task(done, context) + blocks(item, context.inward(LISTED)), class_=task)


def _definition(item: Definition[Inline], span: Span, context: WriterContext) -> Markup:
    return _line("dt", item.term, span, context) + element("dd", blocks(item.blocks, context.inward(DEFINED)))


def _figure(node: Figure[Inline], context: WriterContext) -> Markup:
    label = context.name(node.id)
    number = element("span", f"{label}.", class_="label") + " " if label else EMPTY
    words = number + inlines(node.caption, context)
    caption = element("figcaption", words, data_key=context.key(node.caption, node.span))
    return element("figure", block_picture(node, context) + (caption if node.caption or label else EMPTY), id=node.id,
                   class_=figure_classes(node, context))
