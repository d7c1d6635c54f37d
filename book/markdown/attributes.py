"""Attributes in braces: `{#id .class key=value key="some words"}`.

Headings, paragraphs, spans, links, pictures, captions and divs carry them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

BRACES = re.compile(r'\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}', re.S)
_PIECE = re.compile(r'\s*(?:#(?P<id>\w[\w.:-]*)|\.(?P<cls>\w[\w-]*)|(?P<bare>-)'
                    r'|(?P<key>[\w-]+)=(?:"(?P<long>(?:[^"\\]|\\.)*)"|(?P<short>[^\s"{}]*)))(?=\s|$)', re.S)

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")

# What each kind of thing may carry. Free classes are allowed everywhere, so that a designer can name what she likes.
KEYS: Mapping[str, tuple[str, ...]] = {
    "span": ("entry", "from", "to", "person", "value", "format", "check", "reason", "lang", "of"),
    "link": ("lang",),
    "picture": ("alt", "fig-alt", "fig-cap", "width", "height", "w", "h", "align", "fig-align", "fig-pos"),
    "div": ("lang", "figure", "template", "alt"),
    "verse": ("lang", "line-numbers"),
    "admonition": ("lang", "title", "collapse", "icon", "appearance"),
    "heading": (),
    "caption": ("tbl-colwidths",),
    "formula": (),
    "paragraph": ("looseness",),
    "code": (),
    "listing": ("caption", "lst-cap", "filename", "title", "startFrom", "start", "linenums", "include", "startLine",
                "endLine", "lang", "code-line-numbers"),
}
CLASSES: Mapping[str, tuple[str, ...]] = {
    "span": ("index", "noindex", "unsourced", "sc", "smallcaps", "underline", "ul", "mark"),
    "link": ("page", "pageonly", "title"),
    "picture": (),
    "div": ("epigraph",),
    "verse": ("verse", "poem", "poetry"),
    "admonition": (),
    "heading": ("unnumbered",),
    "caption": ("turned",),
    "formula": (),
    "paragraph": ("keep",),
    "code": (),
    "listing": ("numberLines", "number-lines", "numberlines", "lineNumbers"),
}
LOOSENESS = ("-2", "-1", "1", "2")


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
        if piece["bare"]:
            classes.append("unnumbered")
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
    found += [fault for name in attributes.classes for fault in _class_faults(name, kind)]
    if not _LANGUAGE.fullmatch(attributes.get("lang") or "en"):
        found.append((f"“{attributes.get('lang')}” is not a language", "write a BCP 47 tag, such as ru or de-CH"))
    if not re.fullmatch(r"\d{0,4}", attributes.get("line-numbers")):
        found.append((f"line-numbers={attributes.get('line-numbers')} is not a number", "write line-numbers=5"))
    if attributes.get("looseness") not in ("", *LOOSENESS):
        found.append((f"looseness={attributes.get('looseness')} is not a number of lines", "write -2, -1, 1 or 2"))
    return found + (_span_faults(attributes) if kind == "span" else [])


def _class_faults(name: str, kind: str) -> list[tuple[str, str]]:
    """A class that is likely misspelt, or has its meaning on something else."""
    if name in CLASSES[kind]:
        return []
    owner = next((other for other, names in CLASSES.items() if name in names), "")
    if owner:
        return [(f"the class “{name}” has a meaning on a {owner} only", f"take it out, or write it on a {owner}")]
    near = get_close_matches(name, CLASSES[kind], 1, 0.8)
    return [(f"the class “{name}” looks like a misspelt “{near[0]}”",
             f"write .{near[0]}, or name the class otherwise")] if near else []


def _span_faults(attributes: Attributes) -> list[tuple[str, str]]:
    """Attributes that mean nothing without another one."""
    needs = (("entry", "index"), ("from", "index"), ("to", "index"), ("of", "index"), ("reason", "unsourced"))
    found = [(f"“{key}” means nothing without .{name}", f"add .{name} to the attributes")
             for key, name in needs if key in attributes.values and name not in attributes.classes]
    if "format" in attributes.values and "value" not in attributes.values:
        found.append(("“format” means nothing without value", 'add value="…" to the attributes'))
    return found


def _near(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, 1, 0.6)
    if near:
        return f"did you mean “{near[0]}”?"
    return "known here: " + ", ".join(known) if known else "none has a meaning here"
