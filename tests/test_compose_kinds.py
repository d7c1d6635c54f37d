"""Setting: the XHTML of every kind of block and inline, on the page and in the EPUB."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from handmade import BOOK
from test_compose import AT, EPUB, HTML, PAPER, chapter, find, galleys, note, par, tree, words

from book.edition import Target
from book.matter import (
    Admonition,
    Anchor,
    Block,
    Book,
    Cell,
    CrossLink,
    Definition,
    Definitions,
    Emphasis,
    Figure,
    Group,
    Heading,
    Image,
    IndexAnchor,
    Inline,
    Items,
    LineBreak,
    Link,
    Listing,
    NoteCall,
    Ornament,
    PageReference,
    Paragraph,
    Picture,
    Quotation,
    Styled,
    Table,
    Text,
    Verse,
    VerseLine,
)

BOTH = pytest.mark.parametrize("target", [PAPER, EPUB], ids=["page", "epub"])
PICTURE = Picture("figures/hall.png", "image/png", b"png")
ANCHORS = {
    name: Anchor(name, kind, said, "", "ch1")
    for name, kind, said in (("fig-hall", "figure", "figure 1"), ("tab-fates", "table", "table 1"))
}


def plates(*blocks: Block[Inline]) -> Book:
    """A book with these in its first chapter, that knows a picture and the numbers of a figure and a table."""
    return replace(chapter(*blocks), anchors={**BOOK.anchors, **ANCHORS}, pictures={PICTURE.name: PICTURE})


def set_as(book: Book, target: Target) -> str:
    """What the first chapter's text is set as, keys left out."""
    html = galleys(book, target)["ch1"].html.partition("</h1>")[2].partition("</body>")[0]
    return re.sub(r' data-key="[0-9a-f]{10}(-\d+)?"', "", html).strip()


