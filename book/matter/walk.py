"""Walks through the tree of a text in reading order: the same tree with every line rewritten, all lines, all blocks.

A *line* is the run of inlines of one block: of a paragraph, a heading, a cell, a caption.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal, TypeVar

from book.matter import (
    Admonition,
    Block,
    Book,
    Cell,
    CheckedWords,
    CrossReference,
    Definition,
    Definitions,
    DisplayFormula,
    Emphasis,
    Figure,
    Group,
    Heading,
    Image,
    IndexMark,
    Inline,
    Items,
    Link,
    Listing,
    Paragraph,
    PersonMark,
    Quotation,
    RawInline,
    Styled,
    Table,
    Unsourced,
    Verse,
    VerseLine,
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
        return Items(block.ordered, block.start, items, block.span, block.numbering, block.delimiter, block.loose,
                     block.checked)
    if isinstance(block, Definitions):
        terms = (Definition(line(item.term, "text"), rewritten(item.blocks, line)) for item in block.items)
        return Definitions(tuple(terms), block.span)
    if isinstance(block, Table):
        return _table(block, line)
    if isinstance(block, Figure):
        caption = line(block.caption, "caption")
        return Figure(block.id, block.picture, block.alt, caption, block.span, block.width, block.height,
                      block.classes)
    if isinstance(block, Group):
        return Group(rewritten(block.blocks, line), block.id, block.classes, block.lang, block.span)
    if isinstance(block, Listing):
        caption = line(block.caption, "caption")
        return Listing(block.text, block.span, block.language, block.id, caption, block.first_line)
    if isinstance(block, Verse):
        stanzas = tuple(tuple(VerseLine(line(each.children, "text"), each.indent, each.span) for each in stanza)
                        for stanza in block.stanzas)
        return Verse(stanzas, block.classes, block.numbered, block.span)
    if isinstance(block, Admonition):
        return Admonition(block.kind, line(block.title, "heading"), rewritten(block.blocks, line), block.span)
    return block


def _table(table: Table[I], line: Rewrite[I, J]) -> Table[J]:
    def row(cells: Iterable[Cell[I]]) -> tuple[Cell[J], ...]:
        return tuple(Cell(line(cell.children, "cell"), cell.heads, cell.columns, cell.rows,
                          rewritten(cell.blocks, line), cell.align) for cell in cells)

    caption, head = line(table.caption, "caption"), row(table.head)
    more, rows, foot = (tuple(map(row, part)) for part in (table.more_heads, table.rows, table.foot))
    return Table(table.id, caption, head, rows, table.aligns, table.span, table.widths, table.turned, more, foot,
                 table.classes)


def renamed(blocks: Iterable[Block[I]], names: Mapping[str, str]) -> tuple[Block[I], ...]:
    """The blocks with other anchors: those that `names` has, by the new ones."""
    return tuple(_renamed(block, names) for block in blocks)


def _renamed(block: Block[I], names: Mapping[str, str]) -> Block[I]:
    if isinstance(block, Heading | Table | Figure | Group | Listing | DisplayFormula):
        block = replace(block, id=names.get(block.id, block.id))
    if isinstance(block, Quotation | Group | Admonition):
        return replace(block, blocks=renamed(block.blocks, names))
    if isinstance(block, Items):
        return replace(block, items=tuple(renamed(item, names) for item in block.items))
    if isinstance(block, Definitions):
        items = tuple(replace(item, blocks=renamed(item.blocks, names)) for item in block.items)
        return replace(block, items=items)
    return block


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
    if isinstance(block, Quotation | Group | Admonition):
        return (block.blocks,)
    if isinstance(block, Table):
        return tuple(cell.blocks for row in block.every_row for cell in row)
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


def all_described(book: Book) -> bool:
    """True if every picture of a book has words for those who cannot see it."""
    texts = [blocks for each in book.divisions for blocks in (each.blocks, *(note.blocks for note in each.notes))]
    figures = (block for blocks in texts for block in all_blocks(blocks) if isinstance(block, Figure))
    images = (inline for blocks in texts for line, _ in lines(blocks) for inline in _pictures(line))
    return all(figure.alt for figure in figures) and all(image.alt for image in images)


def _pictures(inlines: Iterable[Inline]) -> Iterator[Image]:
    for inline in inlines:
        if isinstance(inline, Image):
            yield inline
        inside: tuple[Inline, ...] = getattr(inline, "children", ())
        yield from _pictures(inside)
