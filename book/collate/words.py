"""The words of two texts: what they share, where they differ, and a text with corrections put in.

An entry of the ledger says words, not where they stand: which of their places in a block was corrected must be found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TypeVar

from book.collate.variants import WordChange
from book.edition import Correction
from book.ledger import holds, starts, substituted
from book.ledger.phrases import SIGNS
from book.markdown import typeset
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
    """What of the words is not a number: that of "(page" and "43)" is "(page)"."""
    return "".join(word.strip(RECKONED) for word in words)


def normalized(text: str) -> str:
    """The text with one way of writing quotes, dashes and spaces."""
    return " ".join(text.translate(SIGNS).split())


def chained(entries: Iterable[Correction]) -> tuple[Correction, ...]:
    """The entries, and those that two of them make where the later one changes what the earlier one said."""
    found: list[Correction] = []
    for later in entries:
        made = [_joined(earlier, later) for earlier in found if earlier.division == later.division]
        found += [later, *(each for each in made if each)]
    return tuple(found)


def _joined(earlier: Correction, later: Correction) -> Correction | None:
    if holds(earlier.now, later.was):
        return replace(earlier, now=substituted(earlier.now, later.was, later.now))
    if holds(later.was, earlier.now):
        return replace(later, was=substituted(later.was, earlier.now, earlier.was))
    return None


def replaced(old: str, new: str, entries: Iterable[Correction]) -> str:
    """The old text with what the entries say, at every place where that brings it nearer to the new."""
    for entry in entries:
        was, now = typeset(entry.was), typeset(entry.now)
        for start in reversed(starts(old, was)):
            new_text = " ".join(f"{old[:start]}{now}{old[start + len(was):]}".split())
            if _distance(new_text, new) < _distance(old, new):
                old = new_text
    return old


def _distance(one: str, other: str) -> int:
    """How many words are in the one text and not in the other."""
    first, second = normalized(one).split(), normalized(other).split()
    kept = sum(block.size for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks())
    return len(first) + len(second) - 2 * kept
