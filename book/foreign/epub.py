"""An EPUB of any origin as a record: the blocks of its documents, in reading order.

A reflowing book has no pages of its own: folios are those of its page list, if it has one, and rows count the blocks of
a document.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from book.foreign.files import WHOLE, broken, foreign_record
from book.record import BlockRecord, EditionRecord, LineRecord

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
OPF = "{http://www.idpf.org/2007/opf}"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
BLOCKS = {f"{XHTML}{name}" for name in (
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "figcaption", "caption", "aside", "pre",
    "blockquote", "div", "section", "article", "body", "header", "footer", "figure", "table", "ol", "ul", "dl", "tr",
    "main", "nav", "hgroup")}  # fmt: skip
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)(\w+);")
_PAGE = re.compile(r"^page ", re.IGNORECASE)  # as a page's break is read aloud: "Page 5."
_NOTES = ("footnote", "endnote", "rearnote")


def read_epub(files: Sequence[tuple[str, bytes]]) -> tuple[EditionRecord, ...]:
    """The records of some EPUBs, by name. Raises `NotComparable`."""
    return tuple(_record(name, data) for name, data in files)


def _record(name: str, data: bytes) -> EditionRecord:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            found, folio = list[BlockRecord](), ""
            for path in _spine(packed):
                document = _Document(posixpath.basename(path), folio)
                document.read(_parsed(packed.read(path)))
                found += document.found
                folio = document.folio
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, StopIteration, RuntimeError, OSError) as fault:
        raise broken(name, "EPUB", fault) from fault
    return foreign_record(name, tuple(found), (), {})


def _parsed(data: bytes) -> Element:
    """A document; of old ones, HTML's named signs too."""
    from html.entities import html5

    def sign(match: re.Match[bytes]) -> bytes:
        return html5.get(f"{match[1].decode()};", "\ufffd").encode()

    return ElementTree.fromstring(_ENTITY.sub(sign, data))


def _spine(packed: zipfile.ZipFile) -> Iterator[str]:
    """The paths of the documents that are read one after another."""
    container = _parsed(packed.read("META-INF/container.xml"))
    package = next(file.get("full-path", "") for file in container.iter(f"{CONTAINER}rootfile"))
    tree = _parsed(packed.read(package))
    items = {item.get("id"): item for item in tree.iter(f"{OPF}item")}
    for entry in tree.iter(f"{OPF}itemref"):
        item = items.get(entry.get("idref"))
        if item is not None and item.get("media-type") == "application/xhtml+xml":
            yield posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(item.get("href", ""))))


class _Document:
    """One document while its blocks are found; `folio` is the page that has been reached."""

    def __init__(self, name: str, folio: str) -> None:
        self.name, self.folio = name, folio
        self.found: list[BlockRecord] = []
        self.text: list[str] = []
        self.begins = [(0, folio)]  # characters of the open block, and the page that goes on from there
        self.note = ""

    def read(self, tree: Element) -> None:
        """All of a document's body."""
        for body in tree.iter(f"{XHTML}body"):
            self._walk(body)
        self._close()

    def _walk(self, element: Element) -> None:
        if not isinstance(element.tag, str):
            return  # a comment
        if _types(element) & {"pagebreak"}:
            self._turn(element.get("aria-label") or element.get("title") or "".join(element.itertext()))
            return
        block, note = element.tag in BLOCKS, self.note
        if block:
            self._close()
        if element.get(TYPE, "") and _types(element) & set(_NOTES):
            self.note = "…"
        self._put(element.text)
        for child in element:
            self._walk(child)
            self._put(child.tail)
        if block:
            self._close()
        self.note = note

    def _put(self, text: str | None) -> None:
        self.text.append(text or "")

    def _turn(self, folio: str) -> None:
        self.folio = _PAGE.sub("", " ".join(folio.split())).rstrip(".")
        self.begins.append((len("".join(self.text)), self.folio))

    def _close(self) -> None:
        """Ends the open block; a page that turned in it is a line of it."""
        whole = "".join(self.text)
        if words := whole.split():
            row = len(self.found) + 1
            lines = {folio: LineRecord(folio, row, _before(whole, at)) for at, folio in self.begins}
            kept = tuple(line for line in lines.values() if line.word < len(words))
            self.found.append(BlockRecord(WHOLE, self.note, self.name, " ".join(words), kept))
        self.text, self.begins = [], [(0, self.folio)]


def _before(text: str, at: int) -> int:
    """How many words begin before a character."""
    return len(text[:at].split())


def _types(element: Element) -> set[str]:
    """What an element is in a book."""
    roles = element.get("role", "").replace("doc-", "").split()
    return {*element.get(TYPE, "").split(), *roles}
