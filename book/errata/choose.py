"""Which corrections the owner of a printing needs.

Comes in: the ledger, the record. Goes out: corrections, each from what that printing says to what is right today.
Apart because a ledger is a history, and whoever owns a printing wants its end alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from book.edition import Correction
from book.phrases import holds, substituted
from book.record import EditionRecord
from book.record.numbers import order


def chosen(corrections: Iterable[Correction], old: EditionRecord) -> tuple[Correction, ...]:
    """The corrections that the printing lacks, in the ledger's order.

    One of a fault that came later is left out; but where it changes once more what an earlier one put right, the
    earlier says at once what is right today."""
    kept: list[Correction] = []
    for correction in corrections:
        if correction.id in old.corrections:
            continue
        if order(correction.since) <= order(old.number):
            kept.append(correction)
        else:
            kept = [_carried_on(earlier, correction) for earlier in kept]
    return tuple(kept)


def _carried_on(earlier: Correction, later: Correction) -> Correction:
    """The earlier correction, with what the later one makes of its words."""
    if earlier.division != later.division:
        return earlier
    why = f"{earlier.why} {later.why}"
    sources = tuple(dict.fromkeys((*earlier.sources, *later.sources)))
    if holds(earlier.now, later.was):
        return replace(earlier, now=substituted(earlier.now, later.was, later.now), why=why, sources=sources)
    if holds(later.was, earlier.now):
        was = substituted(later.was, earlier.now, earlier.was)
        return replace(earlier, was=was, now=later.now, why=why, sources=sources)
    return earlier
