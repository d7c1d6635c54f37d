"""Cross-references.

Comes in: a reference of the text and the book's anchors. Goes out: a link with its words and folio, X-001 or X-002.
Apart because the forms of a reference are listed in the manual, and here.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from book.matter import Anchor, CrossLink, CrossReference, Inline, PageReference, Text
from book.problems import Problem

Answer = tuple[tuple[Inline, ...], tuple[Problem, ...]]
PAGE = "page\u00a0"  # never parted from its number


def refer(node: CrossReference, own: tuple[Inline, ...], anchors: Mapping[str, Anchor], opens: bool) -> Answer:
    """The reference in print. `own` are its own words, if any; `opens` says that it begins a sentence ("Figure 2")."""
    if (anchor := anchors.get(node.anchor)) is None:
        near = get_close_matches(node.anchor, sorted(anchors), 1)
        hint = f"did you mean “#{near[0]}”?" if near else ""
        return own or (Text(f"[{node.anchor}?]"),), (
            Problem("X-001", f"there is no “#{node.anchor}” in the book", node.span, hint),
        )
    if node.form == "pageonly":
        return (Text(_capital(PAGE, opens)), PageReference(anchor.id)), ()
    name = anchor.title if node.form == "title" else _capital(anchor.name, opens)
    if not (own or name):
        message = f"“#{node.anchor}” has no name or number to be called by"
        hint = f"write the words: [the words](#{node.anchor})"
        return (), (Problem("X-002", message, node.span, hint),)
    link = CrossLink(anchor.id, own or (Text(name),))
    return (link, Text(f", {PAGE}"), PageReference(anchor.id)) if node.form == "page" else (link,), ()


def _capital(name: str, opens: bool) -> str:
    return name[:1].upper() + name[1:] if opens else name
