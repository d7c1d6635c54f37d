"""XHTML elements as text. Escaping is done here and nowhere else: `Markup` is text known to be escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

__all__ = ["EMPTY", "Markup", "element", "joined", "void", "written"]

EMPTY = Markup("")
ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/)\S+")
# Where a line may end in an address (Chicago Manual of Style, on web addresses): after a double slash, before a single
# one and other signs, on either side of = and &. No hyphen is put in, and none of its own ends a line.
BREAKS = re.compile(r"(?<=//)(?=\w)|(?<=[^/:])(?=[/~.,_?#%-]\w)|(?<=\w)(?=[=&])|(?<=[=&])(?=\w)")


def element(name: str, content: str = EMPTY, **attributes: str) -> Markup:
    """An element with an end tag of its own, which HTML wants even where there is nothing between.

    Attribute names are written as Python words: `class_` is class, `data_key` is data-key, `epub__type` is epub:type.
    An empty attribute is left out; `content` is escaped unless it is `Markup`.

    >>> element("p", "Q & A", class_="first", id="")
    Markup('<p class="first">Q &amp; A</p>')
    """
    return Markup(f"<{name}{_attributes(attributes)}>{escape(content)}</{name}>")


def void(name: str, **attributes: str) -> Markup:
    """An element that never has content, such as br and img. `alt` is kept even if empty."""
    return Markup(f"<{name}{_attributes(attributes)}/>")


def joined(parts: Iterable[Markup]) -> Markup:
    """The parts one after the other."""
    return EMPTY.join(parts)


def written(text: str) -> Markup:
    """Words as XHTML. A web address gets places where a line may end: without them it would run into the margin."""
    parts, end = [], 0
    for match in ADDRESS.finditer(text):
        parts += [escape(text[end : match.start()]), _address(match.group())]
        end = match.end()
    return joined([*parts, escape(text[end:])])


def _address(address: str) -> Markup:
    """Its pieces, which the style sheet keeps whole: an engine would end lines after a slash or a hyphen too."""
    return Markup("<wbr/>").join(element("span", piece, class_="unbroken") for piece in BREAKS.split(address))


def _attributes(attributes: dict[str, str]) -> str:
    """Escaped, each with a space before it."""
    return "".join(f' {_name(name)}="{escape(value)}"' for name, value in attributes.items() if value or name == "alt")


def _name(name: str) -> str:
    return name.rstrip("_").replace("__", ":").replace("_", "-")
