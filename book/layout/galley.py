"""A galley as the engine's document. It is read as XML: in HTML an empty `<span/>` would swallow what follows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import cssselect2  # type: ignore[import-untyped]
from weasyprint import HTML

from book.layout.case import TypeCase
from book.layout.supply import Supply
from book.limits import HOUSE, Limits

if TYPE_CHECKING:  # the context replaces one of the engine's, which a bench may want as it was
    from book.layout.leaves import PageContext

XHTML = "{http://www.w3.org/1999/xhtml}"


class XmlPage(HTML):  # type: ignore[misc]  # the engine has no other way to take a tree that is parsed already
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


class DocumentCase(TypeCase):
    """The type case of one document. Of what the engine hands from its door to its context, this is the one value that
    is ours: it takes the limits there, and brings the context back."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.limits = limits
        self.context: PageContext | None = None


def context_of(document: Any) -> PageContext:
    """The layout context of a rendered document."""
    context: PageContext = document.font_config.context
    return context


def render(xhtml: str, sheet: Callable[[Supply, TypeCase], Any], supply: Supply, limits: Limits = HOUSE) -> Any:
    """Lay out XHTML with the style sheet that `sheet` makes, lines within the limits.

    Raises ElementTree.ParseError and NoFonts."""
    case = DocumentCase(limits)
    source, sheets = XmlPage(xhtml, supply), [sheet(supply, case)]
    if case.empty:
        raise NoFonts
    return source.render(font_config=case, counter_style=case.counters, stylesheets=sheets)
