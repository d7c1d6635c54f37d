"""Which structure element an element of the text becomes. These are the rules; `tree` applies them page by page."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

from book.galley import KEY
from book.layout.tags.element import MATH, ROLES, SVG, StructureElement

SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PIXEL = 0.75  # points


def role_of(box: Any, parent: StructureElement) -> StructureElement | None:
    """The node of a box's element: a new one in `parent`, `parent` itself if it needs none, or None for an artifact."""
    element, tag = box.element, box.element_tag
    if tag == "li" and "endnote" in element.get("class", "").split():
        note = _item(element, parent).add("Note", element)
        note.id = element.get("id", "")
        return note
    if tag == "li":
        return _item(element, parent)
    if tag in ("dt", "dd"):
        return _definition(element, tag, parent)
    if tag == "a":
        return _link(element, parent)
    if tag in ("ul", "ol") and _in_contents(parent):
        return parent.add("TOC", element)
    if tag == "img" and "formula" in element.get("class", "").split():
        return parent.add("Formula", element)
    if tag == "img" and not element.get("alt"):
        return None
    if KEY in element.attrib and tag in ("div", "footer", "header", "cite"):
        return parent.add("P", element)
    if tag == "span" and "note-p" in element.get("class", "").split():
        return parent.add("P", element)
    if tag in ROLES:
        return parent.add(ROLES[tag], element)
    return parent


def _item(element: Any, parent: StructureElement) -> StructureElement:
    if parent.tag == "TOC":
        return parent.add("TOCI", element)
    return parent.add("LI", element).add("LBody", element)


def _definition(element: Any, tag: str, parent: StructureElement) -> StructureElement:
    """A term opens an item; a definition joins the item of the term before it, unless that has one."""
    last = parent.kids[-1] if parent.kids else None
    joins = tag == "dd" and isinstance(last, StructureElement) and not any(
        isinstance(kid, StructureElement) and kid.tag == "LBody" for kid in last.kids)
    item = last if joins and isinstance(last, StructureElement) else parent.add("LI")
    return item.add(ROLES[tag], element)


def _link(element: Any, parent: StructureElement) -> StructureElement:
    if element.get("href") is None:
        return parent
    called = element.get("class") == "noteref"
    around = parent.add("Reference") if called or parent.inside("TOCI") else parent
    link = around.add("Link", element)
    link.contents = " ".join("".join(element.itertext()).split())
    return link


def _in_contents(parent: StructureElement) -> bool:
    return any(node.tag == "TOC" or (node.element is not None and node.element.tag == "nav")
               for node in parent.lineage())


def describe(node: StructureElement, box: Any, language: str, height: float) -> None:
    """Give a new node its language and what its tag asks for. `height` is the page's, in CSS pixels."""
    lang = box.element.get("lang") or box.element.get(XML_LANG) or ""
    node.lang = lang if lang != language else ""
    if node.tag == "L":
        node.attributes = {"O": "/List", "ListNumbering": "/" + _list_numbering(box)}
    elif node.tag in ("TH", "TD"):
        _describe_cell(node, box)
    elif node.tag in ("Figure", "Formula"):
        _describe_figure(node, box, height)


def _list_numbering(box: Any) -> str:
    if box.element_tag == "dl" or box.style["list_style_type"] == "none":
        return "None"
    return "Decimal" if box.element_tag == "ol" else "Disc"


def _describe_cell(node: StructureElement, box: Any) -> None:
    spans = {name: number for name, number in (("ColSpan", box.colspan), ("RowSpan", box.rowspan)) if number != 1}
    scope = {}
    if node.tag == "TH":  # ISO 14289-1, 7.5: a heading cell says which cells it heads
        scope["Scope"] = SCOPES.get(box.element.get("scope", ""), "/Column" if node.inside("THead") else "/Row")
    if spans or scope:
        node.attributes = {"O": "/Table", **spans, **scope}


def _describe_figure(node: StructureElement, box: Any, height: float) -> None:
    x, y = box.content_box_x(), box.content_box_y()
    edges = [round(edge * PIXEL, 3) for edge in (x, height - y - box.height, x + box.width, height - y)]
    placement = "/Block" if isinstance(box, boxes.BlockLevelBox) else "/Inline"
    node.attributes = {"O": "/Layout", "Placement": placement, "BBox": edges}
    title = box.element.find("{http://www.w3.org/2000/svg}title") if box.element.tag in (SVG, MATH) else None
    words = box.element.get("alt") or box.element.get("alttext") or (title.text if title is not None else "")
    node.alt = words or ""
