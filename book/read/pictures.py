"""Pictures, checked to be of the kind that their names say. An SVG may not act, nor ask for anything outside itself."""

from __future__ import annotations

import re
from typing import Literal

from lxml import etree

from book.matter import Picture
from book.problems import Span
from book.read.files import Files

Media = Literal["image/svg+xml", "image/png", "image/jpeg"]
_KINDS: dict[str, tuple[Media, bytes]] = {
    "svg": ("image/svg+xml", b""), "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"), "jpeg": ("image/jpeg", b"\xff\xd8\xff")}
_NEVER = ("script", "foreignObject", "iframe", "object", "embed", "audio", "video", "handler", "listener")


def read_picture(files: Files, name: str, asked: Span) -> Picture | None:
    """A picture of `chapters/`, or None if it cannot be used."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", name):
        files.report("M-011", f"{name} is an address, not a file", asked,
                     "put the picture into chapters/figures/ and name it")
        return None
    data = files.data(files.chapter(name), asked, "M-009")
    if data is None:
        return None
    kind = _KINDS.get(name.rpartition(".")[2].lower())
    if kind is None or not data.startswith(kind[1]):
        message = f"{name} is no PNG, JPEG or SVG" if kind is None else f"{name} is not what its name says"
        files.report("M-009", message, asked, "save the picture as SVG, PNG or JPEG, with the ending to match")
        return None
    fault = svg_fault(data) if kind[0] == "image/svg+xml" else ""
    if fault:
        files.report("M-009", f"{name} cannot be used: {fault}", asked,
                     "save it as a plain SVG, all it needs inside it")
        return None
    return Picture(name, kind[0], data)


def svg_fault(data: bytes) -> str:
    """Why an SVG must not go into a book: it is broken, acts, or asks for something outside itself."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return f"it is no XML ({error.msg})"
    if b"<!ENTITY" in data:
        return "it declares entities"
    if etree.QName(root).localname != "svg":
        return "it is no SVG"
    for element in root.iter():
        if fault := _element(element):
            return fault
    return "it asks for a style sheet" if b"<?xml-stylesheet" in data else ""


def _element(element: etree._Element) -> str:
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element).localname
    if name in _NEVER:
        return f"it has a <{name}>"
    for key, value in element.attrib.items():
        local, text = etree.QName(str(key)).localname, str(value).strip()
        if local.lower().startswith("on"):
            return f"it acts on its own ({local})"
        if local in ("href", "src") and not text.startswith(("#", "data:image/png", "data:image/jpeg")):
            return f"it refers to {text[:60]}"
    styles = " ".join([element.text or "" if name == "style" else "", *map(str, element.attrib.values())])
    outside = re.search(r"@import|url\(\s*['\"]?(?!#)(?!['\"]?#)[^)]*\)?", styles)
    return f"it refers to {outside[0][:60]}" if outside else ""
