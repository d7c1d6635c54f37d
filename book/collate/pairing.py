"""The blocks of two printings in pairs, and what that says.

Comes in: pairs. Goes out: changes. Apart from finding the pairs, for which each step has its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from book.collate.variants import BlockChange
from book.collate.words import word_changes
from book.record import BlockRecord


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
