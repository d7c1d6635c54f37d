"""The structure tree, read from the engine's boxes page by page.

An element may be broken over lines and pages and is still one. Boxes are matched with what the engine drew of them: the
marked content of each page.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from book.galley import CALL, NUMBER, is_mark
from book.layout.tags.element import LinkAnnotation, MarkedContent, StructureElement
from book.layout.tags.roles import describe, role_of

Owner = StructureElement | str  # a node, or the subtype of an artifact: "/Header", "/Footer" or nothing


class StructureTree:
    """A document's tags: `root`, and the link annotations that are to be dropped (`dropped`, object numbers)."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.language = document.metadata.lang or ""
        self.root = StructureElement("Document")
        self.dropped: set[int] = set()
        self._nodes: dict[tuple[Any, str], StructureElement | None] = {}
        self._head_page: dict[Any, int] = {}
        self._page = 0
        self._tags: dict[Any, Any] = {}
        self._owners: dict[int, Owner] = {}

    def read_page(self, number: int, page_box: Any, tags: dict[Any, Any]) -> dict[int, Owner]:
        """Read one page into the tree; who owns each marked content of it."""
        self._page, self._tags, self._owners = number, tags, {}
        for child in page_box.children:
            self._walk(child, self.root, linked=False)
        assert not tags, f"drawn, but in no box: {list(tags)[:3]}"
        return self._owners

    def prune(self) -> bool:
        """Drop nodes without content; False if nothing is left."""
        return _prune(self.root)

    def _walk(self, box: Any, parent: StructureElement, linked: bool) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if box.is_leader or isinstance(box, boxes.MarginBox) or self._repeated(box):
            self._artifact(box, _place_of(box))
            return
        node = self._node(box, parent)
        if node is None:
            self._artifact(box, "")
            return
        if box.link_annotation is not None and not isinstance(box, boxes.TextBox):
            node, linked = self._annotate(box, node, linked), True
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            self._own(box, node)
            return
        for child in box.children:
            self._walk(child, node, linked)

    def _repeated(self, box: Any) -> bool:
        """True of a table's head or foot that is printed again on a later page."""
        if box.element_tag not in ("thead", "tfoot") or box.element is None:
            return False
        return self._head_page.setdefault(box.element, self._page) != self._page

    def _own(self, box: Any, owner: Owner) -> None:
        if content := self._tags.pop(box, None):
            self._owners[content["mcid"]] = owner
            if isinstance(owner, StructureElement):
                owner.kids.append(MarkedContent(self._page, content["mcid"]))

    def _artifact(self, box: Any, place: str) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        self._own(box, place)
        if box.link_annotation is not None:
            self.dropped.add(box.link_annotation.number)
        for child in box.children:
            self._artifact(child, place)

    def _annotate(self, box: Any, node: StructureElement, linked: bool) -> StructureElement:
        """Hang a link annotation into its Link; one inside another link is dropped: one annotation a line."""
        link = next((above for above in node.lineage() if above.tag == "Link"), None)
        if link is not None and linked:
            self.dropped.add(box.link_annotation.number)
            return node
        if link is None:  # a note's call or its number: a link that the text does not spell out
            link = node.add("Link", box.element)
            link.contents = box.element.get(NUMBER) or "link"
            self._nodes[box.element, box.element_tag] = node = link
        link.kids.append(LinkAnnotation(self._page, box.link_annotation))
        return node

    def _node(self, box: Any, parent: StructureElement) -> StructureElement | None:
        element, tag = box.element, box.element_tag
        if element is None or tag in ("html", "body") or isinstance(box, boxes.PageBox | boxes.FootnoteAreaBox):
            return parent
        if (element, tag) not in self._nodes:
            self._nodes[element, tag] = self._generated(box, parent) if "::" in tag else self._real(box, parent)
        return self._nodes[element, tag]

    def _generated(self, box: Any, parent: StructureElement) -> StructureElement | None:
        """The node of generated content: a list's label, a note's call or number, none for a mark beside code; else
        text of the element."""
        pseudo = box.element_tag.partition("::")[2]
        if is_mark(box.element):
            return None
        if pseudo == "footnote-call":
            return self._call(box.element, parent)
        if pseudo == "footnote-marker":
            return parent.add("Lbl")
        if pseudo == "marker" and parent.tag == "LBody" and parent.parent is not None:
            label = StructureElement("Lbl", parent.parent)
            parent.parent.kids.insert(0, label)
            return label
        return parent

    def _call(self, element: Any, parent: StructureElement) -> StructureElement:
        """A call is a Reference; its note follows it in the reading order, wherever it is printed."""
        reference, note = parent.add("Reference"), parent.add("Note", element)
        note.id, reference.id = element.get("id", ""), element.get(CALL, "")
        self._nodes[element, element.tag] = note
        return reference

    def _real(self, box: Any, parent: StructureElement) -> StructureElement | None:
        node = role_of(box, parent)
        lang = box.element.get("lang", "")
        if node is parent and lang and lang != self.language:
            node = parent.add("Span", box.element)
        if node is not None and node is not parent:
            describe(node, box, self.language, self.document.pages[self._page].height)
        return node


def _place_of(box: Any) -> str:
    """The subtype of a pagination artifact (ISO 32000-1, table 330)."""
    if not isinstance(box, boxes.MarginBox):
        return ""
    return "/Header" if "top" in box.at_keyword else "/Footer" if "bottom" in box.at_keyword else ""


def _prune(node: StructureElement) -> bool:
    node.kids = [kid for kid in node.kids if not isinstance(kid, StructureElement) or _prune(kid)]
    # An empty cell stays: rows of a table must be equally wide (PDF/UA-1; veraPDF's rule 7.2-42).
    return bool(node.kids) or node.tag in ("TD", "TH")
