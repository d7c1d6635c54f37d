"""The text of a page's marked content.

Comes in: a page as pypdf has it. Goes out: text by marked content number (MCID), through the fonts' ToUnicode.
Apart because it reads PDF's drawing language, and does so with one pattern: pypdf's own text extraction takes a
hundred times as long and tells nothing of tags. ISO 32000-1, 9.4, 9.10.3, 14.6.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

TOKENS = re.compile(
    rb"/([^\s/<>\[\]()]+)\s+[-+.\d]+\s+Tf\b"  # 1: a font is chosen
    rb"|/MCID\s+(\d+)[^>]*>>\s*BDC\b"  # 2: marked content that belongs to a tag
    rb"|\b(BDC|BMC|EMC)\b"  # 3: other marked content; its end
    rb"|<([0-9A-Fa-f\s]+)>"  # 4: a string in hexadecimal
    rb"|\(((?:\\.|[^\\()])*)\)",  # 5: a string in bytes
    re.DOTALL,
)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}  # ISO 32000-1, table 3
UNKNOWN = "\ufffd"
Meanings = dict[bytes, str]


class Reader:
    """Reads pages; keeps what it has learnt of fonts."""

    def __init__(self) -> None:
        self._fonts: dict[object, Meanings] = {}

    def text(self, page: Any) -> dict[int, str]:
        """Text by MCID. A glyph without a meaning reads as U+FFFD."""
        contents = page.get_contents()
        if contents is None:
            return {}
        fonts = page["/Resources"].get("/Font", {})
        found: dict[int, list[str]] = {}
        inside: list[int | None] = []
        meanings: Meanings = {}
        for font, number, other, digits, string in TOKENS.findall(contents.get_data()):
            if font:
                meanings = self._meanings(fonts, "/" + font.decode("latin-1"))
            elif number:
                inside.append(int(number))
                found.setdefault(int(number), [])
            elif other == b"EMC":
                inside.pop()
            elif other:
                inside.append(None)
            elif inside and inside[-1] is not None:
                codes = digits or _unescaped(string).hex().encode()
                found[inside[-1]] += _read(codes, meanings)
        return {number: "".join(_as_read(parts)) for number, parts in found.items()}

    def _meanings(self, fonts: Any, name: str) -> Meanings:
        if name not in fonts:
            return {}
        reference = fonts.raw_get(name)
        key = getattr(reference, "idnum", None) or id(reference)
        if key not in self._fonts:
            self._fonts[key] = _character_map(fonts[name])
        return self._fonts[key]


def _read(codes: bytes, meanings: Meanings) -> list[str]:
    """Two bytes are a glyph, in every font that this program writes (Identity-H)."""
    if not codes.isalnum():
        codes = b"".join(codes.split())
    codes = codes.lower()
    return [meanings.get(codes[at : at + 4], UNKNOWN) for at in range(0, len(codes), 4)]


def _as_read(glyphs: list[str]) -> list[str]:
    """Glyphs stand as drawn, from left to right; those of a script written from right to left are turned round."""
    if not any("\u0590" <= glyph < "\u0900" for glyph in glyphs):  # Hebrew, Arabic, Syriac and their like
        return glyphs
    turned: list[str] = []
    stretch: list[str] = []
    for glyph in [*glyphs, ""]:
        if glyph and all(unicodedata.bidirectional(c) in ("R", "AL", "NSM", "WS") for c in glyph):
            stretch.append(glyph)
        else:
            turned += [*stretch[::-1], glyph]
            stretch = []
    return turned


def _unescaped(string: bytes) -> bytes:
    def meant(escape: re.Match[bytes]) -> bytes:
        sign = escape[1]
        return bytes([int(sign, 8) & 0xFF]) if sign.isdigit() else ESCAPES.get(sign, sign)

    return re.sub(rb"\\([0-7]{1,3}|.)", meant, string, flags=re.DOTALL)


def _character_map(font: Any) -> Meanings:
    """A ToUnicode CMap: single glyphs and ranges."""
    if "/ToUnicode" not in font:
        return {}
    data = font["/ToUnicode"].get_data().lower()
    found: Meanings = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        for code, text in re.findall(rb"<([0-9a-f]{4})>\s*<([0-9a-f]*)>", block):
            found[code] = _decoded(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for first, last, text in re.findall(rb"<([0-9a-f]{4})>\s*<([0-9a-f]{4})>\s*<([0-9a-f]+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                code = b"%04x" % (int(first, 16) + step)
                found[code] = _decoded(b"%0*x" % (len(text), int(text, 16) + step))
    return found


def _decoded(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")
