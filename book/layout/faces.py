"""Which faces a run uses, glyph by glyph, and whether they are the book's own.

Comes in: a drawn document. Goes out: font uses, and faults P-002 (no glyph) and P-006 (a foreign font).
Apart because assembly makes one subset per face for the whole book out of these.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from weasyprint.text.fonts import get_hb_object_data

from book.layout.text import Keys
from book.pages import Fault, FontFile, FontUse


def uses(document: Any) -> tuple[FontUse, ...]:
    """One use per PDF resource, in the order of their names. Widths are in thousandths of the size."""
    found: dict[tuple[str, str], tuple[Any, dict[int, tuple[float, str]]]] = {}
    for font in document.fonts.values():
        digest = sha256(get_hb_object_data(font.hb_face)).hexdigest()
        _, glyphs = found.setdefault((font.hash, digest), (font, {}))
        for glyph, width in font.widths.items():
            glyphs.setdefault(glyph, (width, font.to_unicode.get(glyph, "")))
    return tuple(
        FontUse(resource, digest, font.index & 0xFFFF, font.family, tuple(sorted(font.variations.items())),
                tuple((glyph, width, text) for glyph, (width, text) in sorted(glyphs.items())))
        for (resource, digest), (font, glyphs) in sorted(found.items(), key=lambda item: item[0]))


def faults(document: Any, used: Iterable[FontUse], own: Iterable[FontFile], keys: Keys, root: Any) -> list[Fault]:
    """Characters without a glyph, text set in a font that is not the galley's, two faces under one name."""
    missing = sorted({code for font in document.fonts.values() for code in font.missing})
    found = [Fault("P-002", f"the book's fonts have no “{chr(code)}” (U+{code:04X})", _where(chr(code), keys, root))
             for code in missing]
    digests = {file.digest for file in own}
    resources: dict[str, str] = {}
    for use in used:
        if use.digest not in digests:
            found.append(_foreign(use, keys, root))
        elif resources.setdefault(use.resource, use.digest) != use.digest:
            found.append(Fault("P-006", f"two files are used as one face of {use.family}"))
    return found


def _foreign(use: FontUse, keys: Keys, root: Any) -> Fault:
    letters = "".join(dict.fromkeys("".join(text for _, _, text in use.glyphs if text.strip())))
    key = _where(letters[0], keys, root) if letters else ""
    return Fault("P-006", f"“{letters[:40]}” would be set in {use.family}, which is not one of the book's fonts", key)


def _where(character: str, keys: Keys, root: Any) -> str:
    """The key of the first block that has this character."""
    for element in root.iter():
        if character in (element.text or ""):
            return keys.key(element)
        for child in element:
            if character in (child.tail or ""):
                return keys.key(element)
    return ""
