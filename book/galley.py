"""The attributes of a galley that are read or written outside of `compose` and `layout`."""

from __future__ import annotations

import re

_LOOSENESS = re.compile(r' data-looseness="([^"]*)"')


def looseness(html: str, key: str) -> int:
    """How many lines more, or fewer, the paragraph with this `data-key` is asked to have; 0 if it is not asked.

    >>> looseness('<p data-looseness="-1" data-key="k">', "k")
    -1
    """
    opening = _opening(html, key)
    asked = _LOOSENESS.search(opening[0]) if opening else None
    return int(asked[1]) if asked else 0


def with_looseness(html: str, key: str, lines: int) -> str:
    """The galley with its paragraph `key` asked to have so many lines more, or fewer, whatever it was asked before.

    As it is, if no paragraph has that key.

    >>> with_looseness('<p data-looseness="-1" data-key="k">One.</p>', "k", 1)
    '<p data-looseness="1" data-key="k">One.</p>'
    """
    opening = _opening(html, key)
    if opening is None:
        return html
    asked = _LOOSENESS.sub("", opening[0]).replace(" data-key=", f' data-looseness="{lines}" data-key=', 1)
    return html[:opening.start()] + asked + html[opening.end():]


def _opening(html: str, key: str) -> re.Match[str] | None:
    """The tag that opens a paragraph: nothing else can be asked (a heading, a cell, an entry of a list)."""
    return re.search(rf'<p\b[^<>]* data-key="{re.escape(key)}"[^<>]*>', html)
