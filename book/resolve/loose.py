"""Locators written after a bare `@key` inside a note.

Comes in: the lines of a note. Goes out: the same with `@key, 91;` read as what it is, a work and its page.
Apart because it holds in notes only: in the text, `@key, 91 men` may go on as any sentence does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from book.markdown.cites import locate
from book.matter import Citation, RawInline, Text
from book.matter.walk import Where, with_children

_ENDS = re.compile(r"\s*(?:[.,;:?!)\]—–]|$)")  # what may follow a locator, but no word of the sentence


def tied(inlines: tuple[RawInline, ...], _where: Where = "text") -> tuple[RawInline, ...]:
    """The line with every loose locator tied to the work before it."""
    done: list[RawInline] = []
    for inline in inlines:
        before = done[-1] if done else None
        if isinstance(inline, Text) and isinstance(before, Citation) and before.in_text:
            done[-1], inline = _tie(before, inline)
        done.append(with_children(inline, tied))
    return tuple(_unless_empty(done))


def _tie(citation: Citation, after: Text) -> tuple[Citation, Text]:
    label, locator, end = locate(after.text) if after.text.startswith(", ") else ("", "", 0)
    work = citation.works[-1]
    if work.locator or work.suffix or not locator or not _ENDS.match(after.text, end):
        return citation, after
    works = (*citation.works[:-1], replace(work, label=label, locator=locator))
    return replace(citation, works=works), Text(after.text[end:])


def _unless_empty(inlines: Iterable[RawInline]) -> Iterable[RawInline]:
    return (inline for inline in inlines if inline != Text(""))
