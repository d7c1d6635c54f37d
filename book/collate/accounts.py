"""Whether every change of words between two printings stands in the ledger.

An entry accounts for words of its own division; for others only where these come from data, that is, where one of the
two divisions has the same source file in both printings. Numbers that pages and notes bring are nobody's change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from book.collate.variants import BlockChange, Variants
from book.collate.words import chained, normalized, replaced
from book.edition import Correction
from book.record import BlockRecord, EditionRecord

# Divisions made of others, whose words are the edition's own: each new printing has others.
OWN = frozenset({"imprint", "title-page", "halftitle", "changes"})
LISTS = frozenset({"contents", "figures", "index"})
Hunk = tuple[int, int, int, int]
MASK = "…"  # a number that pages or notes bring
AROUND = 3  # words shown on either side


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """Words that no entry accounts for: what they were and are, with a few around, and where they stand.

    `folio` and `row` are the new printing's; those of the old where the block is `gone`. `key` is the new block's."""

    division: str
    note: str
    key: str
    folio: str
    row: int
    was: str
    now: str
    kind: Literal["changed", "added", "gone", "moved"]


def unrecorded(
    variants: Variants, corrections: Iterable[Correction], old: EditionRecord, new: EditionRecord,
    files: Mapping[str, str],
) -> tuple[Unrecorded, ...]:
    """Every change that the ledger's new entries do not account for, in the order of the new printing.

    `files` has the source file of each division by its id, or nothing for one that is made by itself."""
    entries = chained(entry for entry in corrections if entry.id not in old.corrections)
    roles = {division.id: division.role for record in (old, new) for division in record.divisions}
    written = {name for name in roles if (file := files.get(name)) and old.inputs.get(file) != new.inputs.get(file)}
    lists = frozenset(each.title for record in (old, new) for each in record.divisions if each.role == "changes")
    books = _Ledger(entries, roles, frozenset(written), lists)
    return tuple(found for change in (*variants.blocks, *variants.index) for found in books.lacking(change))


@dataclass(frozen=True, slots=True)
class _Ledger:
    """What a change is held against: entries, the divisions' roles, and those whose file was changed.

    `lists` are the titles of lists of changes, which come and go with them, and so do their lines in the contents."""

    entries: tuple[Correction, ...]
    roles: Mapping[str, str]
    written: frozenset[str]
    lists: frozenset[str]

    def lacking(self, change: BlockChange) -> Iterator[Unrecorded]:
        """What no entry accounts for in the change of a block."""
        block, role = change.block, self.roles.get(change.block.division, "")
        if role in OWN:
            return
        entries = [entry for entry in self.entries if self._speaks_of(entry, block.division)]
        texts = [_plain(each, role) if each else "" for each in (change.old, change.new)]
        if role == "contents" and self.lists.issuperset(filter(None, texts)):
            return
        if change.old and change.new:
            was, now = replaced(texts[0], texts[1], entries).split(), texts[1].split()
            hunks = (hunk for hunk in _hunks(was, now) if not _typed_otherwise(was, now, hunk, entries))
            yield from (_words(change.new, was, now, hunk) for hunk in hunks)
        silent = not any(_tells(entry, texts, role) for entry in entries)
        if silent and (change.kind in ("added", "gone") or (change.kind == "moved" and block.division in self.written)):
            yield _whole(change)

    def _speaks_of(self, entry: Correction, division: str) -> bool:
        """An entry speaks of its own division, and of others where the words come from data."""
        return entry.division == division or not {entry.division, division} <= self.written


def _hunks(was: list[str], now: list[str]) -> Iterator[Hunk]:
    """Where words differ: from and to in the one, from and to in the other. What stands close together is one."""
    last: Hunk | None = None
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if last and j1 - last[3] <= AROUND:
            last = (last[0], i2, last[2], j2)
            continue
        if last:
            yield last
        last = (i1, i2, j1, j2)
    if last:
        yield last


def _plain(block: BlockRecord, role: str) -> str:
    """The text of a block, numbers of pages and notes masked; in a list, without them."""
    words = block.text.split()
    if role in LISTS:
        return " ".join(word for at, word in enumerate(words) if at not in block.reckoned)
    return " ".join(MASK if at in block.reckoned else word for at, word in enumerate(words))


def _typed_otherwise(
    was: list[str], now: list[str], hunk: Hunk, entries: list[Correction]
) -> bool:
    """Whether only quotes or dashes differ, and because an entry was typed with others than are printed."""
    before, after = (normalized(" ".join(words)) for words in (was[hunk[0]:hunk[1]], now[hunk[2]:hunk[3]]))
    return before == after and any(after in normalized(entry.now) for entry in entries)


def _tells(entry: Correction, texts: list[str], role: str) -> bool:
    """Whether an entry tells of a block that came or went: it has all its words; of a line in a list, its first."""
    was, now = normalized(entry.was), normalized(entry.now)
    gone, come = normalized(texts[0]), normalized(texts[1])
    if role in LISTS:
        first = (gone or come).split(",")[0]
        return first in was or first in now
    return gone in was and come in now


def _words(block: BlockRecord, was: list[str], now: list[str], hunk: Hunk) -> Unrecorded:
    i1, i2, j1, j2 = hunk
    before, after = now[max(0, j1 - AROUND):j1], now[j2:j2 + AROUND]
    said = [" ".join((*before, *words, *after)) for words in (was[i1:i2], now[j1:j2])]
    line = block.line_of(j1)
    return Unrecorded(block.division, block.note, block.key, line.folio, line.row, said[0], said[1], "changed")


def _whole(change: BlockChange) -> Unrecorded:
    block, line = change.block, change.block.line_of(0)
    was, now = (each.text if each else "" for each in (change.old, change.new))
    return Unrecorded(block.division, block.note, block.key, line.folio, line.row, was, now, change.kind)
