"""Galleys into the files of an EPUB: links, pictures, page breaks, semantics.

Comes in: galleys of the medium "epub", folios, the first words of each printed page. Goes out: XHTML files.
Apart because it is the only place where one document of anchors becomes many files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from book.folios import fill
from book.pages import Galley, PageMap, Pagination, TextStart
from book.problems import Problem

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
NAMESPACES: Any = {None: XHTML[1:-1], "epub": EPUB[1:-1]}  # lxml's stubs know no default namespace
ROLES = {  # epub:type and ARIA role of a division's section (EPUB SSV 1.1; DPUB-ARIA 1.0)
    "halftitle": ("halftitlepage", ""),
    "title-page": ("titlepage", ""),
    "imprint": ("copyright-page", ""),
    "dedication": ("dedication", "doc-dedication"),
    "epigraph": ("epigraph", "doc-epigraph"),
    "contents": ("frontmatter", ""),
    "figures": ("loi", ""),
    "preface": ("preface", "doc-preface"),
    "chapter": ("chapter", "doc-chapter"),
    "appendix": ("appendix", "doc-appendix"),
    "bibliography": ("bibliography", "doc-bibliography"),
    "index": ("index", "doc-index"),
    "colophon": ("colophon", "doc-colophon"),
}


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A printed page: its folio as printed, the id of its mark, the division and where in it the page begins."""

    id: str
    folio: str
    division: str
    start: TextStart


@dataclass(frozen=True, slots=True)
class Chapter:
    """A finished file: path inside `EPUB/`, bytes, manifest properties, the ids in it, the page breaks in it."""

    division: str
    path: str
    data: bytes
    properties: tuple[str, ...]
    ids: frozenset[str]
    breaks: frozenset[str]


def page_breaks(pagination: Pagination) -> tuple[PageBreak, ...]:
    """The printed pages in order. Blank pages, and those on which only a note runs on, have no beginning to mark."""
    return tuple(
        PageBreak(f"page-{folio}", folio, run.division, page.start)
        for start, run in zip(pagination.starts, pagination.runs, strict=True)
        for offset, page in enumerate(run.pages)
        if page.start
        for folio in [str(type(start.folio)(start.folio.number + offset, start.folio.numbering))]
    )


def links(galleys: tuple[Galley, ...]) -> dict[str, str]:
    """Where each id stands: id → file name. A division's own id leads to its file."""
    home: dict[str, str] = {}
    for number, galley in enumerate(galleys, 1):
        name = f"{number:02}-{galley.division}.xhtml"
        for element in _parsed(galley.html).iter():
            if identifier := element.get("id"):
                home[identifier] = name
        home[galley.division] = name
    return home


def chapter_files(
    home: Mapping[str, str], galleys: tuple[Galley, ...], page_map: PageMap, breaks: tuple[PageBreak, ...]
) -> tuple[tuple[Chapter, ...], tuple[Problem, ...]]:
    """Every galley as a file. A link to an id that no file has is problem F-007."""
    problems: list[Problem] = []
    chapters = []
    for galley in galleys:
        root = _parsed(fill(galley.html, page_map))
        marked = _mark_pages(root, tuple(b for b in breaks if b.division == galley.division))
        problems += _relink(root, home, home[galley.division])
        properties = _tidy(root)
        ids = frozenset(i for e in root.iter() if (i := e.get("id")))
        data = etree.tostring(root, xml_declaration=True, encoding="utf-8", doctype="<!DOCTYPE html>")
        chapters.append(Chapter(galley.division, f"text/{home[galley.division]}", data, properties, ids, marked))
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


def _tidy(root: etree._Element) -> tuple[str, ...]:
    """The body's class becomes a section with its meaning; what only the printed page needs goes."""
    body, head = root.find(f"{XHTML}body"), root.find(f"{XHTML}head")
    assert body is not None and head is not None
    head.append(etree.Element(f"{XHTML}link", rel="stylesheet", type="text/css", href="../styles/book.css"))
    kind, role = ROLES[(body.get("class") or "chapter").split()[0]]
    section = etree.Element(f"{XHTML}section", {f"{EPUB}type": kind, **({"role": role} if role else {})})
    section.extend(list(body))
    section.text, body.text = body.text, None
    identifier = body.get("id", "")
    if identifier:
        section.set("id", identifier)
        del body.attrib["id"]
    heading = next(section.iter(f"{XHTML}h1"), None)
    if heading is not None and role:
        heading.set("id", heading.get("id") or f"{identifier}-title")
        section.set("aria-labelledby", heading.get("id") or "")
    body.append(section)
    for element in root.iter():
        for name in [n for n in element.attrib if str(n).startswith("data-")]:
            del element.attrib[name]
        if lang := element.get("lang"):
            element.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
    etree.cleanup_namespaces(root, top_nsmap=NAMESPACES, keep_ns_prefixes=["epub"])
    return ()


# --- page breaks -------------------------------------------------------------------------------------------------


def _mark_pages(root: etree._Element, breaks: tuple[PageBreak, ...]) -> frozenset[str]:
    """Puts a mark where each printed page begins; returns the ids of those that found their place.

    From the last to the first, so that a mark does not move the place of the next."""
    keyed = {key: e for e in root.iter() if (key := e.get("data-key"))}
    marked = set()
    for page in reversed(breaks):
        element = keyed.get(page.start.key)
        if element is not None:
            _insert(element, page.start.offset, _mark(page))
            marked.add(page.id)
    return frozenset(marked)


def _mark(page: PageBreak) -> etree._Element:
    return etree.Element(
        f"{XHTML}span",
        {
            f"{EPUB}type": "pagebreak",
            "role": "doc-pagebreak",
            "id": page.id,
            "aria-label": f" Page {page.folio}. ",
        },
    )


def _insert(element: etree._Element, offset: int, mark: etree._Element) -> None:
    """Before the character that `offset` others precede; a page that opens inside a word is marked before the word."""
    seen = 0
    for owner, attribute in _texts(element):
        text = getattr(owner, attribute) or ""
        for position, character in enumerate(text):
            if not _counts(character):
                continue
            if seen == offset:
                _split(owner, attribute, _word_start(text, position), mark)
                return
            seen += 1
    element.append(mark)


def _texts(element: etree._Element) -> list[tuple[etree._Element, str]]:
    """The element's text in reading order as (owner, "text" or "tail"), without notes' calls, folios and marks."""
    found = [(element, "text")]
    for child in element:
        if not (child.get("role") in ("doc-noteref", "doc-pagebreak") or child.get("class") == "folio"):
            found += _texts(child)
        found.append((child, "tail"))
    return found


def _counts(character: str) -> bool:
    return not character.isspace() and character not in "\u00ad\u200b"


def _word_start(text: str, position: int) -> int:
    while position and text[position - 1].isalnum() and text[position].isalnum():
        position -= 1
    return position


def _split(owner: etree._Element, attribute: str, position: int, mark: etree._Element) -> None:
    text = getattr(owner, attribute)
    mark.tail = text[position:]
    setattr(owner, attribute, text[:position])
    if attribute == "text":
        owner.insert(0, mark)
    else:
        parent = owner.getparent()
        assert parent is not None
        parent.insert(parent.index(owner) + 1, mark)
