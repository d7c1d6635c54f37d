"""Finds phrases in a text, whichever characters they were typed with.

What an editor typed is looked for in what was printed: “–” and "--", ’ and ', a fixed space and a common one are equal.
"""

from __future__ import annotations

import re

# One character for one character, so that a place in the plain text is the same place in the printed one.
SIGNS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "–": "-", "—": "-", "−": "-",
     "‑": "-", "\xa0": " ", "\u202f": " ", "\u2009": " ", "\u200a": " "}
)  # fmt: skip


def starts(text: str, phrase: str) -> tuple[int, ...]:
    """Where the phrase begins in the text, in characters from 0; whole words only.

    >>> starts("sixteen, not the sixteenth; sixteen", "sixteen")
    (0, 28)
    """
    return tuple(match.start() for match in _matches(text, phrase))


def holds(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text."""
    return bool(starts(text, phrase))


def substituted(text: str, phrase: str, other: str) -> str:
    """The text with another phrase in place of this one, wherever it stands."""
    parts, end = [], 0
    for match in _matches(text, phrase):
        parts += [text[end : match.start()], other]
        end = match.end()
    return "".join((*parts, text[end:]))


def _matches(text: str, phrase: str) -> tuple[re.Match[str], ...]:
    """A phrase that begins or ends with a letter or a figure begins or ends a word."""
    plain = " ".join(re.sub("-{2,3}", "-", phrase.translate(SIGNS)).replace("...", "…").split())
    if not plain:
        return ()
    before, after = (r"(?<!\w)" if plain[0].isalnum() else "", r"(?!\w)" if plain[-1].isalnum() else "")
    return tuple(re.finditer(before + re.escape(plain) + after, text.translate(SIGNS)))
