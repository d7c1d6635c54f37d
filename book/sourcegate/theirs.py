"""The words of pandoc's reading: what a tree of its JSON says to a reader.

Comments, attributes and raw TeX are no words; the text of a note stands where it is called; a picture's words are
those of its caption.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from book.markdown import TYPED
from book.markdown.conditions import is_left_out
from book.sourcegate.readwords import NO_KINDS, NUMBER, Reading, ReadWord, numeral

_KINDS = {"Emph": "em", "Strong": "strong", "Strikeout": "struck", "Superscript": "superior", "Subscript": "inferior",
          "SmallCaps": "smallcaps", "Underline": "", "Quoted": "", "Span": "", "Link": ""}
_ALERT = re.compile(r"(!!!|\?\?\?\+?)$")
# References of bookdown and of wikis, of which the name of what they lead to is not a word of the text.
_REFERENCES = re.compile(r"@ref\([\w:.-]+\)|\[\[(?!\^|@)[^\[\]|\n]+(?:\|([^\[\]\n]+))?\]\]")
_CAPTIONS = ("caption", "lst-cap", "fig-cap", "tbl-cap")
# What stands before a place in a work: one reading has it as words, the other as a label.
LABELS = frozenset((
    "p", "pp", "page", "pages", "chap", "chaps", "chapter", "chapters", "vol", "vols", "volume", "n", "nn", "note",
    "notes", "no", "nos", "fig", "figs", "figure", "sec", "secs", "section", "bk", "book", "fol", "fols", "pt", "pts",
    "part", "para", "paras", "line", "lines", "col", "cols", "v", "vv", "verse", "s",
))  # fmt: skip


def their_words(blocks: Sequence[Any]) -> list[ReadWord]:
    """The words of pandoc's blocks, in the order of the text."""
    reader = _PandocReader()
    reader.blocks(blocks, NO_KINDS)
    return reader.out.words


