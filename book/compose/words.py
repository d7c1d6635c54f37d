"""The words of a passage without its markup.

Comes in: inlines. Goes out: text. Apart because keys, running heads and bookmarks want words, not XHTML.
"""

from __future__ import annotations

from typing import assert_never

from book.matter import (
    Break,
    CrossLink,
    Emphasis,
    Image,
    IndexAnchor,
    Inline,
    Link,
    NoteCall,
    PageReference,
    Styled,
    Text,
)


def words(children: tuple[Inline, ...]) -> str:
    """The words as read; notes and folios, which are not the passage's own, are left out."""
    return "".join(map(_words, children))


def _words(node: Inline) -> str:
    match node:
        case Text(text):
            return text
        case Break():
            return " "
        case Emphasis() | Styled() | Link() | CrossLink():
            return words(node.children)
        case Image() | NoteCall() | PageReference() | IndexAnchor():
            return ""
        case _:
            assert_never(node)
