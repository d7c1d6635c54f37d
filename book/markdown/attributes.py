"""Attributes in braces: `{#id .class key=value key="some words"}`.

Comes in: the text of the braces. Goes out: `Attributes`, and a problem for each name that is likely misspelt.
Apart because headings, spans, links, pictures, captions and divs all carry them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

BRACES = re.compile(r'\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}', re.S)
_PIECE = re.compile(r'\s*(?:#(?P<id>[^\s#.={}"]+(?:\.[^\s#.={}"]+)*)|\.(?P<cls>[^\s#.={}"]+)'
                    r'|(?P<key>[\w-]+)=(?:"(?P<long>(?:[^"\\]|\\.)*)"|(?P<short>[^\s"{}]*)))(?=\s|$)', re.S)

# What each kind of thing may carry. Free classes are allowed everywhere, so that a designer can name what she likes.
KEYS: Mapping[str, tuple[str, ...]] = {
    "span": ("entry", "from", "to", "person", "value", "format", "check", "reason", "lang"),
    "link": ("lang",),
    "picture": ("alt",),
    "div": ("lang", "figure", "template", "alt"),
    "heading": (),
    "caption": (),
}
CLASSES: Mapping[str, tuple[str, ...]] = {
    "span": ("index", "noindex", "unsourced", "sc"),
    "link": ("page", "pageonly", "title"),
    "picture": (),
    "div": ("epigraph",),
    "heading": ("unnumbered",),
    "caption": (),
}


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in a pair of braces; absent parts are empty."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)

    def get(self, key: str) -> str:
        """A value, or nothing."""
        return self.values.get(key, "")

    def free(self, special: Iterable[str]) -> tuple[str, ...]:
        """The classes that have no meaning here."""
        return tuple(name for name in self.classes if name not in special)


def read_attributes(text: str) -> Attributes | None:
    """The attributes in `{…}`, or None if they cannot be read.

    >>> read_attributes('{#verdict .aside lang=ru}').id
    'verdict'
    """
    inner, position = text[1:-1].rstrip(), 0
    name, classes, values = "", [], {}
    while position < len(inner):
        piece = _PIECE.match(inner, position)
        if not piece:
            return None
        position = piece.end()
        name = piece["id"] or name
        if piece["cls"]:
            classes.append(piece["cls"])
        if piece["key"]:
            quoted = piece["long"]
            values[piece["key"]] = piece["short"] if quoted is None else re.sub(r'\\(["\\])', r"\1", quoted)
    return Attributes(name, tuple(classes), values)


def faults(attributes: Attributes, kind: str, free_keys: bool = False) -> list[tuple[str, str]]:
    """For every name that has no meaning on this kind of thing: what is wrong, and a hint."""
    found = []
    for key in attributes.values:
        if key not in KEYS[kind] and not free_keys:
            found.append((f"no attribute “{key}” is known here", _near(key, KEYS[kind])))
    known = CLASSES[kind]
    for name in attributes.classes:
        near = get_close_matches(name, known, 1, 0.8)
        if name not in known and near:
            found.append((f"the class “{name}” looks like a misspelt “{near[0]}”",
                          f"write .{near[0]}, or name the class otherwise"))
    return found + _without_index(attributes, kind)


def _without_index(attributes: Attributes, kind: str) -> list[tuple[str, str]]:
    """Index attributes on words that are no index mark."""
    if kind != "span" or "index" in attributes.classes:
        return []
    return [(f"“{key}” means nothing without .index", "add .index to the attributes")
            for key in ("entry", "from", "to") if key in attributes.values]


def _near(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, 1, 0.6)
    if near:
        return f"did you mean “{near[0]}”?"
    return "known here: " + ", ".join(known) if known else "none has a meaning here"