class _PandocReader:
    """Walks through a tree. `alert`: the block before opened a passage set apart, `!!! note`."""

    def __init__(self) -> None:
        self.out = Reading()
        self.alert = False

    def blocks(self, blocks: Sequence[Any], kinds: frozenset[str]) -> None:
        """Blocks one after another."""
        for block in blocks:
            since, alert = len(self.out.words), self.alert
            self.alert = False
            self.block(block["t"], block.get("c"), kinds, alert)
            self.out.end(since)

    def block(self, name: str, content: Any, kinds: frozenset[str], alert: bool) -> None:
        """One block, by its name in pandoc's tree."""
        match name:
            case "Para" | "Plain":
                first = content[0].get("c") if content else ""
                self.alert = isinstance(first, str) and bool(_ALERT.match(first))
                self.inlines(content, kinds)
            case "LineBlock":
                for line in content:
                    since = len(self.out.words)
                    self.inlines(line, kinds)
                    self.out.end(since)
            case "CodeBlock":
                self.code(content, kinds, alert)
            case "RawBlock":
                self.raw(content[0], content[1], kinds)
            case "BlockQuote":
                self.blocks(content, kinds | {"quote"})
            case "OrderedList":
                self.ordered(content, kinds)
            case "BulletList":
                for item in content:
                    self.blocks(item, kinds | {"item"})
            case "DefinitionList":
                for term, meanings in content:
                    self.inlines(term, kinds | {"term"})
                    self.out.end()
                    for meaning in meanings:
                        self.blocks(meaning, kinds | {"term"})
            case "Header":
                self.inlines(content[2], kinds | {"heading"})
            case "HorizontalRule":
                self.out.part()
            case "Table":
                self.table(content, kinds)
            case "Figure":
                self.blocks(content[1][1], kinds | {"caption"})
            case "Div" if is_left_out(content[0][1], dict(content[0][2])):
                pass
            case "Div":
                self.said(content[0], ("title",), kinds, True)
                self.blocks(_captioned(*content), kinds)

    def code(self, content: Any, kinds: frozenset[str], alert: bool) -> None:
        """Code. What it takes from a file, another stage has looked up."""
        attributes, text = content
        self.said(attributes, _CAPTIONS, kinds | {"caption"}, False)
        self.said(attributes, ("filename", "title"), kinds | {"caption"}, True)  # captions, where there is no other
        named = (*attributes[1], *(key for key, _ in attributes[2]))
        if "include" in named or re.search(r"(?<!\\)\{\{#(?:rustdoc_)?include", text):
            return
        if alert:  # the words of `!!! note`, which pandoc does not know
            self.out.say(text, kinds, True)
        else:
            self.out.say(text, kinds | {"math" if "math" in attributes[1] else "code"})

    def said(self, attributes: Any, keys: Sequence[str], kinds: frozenset[str], either: bool) -> None:
        """The values of attributes that are printed."""
        for key, value in attributes[2]:
            if key in keys:
                self.out.say(value, kinds, either)

    def ordered(self, content: Any, kinds: frozenset[str]) -> None:
        """A numbered list; its numbers are words of the text."""
        (start, style, _), items = content
        for number, item in enumerate(items, start):
            kind = style["t"].removeprefix("Lower").removeprefix("Upper").lower().replace("example", "decimal")
            self.out.say(numeral(number, kind), kinds | {NUMBER}, kind != "decimal")
            self.blocks(item, kinds | {"item"})

    def table(self, content: Any, kinds: frozenset[str]) -> None:
        """A table: its caption, then its rows."""
        _, caption, _, head, bodies, foot = content
        self.blocks(caption[1], kinds | {"caption"})
        rows = [*head[1], *(row for body in bodies for part in body[2:] for row in part), *foot[1]]
        for row in rows:
            for cell in row[1]:
                self.blocks(cell[4], kinds | {"cell"})

    def inlines(self, inlines: Sequence[Any], kinds: frozenset[str]) -> None:
        """The inlines of a line: neighbouring words are one text, so that signs of several words are seen."""
        text = ""
        for inline in inlines:
            name = inline["t"]
            if name == "Str":
                text += inline["c"]
            elif name in ("Space", "SoftBreak"):
                text += " "
            else:
                self.out.say(_REFERENCES.sub(r"\1", text), kinds)
                text = ""
                self.inline(name, inline.get("c"), kinds)
        self.out.say(_REFERENCES.sub(r"\1", text), kinds)

    def inline(self, name: str, content: Any, kinds: frozenset[str]) -> None:
        """One inline, by its name in pandoc's tree."""
        match name:
            case "LineBreak":
                self.out.end()
            case "Code":
                self.out.say(content[1], kinds | {"code"})
            case "Math":
                self.out.say(content[1], kinds | {"math"})
            case "RawInline":
                self.raw(content[0], content[1], kinds)
            case "Note":
                since = len(self.out.words)
                self.blocks(content, kinds | {"note"})
                self.out.end(since)
            case "Image":
                self.inlines_either(content[1], kinds)
            case "Cite":
                for cited in content[0]:
                    self.inlines(cited["citationPrefix"], kinds)
                    self.out.say(cited["citationId"], kinds, True)
                    self.locator(cited["citationSuffix"], kinds)
            case "Quoted" | "Span" | "Link":
                self.inlines(content[1], kinds)
            case _ if name in _KINDS:
                self.inlines(content, kinds | {_KINDS[name]} - {""})

    def inlines_either(self, inlines: Sequence[Any], kinds: frozenset[str]) -> None:
        """The text alternative of a picture inside a line: few readers print it."""
        inner = _PandocReader()
        inner.inlines(inlines, kinds)
        self.out.say(" ".join(word.text for word in inner.out.words), NO_KINDS, True)

    def locator(self, inlines: Sequence[Any], kinds: frozenset[str]) -> None:
        """The place in a cited work, and what is said after it."""
        since = len(self.out.words)
        self.inlines(inlines, kinds)
        said = self.out.words[since:]
        self.out.words[since:] = [replace(word, either=word.either or word.text in LABELS) for word in said]

    def raw(self, form: str, text: str, kinds: frozenset[str]) -> None:
        """What pandoc hands on as it is: the words of HTML; TeX, which no reader of a book may see as such."""
        if form == "html":
            parser = _HtmlWords(self.out, kinds)
            parser.feed(text)
            parser.close()
        elif form in ("tex", "latex"):
            self.out.say(text, kinds | {"tex"}, True)


class _HtmlWords(HTMLParser):
    """The words between the tags of a piece of HTML."""

    def __init__(self, out: Reading, kinds: frozenset[str]) -> None:
        super().__init__()
        self.out, self.kinds, self.hidden = out, kinds, 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002 - the parser gives them
        """A tag opens."""
        self.hidden += tag in ("script", "style", "title")
        if tag == "br":
            self.out.end()
        elif tag == "hr":
            self.out.part()

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        self.hidden -= tag in ("script", "style", "title") and self.hidden > 0

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self.hidden:
            self.out.say(data, self.kinds)


def _captioned(attributes: Any, blocks: Sequence[Any]) -> Sequence[Any]:
    """The blocks of a div. The other reading has the caption of what Quarto's divs name before the thing itself."""
    shown = [block for block in blocks if block["t"] != "RawBlock"]
    name = attributes[0].rpartition("__")[2]  # pandoc has put the file's name before it
    names = TYPED.match(name) and len(shown) == 2 and shown[1]["t"] == "Para"
    return shown[::-1] if names and shown[0]["t"] in ("CodeBlock", "Table") else blocks
