"""The words of our reading: what the tree of a division says, notes where they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from book.matter import (
    Admonition,
    Block,
    Cell,
    CheckedWords,
    Citation,
    CrossReference,
    DataValue,
    Definitions,
    DisplayFormula,
    Emphasis,
    Figure,
    Formula,
    Group,
    Heading,
    Image,
    IndexMark,
    Items,
    LineBreak,
    Link,
    Listing,
    NoteMark,
    Ornament,
    Paragraph,
    PersonMark,
    Quotation,
    RawDivision,
    RawInline,
    Styled,
    Table,
    Text,
    Unsourced,
    Verse,
)
from book.sourcegate.readwords import NO_KINDS, NUMBER, Reading, ReadWord, numeral

Notes = Mapping[str, tuple[Block[RawInline], ...]]


def our_words(division: RawDivision, made: frozenset[int] = frozenset()) -> list[ReadWord]:
    """The words of a division in the order of the text. `made` are the lines of the file on which a template or an
    include stands: what they make is not part of the text, nor is what stands in another file."""
    reader = _TreeReader(division.notes, made, division.span.path)
    reader.blocks(division.blocks, NO_KINDS)
    return reader.out.words


class _TreeReader:
    """Walks through the tree of a division. `open` are the notes being read, each at its call."""

    def __init__(self, notes: Notes, made: frozenset[int], path: str) -> None:
        self.notes, self.made, self.path = notes, made, path
        self.out = Reading()
        self.open: list[str] = []

    def blocks(self, blocks: Iterable[Block[RawInline]], kinds: frozenset[str]) -> None:
        """Blocks one after another."""
        for block in blocks:
            if block.span.path != self.path:
                continue
            if block.span.line in self.made:
                self.line(block.caption if isinstance(block, Listing) else (), kinds | {"caption"})
                continue
            since, outer, self.out.line = len(self.out.words), self.out.line, block.span.line
            self.block(block, kinds)
            self.out.line = outer
            self.out.end(since)

    def block(self, block: Block[RawInline], kinds: frozenset[str]) -> None:
        """One block."""
        match block:
            case Paragraph(children):
                self.inlines(children, kinds)
            case Heading(_, children):
                self.inlines(children, kinds | {"heading"})
            case Quotation(_, blocks, attribution):
                self.blocks(blocks, kinds | {"quote"})
                self.line(attribution, kinds | {"quote"})
            case Items(ordered, start, items):
                kind = block.numbering.partition("-")[2] or "decimal"
                for number, item in enumerate(items, start):
                    self.out.say(numeral(number, kind) if ordered else "", kinds | {NUMBER}, kind != "decimal")
                    self.blocks(item, kinds | {"item"})
            case Definitions(definitions):
                for definition in definitions:
                    self.line(definition.term, kinds | {"term"})
                    self.blocks(definition.blocks, kinds | {"term"})
            case Table():
                self.line(block.caption, kinds | {"caption"})
                self.cells([cell for row in block.every_row for cell in row], kinds | {"cell"})
            case Figure():
                self.inlines(block.caption, kinds | {"caption"})
            case Group(blocks):
                self.blocks(blocks, kinds)
            case Ornament():
                self.out.part()
            case Listing():
                self.line(block.caption, kinds | {"caption"})
                self.out.say(block.text, kinds | {"code"})
            case DisplayFormula(tex):
                self.out.say(tex, kinds | {"math"})
            case Verse(stanzas):
                for line in (line for stanza in stanzas for line in stanza):
                    self.out.line = line.span.line
                    self.line(line.children, kinds)
            case Admonition(_, title, blocks):
                since = len(self.out.words)
                self.line(title, kinds | {"quote"})
                self.out.words[since:] = [replace(word, either=True) for word in self.out.words[since:]]  # or its name
                self.blocks(blocks, kinds | {"quote"})
            case _:
                assert_never(block)

    def cells(self, cells: Sequence[Cell[RawInline]], kinds: frozenset[str]) -> None:
        """The cells of a table."""
        for cell in cells:
            since = len(self.out.words)
            self.inlines(cell.children, kinds)
            self.blocks(cell.blocks, kinds)
            self.out.end(since)

    def line(self, inlines: Iterable[RawInline], kinds: frozenset[str]) -> None:
        """Inlines after which a line ends."""
        since = len(self.out.words)
        self.inlines(inlines, kinds)
        self.out.end(since)

    def inlines(self, inlines: Iterable[RawInline], kinds: frozenset[str]) -> None:
        """The inlines of a line."""
        for inline in inlines:
            self.inline(inline, kinds)

    def inline(self, inline: RawInline, kinds: frozenset[str]) -> None:
        """One inline. A value of the data is not a word of the text, nor is the name of what is referred to."""
        match inline:
            case Text(text):
                self.out.say(text, kinds)
            case LineBreak():
                self.out.end()
            case Emphasis(kind, children):
                self.inlines(children, kinds | {kind})
            case Formula(tex):
                self.out.say(tex, kinds | {"math"})
            case NoteMark(note):
                self.note(note, kinds)
            case Citation(works):
                for work in works:
                    self.inlines(work.prefix, kinds)
                    self.out.say(work.locator, kinds)
                    self.inlines(work.suffix, kinds)
            case Styled() | Link() | CrossReference() | CheckedWords() | IndexMark() | PersonMark() | Unsourced():
                self.inlines(inline.children, kinds)
            case Image() | DataValue():
                pass
            case _:
                assert_never(inline)

    def note(self, note: str, kinds: frozenset[str]) -> None:
        """The text of a note."""
        if note in self.open or note not in self.notes:
            return
        self.open.append(note)
        since = len(self.out.words)
        self.blocks(self.notes[note], kinds | {"note"})
        self.out.end(since)
        self.open.pop()
