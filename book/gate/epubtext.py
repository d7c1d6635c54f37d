"""The text of a finished EPUB, in the order of its spine.

It unpacks and parses by itself; nothing of it is the packer's.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from book.gate.found import FileText, FoundDivision, FoundNote
from book.gate.letters import FORMULA, Piece

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
INLINE = frozenset({"a", "em", "strong", "span", "i", "b", "sup", "sub", "s", "code", "q", "cite", "small", "wbr"})
NOTES = frozenset({"footnote", "endnote"})
SILENT = frozenset({"head", "script", "style", "svg", "math", "img"})


class UnreadableEpub(ValueError):
    """The file is not an EPUB that can be read."""


@dataclass(frozen=True, slots=True)
class OpenEpub:
    """An EPUB unpacked: parsed XML by path, the package document, the spine's paths, and the navigation's."""

    names: frozenset[str]
    documents: Mapping[str, etree._Element]
    package: etree._Element
    spine: tuple[str, ...]
    nav: str


def opened(epub: bytes) -> OpenEpub:
    """Unpack and parse. Raises UnreadableEpub."""
    try:
        with zipfile.ZipFile(io.BytesIO(epub)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        container = etree.fromstring(files["META-INF/container.xml"])
        path = str(next(container.iter(f"{CONTAINER}rootfile")).attrib["full-path"])
        package = etree.fromstring(files[path])
        items = {item.attrib["id"]: item for item in package.iter(f"{OPF}item")}
        folder = posixpath.dirname(path)
        where = {name: posixpath.join(folder, unquote(str(item.attrib["href"]))) for name, item in items.items()}
        spine = tuple(where[itemref.attrib["idref"]] for itemref in package.iter(f"{OPF}itemref"))
        nav = next(where[name] for name, i in items.items() if "nav" in i.attrib.get("properties", "").split())
        documents = {name: etree.fromstring(files[name]) for name in (*spine, nav)}
    except (zipfile.BadZipFile, KeyError, StopIteration, etree.XMLSyntaxError) as fault:
        raise UnreadableEpub(f"{type(fault).__name__}: {fault}") from fault
    return OpenEpub(frozenset(files), documents, package, spine, nav)


def read_epub(epub: OpenEpub) -> FileText:
    """Text by division id: the id of the section that stands in the body."""
    found: dict[str, FoundDivision] = {}
    for path in epub.spine:
        for section in epub.documents[path].iterfind(f"{XHTML}body/{XHTML}section"):
            division = found.setdefault(section.get("id") or path, FoundDivision())
            division.pieces += _read(section, division)
    return found


def _read(element: etree._Element, division: FoundDivision) -> Iterator[Piece]:
    """The pieces below an element; a note's go to the note."""
    yield Piece(element.text or "")
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if child.get(f"{EPUB}type") in NOTES:
            _note(child, division)
        elif name == "math":
            yield Piece(f" {FORMULA} {child.get('alttext', '') if len(child) else ''} ")
        elif name and name not in SILENT:
            gap = [] if name in INLINE else [Piece("\n")]
            yield from (*gap, *_read(child, division), *gap)
        yield Piece(child.tail or "")


def _note(element: etree._Element, division: FoundDivision) -> None:
    identifier = element.get("id", "")
    if identifier in division.notes:
        division.notes[identifier].times += 1
        return
    note = division.notes.setdefault(identifier, FoundNote())
    note.pieces += _read(element, division)
