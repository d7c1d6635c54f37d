"""The checks of a finished EPUB, shown to fail. The EPUB is written here by hand, as far as the checks look at it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from handmade import BOOK, CONTENTS, DIVISIONS, fill, galley, pagination

from book.epub.marks import page_breaks
from book.gate import check_epub, epub_text
from book.matter import Text

NOTE = re.compile(r'<span class="note" id="(?P<id>[^"]+)" data-call="(?P<call>[^"]+)" data-number="(?P<n>\d+)"[^>]*>'
                  r"(?P<words>[^<]*)</span>")  # fmt: skip
HEAD = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head>'
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf"/></rootfiles></container>'
)


def chapter(number: int) -> str:
    """A division as a chapter of an EPUB: calls are links, notes stand at the end, folios are printed."""
    division = DIVISIONS[number]
    html = fill(galley(division), pagination().page_map).html
    body = html.partition("<body")[2].partition(">")[2].removesuffix("</body></html>")
    body = re.sub(r'data-page="([^"]+)"></a>', r">\1</a>", body)
    notes = "".join(
        f'<aside epub:type="footnote" id="{m["id"]}"><p><a href="#{m["call"]}">{m["n"]}</a>. {m["words"]}</p></aside>'
        for m in NOTE.finditer(body)
    )
    body = NOTE.sub(lambda m: f'<a id="{m["call"]}" href="#{m["id"]}" epub:type="noteref">{m["n"]}</a>', body)
    body = re.sub(r'href="#(?!note|call)([^"]+)"', lambda m: f'href="{home(m[1])}#{m[1]}"', body)
    return f'{HEAD}<body><section id="{division.id}">{body}{notes}</section></body></html>'


def home(anchor: str) -> str:
    return f"{anchor.partition('-')[0]}.xhtml"


def files() -> dict[str, str]:
    names = [division.id for division in DIVISIONS]
    items = "".join(f'<item id="{name}" href="{name}.xhtml"/>' for name in names)
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    edition = BOOK.edition
    creators = "".join(f"<dc:creator>{author.name}</dc:creator>" for author in edition.authors)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>{edition.title}</dc:title><dc:language>{edition.language}</dc:language>{creators}"
        f"<dc:identifier>{edition.identifier}</dc:identifier><dc:publisher>{edition.publisher}</dc:publisher>"
        f'<meta property="dcterms:modified">{edition.date}T00:00:00Z</meta>'
        f'<meta property="schema:version">{edition.number}</meta>'
        f'<meta property="schema:bookEdition">{edition.name}</meta>'
        f'</metadata><manifest>{items}<item id="nav" href="nav.xhtml" properties="nav"/></manifest>'
        f"<spine>{spine}</spine></package>"
    )
    lines = "".join(
        f'<li><a href="{home(e.anchor)}#{e.anchor}">{e.label} {title.text}</a></li>'
        for e in CONTENTS
        for title in e.title
        if isinstance(title, Text)
    )
    folios = "".join(f'<li><a href="ch1.xhtml#ch1">{folio}</a></li>' for folio in ("i", "1", "2", "3", "4", "5"))
    nav = (
        f'{HEAD}<body><nav epub:type="toc"><ol>{lines}</ol></nav>'
        f'<nav epub:type="page-list"><ol>{folios}</ol></nav></body></html>'
    )
    chapters = {f"EPUB/{division.id}.xhtml": chapter(n) for n, division in enumerate(DIVISIONS)}
    return {"META-INF/container.xml": CONTAINER, "EPUB/package.opf": package, "EPUB/nav.xhtml": nav, **chapters}


def packed(texts: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return out.getvalue()


def found(change: Callable[[dict[str, str]], object] = lambda texts: None) -> list[tuple[str, str, str]]:
    texts = files()
    change(texts)
    return [(p.code, str(p.span), p.message) for p in check_epub(packed(texts), BOOK, pagination())]


def rewrite(name: str, pattern: str, by: str) -> Callable[[dict[str, str]], object]:
    """A change: one place in one file."""

    def change(texts: dict[str, str]) -> None:
        new, times = re.subn(pattern, by, texts[f"EPUB/{name}"], count=1, flags=re.DOTALL)
        assert times == 1
        texts[f"EPUB/{name}"] = new

    return change


def test_a_good_epub_has_no_problem() -> None:
    assert found() == []


def test_a_lost_paragraph_is_found_at_its_line() -> None:
    lost = found(rewrite("ch2.xhtml", r'<p data-key="k5">.*?</p>', ""))
    assert [(code, span) for code, span, _ in lost] == [
        ("F-007", "None"),  # the note's way back
        ("F-001", "chapters/ch2.md:20:1"),
    ]
    assert lost[1][2].startswith("“5 is the number of this paragraph. Confessions … (")


def test_a_lost_note_is_found_at_its_line() -> None:
    lost = found(rewrite("ch1.xhtml", r'<aside epub:type="footnote" id="note-ch1-6">.*?</aside>', ""))
    assert ("F-003", "chapters/ch1.md:106:1", "note 6 of “The Beginning” is missing from the EPUB") in lost
    assert {code for code, _, _ in lost} == {"F-003", "F-007"}


def test_a_note_that_stands_twice_is_found() -> None:
    twice = found(rewrite("ch1.xhtml", r'(<aside epub:type="footnote" id="note-ch1-6">.*?</aside>)', r"\1\1"))
    assert twice == [("F-003", "chapters/ch1.md:106:1", "note 6 of “The Beginning” is 2 times in the EPUB")]


def test_a_word_too_many_is_found() -> None:
    ((code, span, message),) = found(rewrite("ch1.xhtml", "<em>So it was", "<em>So it certainly was"))
    assert (code, span) == ("F-002", "chapters/ch1.md:12:1")
    assert message.startswith("the EPUB has “certainly” after “")


def test_a_lost_chapter_is_found() -> None:
    lost = found(rewrite("ch2.xhtml", 'section id="ch2"', 'section id="elsewhere"'))
    assert ("F-001", "chapters/ch2.md:1:1") in [(code, span) for code, span, _ in lost]


@pytest.mark.parametrize(
    ("name", "pattern", "by", "expected"),
    [
        ("package.opf", "A Small Book", "A Great Book",
         ("F-009", "the EPUB's title is “A Great Book”, not “A Small Book”")),
        ("package.opf", "2026-11-22T00:00:00Z", "2026-11-21T00:00:00Z",
         ("F-009", "the EPUB's dcterms:modified is “2026-11-21T00:00:00Z”, not “2026-11-22T00:00:00Z”")),
        ("package.opf", r'"schema:version">1\.0', '"schema:version">1.1',
         ("F-009", "the EPUB's schema:version is “1.1”, not “1.0”")),
        ("package.opf", "<dc:creator>Bob Binder</dc:creator>", "", ("F-009", "the EPUB's authors are “Ann Author”")),
        ("nav.xhtml", r"<li><a [^>]*>Chapter 2.*?</li>", "",
         ("F-006", "the EPUB's contents lack “The End”, or have it out of order")),
        ("nav.xhtml", "(<li><a [^>]*>2</a></li>)", r"\1\1",
         ("F-005", "the EPUB's page list has a page twice or out of order")),
        ("nav.xhtml", "(<li><a [^>]*>2</a></li>)(<li><a [^>]*>3</a></li>)", r"\2\1",
         ("F-005", "the EPUB's page list has a page twice or out of order")),
        ("nav.xhtml", "<li><a [^>]*>2</a></li><li><a [^>]*>3</a></li>", "",
         ("F-005", "the EPUB's page list lacks pages 2, 3")),
        ("nav.xhtml", "(<li><a [^>]*>)(5</a></li>)", r"\g<1>\2\g<1>6</a></li>",
         ("F-005", "the EPUB's page list has page 6, which the book has not, or has blank")),
        ("nav.xhtml", "(<li><a [^>]*>)(i</a></li>)", r"\g<1>\2\g<1>ii</a></li>",
         ("F-005", "the EPUB's page list has page ii, which the book has not, or has blank")),
        ("ch1.xhtml", "ch2.xhtml#ch2", "ch9.xhtml#ch2",
         ("F-007", "the EPUB's ch1.xhtml leads to “ch9.xhtml#ch2”: there is no such file")),
        ("index.xhtml", "ch1.xhtml#ch1", "ch1.xhtml#gone",
         ("F-007", "the EPUB's index.xhtml leads to “ch1.xhtml#gone”: there is no “gone” in it")),
        ("package.opf", "<manifest>", '<manifest><item id="p" href="images/lost.png"/>',
         ("F-004", "the EPUB lists images/lost.png, which is not in it")),
    ],
)  # fmt: skip
def test_a_fault_of_form_is_told(name: str, pattern: str, by: str, expected: tuple[str, str]) -> None:
    assert [(code, message) for code, _, message in found(rewrite(name, pattern, by))] == [expected]


def test_a_page_that_the_design_leaves_blank_is_not_in_the_page_list() -> None:
    runs = pagination().runs
    last = replace(runs[-1], pages=tuple(replace(page, blank=True) for page in runs[-1].pages))
    pages = replace(pagination(), runs=(*runs[:-1], last))
    assert [each.folio for each in page_breaks(pages)] == ["i", "1", "2", "3", "4"]
    told = check_epub(packed(files()), BOOK, pages)
    assert [p.message for p in told] == ["the EPUB's page list has page 5, which the book has not, or has blank"]


def test_a_broken_file_is_told_not_raised() -> None:
    def unclosed(texts: dict[str, str]) -> None:
        texts["EPUB/ch1.xhtml"] = "<html><p></html>"

    assert [code for code, _, _ in found(unclosed)] == ["F-004"]
    assert [p.code for p in check_epub(b"no zip", BOOK, pagination())] == ["F-004"]
    with pytest.raises(ValueError, match="BadZipFile"):
        epub_text(b"no zip")
