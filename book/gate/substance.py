"""Whether a PDF can be read to its end and carries what it needs: fonts, metadata, tags (F-004, F-008 to F-010)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from book.gate.found import FileText
from book.gate.pdftext import OpenPdf, resolved
from book.gate.wanted import PdfExpectation
from book.problems import Problem

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP, MM = "{http://ns.adobe.com/xap/1.0/}", "{http://ns.adobe.com/xap/1.0/mm/}"
UA = "{http://www.aiim.org/pdfua/ns/id/}"


# --- content ----------------------------------------------------------------------------------------------------


def content(pdf: OpenPdf) -> Iterator[Problem]:
    """Every page read to its last operator: what was not might be a word."""
    for page in pdf.pages:
        if page.fault:
            yield Problem("F-004", f"page {page.index + 1} of the PDF cannot be read back: {page.fault}")
        elif page.unread:
            many = f"{len(page.unread)} operators" if len(page.unread) > 1 else "an operator"
            first = f"page {page.index + 1} of the PDF has {many} that cannot be read: {page.unread[0]}"
            yield Problem("F-004", first)


# --- fonts -------------------------------------------------------------------------------------------------------


def fonts(reader: Any) -> Iterator[Problem]:
    """Every font embedded, able to give its text back, and in the file once."""
    found: dict[int, str] = {}
    for page in reader.pages:
        _collect(resolved(page, "/Resources", {}), found, set())
    names: dict[str, int] = {}
    for number, name in sorted(found.items()):
        face = name.partition("+")[2] or name
        names[face] = names.get(face, 0) + 1
        yield from _font(reader, number, face)
    for face, times in names.items():
        if times > 1:
            yield Problem("F-008", f"the face {face} is embedded {times} times")


def _collect(resources: Any, found: dict[int, str], seen: set[int]) -> None:
    """Fonts by object number, those of form XObjects too."""
    for name, font in resolved(resources, "/Font", {}).items():
        raw = resolved(resources, "/Font").raw_get(name)
        found[getattr(raw, "idnum", id(font))] = str(font.get_object()["/BaseFont"])[1:]
    for name in resolved(resources, "/XObject", {}):
        form = resources["/XObject"][name]
        if id(form) not in seen and resolved(form, "/Subtype") == "/Form":
            seen.add(id(form))
            _collect(resolved(form, "/Resources", {}), found, seen)


def _font(reader: Any, number: int, face: str) -> Iterator[Problem]:
    font = reader.get_object(number)
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    descriptor = resolved(inner, "/FontDescriptor", {})
    if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        yield Problem("F-008", f"the face {face} is not embedded")
    if "/ToUnicode" not in font:
        yield Problem("F-008", f"text in {face} cannot be copied or searched")


# --- metadata ----------------------------------------------------------------------------------------------------


def metadata(reader: Any, expected: PdfExpectation) -> Iterator[Problem]:
    """The document's information and its XMP say the same, and what the edition says."""
    root = reader.trailer["/Root"]
    information = reader.metadata or {}
    values = [
        ("title", expected.title, resolved(information, "/Title")),
        ("author", "; ".join(expected.authors) or None, resolved(information, "/Author")),
        ("subject", expected.description or None, resolved(information, "/Subject")),
        ("keywords", ", ".join(expected.subjects) or None, resolved(information, "/Keywords")),
        ("language", expected.language, resolved(root, "/Lang")),
        ("date", expected.date.replace("-", ""), _day(str(resolved(information, "/CreationDate", "")), expected)),
        *_xmp(root, expected),
    ]
    for name, wanted, found in values:
        if found != wanted:
            yield Problem("F-009", f"the PDF's {name} is “{found}”, not “{wanted}”")
    preferences = resolved(root, "/ViewerPreferences", {})
    if not resolved(preferences, "/DisplayDocTitle", False):
        yield Problem("F-009", "the PDF does not ask for its title to be shown")


def _day(date: str, expected: PdfExpectation) -> str:
    """As many of a PDF date's figures as the edition's date has."""
    return date.removeprefix("D:")[: len(expected.date.replace("-", ""))]


def _xmp(root: Any, expected: PdfExpectation) -> Iterator[tuple[str, Any, Any]]:
    try:
        tree = etree.fromstring(root["/Metadata"].get_data())
    except (KeyError, etree.XMLSyntaxError):
        yield "XMP", "there", "missing or broken"
        return
    yield "number of rdf:RDF", 1, len(list(tree.iter(f"{RDF}RDF")))
    yield "dc:title", [expected.title], _items(tree, f"{DC}title")
    yield "dc:creator", list(expected.authors), _items(tree, f"{DC}creator")
    yield "dc:language", [expected.language], _items(tree, f"{DC}language")
    yield "dc:subject", list(expected.subjects), _items(tree, f"{DC}subject")
    yield "xmpMM:VersionID", expected.number, tree.findtext(f".//{MM}VersionID")
    yield "content id", [f"content:{expected.content}"] if expected.content else [], _items(tree, f"{XMP}Identifier")
    yield "pdfuaid:part", "1", tree.findtext(f".//{UA}part")
    created = tree.findtext(f".//{XMP}CreateDate") or ""
    yield "xmp:CreateDate", expected.date, created[: len(expected.date)]


def _items(tree: etree._Element, name: str) -> list[str]:
    return [item.text or "" for element in tree.iter(name) for item in element.iter(f"{RDF}li")]


# --- tags --------------------------------------------------------------------------------------------------------


def tags(reader: Any, text: FileText, expected: PdfExpectation) -> Iterator[Problem]:
    """Marked as tagged; a section for each division, in order; every page and link leads back to its tags."""
    root = reader.trailer["/Root"]
    tree = resolved(root, "/StructTreeRoot")
    if tree is None or not resolved(resolved(root, "/MarkInfo", {}), "/Marked", False):
        yield Problem("F-010", "the PDF is not tagged")
        return
    if tuple(text) != expected.divisions:
        lost = [division for division in expected.divisions if division not in text]
        what = f"no section for {', '.join(lost)}" if lost else "its sections in another order than the book"
        yield Problem("F-010", f"the PDF has {what}")
    parents = dict(_pairs(resolved(tree, "/ParentTree", {})))
    for index, page in enumerate(reader.pages):
        if fault := _untagged(page, parents):
            yield Problem("F-010", f"page {index + 1} of the PDF: {fault}")


def _pairs(node: Any) -> Iterator[tuple[int, Any]]:
    for kid in resolved(node, "/Kids", ()):
        yield from _pairs(kid.get_object())
    flat = iter(resolved(node, "/Nums", ()))
    yield from zip(flat, flat, strict=True)


def _untagged(page: Any, parents: dict[int, Any]) -> str:
    """What of a page does not lead back to a tag, or nothing."""
    if resolved(page, "/Contents") is None:
        return ""
    key = resolved(page, "/StructParents")
    if key is None or not isinstance(parents.get(key, 0) and parents[key].get_object(), list):
        return "its text does not lead back to its tags"
    for annotation in resolved(page, "/Annots", ()):
        element = parents.get(resolved(annotation.get_object(), "/StructParent", -1))
        if element is None or resolved(element.get_object(), "/S") != "/Link":
            return "a link is not tagged as one"
    return ""
