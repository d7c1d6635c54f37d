"""Pictures, known by what they are and not by their names, each decoded whole. An SVG may not act, nor ask for anything
outside itself.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from hashlib import sha256

from lxml import etree

from book.cache import Cache
from book.matter import Picture
from book.pictures import PictureFacts, UnusablePicture, drawn_with, examine, is_svg
from book.problems import Span
from book.read.files import Files
from book.read.picture_files import WEB, likely

_NEVER = ("script", "foreignObject", "iframe", "object", "embed", "audio", "video", "handler", "listener")


def read_picture(files: Files, name: str, asked: Span, cache: Cache | None = None) -> Picture | None:
    """A picture by its path from `chapters/`, or None if it cannot be used.

    M-009, M-011 and B-007 say why not; M-051, that it moves and will not."""
    if WEB.match(name):
        shown = f"{name[:60]}…" if len(name) > 60 else name
        files.report("M-011", f"{shown} is an address, not a file", asked,
                     "save the picture in chapters/figures/ and write ![…](figures/its-name); a book fetches nothing")
        return None
    path = files.normal(files.chapter(name))
    if files.find(path, asked) is None:
        if not any(each.code == "B-007" and each.span == asked for each in files.problems):
            _missing(files, name, path, asked)
        return None
    data = files.data(path, asked, "M-009")
    if data is None:
        return None
    try:
        if fault := svg_fault(data) if _may_be_svg(name, data) else "":
            raise UnusablePicture(fault, "save it as a plain SVG, all it needs inside it")
        facts = _facts(data, cache)
    except UnusablePicture as fault_found:
        files.report("M-009", f"{name} cannot be used: {fault_found}", asked, fault_found.hint)
        return None
    if facts.moves:
        files.report("M-051", f"{name} moves; a book shows its first picture only", asked,
                     "save the picture that you mean as PNG")
    return Picture(name, facts.media_type, data, facts.width, facts.height, facts.becomes, facts.plain,
                   facts.lines)


def _missing(files: Files, name: str, path: str, asked: Span) -> None:
    near = likely(files.project, name)
    hint = f"did you mean {near}?" if near else "put it there, or correct the name"
    if not name:
        files.report("M-009", "a picture without a file", asked, "write ![The caption](figures/its-name.png)")
        return
    files.report("M-009", f"there is no file {path}", asked, hint)


def _may_be_svg(name: str, data: bytes) -> bool:
    """True of what is an SVG by its content, or by its name only and no picture of dots either."""
    dots = data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*", b"MM\0*", b"BM"))
    return is_svg(data) or (name.lower().endswith(".svg") and not dots)


def _facts(data: bytes, cache: Cache | None) -> PictureFacts:
    """What the picture is; remembered of one that has been found whole. Raises `UnusablePicture`."""
    key = sha256(b"picture " + drawn_with().encode() + data).hexdigest() if cache else ""
    kept = cache.get(key) if cache else None
    if kept is not None:
        return PictureFacts(**json.loads(kept))
    facts = examine(data)
    if cache:
        cache.put(key, json.dumps(asdict(facts), sort_keys=True).encode())
    return facts


def svg_fault(data: bytes) -> str:
    """Why an SVG must not go into a book: it is broken, acts, or asks for something outside itself."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return f"it is not XML ({error.msg})"
    if b"<!ENTITY" in data:
        return "it declares entities"
    if etree.QName(root).localname != "svg":
        return "it is not SVG"
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
