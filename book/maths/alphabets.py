"""The alphabets of mathematics as characters: reading systems of today (MathML Core) no longer know `mathvariant`."""

from __future__ import annotations

import re
from collections.abc import Mapping

_STARTS: Mapping[str, tuple[int, int, int]] = {  # of A, a and 0 in Unicode's Mathematical Alphanumeric Symbols
    "bold": (0x1D400, 0x1D41A, 0x1D7CE), "bold-italic": (0x1D468, 0x1D482, 0),
    "script": (0x1D49C, 0x1D4B6, 0), "bold-script": (0x1D4D0, 0x1D4EA, 0),
    "fraktur": (0x1D504, 0x1D51E, 0), "bold-fraktur": (0x1D56C, 0x1D586, 0),
    "double-struck": (0x1D538, 0x1D552, 0x1D7D8), "sans-serif": (0x1D5A0, 0x1D5BA, 0x1D7E2),
    "bold-sans-serif": (0x1D5D4, 0x1D5EE, 0x1D7EC), "sans-serif-italic": (0x1D608, 0x1D622, 0),
    "sans-serif-bold-italic": (0x1D63C, 0x1D656, 0), "monospace": (0x1D670, 0x1D68A, 0x1D7F6),
}
_OLDER: Mapping[str, str] = {  # letters that Unicode had before these alphabets
    "script B": "ℬ", "script E": "ℰ", "script F": "ℱ", "script H": "ℋ", "script I": "ℐ", "script L": "ℒ",
    "script M": "ℳ", "script R": "ℛ", "script e": "ℯ", "script g": "ℊ", "script o": "ℴ", "fraktur C": "ℭ",
    "fraktur H": "ℌ", "fraktur I": "ℑ", "fraktur R": "ℜ", "fraktur Z": "ℨ", "double-struck C": "ℂ",
    "double-struck H": "ℍ", "double-struck N": "ℕ", "double-struck P": "ℙ", "double-struck Q": "ℚ",
    "double-struck R": "ℝ", "double-struck Z": "ℤ",
}
_GREEK = {"bold": (0x1D6A8, 0x1D6C2), "bold-italic": (0x1D71C, 0x1D736)}
_STYLED = re.compile(r'<(m[a-z]+)([^<>]*?) mathvariant="([a-z-]+)"([^<>]*)>([^<>&]+)</\1>')


def with_characters(mathml: str) -> str:
    """The MathML with each letter of a special alphabet as the character that it is.

    >>> with_characters('<mi mathvariant="double-struck">R</mi>')
    '<mi>ℝ</mi>'
    """
    return _STYLED.sub(_replaced, mathml)


def _replaced(found: re.Match[str]) -> str:
    name, before, alphabet, after, text = found.groups()
    made = [_character(alphabet, letter) for letter in text]
    if not all(made):
        return found[0]
    return f"<{name}{before}{after}>{''.join(made)}</{name}>"


def _character(alphabet: str, letter: str) -> str:
    """The letter in an alphabet; nothing if it has none."""
    if older := _OLDER.get(f"{alphabet} {letter}"):
        return older
    capital, small, nought = _STARTS.get(alphabet, (0, 0, 0))
    greek = _GREEK.get(alphabet, (0, 0))
    for first, last, start in (("A", "Z", capital), ("a", "z", small), ("0", "9", nought), ("Α", "Ω", greek[0]),
                               ("α", "ω", greek[1])):
        if first <= letter <= last and start:
            return chr(start + ord(letter) - ord(first))
    return ""
