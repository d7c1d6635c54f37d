"""SVG: its size, and what a drawing program leaves in it that is not a drawing."""

from __future__ import annotations

import re

from lxml import etree

from book.pictures.bitmap import PictureFacts
from book.pictures.lengths import length

WIDE = 2000.0  # pixels, wider than any measure
SVG = "{http://www.w3.org/2000/svg}"
_NOT_DRAWN = ("inkscape.org/namespaces", "sodipodi", "rdf-syntax-ns", "creativecommons.org/ns", "purl.org/dc/",
              "ns.adobe.com")  # fmt: skip


def is_svg(data: bytes) -> bool:
    """True of what begins as SVG does, whatever stands before its first element."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<") and re.search(rb"<(?:[A-Za-z]\w*:)?svg[\s>/]", data[:65536]) is not None


def examine_svg(data: bytes) -> PictureFacts:
    """Its size in pixels from width and height. Without them it is as wide as there is room for, in the proportion of
    its viewBox; 0 and 0 if it has neither."""
    root = _root(data)
    box = _box(root)
    wide, high = (_side(root.get(name, "")) for name in ("width", "height"))
    if box and not (wide and high):
        ratio = box[0] / box[1]
        wide, high = (wide, wide / ratio) if wide else (high * ratio, high) if high else (WIDE, WIDE / ratio)
    return PictureFacts("image/svg+xml", round(wide, 2), round(high, 2), "image/svg+xml")


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _side(text: str) -> float:
    found = length(text)
    return 0.0 if found is None or found.unit == "%" else found.points(0, 12) / 0.75


def _box(root: etree._Element) -> tuple[float, float] | None:
    try:
        numbers = [float(part) for part in re.split(r"[\s,]+", (root.get("viewBox") or "").strip())]
    except ValueError:
        return None
    return (numbers[2], numbers[3]) if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0 else None


def clean_svg(data: bytes) -> bytes:
    """Without comments, metadata and drawing programs' own notes; with a viewBox, without which it cannot be scaled.

    What needs none of it is the same bytes."""
    root = _root(data)
    sized = examine_svg(data)
    changed = _box(root) is None and sized.width > 0 and sized.height > 0
    if changed:
        root.set("viewBox", f"0 0 {sized.width:g} {sized.height:g}")
    for element in list(root.iter()):
        changed |= _taken_out(element, root)
    if not changed and not (root.getprevious() is not None or root.getnext() is not None):
        return data
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _taken_out(element: etree._Element, root: etree._Element) -> bool:
    """Takes out the element, or its attributes, if they draw nothing; True if something went."""
    namespace = "comment" if not isinstance(element.tag, str) else etree.QName(element).namespace or ""
    if namespace == "comment" or element.tag == f"{SVG}metadata" or any(part in namespace for part in _NOT_DRAWN):
        parent = element.getparent()
        if parent is None or element is root:
            return False
        before, tail = element.getprevious(), element.tail or ""
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(element)
        return True
    own = [name for name in element.attrib if any(part in str(name) for part in _NOT_DRAWN)]
    for name in own:
        del element.attrib[name]
    return bool(own)
