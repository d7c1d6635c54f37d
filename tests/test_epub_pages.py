"""Page marks of the EPUB against the pages as they are laid out: both stages, no offset written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any, Literal

import pytest
from handmade import BOOK
from lxml import etree

from book.cache import Cache
from book.compose import compose
from book.design import Styles
from book.edition import Margins, Medium, NoteSetting, Trim
from book.epub.chapters import chapter_files, links
from book.epub.marks import page_breaks
from book.folios import fill
from book.layout import lay_out
from book.matter import (
    Anchor,
    Block,
    Book,
    Cell,
    CrossLink,
    Emphasis,
    Figure,
    Group,
    Heading,
    Image,
    IndexAnchor,
    IndexEntry,
    Inline,
    Items,
    LineBreak,
    Link,
    Locator,
    Note,
    NoteCall,
    PageReference,
    Paragraph,
    Picture,
    Quotation,
    Styled,
    Table,
    Text,
)
from book.pages import Extent, Folio, Heads, Page, PageMap, PageStart, Pagination
from book.problems import Span
from book.read import read_styles

AT = Span("chapters/ch1.md", 7)
DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="6" height="6"><circle cx="3" cy="3" r="3"/></svg>'
LAYOUT_ONLY = (
    '@page { margin: 12mm } h2 { break-inside: auto; orphans: 1; widows: 1 }'
    ".blank + * { break-before: recto } figure, table:not(.x) { break-inside: auto }"
)
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u2060"))
PLACES = tuple(f"place-{number}" for number in range(101, 999))
Setting = Literal["page", "chapter"]


@cache
def styles() -> Styles:
    folder = Path(mkdtemp())
    found, problems = read_styles(folder, Cache(folder))
    assert problems == ()
    limits = replace(found.limits, hyphen=0.0)  # so that words are broken
    return replace(found, sheets={**found.sheets, "zz.css": LAYOUT_ONLY}, limits=limits)


class Copy:
    """Copy for the compositor: no two words of it are the same, so that a word tells its place."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.count = 1000
        self.notes: list[Note] = []

    def word(self) -> str:
        self.count += 1
        kinds = ("w{}", "w{}", "extra{0}\u00adordi\u00ad{0}narily", "in\u00adcompre\u00adhensibil{}", "well-{}", "({})",
                 "w{}\u200bx", "“{}”", "a{0}—b{0}", "c{0}/d{0}")
        return self.random.choice(kinds).format(self.count)

    def words(self, count: int) -> Text:
        return Text(" ".join(self.word() for _ in range(count)))

    def line(self, size: int) -> tuple[Inline, ...]:
        """Inlines of every kind, a space between two; folios are frequent."""
        found: list[Inline] = [self.words(2)]
        for _ in range(size):
            found += [Text(self.random.choice((" ", " ", "—"))), *self.inline()]
        return tuple(found)

    def inline(self) -> tuple[Inline, ...]:
        two = (self.words(2),)
        place = PLACES[self.count % len(PLACES)]
        match self.random.randrange(12):
            case 0 | 1 | 2:
                return (Text("page "), PageReference(place))
            case 3:
                return (*two, NoteCall(self.note()))
            case 4:
                return (Emphasis("em", two),)
            case 5:
                return (Emphasis("smallcaps", two),)
            case 6:
                return (Link("https://example.org/a", (Text(f"https://example.org/a/{self.word()}"),)),)
            case 7:
                return (CrossLink(place, (*two, Emphasis("strong", (self.words(1),)))),)
            case 8:
                return (*two, LineBreak())
            case 9:
                return (IndexAnchor(f"ix-{self.count}"), *two)
            case 10:
                return (Image("dot", "a dot"), *two)
            case _:
                return (Styled(two, classes=("x",), lang="fr"),)

    def note(self, size: int = 9) -> str:
        number = len(self.notes) + 1
        block: Block[Inline] = Paragraph((self.words(size),), AT)
        self.notes.append(Note(f"note-ch1-{number}", f"call-ch1-{number}", str(number), (block,), AT))
        return self.notes[-1].id

    def block(self, number: int) -> Block[Inline]:
        paragraph = Paragraph(self.line(self.random.randrange(4, 30)), AT)
        match number % 9:
            case 2:
                return Heading(2, (self.words(80),), f"h-{number}", (), AT)
            case 4:
                head, *rows = ((Cell(self.line(1)), Cell(self.line(1))) for _ in range(9))
                return Table("", (), head, tuple(rows), ("left", "left"), AT)
            case 5:
                return Items(True, 1, tuple((Paragraph(self.line(5), AT),) for _ in range(4)), AT)
            case 6:
                return Quotation("quotation", (paragraph, Paragraph(self.line(9), AT)), self.line(2), AT)
            case 7:
                return Figure("", "dot", "a dot", self.line(3), AT)
            case 8:
                calls = tuple(NoteCall(self.note(250)) for _ in range(3))  # so long that a page has nothing else
                return Group((Paragraph((*self.line(9), *calls), AT),), "", ("blank",), "", AT)
            case 0:  # words to be broken
                words = (f"extra{n}\u00adordi\u00ad{n}nari\u00adly{n}" for n in range(5000, 5400))
                return Paragraph((Text(" ".join(words)),), AT)
            case _:
                return paragraph


