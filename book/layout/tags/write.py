"""The structure tree as objects of the PDF: StructTreeRoot, ParentTree and IDTree. ISO 32000-1, 14.7."""

from __future__ import annotations

from typing import Any

import pydyf

from book.layout.tags.element import Kid, MarkedContent, StructureElement
from book.layout.tags.tree import StructureTree

PRINTED = 4  # annotation flag: shown in print too, as PDF/A and PDF/UA ask


class StructureWriter:
    """What is collected while the tree is written."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.pages = pdf.page_references  # taken once: the engine builds it anew each time
        self.content: list[dict[int, Any]] = [{} for _ in self.pages]
        self.annotations: list[tuple[Any, Any, str]] = []
        self.ids: dict[str, Any] = {}

    def element(self, node: StructureElement, parent: Any) -> Any:
        """Write a node and all below it; its reference."""
        made = pydyf.Dictionary({"Type": "/StructElem", "S": "/" + node.tag, "P": parent})
        self.pdf.add_object(made)
        node.written = made
        own = next((kid.page for kid in node.kids if isinstance(kid, MarkedContent)), None)
        if own is not None:
            made["Pg"] = self.pages[own]
        made["K"] = pydyf.Array([self._kid(kid, node, own) for kid in node.kids])
        self._properties(node, made)
        return made.reference

    def _kid(self, kid: Kid, node: StructureElement, own: int | None) -> Any:
        reference = node.written.reference
        if isinstance(kid, StructureElement):
            return self.element(kid, reference)
        if isinstance(kid, MarkedContent):
            self.content[kid.page][kid.number] = reference
            if kid.page == own:
                return kid.number
            return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[kid.page], "MCID": kid.number})
        self.annotations.append((reference, kid.annotation, node.contents))
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": self.pages[kid.page]})

    def _properties(self, node: StructureElement, made: Any) -> None:
        if node.attributes:
            values = {name: pydyf.Array(value) if isinstance(value, list) else value
                      for name, value in node.attributes.items()}
            made["A"] = pydyf.Dictionary(values)
        for name, text in (("Lang", node.lang), ("Alt", node.alt), ("ID", node.id)):
            if text:
                made[name] = pydyf.String(text)
        if node.id:
            self.ids.setdefault(node.id, made.reference)


def write(pdf: Any, tree: StructureTree) -> None:
    """Write the tree into the PDF. The tree must be pruned."""
    writer = StructureWriter(pdf)
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    root["K"] = pydyf.Array([writer.element(tree.root, root.reference)])
    _parent_tree(writer, root)
    if writer.ids:
        names = [item for name, reference in sorted(writer.ids.items()) for item in (pydyf.String(name), reference)]
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
    _drop_annotations(pdf, tree.dropped)
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _parent_tree(writer: StructureWriter, root: Any) -> None:
    """From marked content and annotations back to their elements."""
    numbers = pydyf.Array()
    for number, content in enumerate(writer.content):
        numbers += [number, pydyf.Array([content.get(mark, "null") for mark in range(max(content, default=-1) + 1)])]
    key = len(writer.content)
    for reference, annotation, contents in writer.annotations:
        annotation["StructParent"], annotation["F"] = key, PRINTED
        annotation["Contents"] = pydyf.String(contents or "link")
        numbers += [key, reference]
        key += 1
    tree = pydyf.Dictionary({"Nums": numbers})
    writer.pdf.add_object(tree)
    root["ParentTree"], root["ParentTreeNextKey"] = tree.reference, key


def _drop_annotations(pdf: Any, dropped: set[int]) -> None:
    for number in pdf.pages["Kids"][::3]:
        page = pdf.objects[number]
        if "Annots" in page:
            kept = [reference for reference in page["Annots"] if int(reference.split()[0]) not in dropped]
            if kept:
                page["Annots"] = pydyf.Array(kept)
            else:
                del page["Annots"]
