"""An element of the structure tree (ISO 32000-1, 14.7), and which element of XHTML becomes which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

SVG, MATH = "{http://www.w3.org/2000/svg}svg", "{http://www.w3.org/1998/Math/MathML}math"
# ISO 32000-1, 14.8.4: standard structure types.
ROLES = {
    "section": "Sect", "article": "Art", "main": "Part", "div": "Div", "nav": "Sect", "aside": "Sect", "header": "Div",
    "footer": "Div", "figure": "Div", "figcaption": "Caption", "caption": "Caption", "blockquote": "BlockQuote",
    "q": "Quote", "p": "P", "pre": "P", "address": "P", "ul": "L", "ol": "L", "dl": "L", "dt": "Lbl", "dd": "LBody",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "td": "TD", "th": "TH",
    "img": "Figure", SVG: "Figure", MATH: "Formula", "code": "Code",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """Marked content: a page's index and a number on it (MCID)."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class LinkAnnotation:
    """A link annotation: a page's index and the engine's dictionary."""

    page: int
    annotation: Any


@dataclass(eq=False, slots=True)
class StructureElement:
    """An element of the tree. `written` is its dictionary once it is in the PDF."""

    tag: str
    parent: StructureElement | None = None
    element: Any = None
    kids: list[Kid] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    id: str = ""
    lang: str = ""
    alt: str = ""
    contents: str = ""
    written: Any = None

    def add(self, tag: str, element: Any = None) -> StructureElement:
        """Add a child as the last."""
        node = StructureElement(tag, self, element)
        self.kids.append(node)
        return node

    def lineage(self) -> Iterator[StructureElement]:
        """This node and those above it, upwards."""
        node: StructureElement | None = self
        while node is not None:
            yield node
            node = node.parent

    def inside(self, *tags: str) -> bool:
        """True if this node or one above it is of one of these tags."""
        return any(node.tag in tags for node in self.lineage())


Kid = StructureElement | MarkedContent | LinkAnnotation
