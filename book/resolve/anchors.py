"""What can be referred to.

Comes in: the divisions with their notes called. Goes out: an `Anchor` for every id of the text.
Apart because cross-references point forward, so all anchors are known before any reference is looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from book.matter import Anchor, Block, Figure, Group, Heading, RawInline, Styled, Table
from book.matter.walk import all_blocks, all_raw, lines
from book.resolve.calls import CalledDivision, CalledNote
from book.resolve.divisions import Place
from book.resolve.facts import Facts


def text_anchors(
    called: Iterable[CalledDivision], places: Mapping[str, Place], facts: Facts
) -> Mapping[str, Anchor]:
    """Anchors by id: divisions, headings, figures, tables, named spans and groups, notes and their calls.

    Figures and tables are numbered through the whole book. Of an id used twice (M-008) the first counts."""
    found: dict[str, Anchor] = {}
    counts = {"figure": 0, "table": 0}
    for each in called:
        for anchor in _division_anchors(each, places, facts, counts):
            found.setdefault(anchor.id, anchor)
    return found


def note_id(division: str, note: CalledNote) -> str:
    """ "note-DIVISION-NUMBER"."""
    return f"note-{division}-{note.number}"


def call_id(division: str, note: CalledNote) -> str:
    """ "call-DIVISION-NUMBER"."""
    return f"call-{division}-{note.number}"


def _quoted(title: str) -> str:
    """What has a title and no number is called by its title, as Chicago quotes a section's."""
    return f"“{title}”" if title else ""


def _division_anchors(
    called: CalledDivision, places: Mapping[str, Place], facts: Facts, counts: dict[str, int]
) -> Iterator[Anchor]:
    division = called.division
    label = places[division.id].label
    name = label[:1].lower() + label[1:] or _quoted(division.title)
    yield Anchor(division.id, "division", name, division.title, division.id)
    yield from _block_anchors(division.blocks, division.id, facts, counts)
    for note in called.notes:
        yield Anchor(note_id(division.id, note), "note", f"note {note.number}", "", division.id)
        yield Anchor(call_id(division.id, note), "call", f"note {note.number}", "", division.id)
        yield from _block_anchors(note.blocks, division.id, facts, counts)


def _block_anchors(
    blocks: tuple[Block[RawInline], ...], division: str, facts: Facts, counts: dict[str, int]
) -> Iterator[Anchor]:
    for block in all_blocks(blocks):
        if isinstance(block, Heading):
            title = facts.words(block.children)
            yield Anchor(block.id, "heading", _quoted(title), title, division)
        elif isinstance(block, Figure) or (isinstance(block, Table) and block.caption):
            kind: Literal["figure", "table"] = "figure" if isinstance(block, Figure) else "table"
            counts[kind] += 1
            yield Anchor(block.id, kind, f"{kind} {counts[kind]}", facts.words(block.caption), division)
        elif isinstance(block, Group) and block.id:
            yield Anchor(block.id, "span", "", "", division)
    for line, _ in lines(blocks):
        for inline in all_raw(line):
            if isinstance(inline, Styled) and inline.id:
                yield Anchor(inline.id, "span", "", facts.words(inline.children), division)
