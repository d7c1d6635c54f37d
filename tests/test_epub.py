"""Packing the EPUB: page marks, links between files, bytes."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import etree

from book.epub.chapters import chapter_files, links
from book.epub.marks import PageBreak
from book.epub.zip import pack
from book.pages import Folio, Galley, TextStart

SHELL = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en-GB">'
    '<head><title>T</title></head><body class="chapter" id="{id}">{body}</body></html>'
)
CALL = '<a href="#n" role="doc-noteref">12</a>'


def galley(name: str, body: str) -> Galley:
    return Galley(name, SHELL.format(id=name, body=body), "", (), (), "recto", "arabic", ())


def printed(galleys: tuple[Galley, ...], breaks: tuple[PageBreak, ...] = ()) -> str:
    chapters, problems = chapter_files(links(galleys), galleys, {"far": Folio(43, "arabic")}, breaks)
    assert problems == ()
    return chapters[0].data.decode()


@pytest.mark.parametrize(
    ("paragraph", "offset", "expected"),
    [
        ("One two three.", 0, "<p>|One two three.</p>"),
        ("One two three.", 3, "<p>One |two three.</p>"),
        ("One <em>two</em> three.", 3, "<p>One <em>|two</em> three.</p>"),
        ("One <em>two</em> three.", 6, "<p>One <em>two</em> |three.</p>"),
        # a page that opens with "-fessor" is marked before "professor"
        ("The professor.", 6, "<p>The |professor.</p>"),
        ("The pro\u00adfessor.", 6, "<p>The |pro\u00adfessor.</p>"),
        ("The <em>pro</em>fessor.", 6, "<p>The <em>|pro</em>fessor.</p>"),
        ("The<br/>professor.", 3, "<p>The<br/>|professor.</p>"),
        # a note's call is not text of the page
        (f"One{CALL} two.", 3, f"<p>One{CALL} |two.</p>"),
        # a printed folio is
        ('One, 43<a class="folio">43</a> two.', 8, '<p>One, 43<a class="folio">43</a> |two.</p>'),
        ("One t\u200bwo three.", 7, "<p>One t\u200bwo |three.</p>"),
        ("pro\u00adfes\u00adsor one", 9, "<p>pro\u00adfes\u00adsor |one</p>"),
    ],
)
def test_a_page_is_marked_before_its_first_word(paragraph: str, offset: int, expected: str) -> None:
    page = PageBreak("page-43", "43", "one", TextStart("k", offset, False))
    note = '<aside id="n" role="doc-footnote"><p>12. A note.</p></aside>'
    text = printed((galley("one", f'<p data-key="k">{paragraph}</p>{note}'),), (page,))
    mark = '<span epub:type="pagebreak" role="doc-pagebreak" id="page-43" aria-label=" Page 43. "/>'
    assert mark in text
    assert expected in text.replace(mark, "|")


def test_two_pages_in_one_paragraph_both_stand_where_they_begin() -> None:
    pages = tuple(PageBreak(f"page-{n}", str(n), "one", TextStart("k", at, False)) for n, at in ((7, 3), (8, 6)))
    text = printed((galley("one", '<p data-key="k">One two six.</p>'),), pages)
    root = etree.fromstring(text.encode())
    paragraph = root.find(".//{*}p")
    assert paragraph is not None
    assert [(mark.get("id"), mark.tail) for mark in paragraph] == [("page-7", "two "), ("page-8", "six.")]


def test_a_page_that_opens_with_a_heading_is_marked_before_it() -> None:
    page = PageBreak("page-9", "9", "one", TextStart("h", 0, False))
    root = etree.fromstring(printed((galley("one", '<h2 data-key="h">Head</h2>'),), (page,)).encode())
    mark = root.find(".//{*}span")
    assert mark is not None and mark.getnext() is not None
    assert mark.getnext().tag.endswith("h2")  # type: ignore[union-attr]


def test_a_page_that_opens_inside_a_heading_is_marked_there() -> None:
    page = PageBreak("page-9", "9", "one", TextStart("h", 3, False))
    text = printed((galley("one", '<h2 data-key="h">One two</h2>'),), (page,))
    assert re.search(r"<h2>One <span [^<>]*/>two</h2>", text)


def test_a_page_of_notes_alone_is_marked_where_the_text_goes_on() -> None:
    pages = (
        PageBreak("page-7", "7", "one", None),
        PageBreak("page-8", "8", "one", TextStart("k", 3, False)),
        PageBreak("page-9", "9", "one", None),
    )
    text = printed((galley("one", '<p data-key="k">One two.</p><aside role="doc-footnote">1. Note.</aside>'),), pages)
    order = [text.index(words) for words in ("One ", "page-7", "page-8", "two.", "page-9", "Note.")]
    assert order == sorted(order)


def test_links_find_their_file_and_folios_their_page() -> None:
    here = galley(
        "one",
        '<p><a href="#far">there</a>, <a class="folio" href="#far" data-page="far"></a> <a href="#one">up</a></p>',
    )
    there = galley("two", '<h2 id="far">Far</h2>')
    text = printed((here, there))
    assert '<a href="two.xhtml#far">there</a>' in text
    assert '<a class="folio" href="two.xhtml#far">43</a>' in text
    assert '<a href="#one">up</a>' in text


def test_a_link_to_nowhere_is_named() -> None:
    galleys = (galley("one", '<p><a href="#gone">x</a></p>'),)
    _, problems = chapter_files(links(galleys), galleys, {}, ())
    assert [(p.code, p.message) for p in problems] == [
        ("F-007", "the EPUB has a link to “#gone”, which is nowhere in the book")
    ]


def test_nothing_of_the_printed_page_stays() -> None:
    text = printed((galley("one", '<h1 id="h" data-key="x">Head</h1><p lang="ru" data-key="y">слово</p>'),))
    assert "data-" not in text
    assert '<p lang="ru" xml:lang="ru">' in text
    assert '<section epub:type="chapter" role="doc-chapter" id="one" aria-labelledby="h">' in text


def test_the_container_begins_with_its_type_and_is_the_same_twice() -> None:
    files = {"b": b"2", "a": b"1"}
    data = pack(files)
    assert data == pack(dict(reversed(files.items())))
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == ["mimetype", "a", "b"]
