"""What pandoc has printed, read from its tree: the words of each cluster, and the bibliography's entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any, Literal

from book.citations.document import KEPT
from book.citations.kind import CitationPlace
from book.matter import CrossLink, Emphasis, Inline, Link, Text

Json = Any
Kind = Literal["em", "strong", "smallcaps", "superior", "inferior", "struck"]
_KINDS: dict[str, Kind] = {"Emph": "em", "Strong": "strong", "SmallCaps": "smallcaps", "Superscript": "superior",
                           "Subscript": "inferior", "Strikeout": "struck"}  # fmt: skip
# Parts of an entry that a style sets on lines or in columns of their own; here they are words of one paragraph.
_DISPLAYED = frozenset({"csl-block", "csl-left-margin", "csl-right-inline", "csl-indent"})
_CLOSE = re.compile(r"[”’]+$")
_INNER = re.compile(r"(‘[^‘’]*)’([.,])”")


def printed_clusters(
    document: Json, kept: Sequence[Inline], commas_inside: bool, place: CitationPlace = "note"
) -> tuple[tuple[Inline, ...], ...]:
    """The inlines of each cluster, in order; each work's own words link to "ref-KEY"."""
    paragraphs = [block["c"] for block in document["blocks"] if block["t"] == "Para"]
    if place == "note":
        paragraphs = [note for nodes in paragraphs for note in _notes(nodes)]
    return tuple(_punctuated(_inlines(nodes, kept), commas_inside) for nodes in paragraphs)


def printed_works(document: Json) -> tuple[tuple[str, tuple[Inline, ...], tuple[Inline, ...]], ...]:
    """Key, label and inlines of each entry of the bibliography, in its order; an entry without printed form has none.

    The label is what the style sets in a column of its own: "[3]"."""
    (refs,) = (block for block in document["blocks"] if block["t"] == "Div" and block["c"][0][0] == "refs")
    entries = ((div["c"][0][0].removeprefix("ref-"), div["c"][1]) for div in refs["c"][1])
    nodes = ((key, [node for block in blocks for node in block["c"]]) for key, blocks in entries)
    return tuple((key, *_parted(each)) for key, each in nodes)


def _parted(nodes: list[Json]) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    first = nodes[0] if nodes else None
    labelled = first is not None and first["t"] == "Span" and "csl-left-margin" in first["c"][0][1]
    label, rest = (nodes[:1], nodes[1:]) if labelled else ([], nodes)
    return _trimmed(_inlines(label, ())), _trimmed(_inlines(rest, ()))


def _notes(nodes: Iterable[Json]) -> Iterable[Json]:
    for node in nodes:
        if node["t"] == "Note":
            yield [inline for block in node["c"] for inline in block["c"]]
        elif node["t"] in ("Cite", "Span"):
            yield from _notes(node["c"][1])


def _inlines(nodes: Iterable[Json], kept: Sequence[Inline]) -> tuple[Inline, ...]:
    return _joined(inline for node in nodes for inline in _inline(node, kept))


def _inline(node: Json, kept: Sequence[Inline]) -> tuple[Inline, ...]:
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return (Text(content),)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return (Text(" "),)
    if kind in ("Emph", "Underline"):  # a style that underlines means the typewriter's italics
        return _roman_inside(_inlines(content, kept))
    if kind in _KINDS:
        return (Emphasis(_KINDS[kind], _inlines(content, kept)),)
    if kind == "Span" and KEPT in content[0][1]:
        return (kept[int(dict(content[0][2])["number"])],)
    if kind == "Link":
        return _link(content[2][0], _inlines(content[1], kept))
    if kind == "Span" and _DISPLAYED.intersection(content[0][1]):
        return (Text(" "), *_trimmed(_inlines(content[1], kept)))
    return _inlines(content[1], kept)  # Span, Cite, Quoted: their words


def _link(url: str, children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A link to an address, or to a work; the latter leaves out the addresses among its words, as links do not nest."""
    if not url.startswith("#"):
        return (Link(url, children),)
    return tuple(
        inline
        for outward, group in groupby(children, lambda child: isinstance(child, Link))
        for inline in (tuple(group) if outward else (CrossLink(url[1:], tuple(group)),))
    )


def _roman_inside(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Italics, with italics inside them set roman."""
    return tuple(
        inline
        for turned, group in groupby(children, lambda child: isinstance(child, Emphasis) and child.kind == "em")
        for inline in (_opened(group) if turned else (Emphasis("em", tuple(group)),))
    )


def _opened(group: Iterable[Inline]) -> tuple[Inline, ...]:
    return tuple(child for inline in group if isinstance(inline, Emphasis) for child in inline.children)


def _joined(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    joined: list[Inline] = []
    for inline in inlines:
        if joined and isinstance(inline, Text) and isinstance(last := joined[-1], Text):
            joined[-1] = Text(last.text + inline.text)
        else:
            joined.append(inline)
    return tuple(joined)


def _trimmed(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Without spaces at either end."""
    trimmed = list(inlines)
    if trimmed and isinstance(first := trimmed[0], Text):
        trimmed[0] = Text(first.text.lstrip(" "))
    if trimmed and isinstance(last := trimmed[-1], Text):
        trimmed[-1] = Text(last.text.rstrip(" "))
    return tuple(trimmed)


def _punctuated(inlines: tuple[Inline, ...], commas_inside: bool) -> tuple[Inline, ...]:
    """The American rule, where pandoc misses it: a comma or stop stands inside the quotes, and inside inner ones."""
    if not commas_inside:
        return inlines
    punctuated = list(inlines)
    for place, (work, after) in enumerate(pairwise(inlines)):
        if not (isinstance(work, CrossLink) and isinstance(after, Text) and after.text[:1] in (",", ".")):
            continue
        words = work.children[-1]
        if isinstance(words, Text) and (close := _CLOSE.search(words.text)):
            inside = Text(words.text[: close.start()] + after.text[0] + close[0])
            punctuated[place] = CrossLink(work.anchor, (*work.children[:-1], inside))
            punctuated[place + 1] = Text(after.text[1:])
    return tuple(_inner_quotes(inline) for inline in punctuated if inline != Text(""))


def _inner_quotes(inline: Inline) -> Inline:
    if isinstance(inline, Text):
        return Text(_INNER.sub(r"\1\2’”", inline.text))
    if isinstance(inline, CrossLink):
        return replace(inline, children=tuple(map(_inner_quotes, inline.children)))
    return inline
