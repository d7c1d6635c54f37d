"""The languages of code: one that nobody knows is told (M-036), and its code set plain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from book import highlight
from book.matter import Block, Listing, RawDivision, RawInline
from book.matter.walk import all_blocks
from book.problems import Problem


def unknown_languages(divisions: Iterable[RawDivision]) -> Iterator[Problem]:
    """Of each language that is unknown, its first use in a division."""
    for division in divisions:
        told = set[str]()
        for code in _listings((division.blocks, *division.notes.values())):
            if code.language.lower() in told or highlight.known(code.language):
                continue
            told.add(code.language.lower())
            near = highlight.alike(code.language)
            hint = f"did you mean “{near}”?" if near else "write “text” if it is to be set plain"
            yield Problem("M-036", f"“{code.language}” is not a language that can be told apart; its code is set plain",
                          code.span, hint)


def _listings(texts: Iterable[tuple[Block[RawInline], ...]]) -> Iterator[Listing[RawInline]]:
    for blocks in texts:
        yield from (block for block in all_blocks(blocks) if isinstance(block, Listing) and block.language)
