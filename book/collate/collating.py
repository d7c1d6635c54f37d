"""Two records set side by side.

Comes in: two records. Goes out: `Variants`. Apart from its parts, each of which compares one thing only.
"""

from __future__ import annotations

from collections.abc import Iterator

from book.collate.blocks import paired
from book.collate.breaks import moved_breaks
from book.collate.pages import page_changes
from book.collate.variants import FolioChange, SpineChange, Variants
from book.record import EditionRecord


def collate(old: EditionRecord, new: EditionRecord) -> Variants:
    """What the new printing has otherwise than the old one."""
    pairing = paired(old.blocks, new.blocks)
    changes = tuple(pairing.changes())
    indexes = {division.id for division in (*old.divisions, *new.divisions) if division.role == "index"}
    return Variants(
        old.number,
        new.number,
        blocks=tuple(change for change in changes if change.block.division not in indexes),
        index=tuple(change for change in changes if change.block.division in indexes),
        pages=page_changes(old, new),
        breaks=tuple(moved_breaks(old, new, pairing, changes)),
        extent=(len(old.pages), len(new.pages)),
        spines=tuple(_spines(old, new)),
        page_map=tuple(_folios(old, new)),
        corrections=tuple(id for id in new.corrections if id not in old.corrections),
    )


def _spines(old: EditionRecord, new: EditionRecord) -> Iterator[SpineChange]:
    for printer in sorted({*old.spines, *new.spines}):
        was, now = old.spines.get(printer), new.spines.get(printer)
        if was != now:
            yield SpineChange(printer, was, now)


def _folios(old: EditionRecord, new: EditionRecord) -> Iterator[FolioChange]:
    for anchor, folio in new.page_map.items():
        if old.page_map.get(anchor, folio) != folio:
            yield FolioChange(anchor, old.page_map[anchor], folio)
