"""Pictures and drawings as assets of galleys. Drawing is slow, and is skipped for what the cache still holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from book.cache import Cache
from book.draw import DRAWN_BY, draw
from book.matter import Book, Drawing
from book.pages import Asset, Styles
from book.problems import Problem


def assets(book: Book, drawn: dict[str, bytes]) -> dict[str, Asset]:
    """Every picture of the book, those drawn from data included, by the name that galleys use."""
    given = {p.name: Asset(p.name, p.media_type, p.data) for p in book.pictures.values()}
    return given | {name: Asset(f"drawing/{name}.svg", "image/svg+xml", svg) for name, svg in drawn.items()}


def shown(html: str, known: Mapping[str, Asset]) -> tuple[Asset, ...]:
    """The assets that a document shows, in the order of their names."""
    return tuple(asset for name, asset in sorted(known.items()) if f'"asset:{asset.name}"' in html)


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
