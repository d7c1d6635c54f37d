"""Whether an EPUB says what it should besides its words: metadata, contents, page list, links.

Problems F-005 to F-007 and F-009. Its words are compared as those of a PDF are.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from lxml import etree

from book.edition import Edition, Medium
from book.gate.epubtext import EPUB, OPF, XHTML, OpenEpub
from book.gate.inside import ExpectationContext, title_of
from book.gate.letters import letters
from book.matter import Book
from book.pages import PageMap
from book.problems import Problem

NO_DATE = "2000-01-01"  # of an EPUB whose book gives none
SHOWN = 5  # pages named in a message
DC = "{http://purl.org/dc/elements/1.1/}"


def metadata(epub: OpenEpub, book: Book) -> Iterator[Problem]:
    """Title, language, authors and identifier are the edition's."""
    edition = book.edition
    wanted = {
        "title": edition.title,
        "language": edition.language,
        "identifier": edition.identifier,
        "publisher": edition.publisher,
    }
    for name, value in wanted.items():
        if not value and not list(epub.package.iter(f"{DC}{name}")):
            continue
        found = [element.text or "" for element in epub.package.iter(f"{DC}{name}")]
        if not any(value and value in text for text in found):
            yield Problem("F-009", f"the EPUB's {name} is “{'; '.join(found)}”, not “{value}”")
    yield from _printing(epub, edition)
    creators = [element.text for element in epub.package.iter(f"{DC}creator")]
    if creators != [author.name for author in edition.authors]:
        yield Problem("F-009", f"the EPUB's authors are “{'; '.join(map(str, creators))}”")


def _printing(epub: OpenEpub, edition: Edition) -> Iterator[Problem]:
    """A reading system takes the file for a newer one by its date; number, name and content say which it is."""
    wanted = {
        "dcterms:modified": f"{edition.date or NO_DATE}T00:00:00Z",
        "schema:version": edition.number if edition.stated else "",
        "schema:bookEdition": edition.name,
        "schema:identifier": edition.content and f"content:{edition.content}",
    }
    for name, value in wanted.items():
        found = "; ".join(meta.text or "" for meta in epub.package.iter(f"{OPF}meta") if meta.get("property") == name)
        if found != value:
            yield Problem("F-009", f"the EPUB's {name} is “{found}”, not “{value}”")


def contents(epub: OpenEpub, book: Book, pages: PageMap) -> Iterator[Problem]:
    """Its navigation has every line of the contents, in order."""
    eye = ExpectationContext(book, pages, Medium.EPUB, {})
    lines = [letters("".join(map(str, a.itertext()))) for a in _nav(epub, "toc")]
    at = 0
    for entry in book.contents:
        wanted = {letters(f"{before} {title_of(entry.title, eye)}") for before in (entry.label, "")}
        place = next((n for n in range(at, len(lines)) if lines[n] in wanted), None)
        if place is None:
            yield Problem("F-006", f"the EPUB's contents lack “{title_of(entry.title, eye)}”, or have it out of order")
        else:
            at = place + 1


def page_list(epub: OpenEpub, printed: Sequence[str]) -> Iterator[Problem]:
    """Its page list has every page of the book on which something is printed, once and in order, and no other."""
    folios = ["".join(map(str, a.itertext())).strip() for a in _nav(epub, "page-list")]
    if lost := [folio for folio in printed if folio not in folios]:
        yield Problem("F-005", f"the EPUB's page list lacks {_pages(lost)}")
    if strange := [folio for folio in folios if folio not in printed]:
        yield Problem("F-005", f"the EPUB's page list has {_pages(strange)}, which the book has not, or has blank")
    known = [folio for folio in folios if folio in printed]
    if known != [folio for folio in printed if folio in known]:
        yield Problem("F-005", "the EPUB's page list has a page twice or out of order")


def _pages(folios: Sequence[str]) -> str:
    more = f" and {len(folios) - SHOWN} more" if len(folios) > SHOWN else ""
    return f"page{'s' if len(folios) > 1 else ''} {', '.join(folios[:SHOWN])}{more}"


def _nav(epub: OpenEpub, kind: str) -> Iterator[etree._Element]:
    for nav in epub.documents[epub.nav].iter(f"{XHTML}nav"):
        if nav.get(f"{EPUB}type") == kind:
            yield from nav.iter(f"{XHTML}a")


def links(epub: OpenEpub) -> Iterator[Problem]:
    """Every address inside the EPUB is of a file that is there, and of an id in it."""
    ids = {path: {e.get("id") for e in root.iter() if e.get("id")} for path, root in epub.documents.items()}
    for path, root in epub.documents.items():
        for element in root.iter():
            for name in ("href", "src"):
                address = element.get(name)
                if address and ":" not in address and (fault := _lost(address, path, epub, ids)):
                    yield Problem("F-007", f"the EPUB's {posixpath.basename(path)} leads to “{address}”: {fault}")
    missing = [i.get("href", "") for i in epub.package.iter(f"{OPF}item") if not _there(i.get("href", ""), epub)]
    for href in missing:
        yield Problem("F-004", f"the EPUB lists {href}, which is not in it")


def _lost(address: str, path: str, epub: OpenEpub, ids: dict[str, set[str | None]]) -> str:
    file, _, anchor = address.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file))) if file else path
    if target not in epub.names:
        return "there is no such file"
    return f"there is no “{anchor}” in it" if anchor and anchor not in ids.get(target, set()) else ""


def _there(href: str, epub: OpenEpub) -> bool:
    return any(name.endswith("/" + unquote(href)) or name == unquote(href) for name in epub.names)
