"""Blocks that stand at another place than before.

Comes in: a pairing of all that stayed. Goes out: the same, with those of what is left over that belong together.
Apart because a block may change its words and its place at once, and only what is left when all that stayed is known
can have moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from book.collate.pairing import Pairing
from book.record import BlockRecord

MOVED = 3  # words that a block must have to be known again at another place


def find_moved(pairing: Pairing) -> None:
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
