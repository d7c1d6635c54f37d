"""Where each character of a text run stands along its line, in ems (ISO 32000-1, 9.4.4)."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from sys import byteorder

from book.pdfmarks import tokens
from book.pdfmarks.facts import PdfFont

SPACE = 32


def codes(face: PdfFont, string: bytes) -> Sequence[int]:
    """Character codes, one or two bytes each."""
    if face.codes == 1:
        return string
    pairs = array("H", string[:len(string) // 2 * 2])
    if byteorder == "little":
        pairs.byteswap()
    return pairs


def width(face: PdfFont, characters: bytes, shifts: float, letter: float, word: float) -> float:
    """How far codes go along the line; `shifts` goes back by thousandths, `letter` and `word` are added after each
    character, each space."""
    found = codes(face, characters)
    total = (sum(map(face.widths.__getitem__, found)) - shifts) / 1000 + letter * len(found)
    return total + word * characters.count(SPACE) if word and face.codes == 1 else total


def places(face: PdfFont, shown: bytes, letter: float, word: float) -> Iterator[tuple[int, float]]:
    """Each character's code and where it begins."""
    here = 0.0
    for part in tokens.shown(shown):
        if isinstance(part, float):
            here -= part / 1000
            continue
        for code in codes(face, part):
            yield code, here
            here += face.widths[code] / 1000 + letter + (word if face.codes == 1 and code == SPACE else 0)
