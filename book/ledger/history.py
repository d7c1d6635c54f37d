"""Which corrections a printing lacks: each from what that printing says to what is right today."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from book.edition import Correction
from book.ledger.phrases import holds, substituted
from book.record.numbers import order


def lacking(corrections: Iterable[Correction], number: str, had: Collection[str]) -> tuple[Correction, ...]:
    """The corrections that printing `number`, which has those of the ids `had`, is without, in the ledger's order.

    One of a fault that came later is left out; but where it changes once more what an earlier one put right, the
    earlier says at once what is right today."""
    kept: list[Correction] = []
    for correction in corrections:
        if correction.id in had:
            continue
        if order(correction.since) <= order(number):
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
