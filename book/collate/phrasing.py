"""Corrections applied to a printed text.

Comes in: a block's text in two printings, the ledger's entries. Goes out: the old text with the entries' words.
Apart because an entry says words, not where: which of its places in a block was mended must be found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from book.edition import Correction
from book.ledger import holds, starts, substituted
from book.ledger.phrases import SIGNS
from book.markdown import typeset


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
