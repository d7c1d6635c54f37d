"""Anchors put into the lines of a division that is settled already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from book.matter import CrossLink, Division, Emphasis, IndexAnchor, Inline, Link, Styled, Text
from book.matter.walk import Rewrite, Where, rewritten
from book.matter.words import plain


def with_anchors(division: Division, anchors: list[tuple[int, int, str]]) -> Division:
    """The division with anchors at (line, character)."""
    if not anchors:
        return division
    put = _counting(anchors)
    blocks = rewritten(division.blocks, put)
    notes = tuple(replace(note, blocks=rewritten(note.blocks, put)) for note in division.notes)
    return replace(division, blocks=blocks, notes=notes)


def nested(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Each inline, then those inside it."""
    for inline in inlines:
        yield inline
        if isinstance(inline, Emphasis | Styled | Link | CrossLink):
            yield from nested(inline.children)


def _counting(anchors: list[tuple[int, int, str]]) -> Rewrite[Inline, Inline]:
    """Puts anchors into the lines that it is given one after the other; the last of a line first."""
    number = -1

    def put(inlines: tuple[Inline, ...], _where: Where) -> tuple[Inline, ...]:
        nonlocal number
        number += 1
        here = sorted(((start, name) for line, start, name in anchors if line == number), reverse=True)
        for start, name in here:
            inlines = _with_anchor(inlines, start, name)
        return inlines

    return put


def _with_anchor(inlines: tuple[Inline, ...], start: int, name: str) -> tuple[Inline, ...]:
    """The inlines with an anchor before the character `start` of their words."""
    for place, inline in enumerate(inlines):
        size = len(plain((inline,)))
        if start < size:
            return (*inlines[:place], *_split(inline, start, name), *inlines[place + 1 :])
        start -= size
    return (*inlines, IndexAnchor(name))


def _split(inline: Inline, start: int, name: str) -> tuple[Inline, ...]:
    if start == 0:
        return IndexAnchor(name), inline
    match inline:
        case Text(text):
            return Text(text[:start]), IndexAnchor(name), Text(text[start:])
        case Emphasis() | Styled() | Link() | CrossLink():
            return (replace(inline, children=_with_anchor(inline.children, start, name)),)
        case _:
            return IndexAnchor(name), inline
