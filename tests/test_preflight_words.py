"""Which words a file must have: every kind of block, and what the book generates."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
from handmade import BOOK, EDITION
from pypdf import PdfReader

from book.edition import Medium
from book.gate import book_text
from book.gate.differences import differences
from book.gate.letters import Piece, letters, words
from book.gate.tables import tables
from book.matter import (
    Admonition,
    Anchor,
    BibliographyEntry,
    BibliographyList,
    Block,
    Book,
    Cell,
    ContentsEntry,
    Definition,
    Definitions,
    Division,
    Emphasis,
    Figure,
    Group,
    IndexEntry,
    Inline,
    Items,
    Link,
    Listing,
    Locator,
    Note,
    NoteCall,
    Ornament,
    PageReference,
    Paragraph,
    Quotation,
    Role,
    Table,
    Text,
    Verse,
    VerseLine,
)
from book.pages import Folio
from book.problems import Span

HERE = Span("chapters/a.md", 7)


def line(text: str) -> Paragraph[Inline]:
    return Paragraph((Text(text),), HERE)


def said(role: Role, blocks: tuple[Block[Inline], ...] = (), medium: Medium = Medium.SCREEN, **lists: object) -> str:
    """The words expected in a division of this role, without its opening."""
    notes = (Note("note-a-1", "call-a-1", "1", (line("As noted."),), HERE),)
    division = Division("a", role, "body", "", "", "A", "A", blocks, notes, HERE)
    anchors = {
        "fig": Anchor("fig", "figure", "figure 2", "A hall", "a"),
        "call-a-1": Anchor("call-a-1", "call", "", "", "a"),
        "a": Anchor("a", "division", "chapter 1", "A", "a"),
    }
    book: Book = replace(BOOK, divisions=(division,), anchors=anchors, **lists)  # type: ignore[arg-type]
    pages = {f"p{n}": Folio(n, "arabic") for n in range(1, 400)} | {"ix": Folio(9, "roman")}
    return " ".join(word.text for word in book_text(book, pages, medium)[0].words)


def test_every_kind_of_block_is_walked() -> None:
    blocks: tuple[Block[Inline], ...] = (
        Paragraph((Text("un"), Emphasis("em", (Text("bear"),)), Link("http://x.org", (Text("able"),))), HERE),
        Quotation("epigraph", (line("Quoted."),), (Text("— Who"),), HERE),
        Items(True, 3, ((line("third"),), (line("fourth"), line("more"))), HERE),
        Definitions((Definition((Text("Term"),), (line("meaning"),)),), HERE),
        Table("", (Text("Caption"),), (Cell((Text("Head"),)),), ((Cell((Text("cell"),)),),), ("left",), HERE),
        Figure("fig", "hall.png", "not printed", (Text("The hall"),), HERE),
        Group((line("grouped"),), "", (), "", HERE),
        Ornament(HERE),
        Listing("as  typed", HERE),
        Paragraph((Text("See page "), PageReference("p43"), Text("."), NoteCall("note-a-1")), HERE),
    )
    assert said("chapter", blocks) == (
        "unbearable Quoted. — Who 3. third 4. fourth more Term meaning Caption Head cell figure 2 The hall grouped"
        " as typed See page 43.1"
    )


def test_numbers_of_lists_are_printed_on_pages_only() -> None:
    items = Items(True, 1, ((line("first"),),), HERE)
    assert (said("chapter", (items,)), said("chapter", (items,), Medium.EPUB)) == ("1. first", "first")


def test_numbers_of_lists_and_of_lines_are_reckoned_here_too() -> None:
    letters_of = Items(True, 26, ((line("x"),), (line("y"),)), HERE, "lower-alpha", ")")
    roman = Items(True, 1949, ((line("z"),),), HERE, "upper-roman", "()")
    tasks = Items(False, 1, ((line("t"),),), HERE, checked=(True,))
    verse = Verse(tuple((VerseLine((Text(word),), 0, HERE),) for word in "abc"), (), 2, HERE)
    passage = Admonition("tip", (), (line("w"),), HERE)
    assert said("chapter", (letters_of, roman, tasks, verse, passage)) == "z) x aa) y (MCMXLIX) z t a 2 b c tip w"


def test_what_the_book_does_not_know_is_not_let_pass() -> None:
    wanted = said("chapter", (Paragraph((PageReference("nowhere"),), HERE),))
    assert letters(wanted) == "0" and differences(words(wanted, None), [Piece("43")])


def test_the_index_prints_folios_rising_and_joined() -> None:
    def entry(*locators: str, **more: object) -> str:
        made = tuple(Locator(*locator.split(":")) for locator in locators)
        return said("index", index=(IndexEntry("term", "term", made, **more),))  # type: ignore[arg-type]

    assert entry("p7", "p3", "p3") == "T term 3, 7"
    assert entry("p3", "p4", "p5") == "T term 3–5"
    assert entry("p107:p108", "p321:p328", "p100:p104") == "T term 100–104, 107–8, 321–28"
    assert entry("p3", "ix") == "T term ix, 3"
    assert entry("p1", see_also=("other",)) == "T term 1 see also other"
    assert entry(see=("other", "more!below")) == "T term see other; more!below"
    assert entry("p1", entries=(IndexEntry("sub", "sub", (Locator("p2"),)),), see_also=("z",)) == (
        "T term 1 sub 2 see also z"
    )


def test_an_index_has_letters_without_their_accents() -> None:
    entries = tuple(IndexEntry(term, term, (Locator("p1"),)) for term in ("1917", "École", "earth", "“free”"))
    assert said("index", index=entries) == "1917 1 E École 1 earth 1 F “free” 1"


def test_the_bibliography_cites_back_in_an_epub() -> None:
    work = BibliographyEntry("k", (Text("Works, A. Title."),), ("call-a-1",))
    lists = (BibliographyList("Primary", (work,)), BibliographyList("Empty", ()))
    assert said("bibliography", bibliography=lists) == "Primary Works, A. Title."
    flowing = said("bibliography", (), Medium.EPUB, bibliography=lists)
    assert flowing == "Primary Works, A. Title. Cited in chapter 1, n. 1"


def test_contents_and_lists_of_figures_have_their_folios() -> None:
    lines = (ContentsEntry(1, "Chapter 1", (Text("A"),), "p12", "body"),)
    assert said("contents", contents=lines) == "Chapter 1 A 12"
    assert said("figures", figures=lines, tables=lines) == "Chapter 1 A 12 Chapter 1 A 12"


def test_the_editions_facts_must_stand_on_their_pages() -> None:
    division = Division("imprint", "imprint", "front", "", "", "", "", (), (), HERE)
    (expected,) = book_text(replace(BOOK, divisions=(division,)), {}, Medium.SCREEN)
    facts = [" ".join(word.text for word in fact) for fact in expected.facts]
    assert facts == [
        "2026 Ann Author", "CC BY 4.0", "First edition", "printing 1.0", "22 November 2026", "Hand Press",
        EDITION.identifier]  # fmt: skip


def test_line_ends_case_and_ligatures_do_not_count_but_letters_do() -> None:
    book = words("The office of twenty-one Straßen", HERE)
    there = [Piece("THE oﬃ", 1), Piece("ce of twen-", 1), Piece("ty-one Stras\u00ad", 1), Piece("sen", 2)]
    assert not differences(book, there)
    (difference,) = differences(book, [Piece("The office of twenty-two Straßen", 4)])
    assert [w.text for w in difference.missing] == ["twenty-one"]
    assert [(p.text, p.page) for p in difference.extra] == [("twenty-two", 4)]


def test_a_long_loss_is_one_difference() -> None:
    book = words(" ".join(f"word{n}" for n in range(500)), HERE)
    there = [Piece(" ".join(f"word{n}" for n in range(500) if not 100 <= n < 300))]
    (difference,) = differences(book, there)
    assert (len(difference.missing), difference.missing[0].text) == (200, "word100")


# --- tables ------------------------------------------------------------------------------------------------------


def test_a_table_whose_rows_differ_in_width_is_found() -> None:
    assert _told_of_tables([[(1, 1), (1, 1)], [(1, 2)]]) == []
    assert _told_of_tables([[(2, 1), (1, 1)], [(1, 1)], [(1, 1), (1, 1)]]) == []
    told = ["a table in “names” is tagged with rows of 1 and 2 columns"]
    assert _told_of_tables([[(1, 1), (1, 1)], [(1, 1)]]) == told


def _told_of_tables(rows: list[list[tuple[int, int]]]) -> list[str]:
    """Problems with a table of these cells, each given as rows and columns that it spans."""
    made = pikepdf.new()

    def element(kind: str, *kids: pikepdf.Dictionary, **more: object) -> pikepdf.Dictionary:
        return pikepdf.Dictionary(S=pikepdf.Name("/" + kind), K=pikepdf.Array(kids), **more)

    def cell(down: int, across: int) -> pikepdf.Dictionary:
        spans = {"/O": pikepdf.Name.Table} | {k: v for k, v in (("/RowSpan", down), ("/ColSpan", across)) if v > 1}
        return element("TD", A=pikepdf.Dictionary(spans))

    body = element("TBody", *(element("TR", *(cell(*spans) for spans in row)) for row in rows))
    section = element("Sect", element("Table", body), ID=pikepdf.String("names"))
    made.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Array([section]))
    made.add_blank_page()
    out = io.BytesIO()
    made.save(out)
    return [problem.message for problem in tables(PdfReader(out))]
