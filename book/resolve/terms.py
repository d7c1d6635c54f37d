"""Emphasis in an entry of the index: *Darkness at Noon*.

Comes in: an entry as its author wrote it. Goes out: its plain words, by which it is sorted and found, or its inlines.
Apart because an entry is written in three places (marks, index.yaml, the register) and is the same in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from book.matter import Emphasis, Inline, RawInline, Text

_EMPHASIS = re.compile(r"\*(?=\S)([^*!]+)(?<=\S)\*")


def plain(term: str) -> str:
    """The words without their markup.

    >>> plain("Rubashov (in *Darkness at Noon*)")
    'Rubashov (in Darkness at Noon)'
    """
    return _EMPHASIS.sub(r"\1", term)


def in_italics(term: str) -> tuple[Inline, ...]:
    """The words as they are printed."""
    parts = _EMPHASIS.split(term)  # every second part was between asterisks
    return tuple(Emphasis("em", (Text(part),)) if turn % 2 else Text(part) for turn, part in enumerate(parts) if part)


def as_written(inlines: Iterable[RawInline], words: Callable[[Iterable[RawInline]], str]) -> str:
    """The entry that marked words of the text make: their italics kept."""
    return "".join(
        f"*{words((inline,))}*" if isinstance(inline, Emphasis) and inline.kind == "em" else words((inline,))
        for inline in inlines
    )