INLINES: dict[str, tuple[Inline, str]] = {
    "text": (Text("x < y"), "x &lt; y"),
    "break": (LineBreak(), "<br/>"),
    "em": (Emphasis("em", (Text("w"),)), "<em>w</em>"),
    "strong": (Emphasis("strong", (Text("w"),)), "<strong>w</strong>"),
    "small capitals": (Emphasis("smallcaps", (Text("nkvd"),)), '<span class="sc">nkvd</span>'),
    "superior": (Emphasis("superior", (Text("2"),)), "<sup>2</sup>"),
    "inferior": (Emphasis("inferior", (Text("2"),)), "<sub>2</sub>"),
    "struck": (Emphasis("struck", (Text("w"),)), "<s>w</s>"),
    "code": (Emphasis("code", (Text("<w>"),)), '<code class="code">&lt;w&gt;</code>'),
    "styled": (Styled((Text("слово"),), "here", ("a", "b"), "ru"),
               '<span id="here" class="a b" lang="ru">слово</span>'),
    "link": (Link('http://a.b/?c="d"&e', (Text("w"),)), '<a href="http://a.b/?c=&#34;d&#34;&amp;e">w</a>'),
    "picture": (Image("figures/hall.png", "A “hall”"),
                '<img src="asset:figures/hall.png" alt="A “hall”" class="picture in-line"/>'),
    "drawing": (Image("drawing/fates", ""),
                '<img src="asset:drawing/fates.svg" alt="" class="picture in-line"/>'),
    "cross-link": (CrossLink("ch2", (Text("The End"),)), '<a href="#ch2">The End</a>'),
    "folio": (PageReference("ch2"), '<a class="folio" href="#ch2" data-page="ch2"></a>'),
    "nested": (Emphasis("em", (Text("a "), Emphasis("strong", (Text("b"),)))), "<em>a <strong>b</strong></em>"),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("kind", INLINES)
def test_inlines(kind: str, target: Target) -> None:
    node, expected = INLINES[kind]
    assert set_as(plates(par("Before ", node, " after.")), target) == f"<p>Before {expected} after.</p>"


CELLS = (Cell((Text("Death"),), True), Cell((Text("13"),)))
BLOCKS: dict[str, tuple[Block[Inline], str]] = {
    "paragraph": (par("Words."), "<p>Words.</p>"),
    "section": (Heading(2, (Text("The "), Emphasis("em", (Text("verdict"),))), "verdict", ("quiet",), AT),
                '<h2 id="verdict" class="quiet">The <em>verdict</em></h2>'),
    "subsection": (Heading(3, (Text("Below"),), "below", (), AT), '<h3 id="below">Below</h3>'),
    "quotation": (Quotation("quotation", (par("So."), par("And so.")), (), AT),
                  '<blockquote class="quotation"><p>So.</p>\n<p>And so.</p></blockquote>'),
    "epigraph": (Quotation("epigraph", (par("So."),), (Text("Who & whom"),), AT),
                 '<blockquote class="epigraph"><p>So.</p><p class="attribution">Who &amp; whom</p></blockquote>'),
    "list": (Items(False, 1, ((par("One"),), (par("Two"), par("more"))), AT),
             "<ul><li>One</li><li><p>Two</p>\n<p>more</p></li></ul>"),
    "numbered list": (Items(True, 1, ((par("One"),),), AT), "<ol><li>One</li></ol>"),
    "terms": (Definitions((Definition((Text("Term"),), (par("Said of it."),)),), AT),
              "<dl><dt>Term</dt><dd><p>Said of it.</p></dd></dl>"),
    "figure": (Figure("fig-hall", "figures/hall.png", "A hall", (Text("The hall"),), AT),
               '<figure id="fig-hall"><img src="asset:figures/hall.png" alt="A hall"/>'
               '<figcaption><span class="label">Figure 1.</span> The hall</figcaption></figure>'),
    "figure without words": (Figure("", "figures/hall.png", "A hall", (), AT),
                             '<figure class="picture"><img src="asset:figures/hall.png" alt="A hall"/></figure>'),
    "group": (Group((par("Words."),), "here", ("aside",), "ru", AT),
              '<div id="here" class="aside" lang="ru"><p>Words.</p></div>'),
    "ornament": (Ornament(AT), "<hr/>"),
}  # fmt: skip


@pytest.mark.parametrize(("target", "style"), [(PAPER, ' style="counter-reset: list-item 2"'), (EPUB, "")])
def test_a_list_from_three_tells_each_medium_in_its_own_way(target: Target, style: str) -> None:
    node: Block[Inline] = Items(True, 3, ((par("Three"),),), AT)
    assert set_as(plates(node), target) == f'<ol start="3"{style}><li>Three</li></ol>'


def test_letters_tasks_verse_and_passages_in_both_media() -> None:
    list_ = Items(True, 2, ((par("x"),),), AT, "lower-alpha", "()", True)
    tasks = Items(False, 1, ((par("x"),), (par("y"),)), AT, checked=(True, None))
    verse = Verse(((VerseLine((Text("a"),), 2, AT), VerseLine((Text("b"),), 0, AT)),), ("letter",), 2, AT)
    passage = Admonition("tip", (), (par("x"),), AT)
    for target in (PAPER, EPUB):
        html = set_as(plates(list_, tasks, verse, passage), target)
        assert '<ol start="2" type="a" class="fancy lower-alpha brackets loose"' in html
        assert ("counter-reset: list-item 1" in html) == (target is PAPER)
        assert ('alt="done"' if target is PAPER else 'role="img" aria-label="done"') in html
        assert html.count('class="task"') == 1
        assert ('<div class="verse numbered own-letter"><div class="stanza"><p style="margin-left: 2em">a</p>'
                '<p><span class="line-number">2</span>b</p></div></div>') in html
        assert '<div class="admonition tip-admonition"><p class="admonition-title">Tip</p>' in html


@BOTH
@pytest.mark.parametrize("kind", BLOCKS)
def test_blocks(kind: str, target: Target) -> None:
    node, expected = BLOCKS[kind]
    assert set_as(plates(node), target) == expected


@BOTH
def test_a_table_has_caption_head_and_cells_that_say_what_they_head(target: Target) -> None:
    head = (Cell((Text("Sentence"),), True), Cell((Text("Accused"),), True))
    table = Table("tab-fates", (Text("Fates"),), head, (CELLS,), ("left", "right"), AT)
    made = find(galleys(plates(table), target)["ch1"], f".//{HTML}table[@id='tab-fates']")
    assert [e.tag.removeprefix(HTML) for e in made] == ["caption", "thead", "tbody"]
    assert words(made[0]) == "Table 1. Fates"
    assert [(words(e), e.get("scope")) for e in made.iter(f"{HTML}th")] == [
        ("Sentence", "col"), ("Accused", "col"), ("Death", "row"),
    ]  # fmt: skip
    (number,) = made.iter(f"{HTML}td")
    assert (words(number), str(number.get("class")).split()[0]) == ("13", "right")


def test_a_table_without_caption_or_head_has_neither() -> None:
    table = Table("", (), (Cell(()), Cell(())), (CELLS,), ("left", "right"), AT)
    made = find(galleys(plates(table))["ch1"], f".//{HTML}table")
    assert [e.tag.removeprefix(HTML) for e in made] == ["tbody"]


@BOTH
def test_every_element_with_words_has_a_key(target: Target) -> None:
    calls = (NoteCall("note-ch1-1"), NoteCall("note-ch1-2"))
    notes = (note(1, par("One.")), note(2, par("Two."), Quotation("quotation", (par("Quoted."),), (), AT)))
    head = Table("tab-fates", (Text("Fates"),), CELLS, (CELLS,), ("left", "right"), AT)
    book = replace(plates(*(block for block, _ in BLOCKS.values()), par("Called.", *calls), head))
    book = replace(book, divisions=(book.divisions[0], replace(book.divisions[1], notes=notes), *book.divisions[2:]))
    for galley in galleys(book, target).values():
        root = tree(galley)
        keyed = {inner for e in root.iter() if e.get("data-key") for inner in e.iter()}
        loose = [words(e) for e in root.find(f"{HTML}body") or () for e in e.iter()
                 if e not in keyed and e.text and e.text.strip() and e.tag != f"{HTML}style"]  # fmt: skip
        assert loose == []
        keys = [e.get("data-key") for e in root.iter() if e.get("data-key")]
        assert len(set(keys)) == len(keys)


def test_a_galley_takes_along_the_pictures_it_shows_and_no_others() -> None:
    book = plates(par("In the line: ", Image("figures/hall.png", "A hall")))
    other = Picture("figures/other.png", "image/png", b"other")
    book = replace(book, pictures={**book.pictures, other.name: other})
    made = galleys(book)
    assert [(asset.name, asset.media_type, asset.data) for asset in made["ch1"].assets] == [
        ("figures/hall.png", "image/png", b"png")
    ]
    assert made["ch2"].assets == ()


@BOTH
@pytest.mark.parametrize(
    ("children", "expected"),
    [
        ((IndexAnchor("ix-1"), Text("“Smirnov” spoke")), '“<span id="ix-1" class="ix">Smirnov</span>” spoke'),
        ((IndexAnchor("ix-1"), IndexAnchor("ix-2"), Text("Smirnov’s")),
         '<span id="ix-1" class="ix"><span id="ix-2" class="ix">Smirnov</span></span>’s'),
        ((IndexAnchor("ix-1"), Emphasis("em", (Text("Pravda"),)), Text(" wrote")),
         '<span id="ix-1" class="ix"><em>Pravda</em></span> wrote'),
        ((Text("He said"), IndexAnchor("ix-1"), NoteCall("nobody"), Text(" and went")),
         'He said <span id="ix-1" class="ix">and</span> went'),
        ((Text("At the end"), IndexAnchor("ix-1")), 'At the end<span id="ix-1" class="ix"></span>'),
        ((IndexAnchor("ix-1"), LineBreak(), Text("a & b")), '<br/><span id="ix-1" class="ix">a</span> &amp; b'),
    ],
    ids=["quoted", "two", "emphasis", "before a note", "at the end", "before a break"],
)  # fmt: skip
def test_an_anchor_of_the_index_stands_around_the_word_it_is_for(
    children: tuple[Inline, ...], expected: str, target: Target
) -> None:
    assert set_as(plates(Paragraph(children, AT)), target) == f"<p>{expected}</p>"


def test_a_printed_note_keeps_captions_pictures_and_anchors() -> None:
    blocks = (
        par("First."),
        Heading(2, (Text("Head"),), "in-note", (), AT),
        Figure("fig-hall", "figures/hall.png", "A hall", (Text("The hall"),), AT),
        Table("tab-fates", (Text("Fates"),), (), (CELLS,), ("left", "right"), AT),
        Group((par("слово"),), "group", ("aside",), "ru", AT),
        Definitions((Definition((Text("Term"),), (par("Said."),)),), AT),
        Listing("a < b", AT),
    )
    book = plates(par("A claim.", NoteCall("note-ch1-1")))
    first = replace(book.divisions[1], notes=(note(1, *blocks),))
    galley = galleys(replace(book, divisions=(book.divisions[0], first, *book.divisions[2:])))["ch1"]
    printed = find(galley, f".//{HTML}span[@class='note']")
    assert {e.tag.removeprefix(HTML) for e in printed.iter()} == {"span", "img"}
    lines = [words(e) for e in printed.iter() if e.get("data-key")]
    assert lines == ["First.", "Head", "Figure 1. The hall", "Table 1. Fates", "Death", "13", "слово", "Term", "Said.",
                     "a < b"]  # fmt: skip
    ids = {e.get("id"): e for e in printed.iter() if e.get("id")}
    assert {"in-note", "fig-hall", "tab-fates", "group"} <= ids.keys()
    assert ids["group"].get("lang") == "ru"
    assert [asset.name for asset in galley.assets] == ["figures/hall.png"]


def test_a_note_that_is_no_paragraph_still_leads_back() -> None:
    book = chapter(par("A.", NoteCall("note-ch1-1")), notes=(note(1, Quotation("quotation", (par("Q."),), (), AT)),))
    aside = find(galleys(book, EPUB)["ch1"], f".//{HTML}aside")
    assert words(aside) == "1. Q."
    assert [a.get("href") for a in aside.iter(f"{HTML}a")] == ["#call-ch1-1"]
