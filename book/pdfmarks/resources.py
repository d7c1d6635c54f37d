"""What the resources of a page hold, painted or not: fonts, and oddities that a standard of exchange may forbid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from book.pdfmarks.facts import Oddity, PdfFont
from book.pdfmarks.objects import at, entries, items, key_of
from book.pdfmarks.spaces import space
from book.pdfmarks.state import FontCache

DEEPEST = 12


class ResourceSurvey:
    """Goes through resources, those of forms and patterns too, each once a file."""

    def __init__(self, font_cache: FontCache) -> None:
        self._shelf = font_cache
        self._known: dict[object, tuple[tuple[PdfFont, ...], tuple[Oddity, ...]]] = {}

    def of(self, holder: Any, depth: int = 0) -> tuple[tuple[PdfFont, ...], tuple[Oddity, ...]]:
        """Fonts and oddities of what a page or form calls its resources."""
        if at(holder, "/Resources") is None or depth > DEEPEST:
            return (), ()
        key = key_of(holder, "/Resources")
        if key not in self._known:
            self._known[key] = (), ()  # of resources within themselves, nothing more
            self._known[key] = self._read(at(holder, "/Resources"), depth)
        return self._known[key]

    def _read(self, resources: Any, depth: int) -> tuple[tuple[PdfFont, ...], tuple[Oddity, ...]]:
        fonts = at(resources, "/Font")
        faces = [found for name, _ in entries(fonts) if (found := self._shelf.face(fonts, name))]
        odd = [*_states(resources), *_spaces(resources), *_objects(resources)]
        odd += [Oddity("opentype font", found.name) for found in faces if found.opentype]
        odd += [Oddity("font not embedded", found.name) for found in faces if not found.embedded]
        for part in ("/XObject", "/Pattern"):
            for _, form in entries(resources, part):
                more, odder = self.of(form, depth + 1)
                faces += more
                odd += odder
        return tuple(_once(faces)), tuple(dict.fromkeys(odd))


def _once(faces: list[PdfFont]) -> list[PdfFont]:
    return list({id(found): found for found in faces}.values())


def _states(resources: Any) -> Iterator[Oddity]:
    for name, state in entries(resources, "/ExtGState"):
        if at(state, "/ca") is not None or at(state, "/CA") is not None:
            yield Oddity("opacity key", name)
        if str(at(state, "/SMask") or "/None") != "/None":
            yield Oddity("soft mask", name)
        if str(next(iter(items(state, "/BM")), "/Normal")) not in ("/Normal", "/Compatible"):
            yield Oddity("blend mode", name)
        if at(state, "/TR") is not None or at(state, "/TR2") not in (None, "/Default"):
            yield Oddity("transfer function", name)
        if at(state, "/HTP") is not None:
            yield Oddity("halftone phase", name)


def _spaces(resources: Any) -> Iterator[Oddity]:
    named = [(name, at(resources, "/ColorSpace", name)) for name, _ in entries(resources, "/ColorSpace")]
    shaded = [(name, at(shading, "/ColorSpace")) for name, shading in entries(resources, "/Shading")]
    images = [(name, at(image, "/ColorSpace")) for name, image in entries(resources, "/XObject")]
    for name, found in (*named, *shaded, *images):
        for kind in (space(one, resources) for one in (found, _instead(found)) if one is not None):
            if kind.family in ("icc", "rgb"):
                yield Oddity(f"{kind.family} colour space", name)


def _instead(found: Any) -> Any:
    """The space in which a spot colour is shown where its ink is not to be had."""
    parts = items(found) if isinstance(found, list) else []
    return parts[2] if len(parts) > 2 and str(parts[0]) in ("/Separation", "/DeviceN") else None


def _objects(resources: Any) -> Iterator[Oddity]:
    for name, found in entries(resources, "/XObject"):
        kind = str(at(found, "/Subtype"))
        if at(found, "/Group") is not None:
            yield Oddity("transparency group", name)
        if kind == "/PS" or at(found, "/Subtype2") == "/PS":
            yield Oddity("PostScript", name)
        if kind == "/Image" and at(found, "/SMask") is not None:
            yield Oddity("soft mask", name)
        if at(found, "/Alternates") is not None:
            yield Oddity("alternate image", name)
        if at(found, "/OPI") is not None or at(found, "/Ref") is not None or at(found, "/F") is not None:
            yield Oddity("content outside the file", name)
        for method in items(found, "/Filter"):
            if str(method) in ("/JPXDecode", "/JBIG2Decode", "/LZWDecode"):
                yield Oddity("compression", str(method)[1:])
