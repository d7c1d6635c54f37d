"""Contents, and lists of figures and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from book.matter import (
    Anchor,
    ContentsEntry,
    CrossLink,
    Division,
    Emphasis,
    Figure,
    Heading,
    IndexAnchor,
    Inline,
    Link,
    NoteCall,
    PageReference,
    Role,
    Styled,
    Table,
    Text,
)
from book.matter.walk import all_blocks

# The pages before the contents, the contents themselves, and the last leaf are not listed.
UNLISTED: tuple[Role, ...] = ("halftitle", "title-page", "imprint", "dedication", "epigraph", "contents", "colophon")
_FIRST_SENTENCE = re.compile(r"(?<=[a-z)”’\d]{2})\.(?:\s+[A-Z“‘].*|\s*)$", re.S)


def contents(divisions: Iterable[Division]) -> tuple[ContentsEntry, ...]:
    """A line for each division that is listed, and for each section of a chapter. `label` is the number alone."""
    return tuple(entry for division in divisions if division.role not in UNLISTED for entry in _lines(division))


def figures_list(divisions: Iterable[Division], anchors: Mapping[str, Anchor]) -> tuple[ContentsEntry, ...]:
    """A line for each figure, "Figure 2" with the first sentence of its caption."""
    return tuple(_listed(divisions, anchors, Figure))


def tables_list(divisions: Iterable[Division], anchors: Mapping[str, Anchor]) -> tuple[ContentsEntry, ...]:
    """A line for each table that has a caption."""
    return tuple(_listed(divisions, anchors, Table))


def bare(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Words to be repeated elsewhere: without note calls, anchors and links of their own."""
    return tuple(kept for inline in inlines for kept in _bare(inline))


def _bare(inline: Inline) -> tuple[Inline, ...]:
    match inline:
        case NoteCall() | IndexAnchor() | PageReference():
            return ()
        case CrossLink(_, children) | Link(_, children):
            return bare(children)
        case Emphasis(kind, children):
            return (Emphasis(kind, bare(children)),)
        case Styled(children, _, classes, lang):
            return (Styled(bare(children), "", classes, lang),)
        case _:
            return (inline,)


def _lines(division: Division) -> Iterator[ContentsEntry]:
    yield ContentsEntry(1, division.number, (Text(division.title),), division.id, division.part)
    for block in all_blocks(division.blocks) if division.role == "chapter" else ():
        if isinstance(block, Heading) and block.level == 2:
            yield ContentsEntry(2, "", bare(block.children), block.id, division.part)


def _listed(
    divisions: Iterable[Division], anchors: Mapping[str, Anchor], kind: type[Figure[Inline]] | type[Table[Inline]]
) -> Iterator[ContentsEntry]:
    for division in divisions:
        for block in all_blocks(division.blocks):
            if isinstance(block, kind) and block.id in anchors and block.caption:
                label = anchors[block.id].name.capitalize()
                yield ContentsEntry(1, label, _first_sentence(bare(block.caption)), block.id, division.part)


def _first_sentence(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The caption up to its first full stop; the stop itself has no place in a list."""
    for place, inline in enumerate(inlines):
        if isinstance(inline, Text) and (end := _FIRST_SENTENCE.search(inline.text)):
            if end[0].strip() == "." and place < len(inlines) - 1:
                continue
            return (*inlines[:place], Text(inline.text[: end.start()]))
    return inlines