def book(seed: int, place: Setting) -> Book:
    """A chapter with everything in it, and an index that prints many folios."""
    copy = Copy(seed)
    blocks = tuple(copy.block(number) for number in range(10))
    chapter = replace(BOOK.divisions[1], blocks=blocks, notes=tuple(copy.notes))
    index = tuple(
        IndexEntry(f"{letter}-{copy.word()}", letter, tuple(map(Locator, copy.random.sample(PLACES, 60))))
        for letter in "abcdef"
    )
    anchors = {name: Anchor(name, "span", "", "", "ch1") for name in PLACES}
    edition = replace(BOOK.edition, trim=Trim(4, 6), margins=Margins(12, 12, 12, 12), notes=NoteSetting(place))
    picture = Picture("dot", "image/svg+xml", DOT)
    return replace(BOOK, edition=edition, divisions=(chapter, BOOK.divisions[3]), index=index, contents=(),
                   anchors={**BOOK.anchors, **anchors}, pictures={"dot": picture})


@cache
def made(seed: int, place: Setting) -> tuple[Pagination, dict[str, Any]]:
    """The pages, and the files of the EPUB, by division; every folio has three figures."""
    one, folder = book(seed, place), Cache(Path(mkdtemp()))
    paged, flowing = (
        compose(one, styles(), medium, folder)[0] for medium in (Medium.SCREEN, Medium.EPUB)
    )
    pages: PageMap = {name: Folio(number, "arabic") for number, name in enumerate(PLACES, 101)}
    runs = tuple(lay_out(replace(galley, html=fill(galley.html, pages)), "recto") for galley in paged)
    assert {fault.code for run in runs for fault in run.faults} <= {"P-003", "P-005"}
    starts = tuple(PageStart(run.division, Folio(number, "arabic"), "recto", 0)
                   for run, number in zip(runs, (1, 501), strict=True))
    heads = tuple(Heads(run.division, b"", ()) for run in runs)
    pagination = Pagination(starts, runs, heads, pages, Extent(0, 9, 0), 1, 1)
    chapters, _ = chapter_files(links(flowing), flowing, pages, page_breaks(pagination))
    return pagination, {chapter.division: etree.fromstring(chapter.data) for chapter in chapters}


def marked_word(root: Any, mark: str, calls: bool) -> str:
    """The first word behind a mark, as a reader sees it; calls of notes are words only where the page prints them."""
    text = ""
    for piece in root.xpath("//*[@id=$mark]/following::text()", mark=mark):
        if calls or piece.is_tail or piece.getparent().get("role") != "doc-noteref":
            text += piece
        if len(text.split()) > 1:
            break
    return str(text.split()[0])


def pages_of(pagination: Pagination) -> Iterator[tuple[str, str, Page]]:
    for start, run in zip(pagination.starts, pagination.runs, strict=True):
        for offset, page in enumerate(run.pages):
            yield run.division, f"page-{start.folio.number + offset}", page


SETTINGS: tuple[tuple[int, Setting], ...] = ((0, "page"), (1, "page"), (2, "chapter"))
EACH = pytest.mark.parametrize(("seed", "place"), SETTINGS)


@EACH
def test_the_first_word_of_each_printed_page_stands_behind_its_mark(seed: int, place: Setting) -> None:
    pagination, files = made(seed, place)
    for division, mark, page in pages_of(pagination):
        if page.start is None:
            continue
        word = marked_word(files[division], mark, place == "chapter").translate(UNSEEN)
        first = page.first.translate(UNSEEN).rstrip("-\u2010")
        broken = page.start.mid_word  # then the mark stands before the whole word
        assert (first in word[1:] if broken else word.startswith(first)), (mark, first, word, page.start)


@EACH
def test_every_page_but_blank_ones_is_marked_once_in_its_order(seed: int, place: Setting) -> None:
    pagination, files = made(seed, place)
    for division, root in files.items():
        marks = root.xpath("//@id[../@role='doc-pagebreak']")
        assert marks == [mark for home, mark, page in pages_of(pagination) if home == division and not page.blank]


def test_the_pages_tried_begin_in_every_way() -> None:
    """Without these the two tests above would say little."""
    ways = set[str]()
    for setting in SETTINGS:
        pagination, files = made(*setting)
        for division, mark, page in pages_of(pagination):
            if page.blank or page.start is None:
                ways.add("blank" if page.blank else "notes alone")
                continue
            (start,) = files[division].xpath("//*[@id=$mark]", mark=mark)
            ways |= {str(each.tag).rpartition("}")[2] for each in start.iterancestors()}
            ways |= {"mid-word"} if page.start.mid_word else set()
            ways |= {"behind a folio"} if start.xpath("preceding-sibling::*[@class='folio']") else set()
            ways |= {"behind a call"} if start.xpath("preceding-sibling::*[@role='doc-noteref']") else set()
            ways |= {"first in its block"} if page.start.offset == 0 else set()
    assert ways >= {"blank", "notes alone", "mid-word", "behind a folio", "behind a call", "first in its block",
                    "h2", "td", "li", "blockquote"}, ways
