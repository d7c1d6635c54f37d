"""What a text says, for a finding to quote.

Comes in: a text. Goes out: its words, as far as the file tells them. Apart because a place in points is found with a
ruler, and a word with the eye. ISO 32000-1, 9.10.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from book.pdfmarks import letters
from book.pdfmarks.facts import Face, Text
from book.pdfmarks.objects import data

LONGEST = 24
WIDEST = 256  # codes of a range (ISO 32000-1, 9.10.3)
_HEX = rb"<\s*([0-9A-Fa-f]+)\s*>\s*"
_ONE = re.compile(_HEX + _HEX)
_RANGE = re.compile(_HEX + _HEX + rb"(?:" + _HEX + rb"|\[([^\]]*)\])")


def quoted(text: Text) -> str:
    """The text in quotes, cut to 24 characters; "" where the font does not tell what its characters mean."""
    meant = _meanings(text.face)
    said = "".join(meant.get(code, "") for code, _ in letters.places(text.face, text.shown, *text.spacing))
    said = " ".join("".join(sign for sign in said if sign.isprintable()).split())
    return f"“{said if len(said) <= LONGEST else said[:LONGEST - 1] + '…'}”" if said else ""


@lru_cache(maxsize=64)
def _meanings(face: Face) -> dict[int, str]:
    """A ToUnicode table; without one, of a font of one byte, ASCII, which nearly all encodings share."""
    if face.meanings is None:
        return {code: chr(code) for code in range(32, 127)} if face.codes == 1 else {}
    found: dict[int, str] = {}
    for kind, block in re.findall(rb"beginbf(char|range)(.*?)endbf", data(face.meanings), re.DOTALL):
        if kind == b"char":
            found.update((int(code, 16), _read(text)) for code, text in _ONE.findall(block))
        else:
            for first, last, text, texts in _RANGE.findall(block):
                found.update(_range(int(first, 16), int(last, 16), text, texts))
    return found


def _range(first: int, last: int, text: bytes, texts: bytes) -> Iterator[tuple[int, str]]:
    """A range of codes has one text that counts up, or a list."""
    listed = re.findall(_HEX, texts)
    for step, code in enumerate(range(first, min(last, first + WIDEST) + 1)):
        if text:
            yield code, _read(text, step)
        elif step < len(listed):
            yield code, _read(listed[step])


def _read(digits: bytes, step: int = 0) -> str:
    number = int(digits, 16) + step
    return (number & (1 << 4 * len(digits)) - 1).to_bytes(-(-len(digits) // 4) * 2).decode("utf-16-be", "replace")
