"""Setting: what a reader and the later stages find in a galley."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from xml.etree import ElementTree

import pytest
from handmade import BOOK

from book.cache import Cache
from book.compose import compose, cover, spans
from book.design import Styles
from book.edition import Medium
from book.matter import (
    BibliographyEntry,
    BibliographyList,
    Block,
    Book,
    Cell,
    Division,
    Emphasis,
    IndexEntry,
    Inline,
    Items,
    Link,
    Locator,
    Note,
    NoteCall,
    Paragraph,
    Quotation,
    Table,
    Text,
)
from book.pages import Galley
from book.problems import Span
from book.read import read_styles

HTML = "{http://www.w3.org/1999/xhtml}"
AT = Span("chapters/ch1.md", 7)
PAPER, EPUB = Medium.SCREEN, Medium.EPUB


@cache
def folder() -> Path:
    return Path(mkdtemp())


@cache
def styles() -> Styles:
    found, problems = read_styles(folder(), Cache(folder()))
    assert problems == ()
    return found


def par(*children: Inline | str) -> Paragraph[Inline]:
    return Paragraph(tuple(Text(c) if isinstance(c, str) else c for c in children), AT)


def galleys(book: Book = BOOK, target: Medium = PAPER, **design: Any) -> dict[str, Galley]:
    made, problems = compose(book, replace(styles(), **design), target, Cache(folder() / "cache"))
    assert problems == ()
    return {galley.division: galley for galley in made}


def chapter(*blocks: Block[Inline], notes: tuple[Note, ...] = (), **values: Any) -> Book:
    """The handmade book with this in its first chapter."""
    first: Division = replace(BOOK.divisions[1], blocks=blocks, notes=notes, **values)
    return replace(BOOK, divisions=(BOOK.divisions[0], first, *BOOK.divisions[2:]))


def tree(galley: Galley) -> ElementTree.Element:
    return ElementTree.fromstring(galley.html)


def words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def find(galley: Galley, path: str) -> ElementTree.Element:
    found = tree(galley).find(path)
    assert found is not None, f"no {path} in {galley.html}"
    return found


def note(number: int, *blocks: Block[Inline]) -> Note:
    return Note(f"note-ch1-{number}", f"call-ch1-{number}", str(number), blocks, AT)


def test_words_of_the_manuscript_are_never_markup() -> None:
    made = galleys(chapter(par("1 < 2 & <script>alert('x')</script>"), title="Q & <A>"))["ch1"]
    assert "<script>" not in made.html
    assert words(find(made, f".//{HTML}p")) == "1 < 2 & <script>alert('x')</script>"
    assert words(find(made, f".//{HTML}h1")) == "1 Q & <A>"


def test_a_printed_note_stands_in_its_paragraph_and_an_epubs_behind_the_text() -> None:
    book = chapter(par("A claim.", NoteCall("note-ch1-1"), " More."), notes=(note(1, par("Its source.")),))
    printed = find(galleys(book)["ch1"], f".//{HTML}p/{HTML}span[@class='note']")
    assert (printed.get("data-call"), printed.get("data-number"), words(printed)) == ("call-ch1-1", "1", "Its source.")
    packed = galleys(book, EPUB)["ch1"]
    assert words(find(packed, f".//{HTML}p")) == "A claim.1 More."
    assert find(packed, f".//{HTML}p/{HTML}a[@id='call-ch1-1']").get("href") == "#note-ch1-1"
    aside = find(packed, f".//{HTML}aside[@id='note-ch1-1']")
    assert words(aside) == "1. Its source."
    assert find(packed, f".//{HTML}aside//{HTML}a").get("href") == "#call-ch1-1"


def test_a_printed_note_of_many_blocks_is_all_spans() -> None:
    """A block inside a paragraph would end it: HTML has no blocks there."""
    blocks = (par("First."), Quotation("quotation", (par("Quoted."),), (Text("Who"),), AT),
              Items(True, 3, ((par("Third."),),), AT), Table("", (), (), ((Cell((Text("cell"),)),),), ("left",), AT))
    book = chapter(par("A claim.", NoteCall("note-ch1-1")), notes=(note(1, *blocks),))
    printed = find(galleys(book)["ch1"], f".//{HTML}span[@class='note']")
    assert {e.tag.removeprefix(HTML) for e in printed.iter()} == {"span"}
    assert re.sub(r"\s", "", words(printed)) == "First.Quoted.Who3.Third.cell"


@pytest.mark.parametrize("target", [PAPER, EPUB])
def test_two_notes_at_one_place_are_kept_apart(target: Medium) -> None:
    notes = (note(1, par("One.")), note(2, par("Two.")), note(3, par("Three.")))
    calls = [NoteCall(n.id) for n in notes]
    made = galleys(chapter(par("A.", calls[0], calls[1], " B.", calls[2]), notes=notes), target)["ch1"]
    assert made.html.count('class="beside"') == 1


def test_every_block_has_a_key_of_its_own_that_leads_to_its_line() -> None:
    again = Paragraph((Text("The same."),), Span("chapters/ch1.md", 9))
    book = chapter(par("The same."), again, par("Other."))
    keys = [e.get("data-key") for e in tree(galleys(book)["ch1"]).iter(f"{HTML}p")]
    assert len(set(keys)) == 3
    assert keys[1] == f"{keys[0]}-2"
    assert spans(book)["ch1", str(keys[1])].line == 9


def test_a_key_stays_when_other_words_change_and_is_the_same_in_both_media() -> None:
    def key(target: Medium, *before: str) -> str | None:
        notes = (note(1, par("The words.")),)
        book = chapter(*map(par, before), par("The words.", NoteCall("note-ch1-1")), notes=notes)
        body = tree(galleys(book, target)["ch1"]).findall(f".//{HTML}p")
        return next(e.get("data-key") for e in body if words(e).startswith("The words."))

    assert key(PAPER) == key(PAPER, "New.", "Newer.") == key(EPUB)


def test_contents_list_sections_below_their_chapter() -> None:
    made = galleys()["contents"]
    first = find(made, f".//{HTML}nav/{HTML}ol/{HTML}li")
    assert words(first) == "Chapter 1 The Beginning A section of The Beginning"
    assert [a.get("data-page") for a in first.iter(f"{HTML}a") if a.get("class") == "folio"] == ["ch1", "ch1-section"]


def test_the_index_has_letters_ranges_and_references_that_lead_somewhere() -> None:
    made = galleys()["index"]
    root = tree(made)
    assert [words(e) for e in root.iter(f"{HTML}p") if e.get("class") == "letter"] == ["H", "P", "T"]
    assert [e.get("data-locators") for e in root.iter(f"{HTML}span") if e.get("class") == "locators"] == [
        "ch1 ch1-section:ch2", "ch2-section",
    ]  # fmt: skip
    ids = {e.get("id"): words(e) for e in root.iter(f"{HTML}li")}
    links = [str(e.get("href"))[1:] for e in root.iter(f"{HTML}a")]
    assert [ids[link].split(",")[0].split()[0] for link in links] == ["paper", "hands"]


def test_works_say_where_they_are_cited_only_where_there_are_no_pages_to_turn() -> None:
    anchors = {**BOOK.anchors, "call-ch1-1": replace(BOOK.anchors["ch1"], id="call-ch1-1", kind="call")}
    entry = BibliographyEntry("carr", (Text("Carr, E. H. "),), ("call-ch1-1",))
    works = Division("works", "bibliography", "back", "", "", "Works", "Works", (), (), AT)
    book = replace(BOOK, divisions=(*BOOK.divisions, works), anchors=anchors,
                   bibliography=(BibliographyList("Books", (entry,)),))
    assert words(find(galleys(book)["works"], f".//{HTML}li[@id='ref-carr']")) == "Carr, E. H."
    assert words(find(galleys(book, EPUB)["works"], f".//{HTML}li[@id='ref-carr']")) == (
        "Carr, E. H. Cited in chapter 1, n. 1."
    )


def test_a_title_in_the_index_is_in_italics_as_an_entry_and_where_it_is_referred_to() -> None:
    title = IndexEntry("Pravda", "pravda", (Locator("ch1"),), words=(Emphasis("em", (Text("Pravda"),)),))
    book = replace(BOOK, index=(title, IndexEntry("truth", "truth", see=("Pravda",))))
    index = galleys(book)["index"]
    entry, reference = (item for item in tree(index).iter(f"{HTML}li") if item.get("id", "").startswith("entry-"))
    assert [em.text for em in entry.iter(f"{HTML}em")] == ["Pravda"]
    assert [em.text for em in reference.findall(f".//{HTML}a/{HTML}em")] == ["Pravda"]


def test_an_address_may_break_and_loses_no_letter() -> None:
    url = "https://example.org/a/long/path.html?q=1&r=2"
    link = find(galleys(chapter(par(Link(url, (Text(url),)))))["ch1"], f".//{HTML}a")
    assert (link.get("href"), words(link)) == (url, url)
    assert len(link.findall(f"{HTML}wbr")) > 5


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("https://www.example.org/a-b/c_d.htm#e", "https://|www|.example|.org|/a|-b|/c|_d|.htm|#e"),
        ("https://example.org/?q=1&r=~me", "https://|example|.org/?q|=|1|&|r|=|~me"),
        ("https://doi.org/10.1017/S0020.", "https://|doi|.org|/10|.1017|/S0020."),
    ],
)
def test_an_address_breaks_before_its_signs_and_never_after_a_hyphen(address: str, lines: str) -> None:
    (line,) = tree(galleys(chapter(par(Text(f"See {address}"))))["ch1"]).iter(f"{HTML}p")
    pieces = [element.text if element.tag == f"{HTML}span" else "|" for element in line]
    assert "".join(piece or "" for piece in pieces) == lines
    assert {element.get("class") for element in line.iter(f"{HTML}span")} == {"unbroken"}


def test_short_columns_do_not_break_where_the_table_has_room() -> None:
    def cells(*columns: str) -> list[str | None]:
        row = tuple(Cell((Text(words),)) for words in columns)
        table = Table("", (), (), (row,), ("left",) * len(row), AT)
        return [e.get("class") for e in tree(galleys(chapter(table))["ch1"]).iter(f"{HTML}td")]

    assert cells("25 November 1930", "The Socialist Revolutionaries " * 3) == ["left short", "left"]
    assert set(cells(*["25 November 1930"] * 6)) == {"left"}


def test_divisions_open_on_their_side_and_front_matter_counts_in_roman() -> None:
    imprint = replace(BOOK.divisions[0], id="imprint", role="imprint", title="")
    made = galleys(replace(BOOK, divisions=(imprint, *BOOK.divisions)))
    assert [(g.opens, g.numbering) for g in made.values()] == [
        ("verso", "roman"), ("recto", "roman"), ("recto", "arabic"), ("recto", "arabic"), ("recto", "arabic"),
    ]  # fmt: skip


def test_claims_without_a_source_show_only_in_a_draft() -> None:
    draft = replace(BOOK, edition=replace(BOOK.edition, draft=True))
    assert ".unsourced" in galleys(draft)["ch1"].css
    assert ".unsourced" not in galleys()["ch1"].css


def test_margins_stand_on_the_side_of_the_spine() -> None:
    margins = replace(BOOK.edition.margins, inner=18, outer=23)
    css = galleys(replace(BOOK, edition=replace(BOOK.edition, margins=margins)))["ch1"].css
    assert "@page :right { margin-left: 18mm; margin-right: 23mm }" in css
    assert "@page :left { margin-left: 23mm; margin-right: 18mm }" in css


@pytest.mark.parametrize(
    ("source", "line"),
    [("{{ text }}\n{{ nonsense }}", 2), ("{% if %}", 1), ("<p>never closed", 1)],
    ids=["unknown name", "syntax", "not XML"],
)
def test_a_broken_template_is_told_with_its_line(source: str, line: int) -> None:
    broken = {**styles().templates, "chapter.xhtml.jinja": source}
    _, problems = compose(BOOK, replace(styles(), templates=broken), PAPER, Cache(folder() / "cache"))
    assert {(p.code, str(p.span)) for p in problems} == {("M-017", f"styles/templates/chapter.xhtml.jinja:{line}:1")}


def test_a_project_may_bring_one_sheet_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "book.css").write_text("p { color: red }", "utf-8")
    found, problems = read_styles(tmp_path, Cache(folder()))
    assert problems == ()
    assert found.sheets["book.css"] == "p { color: red }"
    assert found.sheets["index.css"] == styles().sheets["index.css"]


def test_a_face_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    face = "{family: None, weight: 400, style: normal, package: no_such_font, file: a.ttf, instance: 400}"
    (tmp_path / "styles" / "fonts.yaml").write_text(f"faces:\n- {face}\n", "utf-8")
    found, problems = read_styles(tmp_path, Cache(tmp_path))
    assert found.faces == ()
    assert [(p.code, p.span and p.span.line) for p in problems] == [("E-002", 2)]


def test_the_cover_bears_title_authors_and_house() -> None:
    made, problems = cover(BOOK, styles())
    assert problems == ()
    said = words(tree(made))
    for expected in ("Ann Author · Bob Binder", "Small", "Made & Bound by Hand", "Hand Press"):
        assert expected in said
