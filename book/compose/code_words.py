"""Writes code that stands in a line of words."""

from __future__ import annotations

import re

from markupsafe import escape

from book.compose.markup import Markup, element

_LONG = re.compile(r"\S{12,}")
_GAPS = re.compile(r"(?<=[\w)\]][._/:,=&(-])(?=\w)")


def code_words(text: str, content: Markup) -> Markup:
    """Code in a line of words; a long word of it may be broken behind its signs."""
    if not _LONG.search(text):
        return element("code", content, class_="code")
    pieces = (escape(piece) for piece in _GAPS.split(text))
    return element("code", Markup("<wbr/>").join(pieces), class_="code")
