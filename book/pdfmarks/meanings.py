"""What a text run says in Unicode, by its font's ToUnicode table (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from book.pdfmarks import advance
from book.pdfmarks.facts import Mark, PdfFont, TextRun
from book.pdfmarks.objects import data

LONGEST = 24
WIDEST = 256  # codes of a range (ISO 32000-1, 9.10.3)
UNKNOWN = "\ufffd"  # a glyph of which the file does not say what it means
_HEX = rb"<\s*([0-9A-Fa-f]+)\s*>\s*"
_TEXT = rb"<\s*([0-9A-Fa-f]*)\s*>\s*"
_ONE = re.compile(_HEX + _TEXT)
_RANGE = re.compile(_HEX + _HEX + rb"(?:" + _TEXT + rb"|\[([^\]]*)\])")


def quoted(run: TextRun) -> str:
    """The run's text in quotes, cut to 24 characters; "" where the font does not tell what its characters mean."""
    said = "".join(glyph for glyph in glyphs(run) if glyph != UNKNOWN)
    said = " ".join("".join(character for character in said if character.isprintable()).split())
    return f"“{said if len(said) <= LONGEST else said[:LONGEST - 1] + '…'}”" if said else ""


def glyphs(run: TextRun) -> list[str]:
    """The text of each glyph, in the order in which they are shown; U+FFFD where the file does not tell it."""
    meant = _meanings(run.face)
    return [meant.get(code, UNKNOWN) for code in advance.codes(run.face, run.codes)]


def tagged_text(marks: Iterable[Mark]) -> dict[int, str]:
    """The text of a page by marked content number (MCID), each in reading order."""
    found: dict[int, list[str]] = {}
    for mark in marks:
        if isinstance(mark, TextRun) and mark.mcid is not None:
            found.setdefault(mark.mcid, []).extend(glyphs(mark))
    return {number: "".join(_in_reading_order(parts)) for number, parts in found.items()}


def _in_reading_order(shown: list[str]) -> list[str]:
    """Glyphs are shown from left to right; those of a script written from right to left are turned round."""
    if not any("\u0590" <= glyph < "\u0900" for glyph in shown):  # Hebrew, Arabic, Syriac and their like
        return shown
    turned: list[str] = []
    stretch: list[str] = []
    for glyph in [*shown, ""]:
        if glyph and all(unicodedata.bidirectional(c) in ("R", "AL", "NSM", "WS") for c in glyph):
            stretch.append(glyph)
        else:
            turned += [*stretch[::-1], glyph]
            stretch = []
    return turned


@lru_cache(maxsize=64)
def _meanings(font: PdfFont) -> Mapping[int, str]:
    """A ToUnicode table; without one, of a font of one byte, ASCII, which nearly all encodings share."""
    if font.meanings is None:
        return {code: chr(code) for code in range(32, 127)} if font.codes == 1 else {}
    found: dict[int, str] = {}
    for kind, block in re.findall(rb"beginbf(char|range)(.*?)endbf", data(font.meanings), re.DOTALL):
        if kind == b"char":
            found.update((int(code, 16), _read(text)) for code, text in _ONE.findall(block))
        else:
            for first, last, text, texts in _RANGE.findall(block):
                found.update(_range(int(first, 16), int(last, 16), text, texts))
    return found


def _range(first: int, last: int, text: bytes, texts: bytes) -> Iterator[tuple[int, str]]:
    """A range of codes has one text that counts up, or a list."""
    listed = re.findall(_TEXT, texts)
    for step, code in enumerate(range(first, min(last, first + WIDEST) + 1)):
        if text:
            yield code, _read(text, step)
        elif step < len(listed):
            yield code, _read(listed[step])


def _read(digits: bytes, step: int = 0) -> str:
    if not digits:
        return ""
    number = int(digits, 16) + step
    return (number & (1 << 4 * len(digits)) - 1).to_bytes(-(-len(digits) // 4) * 2).decode("utf-16-be", "replace")
