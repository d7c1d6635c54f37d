"""Passages that Quarto keeps for some kinds of output: a book takes those that are meant for a printed one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from book.markdown.attributes import Attributes

PRINTED = frozenset({"pdf", "latex", "tex", "typst", "context", "print"})
_VISIBLE, _HIDDEN = "content-visible", "content-hidden"
_KEYS = ("when-format", "unless-format")


def is_left_out(classes: Collection[str], values: Mapping[str, str]) -> bool:
    """Whether a passage with these attributes is not for print: `.content-visible when-format=html`.

    Source: quarto.org, "Conditional Content"."""
    formats = [(key, values[key].strip() in PRINTED) for key in _KEYS if key in values]
    if not formats or not {_VISIBLE, _HIDDEN} & set(classes):
        return False
    meets = all(printed == (key == _KEYS[0]) for key, printed in formats)
    return meets == (_HIDDEN in classes)


def without_condition(attributes: Attributes) -> Attributes:
    """The attributes of a passage that is set, without the condition that lets it in."""
    if not {_VISIBLE, _HIDDEN} & set(attributes.classes) or not set(_KEYS) & set(attributes.values):
        return attributes
    classes = tuple(name for name in attributes.classes if name not in (_VISIBLE, _HIDDEN))
    values = {key: value for key, value in attributes.values.items() if key not in _KEYS}
    return replace(attributes, classes=classes, values=values)
