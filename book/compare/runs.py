"""The words of a changed block in runs: what stayed, what went, what came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from book.collate import BlockChange

KEPT = 12  # words shown on either side of a change; what lies between is left out
LEFT_OUT = "…"


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words that follow each other and are alike `same`, `gone` or `new`."""

    kind: Literal["same", "gone", "new"]
    words: str


def sides(change: BlockChange) -> tuple[tuple[WordRun, ...], tuple[WordRun, ...]]:
    """The runs of the old block and of the new one; empty for a side that has no such block."""
    was = change.old.text.split() if change.old else []
    now = change.new.text.split() if change.new else []
    if not (was and now):
        return _whole("gone", was), _whole("new", now)
    if not change.words:  # it stands elsewhere, and that is all
        return _whole("same", was), _whole("same", now)
    olds = [(each.old, each.old + len(each.was.split())) for each in change.words]
    news = [(each.new, each.new + len(each.now.split())) for each in change.words]
    return tuple(_runs("gone", was, olds)), tuple(_runs("new", now, news))


def _whole(kind: Literal["same", "gone", "new"], words: Sequence[str]) -> tuple[WordRun, ...]:
    return (WordRun(kind, " ".join(words)),) if words else ()


def _runs(kind: Literal["gone", "new"], words: Sequence[str], spans: Sequence[tuple[int, int]]) -> Iterator[WordRun]:
    at = 0
    for begin, end in spans:
        yield from _same(words[at:begin], first=at == 0, last=False)
        if begin < end:
            yield WordRun(kind, " ".join(words[begin:end]))
        at = end
    yield from _same(words[at:], first=not spans, last=True)


def _same(words: Sequence[str], first: bool, last: bool) -> Iterator[WordRun]:
    """Words that stayed, without the midst of many; of a paragraph's first and last words the end near the change."""
    if not words:
        return
    before = [] if first else list(words[:KEPT])
    after = [] if last else list(words[-KEPT:])
    if len(words) > len(before) + len(after) + 1:
        words = [*before, LEFT_OUT, *after]
    yield WordRun("same", " ".join(words))
