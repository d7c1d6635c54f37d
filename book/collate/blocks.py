"""The blocks of two printings, each beside its other.

Comes in: the blocks of two records. Goes out: their pairing. Apart because what became of each other can only be told
among the blocks between two that stayed.

Blocks are told by their words, folios left out: a line of an index whose folios changed is the same line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from book.collate.moves import find_moved
from book.collate.pairing import Pairing
from book.collate.words import between, matching_runs
from book.record import BlockRecord

ALIKE = 0.4  # share of words that two blocks in the same place have in common if one became the other
MOST = 1_000_000  # pairs looked at between two blocks that stayed: more is two books, not two printings
SHORT = 6  # words: of shorter ones a single word may be all there is


def paired(old: Sequence[BlockRecord], new: Sequence[BlockRecord]) -> Pairing:
    """The blocks of two printings side by side."""
    pairing = Pairing(old, new)
    theirs = _by_division(new)
    for division, blocks in _by_division(old).items():
        _pair(pairing, blocks, theirs.get(division, []))
    find_moved(pairing)
    return pairing


def _by_division(blocks: Iterable[BlockRecord]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, block in enumerate(blocks):
        found.setdefault(block.division, []).append(at)
    return found


def _pair(pairing: Pairing, old: Sequence[int], new: Sequence[int]) -> None:
    """Pair the blocks of a division: the same words first, then what between two such became of each other."""
    here, there = [_bare(pairing.old[at]) for at in old], [_bare(pairing.new[at]) for at in new]
    shared = tuple(matching_runs(here, there))
    for run in shared:
        pairing.pairs.update(zip(old[run.old:run.old + run.length], new[run.new:run.new + run.length], strict=True))
    for left, right in between(len(old), len(new), shared):
        pairing.pairs.update(_became(pairing, old[left], new[right]))


def _bare(block: BlockRecord) -> tuple[bool, str]:
    """What a block is told by: whether it is a note's, and its words without folios."""
    if not block.reckoned:
        return bool(block.note), block.text
    reckoned = set(block.reckoned)
    return bool(block.note), " ".join(w for at, w in enumerate(block.text.split()) if at not in reckoned)


def _became(pairing: Pairing, old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs, in order, that have most words in common (a longest common subsequence, weighted)."""
    if len(old) * len(new) > MOST:
        return
    here = [_WordCounts.of(pairing.old[at]) for at in old]
    there = [_WordCounts.of(pairing.new[at]) for at in new]
    likeness = [[one.likeness(other) for other in there] for one in here]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(likeness[i][j] + best[i + 1][j + 1], best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


@dataclass(frozen=True, slots=True)
class _WordCounts:
    """How often a block has each word."""

    note: bool
    counted: Counter[str]
    length: int

    @classmethod
    def of(cls, block: BlockRecord) -> _WordCounts:
        words = block.text.split()
        return cls(bool(block.note), Counter(words), len(words))

    def likeness(self, other: _WordCounts) -> float:
        """The share of their words that two blocks have in common; a little for any two that are short."""
        if self.note != other.note:
            return 0.0
        common = sum((self.counted & other.counted).values())
        share = 2 * common / (self.length + other.length)
        return share if share >= ALIKE else 0.01 if max(self.length, other.length) <= SHORT else 0.0
