"""The plain words of a resolved passage, for whoever wants words and no markup: keys, bookmarks, tables, the index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from book.matter.inlines import (
    CrossLink,
    Emphasis,
    Formula,
    Image,
    IndexAnchor,
    Inline,
    LineBreak,
    Link,
    NoteCall,
    PageReference,
    Styled,
    Text,
)


def plain(children: Iterable[Inline]) -> str:
    """The words as read. A forced line end is a space; notes' calls, folios and pictures have no words of their own;
    a formula has those of its alternative."""
    return "".join(map(_plain, children))


def _plain(node: Inline) -> str:
    match node:
        case Text(text):
            return text
        case LineBreak():
            return " "
        case Emphasis() | Styled() | Link() | CrossLink():
            return plain(node.children)
        case Formula(tex, alt=alt):
            return alt or tex
        case Image() | NoteCall() | PageReference() | IndexAnchor():
            return ""
        case _:
            assert_never(node)
