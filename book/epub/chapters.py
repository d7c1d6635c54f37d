"""Galleys become the files of an EPUB: links, pictures, semantics. One document of anchors becomes many files here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from book.epub.marks import EPUB, XHTML, PageBreak, mark_pages
from book.folios import fill
from book.pages import Galley, PageMap
from book.problems import Problem

NAMESPACES: Any = {None: XHTML[1:-1], "epub": EPUB[1:-1]}  # lxml's stubs know no default namespace
PARTS = {  # epub:type and ARIA role of what a division's heading consists of
    "number": ("ordinal", ""),
    "title": ("title", ""),
    "subtitle": ("subtitle", "doc-subtitle"),
}
ROLES = {  # epub:type and ARIA role of a division's section (EPUB SSV 1.1; DPUB-ARIA 1.0)
    "halftitle": ("halftitlepage", ""),
    "title-page": ("titlepage", ""),
    "imprint": ("copyright-page", ""),
    "dedication": ("dedication", "doc-dedication"),
    "epigraph": ("epigraph", "doc-epigraph"),
    "contents": ("frontmatter", ""),  # the list inside is the doc-toc
    "figures": ("loi", ""),
    "preface": ("preface", "doc-preface"),
    "section": ("division", ""),
    "part": ("part", "doc-part"),
    "chapter": ("chapter", "doc-chapter"),
    "appendix": ("appendix", "doc-appendix"),
    "glossary": ("glossary", "doc-glossary"),
    "notes": ("backmatter", ""),  # the sections inside are the doc-endnotes
    "bibliography": ("bibliography", "doc-bibliography"),
    "index": ("index", "doc-index"),
    "changes": ("errata", "doc-errata"),
    "colophon": ("colophon", "doc-colophon"),
}


# Divisions without a number that the vocabularies know by name, as their files are called.
CALLED = frozenset({"acknowledgments", "afterword", "conclusion", "epilogue", "foreword", "introduction", "prologue"})


@dataclass(frozen=True, slots=True)
class Chapter:
    """A finished file: path inside `EPUB/`, bytes, the ids in it, the ids of its page breaks."""

    division: str
    path: str
    data: bytes
    ids: frozenset[str]
    breaks: frozenset[str]


def links(galleys: tuple[Galley, ...]) -> dict[str, str]:
    """Where each id stands: id → file name. A division's own id leads to its file.

    Files are named by division, not by place: a chapter put in must not break a reader's bookmarks in the others."""
    home: dict[str, str] = {}
    for galley in galleys:
        name = f"{file_name(galley.division)}.xhtml"
        for element in _parsed(galley.html).iter():
            if identifier := element.get("id"):
                home[identifier] = name
        home[galley.division] = name
    return home


def file_name(division: str) -> str:
    """A division's id as a name of a file, in which a colon is nothing to part a scheme from an address.

    >>> file_name("sec:intro")
    'sec_intro'
    """
    return division.replace(":", "_")


def chapter_files(
    home: Mapping[str, str], galleys: tuple[Galley, ...], page_map: PageMap, breaks: tuple[PageBreak, ...]
) -> tuple[tuple[Chapter, ...], tuple[Problem, ...]]:
    """Every galley as a file. A link to an id that no file has is problem F-007."""
    problems: list[Problem] = []
    chapters = []
    for galley in galleys:
        root = _parsed(fill(galley.html, page_map))
        marked = mark_pages(root, tuple(b for b in breaks if b.division == galley.division))
        problems += _relink(root, home, home[galley.division])
        _tidy(root)
        ids = frozenset(i for e in root.iter() if (i := e.get("id")))
        data = etree.tostring(root, xml_declaration=True, encoding="utf-8", doctype="<!DOCTYPE html>")
        chapters.append(Chapter(galley.division, f"text/{home[galley.division]}", data, ids, marked))
    return tuple(chapters), tuple(problems)


def _parsed(html: str) -> etree._Element:
    return etree.fromstring(html.encode())


def _relink(root: etree._Element, home: Mapping[str, str], here: str) -> list[Problem]:
    problems = []
    for element in root.iter(f"{XHTML}a", f"{XHTML}img"):
        href, source = element.get("href", ""), element.get("src", "")
        if source.startswith("asset:"):
            element.set("src", f"../images/{source[6:]}")
        if not href.startswith("#"):
            continue
        if href[1:] not in home:
            problems.append(Problem("F-007", f"the EPUB has a link to “{href}”, which is nowhere in the book"))
        elif home[href[1:]] != here:
            element.set("href", f"{home[href[1:]]}{href}")
    return problems


def _tidy(root: etree._Element) -> None:
    """The body's class becomes a section with its meaning; what only the printed page needs goes."""
    body, head = root.find(f"{XHTML}body"), root.find(f"{XHTML}head")
    assert body is not None and head is not None
    head.append(etree.Element(f"{XHTML}link", rel="stylesheet", type="text/css", href="../styles/book.css"))
    section = _section(body)
    heading = next(section.iter(f"{XHTML}h1"), None)
    if heading is not None:
        _name(section, heading)
    for element in root.iter():
        for name in [n for n in element.attrib if str(n).startswith("data-")]:
            del element.attrib[name]
        if lang := element.get("lang"):
            element.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
    etree.cleanup_namespaces(root, top_nsmap=NAMESPACES, keep_ns_prefixes=["epub"])


def _section(body: etree._Element) -> etree._Element:
    """All that a body holds, in a section of its role that takes over the body's id."""
    first = (body.get("class") or "chapter").split()[0]
    called = (body.get("id") or "").lower()
    kind, role = (called, f"doc-{called}") if first == "section" and called in CALLED else ROLES[first]
    section = etree.Element(f"{XHTML}section", {f"{EPUB}type": kind, **({"role": role} if role else {})})
    section.extend(list(body))
    section.text, body.text = body.text, None
    if identifier := body.attrib.pop("id", ""):
        section.set("id", identifier)
    body.append(section)
    return section


def _name(section: etree._Element, heading: etree._Element) -> None:
    """The section is called what its heading says; the heading's parts say which is number, title and subtitle."""
    heading.set("id", heading.get("id") or f"{section.get('id', '')}-title")
    if section.get("role"):
        section.set("aria-labelledby", heading.get("id") or "")
    for part in heading:
        kind, role = PARTS.get(part.get("class") or "", ("", ""))
        if kind:
            part.set(f"{EPUB}type", kind)
        if role:
            part.set("role", role)
