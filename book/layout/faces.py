"""Which faces a run uses, glyph by glyph, and whether they are the book's own.

Assembly makes one subset per face for the whole book out of these uses. Faults: P-002 (no glyph), P-006 (a foreign
font).
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.text.fonts import get_hb_object_data

from book.layout.text import BlockKeys
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


def faults(document: Any, used: Iterable[FontUse], own: Iterable[FontFile]) -> list[Fault]:
    """Characters without a glyph, text in a family or file that is not the galley's, two files under one name."""
    root = document._html.etree_element
    keys = BlockKeys(root)
    missing = sorted({code for font in document.fonts.values() for code in font.missing})
    found = [Fault("P-002", f"the book's fonts have no “{chr(code)}” (U+{code:04X})", _where(chr(code), keys, root))
             for code in missing]
    found += [Fault("P-006", f"the style sheet asks for {family}, which is not one of the book's fonts", key)
              for family, key in _foreign_families(document, keys).items()]
    digests = {file.digest for file in own}
    resources: dict[str, str] = {}
    for use in used:
        if use.digest not in digests:
            found.append(Fault("P-006", f"a file of {use.family} is used that is not one of the book's fonts"))
        elif resources.setdefault(use.resource, use.digest) != use.digest:
            found.append(Fault("P-006", f"two files are used as one face of {use.family}"))
    return found


def _foreign_families(document: Any, keys: BlockKeys) -> dict[str, str]:
    """The families that text is to be set in and that no `@font-face` names, each with the key of its first block.

    The type case has only the galley's faces, so such text would be set in one of them without a word."""
    own, found = document.font_config.families, dict[str, str]()
    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            if isinstance(box, TextBox) and box.text.strip():
                families = box.style["font_family"]
                if not any(family.casefold() in own for family in families):
                    key = "" if box.element is None else keys.key(box.element)
                    found.setdefault(", ".join(families), key)
    return found


def _where(character: str, keys: BlockKeys, root: Any) -> str:
    """The key of the first block that has this character."""
    for element in root.iter():
        if character in (element.text or "") or any(character in (child.tail or "") for child in element):
            return keys.key(element)
    return ""
