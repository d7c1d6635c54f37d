"""Pictures and drawings as assets of galleys. Drawing and converting are slow, and are
skipped for what the cache still holds.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from html import unescape

from book.cache import Cache
from book.compose import formulas
from book.compose.asset_names import asset_name
from book.compose.picture_sizes import dots_needed
from book.design import Styles
from book.draw import DRAWN_BY, draw
from book.edition import Medium
from book.matter import Book, Drawing, Picture
from book.pages import Asset
from book.pictures import PictureFacts, drawn_with, prepared
from book.problems import Problem

_NAMED = re.compile(r'"asset:([^"]*)"')
UNLIMITED = (1 << 30, 1 << 30)  # dots: of a picture of no known size


def assets(book: Book, drawn: dict[str, bytes], medium: Medium, cache: Cache) -> dict[str, Asset]:
    """Every picture of the book, those drawn from data included, as a medium needs them, by their names in galleys."""
    most = dots_needed(book, medium)
    given = (_asset(p, most.get(p.name, UNLIMITED), cache) for p in book.pictures.values())
    made = (Asset(f"drawing/{name}.svg", "image/svg+xml", svg) for name, svg in drawn.items())
    return {asset.name: asset for asset in (*given, *made)} | formulas.assets(book.formulas)


def _asset(picture: Picture, most: tuple[int, int], cache: Cache) -> Asset:
    """The picture's bytes for a finished file; what has been converted once is kept."""
    facts = PictureFacts(picture.media_type, picture.width, picture.height, picture.becomes or picture.media_type,
                         picture.plain, False, picture.lines)
    vector = picture.media_type == "image/svg+xml"
    if vector or (picture.plain and not any(have > may for have, may in zip((picture.width, picture.height), most,
                                                                            strict=True))):
        media, data = prepared(picture.data, facts, most)  # nothing is decoded for it
        return Asset(asset_name(picture), media, data)
    key = hashlib.sha256(f"converted {drawn_with()} {asdict(facts)} {most} ".encode() + picture.data).hexdigest()
    kept = cache.get(key)
    if kept is None:
        media, data = prepared(picture.data, facts, most)
        kept = media.encode() + b"\n" + data
        cache.put(key, kept)
    media_type, _, content = kept.partition(b"\n")
    return Asset(asset_name(picture), media_type.decode(), content)


def asset(picture: Picture) -> Asset:
    """A picture in all its pixels, as a cover needs it."""
    facts = PictureFacts(picture.media_type, picture.width, picture.height, picture.becomes or picture.media_type,
                         picture.plain, False, picture.lines)
    media, data = prepared(picture.data, facts, UNLIMITED)
    return Asset(asset_name(picture), media, data)


def shown(html: str, known: Mapping[str, Asset]) -> tuple[Asset, ...]:
    """The assets that a document shows, in the order of their names."""
    named = {unescape(name) for name in _NAMED.findall(html)}
    return tuple(known[name] for name in sorted(named) if name in known)


def drawn(book: Book, styles: Styles, cache: Cache) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The SVG of each drawing by its name."""
    upright = next(face.file for face in styles.faces if face.style == "normal")
    svgs: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name, drawing in sorted(book.drawings.items()):
        key = _key(book, drawing, upright.digest)
        svg = cache.get(key)
        if svg is None:
            svg, found = draw(drawing, book.data, upright.data)
            problems += found
            if not found:
                cache.put(key, svg)
        svgs[name] = svg
    return svgs, tuple(problems)


def _key(book: Book, drawing: Drawing, font: str) -> str:
    """All that a drawing depends on: what it asks, all that the data could answer, the face, and who draws."""
    data = {name: [record.values for record in each.records] for name, each in sorted(book.data.items())}
    text = json.dumps([DRAWN_BY, dict(drawing.values), data, font], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
