"""Takes stanzas apart at their line ends: emphasis and links that run over several lines are begun anew in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from book.matter import (
    Emphasis,
    LineBreak,
    Link,
    RawInline,
    Styled,
    Text,
    VerseLine,
)
from book.problems import Span

Row = tuple[RawInline, ...]


def split(nodes: Sequence[RawInline]) -> list[Row]:
    """The inlines of a stanza, line by line. Line ends inside a note, a citation or a mark of the index stay."""
    rows: list[list[RawInline]] = [[]]
    for node in nodes:
        if isinstance(node, LineBreak):
            rows.append([])
        elif isinstance(node, Emphasis | Styled | Link):
            parts = split(node.children)
            rows[-1].append(replace(node, children=parts[0]))
            for part in parts[1:]:
                again = replace(node, id="") if isinstance(node, Styled) else node
                rows.append([replace(again, children=part)] if part else [])
        else:
            rows[-1].append(node)
    return [tuple(row) for row in rows]


def stanza(nodes: Sequence[RawInline], indents: Sequence[int], runs_on: Sequence[bool],
           spans: Sequence[Span]) -> tuple[VerseLine[RawInline], ...]:
    """The lines of a stanza. What is known of each of its lines in the file is in `indents`, `runs_on` and `spans`."""
    rows, found = split(nodes), list[VerseLine[RawInline]]()
    for number, row in enumerate(rows):
        at = min(number, len(spans) - 1)
        if found and runs_on[at]:
            found[-1] = replace(found[-1], children=(*found[-1].children, Text(" "), *row))
        elif row:
            found.append(VerseLine(row, indents[at], spans[at]))
    return tuple(found)
