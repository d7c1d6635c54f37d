"""Finds printed words in the manuscript: the line of the file that an editor opens.

A paragraph may be written in many lines, which are not the printed ones, and an appendix in data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from book.correct.find import folded, readable_texts
from book.correct.readable import ReadableText, span
from book.ledger import starts
from book.matter import Block, Book, Group, Inline, Paragraph, Quotation
from book.problems import Span

ENOUGH = 4  # words that are likely to stand only once in a paragraph


class SourceFinder:
    """The files of a book as far as they are asked for."""

    def __init__(self, book: Book, project: Path) -> None:
        self.project = project
        self._paragraphs = Counter(
            place for each in book.divisions
            for blocks in (each.blocks, *(note.blocks for note in each.notes if len(note.blocks) == 1))
            for place in _paragraphs(blocks))
        self._data = sorted({record.span.path for data in book.data.values() for record in data.records})
        self._file = cache(self._read)

    def may_ask(self, block: Span | None) -> bool:
        """True if a block is a paragraph that can be given {looseness=1}: it stands in its place alone, while all
        that a template makes is written where the template is called."""
        return block is not None and self._paragraphs[block] == 1

    def place(self, block: Span | None, printed: str) -> Span | None:
        """Where the words are written; where their block is, if markup or a template hides them."""
        if block is None:
            return None
        for words in _samples(printed):
            if found := [at for at in self._found(block.path, words) if at.line >= block.line]:
                return min(found)
        for words in () if self.may_ask(block) else _samples(printed):
            known = [at for path in self._data for at in self._found(path, words)]
            if len(known) == 1:
                return known[0]
        return block

    def _found(self, path: str, words: str) -> list[Span]:
        text, read = self._file(path)
        length = len(folded(words))
        return [span(path, text, reading.characters[start].start, reading.characters[start + length - 1].end)
                for reading in read for start in starts(reading.text, words)]

    def _read(self, path: str) -> tuple[str, tuple[ReadableText, ...]]:
        try:
            text = (self.project / path).read_text("utf-8")
        except (OSError, ValueError):
            return "", ()
        return text, readable_texts(path, text)


def _samples(printed: str) -> Iterator[str]:
    """Words of a line to look for, most of them first: the ends of a line may be parts of words."""
    words = printed.split()[1:-1]
    yield from [" ".join(words)] if len(words) > ENOUGH else []
    for begin in range(len(words) - ENOUGH + 1):
        yield " ".join(words[begin:begin + ENOUGH])


def _paragraphs(blocks: Iterable[Block[Inline]]) -> Iterator[Span]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block.span
            case Quotation() | Group():
                yield from _paragraphs(block.blocks)
