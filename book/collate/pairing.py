"""The blocks of two printings in pairs: what stayed, what changed its words, what moved.

Blocks are known by their words, without page numbers and numbers of notes: a line of an index whose page numbers
changed is the same line. First blocks of the same words are paired, division by division. Of those left between two
that stayed, the ones most alike are a pair. Last, a block that is left over may stand elsewhere, its words changed or
not: that can only be told when all that stayed is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from book.collate.variants import BlockChange
from book.collate.words import between, matching_runs, word_changes
from book.record import BlockRecord

ALIKE = 0.4  # share of words that two blocks in the same place have in common if one became the other
MOST = 1_000_000  # pairs looked at between two blocks that stayed: more is two books, not two printings
SHORT = 6  # words: of shorter ones a single word may be all there is
MOVED = 3  # words that a block must have to be known again at another place


@dataclass(slots=True)
class Pairing:
    """Blocks of both printings: `pairs` by their counts from 0; `moved` those among them that stand elsewhere."""

    old: Sequence[BlockRecord]
    new: Sequence[BlockRecord]
    pairs: dict[int, int] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)

    def changes(self) -> Iterator[BlockChange]:
        """All changes, in the order of the new printing; what is gone stands behind what stood before it."""
        back = {new: old for old, new in self.pairs.items()}
        gone = _behind(self)
        for at in range(-1, len(self.new)):
            if at >= 0:
                yield from self._change(self.new[at], back.get(at))
            for lost in gone.get(at, ()):
                yield BlockChange("gone", self.old[lost], None)

    def _change(self, new: BlockRecord, at: int | None) -> Iterator[BlockChange]:
        if at is None:
            yield BlockChange("added", None, new)
            return
        old = self.old[at]
        if at in self.moved or old.text != new.text:
            yield BlockChange("moved" if at in self.moved else "changed", old, new, word_changes(old, new))


def _behind(pairing: Pairing) -> dict[int, list[int]]:
    """The blocks that are gone, by the new count of the block that stood before each of them; -1 for none."""
    gone: dict[int, list[int]] = {}
    before = -1
    for at in range(len(pairing.old)):
        if at not in pairing.pairs:
            gone.setdefault(before, []).append(at)
        elif at not in pairing.moved:
            before = pairing.pairs[at]
    return gone


def paired(old: Sequence[BlockRecord], new: Sequence[BlockRecord]) -> Pairing:
    """The blocks of two printings side by side."""
    pairing = Pairing(old, new)
    theirs = by_division(new)
    for division, blocks in by_division(old).items():
        _pair(pairing, blocks, theirs.get(division, []))
    _find_moved(pairing)
    return pairing


def by_division(blocks: Iterable[BlockRecord]) -> dict[str, list[int]]:
    """The counts of the blocks of each division."""
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


def _find_moved(pairing: Pairing) -> None:
    """Pair blocks that are left over with the same words at another place, if these stand there alone."""
    came = set(pairing.pairs.values())
    gone = _alone((at, block) for at, block in enumerate(pairing.old) if at not in pairing.pairs)
    added = _alone((at, block) for at, block in enumerate(pairing.new) if at not in came)
    for text, at in gone.items():
        if text in added:
            pairing.pairs[at] = added[text]
            pairing.moved.add(at)
    _find_moved_and_changed(pairing)


def _alone(blocks: Iterable[tuple[int, BlockRecord]]) -> dict[str, int]:
    found: dict[str, list[int]] = {}
    for at, block in blocks:
        if block.text.count(" ") >= MOVED - 1:
            found.setdefault(block.text, []).append(at)
    return {text: places[0] for text, places in found.items() if len(places) == 1}


def _find_moved_and_changed(pairing: Pairing) -> None:
    """Pair what is still left over with what has most phrases in common with it, if that is half of its phrases."""
    came = set(pairing.pairs.values())
    phrases: dict[str, list[int]] = {}
    for at, block in enumerate(pairing.new):
        if at not in came:
            for phrase in _phrases(block):
                phrases.setdefault(phrase, []).append(at)
    for at, block in enumerate(pairing.old):
        if at not in pairing.pairs:
            own = _phrases(block)
            met = Counter(other for phrase in own for other in phrases.get(phrase, ()) if other not in came)
            other, count = max(met.items(), key=lambda each: (each[1], -each[0]), default=(-1, 0))
            if count and 2 * count >= len(own) and 2 * count >= len(_phrases(pairing.new[other])):
                pairing.pairs[at] = other
                pairing.moved.add(at)
                came.add(other)


def _phrases(block: BlockRecord) -> set[str]:
    """Each three words of a block that follow each other."""
    words = block.text.split()
    return {" ".join(words[at:at + 3]) for at in range(len(words) - 2)}
