"""The words that are printed in a sentence for `@key`: the one part of a citation that the style does not print."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from book.matter import Emphasis, RawInline, Reference, Text

_FEW = 3
_TAG = re.compile(r"</?(?:i|b|sup|sub|sc|span)\b[^<>]*>")  # CSL's own markup


def in_sentence(key: str, references: Mapping[str, Reference]) -> tuple[RawInline, ...]:
    """Surnames of up to three authors ("Getty and Naumov"), or of editors; without any, the short title in italics."""
    if key not in references:
        return (Text(f"[{key}?]"),)
    if names := _names(references[key]):
        return (Text(_listed([_surname(name) for name in names])),)
    values = references[key].values
    title = _TAG.sub("", str(values.get("title-short") or values.get("title") or key))
    return (Emphasis("em", (Text(title if "title-short" in values else title.partition(": ")[0]),)),)


def has_name(key: str, references: Mapping[str, Reference]) -> bool:
    """Whether the work has somebody's name to stand in a sentence."""
    return key in references and bool(_names(references[key]))


def _names(reference: Reference) -> Sequence[Mapping[str, Any]]:
    return reference.values.get("author") or reference.values.get("editor") or ()


def _surname(name: Mapping[str, Any]) -> str:
    if "literal" in name:
        return str(name["literal"])
    return " ".join(str(name[part]) for part in ("non-dropping-particle", "family") if part in name)


def _listed(names: list[str]) -> str:
    if names[-1] == "others":  # as BibTeX says it: “Getty, J. Arch and others”
        return f"{names[0]} and others"
    if len(names) > _FEW:
        return f"{names[0]} and others"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
