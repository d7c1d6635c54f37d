"""One font in the PDF for each face of the book: one subset, one width table and one way back to text.

Each run was laid out with subsets of its own; their resources are led to the united fonts. Glyph numbers are the font
file's own in every run, so the pages themselves need no change.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from book.assemble.join import PageResources
from book.assemble.unicode import character_map
from book.fonts import Measures, measures, subset_glyphs
from book.problems import Problem

Key = tuple[str, int, tuple[tuple[str, float], ...]]
HYPHEN, SOFT_HYPHEN = "\u2010", "\u00ad"
FIXED, SERIF, SYMBOLIC, ITALIC = 1, 2, 4, 64  # ISO 32000-1, table 123


@dataclass(slots=True)
class _UsedFace:
    """A face as the whole document uses it."""

    family: str
    widths: dict[int, set[float]] = field(default_factory=dict)
    texts: dict[int, set[str]] = field(default_factory=dict)
    uses: list[tuple[Any, str]] = field(default_factory=list)


def unite(
    pdf: Pdf, pages: Iterable[PageResources], font_bytes: Mapping[str, bytes], whole: bool = False
) -> tuple[Problem, ...]:
    """Give all runs the same fonts, cut down to the glyphs used or `whole`.

    Problem F-008: a file that is missing, a glyph of two widths or of two meanings."""
    problems: list[Problem] = []
    for (digest, index, variations), face in sorted(_faces(pages).items()):
        data = font_bytes.get(digest)
        if data is None or variations:
            why = "varies" if variations else "is not among the book's fonts"
            problems.append(Problem("F-008", f"{face.family} is used from a file that {why} ({digest[:12]})"))
            continue
        problems += _conflicts(face)
        font = _font(pdf, face, data, index, whole)
        for resources, name in face.uses:
            resources.Font[Name("/" + name)] = font
    return tuple(problems)


def _faces(pages: Iterable[PageResources]) -> dict[Key, _UsedFace]:
    faces: dict[Key, _UsedFace] = {}
    for page in pages:
        for use in page.fonts:
            face = faces.setdefault((use.digest, use.index, use.variations), _UsedFace(use.family))
            face.uses.append((page.resources, use.resource))
            for glyph, width, text in use.glyphs:
                face.widths.setdefault(glyph, set()).add(width)
                if text:
                    face.texts.setdefault(glyph, set()).add(text)
    return faces


def _conflicts(face: _UsedFace) -> list[Problem]:
    found = [
        Problem("F-008", f"glyph {glyph} of {face.family} has the widths {', '.join(f'{w:g}' for w in sorted(widths))}")
        for glyph, widths in sorted(face.widths.items())
        if len(widths) > 1
    ]
    found += [
        Problem("F-008", f"glyph {glyph} of {face.family} stands for {' and '.join(f'“{t}”' for t in sorted(texts))}")
        for glyph, texts in sorted(face.texts.items())
        if len({_folded(text) for text in texts}) > 1
    ]
    return found


def _folded(text: str) -> str:
    """One glyph may serve a space and a hard space, both cases of a small capital, a hyphen and a hard hyphen."""
    return unicodedata.normalize("NFKC", text).casefold().replace(HYPHEN, "-").replace(SOFT_HYPHEN, "-")


def _meaning(texts: set[str]) -> str:
    """What a glyph stands for. The hyphen that layout puts at a line's end has a glyph of its own in a good font: as a
    soft hyphen it lets a broken word be searched, copied and read whole."""
    return SOFT_HYPHEN if texts == {HYPHEN} else min(texts, key=lambda text: (text != text.lower(), text))


def cut_name(subset: bytes, name: str) -> Name:
    """The name of a subset: six letters before the face's own (ISO 32000-1, 9.6.4), the same for the same glyphs."""
    letters = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(subset).digest()[:6])
    return Name(f"/{letters}+{name}")


def _font(pdf: Pdf, face: _UsedFace, data: bytes, index: int, whole: bool) -> Any:
    """A composite font (ISO 32000-1, 9.7)."""
    known = measures(data, index)
    used = data if whole else subset_glyphs(data, face.widths, index)
    outlines = used[:4] == b"OTTO"
    name = Name("/" + known.name) if whole else cut_name(used, known.name)
    file = Stream(pdf, used, Subtype=Name.OpenType) if outlines else Stream(pdf, used, Length1=len(used))
    descriptor = _descriptor(known, name)
    descriptor["/FontFile3" if outlines else "/FontFile2"] = pdf.make_indirect(file)
    cid = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0 if outlines else Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        W=_widths(face.widths),
    )
    if not outlines:
        cid.CIDToGIDMap = Name.Identity
    texts = {glyph: _meaning(texts) for glyph, texts in face.texts.items()}
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(cid)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, character_map(texts))),
        )
    )


def _descriptor(known: Measures, name: Name) -> Dictionary:
    flags = SYMBOLIC | (FIXED if known.fixed_pitch else 0) | (SERIF if known.serif else 0)
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        FontFamily=String(known.family),
        FontWeight=known.weight,
        Flags=flags | (ITALIC if known.angle else 0),
        FontBBox=Array(known.box),
        ItalicAngle=known.angle,
        Ascent=known.ascent,
        Descent=known.descent,
        CapHeight=known.cap_height,
        StemV=10 + 220 * (known.weight - 50) // 900,  # the rule of Adobe's own drivers, where a font does not say
    )


def _widths(widths: Mapping[int, set[float]]) -> Array:
    """Widths by runs of neighbouring glyphs: `first [w w w]` (ISO 32000-1, 9.7.4.3)."""
    rows: list[object] = []
    row: list[float] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            row = []
            rows += [glyph, row]
        row.append(min(widths[glyph]))
    return Array([Array(entry) if isinstance(entry, list) else entry for entry in rows])
