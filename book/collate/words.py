"""Two texts of a block, word by word.

Comes in: a block in two printings. Goes out: the words that differ, and the runs of words that do not.
Apart because breaks of pages are followed through the same runs of words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from book.collate.variants import WordChange
from book.record import BlockRecord

AROUND = 4  # words shown before and after a change
RECKONED = "0123456789ivxlcdm*†‡§‖¶–-,;. "  # signs of folios and numbers of notes, and what stands between them
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MatchingRun:
    """`length` things that are the same in both, from `old` in the one and `new` in the other."""

    old: int
    new: int
    length: int


def matching_runs(old: Sequence[T], new: Sequence[T]) -> Iterator[MatchingRun]:
    """What two sequences share, in order. What they begin and end with alike is not searched."""
    limit = min(len(old), len(new))
    head = next((at for at in range(limit) if old[at] != new[at]), limit)
    tail = next((at for at in range(limit - head) if old[-1 - at] != new[-1 - at]), limit - head)
    yield from _found(MatchingRun(0, 0, head))
    if len(old) > head + tail and len(new) > head + tail:
        inner = SequenceMatcher(None, old[head:len(old) - tail], new[head:len(new) - tail], autojunk=False)
        for match in inner.get_matching_blocks():
            yield from _found(MatchingRun(head + match.a, head + match.b, match.size))
    yield from _found(MatchingRun(len(old) - tail, len(new) - tail, tail))


def _found(same: MatchingRun) -> tuple[MatchingRun, ...]:
    return (same,) if same.length else ()


def between(old: int, new: int, shared: Sequence[MatchingRun]) -> Iterator[tuple[slice, slice]]:
    """What two sequences of these lengths do not share: where in the one, where in the other."""
    left, right = 0, 0
    for each in (*shared, MatchingRun(old, new, 0)):
        if each.old > left or each.new > right:
            yield slice(left, each.old), slice(right, each.new)
        left, right = each.old + each.length, each.new + each.length


def word_changes(old: BlockRecord, new: BlockRecord) -> tuple[WordChange, ...]:
    """The words that differ, in order."""
    was, now = old.text.split(), new.text.split()
    return tuple(
        WordChange(
            " ".join(now[max(there.start - AROUND, 0):there.start]), " ".join(was[here]), " ".join(now[there]),
            " ".join(now[there.stop:there.stop + AROUND]), here.start, there.start,
            _reckoned(old, here) and _reckoned(new, there) and _rest(was[here]) == _rest(now[there]),
        )
        for here, there in between(len(was), len(now), tuple(matching_runs(was, now)))
    )  # fmt: skip


def _reckoned(block: BlockRecord, words: slice) -> bool:
    return set(range(words.start, words.stop)) <= set(block.reckoned)


def _rest(words: Sequence[str]) -> str:
    """What of the words is no number: that of "(page" and "43)" is "(page)"."""
    return "".join(word.strip(RECKONED) for word in words)
