"""The plain words of a passage, in all places that print them."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
from handmade import BOOK, DIVISIONS, EDITION, font_bytes, pagination

from book.assemble import assemble
from book.epub.chapters import Chapter
from book.epub.navigation import navigation
from book.matter import (
    ContentsEntry,
    CrossLink,
    Emphasis,
    Image,
    IndexAnchor,
    Inline,
    LineBreak,
    Link,
    NoteCall,
    PageReference,
    Styled,
    Text,
)
from book.matter.words import plain

TITLE: tuple[Inline, ...] = (
    Text("A "), Emphasis("em", (Text("true"), NoteCall("n"))), Text("-born"), IndexAnchor("i"), LineBreak(),
    Link("https://example.org", (Text("linked "), Styled((Text("name"),)))), Text(" & "),
    CrossLink("ch2", (Text("end"),)), Image("dot", "a dot"), PageReference("ch2"),
)  # fmt: skip
SAID = "A true-born linked name & end"
ENTRY = ContentsEntry(1, "", TITLE, "ch1", "body")


def test_words_of_a_passage_are_those_that_are_read() -> None:
    assert plain(TITLE) == SAID


def test_a_bookmark_says_the_words_of_its_title() -> None:
    """The call of a note is not a space in it."""
    data, _ = assemble(pagination(), replace(BOOK, contents=(ENTRY,)), font_bytes())
    assert str(pikepdf.open(io.BytesIO(data)).Root.Outlines.First.Title) == SAID


def test_the_contents_of_an_epub_have_the_words_of_links() -> None:
    chapters = tuple(Chapter(d.id, f"text/{d.id}.xhtml", b"", frozenset(), frozenset()) for d in DIVISIONS)
    nav = navigation(replace(BOOK, edition=EDITION, contents=(ENTRY,)), chapters, ()).decode()
    assert re.findall(r'<a href="text/ch1.xhtml">([^<]*)</a>', nav)[0] == SAID.replace("&", "&amp;")
