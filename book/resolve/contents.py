"""Contents, and lists of figures and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

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


def contents(divisions: Iterable[Division], depth: int = 1) -> tuple[ContentsEntry, ...]:
    """A line for each division that is listed, and for the sections of a chapter to this depth. `label` is the number.

    No level is left out: a line stands one below the line before it at most."""
    found: list[ContentsEntry] = []
    for division in divisions:
        for entry in _lines(division, depth) if division.role not in UNLISTED else ():
            most = found[-1].level + 1 if found else 1
            found.append(replace(entry, level=min(entry.level, most)))
    return tuple(found)


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


def _lines(division: Division, depth: int) -> Iterator[ContentsEntry]:
    title = bare(division.heading) or (Text(division.title),)
    yield ContentsEntry(division.level, division.number, title, division.id, division.part, False, division.authors)
    listed = division.role == "chapter" or (depth > 1 and division.role == "appendix")
    for block in all_blocks(division.blocks) if listed else ():
        if isinstance(block, Heading) and block.level - 1 <= depth:
            level = division.level + block.level - 1
            yield ContentsEntry(level, "", bare(block.children), block.id, division.part, True)


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
