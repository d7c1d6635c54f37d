"""An author's name inside a sentence.

Comes in: the key of a work. Goes out: the words that stand in the text for `@key`.
Apart because this is the one piece of a citation that the style does not print.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from book.matter import Emphasis, RawInline, Reference, Text

_FEW = 3


def in_sentence(key: str, references: Mapping[str, Reference]) -> tuple[RawInline, ...]:
    """Surnames of up to three authors ("Getty and Naumov"), or of editors; without any, the short title in italics."""
    if key not in references:
        return (Text(f"[{key}?]"),)
    values = references[key].values
    names = values.get("author") or values.get("editor") or ()
    if names:
        return (Text(_listed([_surname(name) for name in names])),)
    title = str(values.get("title-short") or values.get("title") or key)
    return (Emphasis("em", (Text(title),)),)


def _surname(name: Mapping[str, Any]) -> str:
    if "literal" in name:
        return str(name["literal"])
    return " ".join(str(name[part]) for part in ("non-dropping-particle", "family") if part in name)


def _listed(names: list[str]) -> str:
    if len(names) > _FEW:
        return f"{names[0]} and others"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
