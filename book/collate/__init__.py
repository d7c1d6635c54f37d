"""Setting two printings side by side: how the second differs from the first, found from their records alone.

The files of an old printing need not be kept. `pairing` pairs the blocks of both, `words` compares their words, `pages`
the print of the pages, `breaks` where pages begin. `recording` makes a record of settled pages, `accounts` holds the
changes against the ledger, `reprint` lists the pages that a printer must replace.
"""

from __future__ import annotations

from collections.abc import Iterator

from book.collate.accounts import Unrecorded, unrecorded
from book.collate.breaks import moved_breaks
from book.collate.pages import page_changes
from book.collate.pairing import paired
from book.collate.recording import record
from book.collate.reprint import reprint
from book.collate.variants import BlockChange, FolioChange, MovedBreak, PageChange, SpineChange, Variants, WordChange
from book.record import EditionRecord

__all__ = [
    "BlockChange", "FolioChange", "MovedBreak", "PageChange", "SpineChange", "Unrecorded", "Variants", "WordChange",
    "collate", "record", "reprint", "unrecorded",
]


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
