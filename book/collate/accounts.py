"""Accounts: whether every change of words between two printings stands in the ledger.

Comes in: pairs of blocks that differ, the ledger, both records. Goes out: the changes that no entry accounts for, with
the page and line where the new printing has them. Apart because collating knows nothing of a ledger.

An entry accounts for words of its own division; for others only where these come from data, that is, where one of the
two divisions has the same source file in both printings. Numbers that pages and notes bring are nobody's change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from book.collate.phrasing import replaced, same
from book.edition import Correction
from book.ledger import lacking
from book.record import BlockRecord, EditionRecord

Pair = tuple[BlockRecord | None, BlockRecord | None]
# Divisions made of others, whose words are the edition's own: each new printing has others.
OWN = frozenset({"imprint", "title-page", "halftitle", "changes"})
LISTS = frozenset({"contents", "figures", "index"})
_NUMBER = re.compile(r"[\W_]*(\d+|[ivxlc]+)n?[\W_]*")
_LOCATORS = re.compile(r"(?:,? (?:\d+|[ivxlc]+)(?:[–-](?:\d+|[ivxlc]+))?n?(?:, \d+n?)*)+[.;]?$")
_CUES = re.compile(r"\W*(?:pages?|pp?|notes?|nn?)\W*", re.IGNORECASE)
AROUND = 3  # words shown on either side


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """Words of the new printing that no entry accounts for: what they were and are, and where they stand.

    `folio` and `row` are the new printing's; those of the old where the block is gone (`gone`)."""

    division: str
    note: str
    key: str
    folio: str
    row: int
    was: str
    now: str
    gone: bool


@dataclass(frozen=True, slots=True)
class Sources:
    """How the divisions were made: `roles` and source files (`files`, none for a division made by itself) by id."""

    roles: Mapping[str, str]
    files: Mapping[str, str]


def unrecorded(
    pairs: Iterable[Pair], corrections: Iterable[Correction], old: EditionRecord, new: EditionRecord, made: Sources
) -> tuple[Unrecorded, ...]:
    """Every change of the pairs that the ledger's new entries do not account for, in the order of the pairs."""
    entries = lacking(corrections, old.number, old.corrections)
    kept = {name for name, file in made.files.items() if file and old.inputs.get(file) == new.inputs.get(file)}
    books = _Books(entries, made, frozenset(kept), _moved(old, new))
    return tuple(change for pair in pairs for change in books.lacking(*pair))


def _moved(old: EditionRecord, new: EditionRecord) -> frozenset[tuple[str, str]]:
    """Folios that became others: a reference that says so says nothing new."""
    return frozenset((folio, new.page_map[anchor]) for anchor, folio in old.page_map.items() if anchor in new.page_map)


@dataclass(frozen=True, slots=True)
class _Books:
    """What a change is held against."""

    entries: tuple[Correction, ...]
    made: Sources
    kept: frozenset[str]
    moved: frozenset[tuple[str, str]]

    def lacking(self, before: BlockRecord | None, after: BlockRecord | None) -> Iterator[Unrecorded]:
        """The changes from one block to the other that no entry accounts for."""
        block = after or before
        assert block is not None
        role = self.made.roles.get(block.division, "")
        if role in OWN:
            return
        entries = [entry for entry in self.entries if self._speaks_of(entry, block.division)]
        texts = [_plain(each.text, role) if each else "" for each in (before, after)]
        if before and after:
            was, now = replaced(texts[0], texts[1], entries).split(), texts[1].split()
            yield from (_change(after, was, now, hunk) for hunk in self._hunks(was, now, role))
        elif not any(_tells(entry, texts, role) for entry in entries):
            yield _whole(block, gone=after is None)

    def _speaks_of(self, entry: Correction, division: str) -> bool:
        made = self.made
        from_data = any(name in self.kept or not made.files.get(name) for name in (entry.division, division))
        return entry.division == division or from_data

    def _hunks(self, was: list[str], now: list[str], role: str) -> Iterator[tuple[int, int, int, int]]:
        """Where words differ; not where a number follows its page, or a sign is only typed otherwise."""
        matcher = SequenceMatcher(None, [same(word) for word in was], [same(word) for word in now], autojunk=False)
        for kind, i1, i2, j1, j2 in matcher.get_opcodes():
            if kind != "equal" and not self._follows(was, now, (i1, i2, j1, j2), role):
                yield i1, i2, j1, j2

    def _follows(self, was: list[str], now: list[str], hunk: tuple[int, int, int, int], role: str) -> bool:
        """Whether every number became the one that its page, or note, has now."""
        i1, i2, j1, j2 = hunk
        numbers = [[_NUMBER.fullmatch(word) for word in words] for words in (was[i1:i2], now[j1:j2])]
        if not all(found for side in numbers for found in side) or len(numbers[0]) != len(numbers[1]):
            return False
        cue = now[j1 - 1] if j1 else ""
        pairs = [(one[1], other[1]) for one, other in zip(*numbers, strict=True) if one and other]
        return bool(_CUES.fullmatch(cue) or role in LISTS) and (
            cue.lower().startswith("n") or all(pair in self.moved for pair in pairs)
        )


def _plain(text: str, role: str) -> str:
    """The text of a block; of a line in a list, what stands before its page numbers."""
    return _LOCATORS.sub("", text) if role in LISTS else text


def _tells(entry: Correction, texts: list[str], role: str) -> bool:
    """Whether an entry tells of a block that came or went: it has all its words; of a line in a list, its first."""
    was, now = same(entry.was), same(entry.now)
    gone, come = same(texts[0]), same(texts[1])
    if role in LISTS:
        first = (gone or come).split(",")[0]
        return first in was or first in now
    return gone in was and come in now


def _change(block: BlockRecord, was: list[str], now: list[str], hunk: tuple[int, int, int, int]) -> Unrecorded:
    i1, i2, j1, j2 = hunk
    line = [each for each in block.lines if each.word <= j1][-1:] or block.lines[:1]
    folio, row = (line[0].folio, line[0].row) if line else ("", 0)
    before, after = now[max(0, j1 - AROUND):j1], now[j2:j2 + AROUND]
    said = [" ".join((*before, *words, *after)) for words in (was[i1:i2], now[j1:j2])]
    return Unrecorded(block.division, block.note, block.key, folio, row, said[0], said[1], False)


def _whole(block: BlockRecord, gone: bool) -> Unrecorded:
    line = block.lines[0] if block.lines else None
    was, now = (block.text, "") if gone else ("", block.text)
    return Unrecorded(block.division, block.note, block.key, line.folio if line else "", line.row if line else 0,
                      was, now, gone)
