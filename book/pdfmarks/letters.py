"""Where each character of a text stands.

Comes in: a font, what a text operator shows. Goes out: codes and places, in ems along the line.
Apart because the drawing asks for the whole width at once, and the check of margins for every character.
ISO 32000-1, 9.4.4.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from sys import byteorder

from book.pdfmarks import tokens
from book.pdfmarks.facts import Face

SPACE = 32


def codes(face: Face, string: bytes) -> Sequence[int]:
    """Character codes, one or two bytes each."""
    if face.codes == 1:
        return string
    pairs = array("H", string[:len(string) // 2 * 2])
    if byteorder == "little":
        pairs.byteswap()
    return pairs


def width(face: Face, shown: bytes, letter: float, word: float) -> float:
    """How far a text goes along the line; `letter` and `word` are added after each character, each space."""
    total = 0.0
    widths = face.widths
    for part in tokens.shown(shown):
        if isinstance(part, float):
            total -= part / 1000
        else:
            found = codes(face, part)
            total += sum([widths[code] for code in found]) / 1000 + letter * len(found)
            if word and face.codes == 1:
                total += word * part.count(SPACE)
    return total


def places(face: Face, shown: bytes, letter: float, word: float) -> Iterator[tuple[int, float]]:
    """Each character's code and where it begins."""
    here = 0.0
    for part in tokens.shown(shown):
        if isinstance(part, float):
            here -= part / 1000
            continue
        for code in codes(face, part):
            yield code, here
            here += face.widths[code] / 1000 + letter + (word if face.codes == 1 and code == SPACE else 0)
