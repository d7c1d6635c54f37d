"""Clusters as a document that pandoc can cite: pandoc's JSON, with a paragraph for each cluster.

Three forms matter to the engine. A bare `Cite` becomes a note of its own, with a capital at the start and a full stop.
A `Cite` inside a `Note` is printed as it stands in a sentence. A heading of the class `reset-citation-positions`
(pandoc 3.9) makes the next mention of every work a first mention again. Only paragraphs at the top are read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from book.citations.cluster import Cite, Cluster, Reset
from book.citations.kind import StyleKind
from book.matter import CrossLink, Emphasis, Inline, Link, Styled, Text

Json = Any  # pandoc's tree, as json has it

# What pandoc's citeproc reads in an English locale as the label of a locator.
LABELS = {
    "page": "p.", "chapter": "chap.", "paragraph": "para.", "section": "sec.", "part": "pt.", "figure": "fig.",
    "note": "n.", "line": "l.", "book": "bk.", "volume": "vol.", "verse": "v.", "sub-verbo": "s.v.",
    "sub verbo": "s.v.", "folio": "fol.", "column": "col.", "issue": "no.", "opus": "op.",
}  # fmt: skip
KEPT = "kept"
NOBODY: Final = "corrigenda-nobody"  # a work that nobody cites: what follows it is never "ibid."
_NUMBER = re.compile(r"\d|^[ivxlcdm]+([-–][ivxlcdm]+)?$", re.I)
_LABELLED = re.compile(r",\s*\S{1,12}\s*\d")  # a locator with a label in another language than English
_WRAPPERS = {"em": "Emph", "strong": "Strong", "smallcaps": "SmallCaps", "superior": "Superscript",
             "inferior": "Subscript", "struck": "Strikeout"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """How the engine has its citations: the style's kind, the book's language (BCP 47), the words that label locators
    in it, and the volume of those works that have one."""

    kind: StyleKind
    language: str
    labels: Mapping[str, str]
    volumes: Mapping[str, str]


def document(
    clusters: Sequence[Cluster], listed: Sequence[str], reset: Reset, wording: Wording
) -> tuple[Json, tuple[Inline, ...]]:
    """The document, and the nodes of prefixes and suffixes that pandoc carries by number only.

    `listed` are works that the bibliography has without a citation."""
    kept: list[Inline] = []
    blocks: list[Json] = []
    division = None
    resets = reset == "chapter" if wording.kind.place == "note" else wording.kind.ibid
    for cluster in clusters:
        if cluster.division != division and resets:
            blocks.append({"t": "Header", "c": [1, ["", ["reset-citation-positions"], []], []]})
        division = cluster.division
        if cluster.named and wording.kind.ibid:
            before = {"t": "Para", "c": [_noted(_cite([_citation(Cite(NOBODY), cluster.note, wording, [])]))]}
            blocks.append({"t": "Div", "c": [["", [], []], [before]]})
        blocks.append(_paragraph(cluster, wording, kept))
    blocks.append({"t": "Div", "c": [["refs", [], []], []]})
    meta = {"lang": _text(wording.language), "link-citations": {"t": "MetaBool", "c": True}, "nocite": _nocite(listed)}
    return {"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": blocks}, tuple(kept)


def _text(text: str) -> Json:
    return {"t": "MetaString", "c": text}


def _nocite(keys: Iterable[str]) -> Json:
    return {"t": "MetaInlines", "c": [_cite([_bare(key)]) for key in keys]}


def _bare(key: str) -> Json:
    return {"citationId": key, "citationPrefix": [], "citationSuffix": [], "citationMode": {"t": "NormalCitation"},
            "citationNoteNum": 0, "citationHash": 0}  # fmt: skip


def _paragraph(cluster: Cluster, wording: Wording, kept: list[Inline]) -> Json:
    cite = _cite([_citation(work, cluster.note, wording, kept) for work in cluster.works])
    bare = cluster.opens or wording.kind.place != "note"
    return {"t": "Para", "c": [cite if bare else _noted(cite)]}


def _noted(cite: Json) -> Json:
    return {"t": "Note", "c": [{"t": "Para", "c": [cite]}]}


def _cite(citations: list[Json]) -> Json:
    return {"t": "Cite", "c": [citations, [{"t": "Str", "c": "?"}]]}


def _citation(work: Cite, note: int, wording: Wording, kept: list[Inline]) -> Json:
    suffix = _nodes(work.suffix, kept)
    mode = "SuppressAuthor" if work.no_author else "AuthorInText" if work.in_sentence else "NormalCitation"
    return {
        "citationId": work.key,
        "citationPrefix": _trimmed(_nodes(work.prefix, kept)),
        "citationSuffix": _words(_locator(work, wording) or "{}" * _only_words(work, wording)) + suffix,
        "citationMode": {"t": mode},
        "citationNoteNum": note,
        "citationHash": 0,
    }


def _only_words(work: Cite, wording: Wording) -> bool:
    """Whether the words after a work hold no locator. In other languages ("S. 5") only the engine can tell."""
    labelled = _LABELLED.match("".join(map(_said, work.suffix)))
    return bool(work.suffix) and (wording.language.startswith("en") or not labelled)


def _locator(work: Cite, wording: Wording) -> str:
    """The locator as pandoc reads it: `{…}` is all locator, and after `{}` nothing is."""
    label, locator = work.label or "page", work.locator.replace("--", "–")
    volume, labels = wording.volumes.get(work.key, ""), wording.labels
    if not locator:
        return ""
    if label == "volume" and "," in locator:  # "vol. 1, chap. 2"
        return f"{{}}, {labels.get('volume', 'vol.')} {locator}"
    if label == "page" and not _NUMBER.search(locator):
        return f"{{}}, {locator}"
    if label == "page" and volume:  # "1:34" of a work that is itself volume 1: the style puts the volume
        locator = locator.removeprefix(f"{volume}:")
    return f", {{{labels.get(label, LABELS.get(label, label))} {locator}}}"


def _nodes(inlines: Iterable[Inline], kept: list[Inline]) -> list[Json]:
    return [node for inline in inlines for node in _node(inline, kept)]


def _node(inline: Inline, kept: list[Inline]) -> list[Json]:
    if isinstance(inline, Text):
        return _words(inline.text)
    if isinstance(inline, Emphasis) and inline.kind in _WRAPPERS:
        return [{"t": _WRAPPERS[inline.kind], "c": _nodes(inline.children, kept)}]
    kept.append(inline)
    words = _words(_said(inline)) or [{"t": "Str", "c": "x"}]  # never empty: the engine drops what is
    return [{"t": "Span", "c": [["", [KEPT], [["number", str(len(kept) - 1)]]], words]}]


def _said(inline: Inline) -> str:
    if isinstance(inline, Text):
        return inline.text
    if isinstance(inline, Emphasis | Styled | Link | CrossLink):
        return "".join(_said(child) for child in inline.children)
    return ""


def _words(text: str) -> list[Json]:
    parts = re.split(r"([ \n]+)", text)
    return [{"t": "Space"} if part.isspace() and "\u00a0" not in part else {"t": "Str", "c": part}
            for part in parts if part]  # fmt: skip


def _trimmed(nodes: list[Json]) -> list[Json]:
    return nodes[:-1] if nodes and nodes[-1]["t"] == "Space" else nodes
