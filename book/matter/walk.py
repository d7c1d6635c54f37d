"""Walks through the tree of a text in reading order: the same tree with every line rewritten, all lines, all blocks.

A *line* is the run of inlines of one block: of a paragraph, a heading, a cell, a caption.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Literal, TypeVar

from book.matter import (
    Block,
    Cell,
    CheckedWords,
    CrossReference,
    Definition,
    Definitions,
    Emphasis,
    Figure,
    Group,
    Heading,
    IndexMark,
    Inline,
    Items,
    Link,
    Paragraph,
    PersonMark,
    Quotation,
    RawInline,
    Styled,
    Table,
    Unsourced,
)

I = TypeVar("I")  # noqa: E741 - as in book.matter
J = TypeVar("J")
Where = Literal["text", "heading", "caption", "cell"]
Rewrite = Callable[[tuple[I, ...], Where], tuple[J, ...]]


def rewritten(blocks: Iterable[Block[I]], line: Rewrite[I, J]) -> tuple[Block[J], ...]:
    """The blocks with each line put through `line`, called in reading order."""
    return tuple(_block(block, line) for block in blocks)


def _block(block: Block[I], line: Rewrite[I, J]) -> Block[J]:
    if isinstance(block, Paragraph):
        return Paragraph(line(block.children, "text"), block.span, block.looseness, block.keep)
    if isinstance(block, Heading):
        return Heading(block.level, line(block.children, "heading"), block.id, block.classes, block.span)
    if isinstance(block, Quotation):
        return Quotation(block.kind, rewritten(block.blocks, line), line(block.attribution, "text"), block.span)
    if isinstance(block, Items):
        items = tuple(rewritten(item, line) for item in block.items)
        return Items(block.ordered, block.start, items, block.span)
    if isinstance(block, Definitions):
        terms = (Definition(line(item.term, "text"), rewritten(item.blocks, line)) for item in block.items)
        return Definitions(tuple(terms), block.span)
    if isinstance(block, Table):
        return _table(block, line)
    if isinstance(block, Figure):
        return Figure(block.id, block.picture, block.alt, line(block.caption, "caption"), block.span)
    if isinstance(block, Group):
        return Group(rewritten(block.blocks, line), block.id, block.classes, block.lang, block.span)
    return block


def _table(table: Table[I], line: Rewrite[I, J]) -> Table[J]:
    def row(cells: Iterable[Cell[I]]) -> tuple[Cell[J], ...]:
        return tuple(Cell(line(cell.children, "cell"), cell.heads) for cell in cells)

    caption = line(table.caption, "caption")
    rows = tuple(row(cells) for cells in (table.head, *table.rows))
    return Table(table.id, caption, rows[0], rows[1:], table.aligns, table.span)


def lines(blocks: Iterable[Block[I]]) -> tuple[tuple[tuple[I, ...], Where], ...]:
    """All lines in reading order, with the kind of place they stand in."""
    found: list[tuple[tuple[I, ...], Where]] = []

    def line(inlines: tuple[I, ...], where: Where) -> tuple[I, ...]:
        found.append((inlines, where))
        return inlines

    rewritten(blocks, line)
    return tuple(found)


def all_blocks(blocks: Iterable[Block[I]]) -> Iterator[Block[I]]:
    """Each block, then the blocks inside it."""
    for block in blocks:
        yield block
        for inner in _inner(block):
            yield from all_blocks(inner)


def _inner(block: Block[I]) -> tuple[tuple[Block[I], ...], ...]:
    if isinstance(block, Quotation | Group):
        return (block.blocks,)
    if isinstance(block, Items):
        return block.items
    if isinstance(block, Definitions):
        return tuple(item.blocks for item in block.items)
    return ()


def with_children(inline: RawInline, change: Callable[[tuple[RawInline, ...]], tuple[RawInline, ...]]) -> RawInline:
    """The raw inline with the inlines inside it changed; itself if it holds none."""
    if isinstance(inline, Emphasis | Styled | Link | CrossReference):
        return replace(inline, children=change(inline.children))
    if isinstance(inline, CheckedWords | IndexMark | PersonMark | Unsourced):
        return replace(inline, children=change(inline.children))
    return inline


def all_raw(inlines: Iterable[RawInline]) -> Iterator[RawInline]:
    """Each raw inline, then those inside it."""
    for inline in inlines:
        yield inline
        inside: tuple[RawInline, ...] = getattr(inline, "children", ())
        yield from all_raw(inside)


def words(inlines: Iterable[RawInline | Inline]) -> str:
    """The plain words, without those of notes; what has no words of its own has none here."""
    return "".join(
        text if isinstance(text := getattr(inline, "text", None), str) else words(getattr(inline, "children", ()))
        for inline in inlines
    )

