"""A galley as the engine's document.

Comes in: XHTML, a style sheet, the galley's fonts and pictures. Goes out: a rendered document.
Apart because the galley is XML: read as HTML, an empty `<span/>` would swallow what follows it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import cssselect2  # type: ignore[import-untyped]
from weasyprint import HTML

from book.layout.case import TypeCase
from book.layout.supply import Supply

XHTML = "{http://www.w3.org/1999/xhtml}"


class Sheet(HTML):  # type: ignore[misc]  # the engine has no other way to take a tree that is parsed already
    """The engine's HTML, parsed as XML."""

    def __init__(self, xhtml: str, supply: Supply) -> None:
        root = ElementTree.fromstring(xhtml)
        for element in root.iter():
            element.tag = element.tag.removeprefix(XHTML)
        self.base_url = None  # the engine reports a relative address as an error, which becomes a fault
        self.url_fetcher = supply
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


class NoFonts(Exception):
    """No face of the style sheet could be loaded, so nothing can be laid out."""


def render(xhtml: str, sheet: Callable[[Supply, TypeCase], Any], supply: Supply) -> Any:
    """Lay out XHTML with the style sheet that `sheet` makes; the document's `font_config` is its type case.

    Raises ElementTree.ParseError and NoFonts."""
    case = TypeCase()
    source, sheets = Sheet(xhtml, supply), [sheet(supply, case)]
    if case.empty:
        raise NoFonts
    return source.render(font_config=case, stylesheets=sheets)
