"""Builds the inlines of a block from its tokens, which stand in a row: a tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token

from book.markdown import bracket_meanings
from book.markdown.parse_state import ParseState
from book.markdown.source_map import SourceMap
from book.matter import (
    Citation,
    CitedWork,
    Emphasis,
    Figure,
    LineBreak,
    Link,
    NoteMark,
    Paragraph,
    RawInline,
    Styled,
    Text,
)
from book.problems import Span

Kind = Literal["em", "strong", "smallcaps", "superior", "inferior", "struck", "code"]
_KINDS: dict[str, Kind] = {"em": "em", "strong": "strong", "s": "struck", "sup": "superior", "sub": "inferior"}


def inlines(token: Token, parsing: ParseState) -> tuple[RawInline, ...]:
    """The words of one block."""
    return InlineBuilder(list(token.children or ()), token.meta["words"], parsing).until("")


@dataclass(slots=True)
class InlineBuilder:
    """Goes through a block's tokens once, from left to right."""

    tokens: Sequence[Token]
    words: SourceMap
    parsing: ParseState
    position: int = 0

    def until(self, closing: str) -> tuple[RawInline, ...]:
        """The inlines up to a closing token."""
        found: list[RawInline] = []
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if closing and token.type == closing:
                break
            if closing == "tag_close" and (token.nesting < 0 or (token.type == "tag" and token.meta["closes"])):
                self.position -= 1  # what stands around raw HTML closes it, too
                break
            found += self.one(token)
        return joined(found)

    def one(self, token: Token) -> list[RawInline]:
        """What one token, with all it opens, means."""
        kind = token.type.removesuffix("_open")
        if token.type in ("text", "text_special"):
            return [Text(token.content)] if token.content else []
        if token.type == "softbreak":
            return [Text(" ")]
        if token.type == "hardbreak":
            return [LineBreak()]
        if token.type == "code_inline":
            return [Emphasis("code", (Text(token.content),))]
        if kind in _KINDS:
            return [Emphasis(_KINDS[kind], self.until(f"{kind}_close"))]
        return self.marked(token, kind)

    def marked(self, token: Token, kind: str) -> list[RawInline]:
        """What a bracket of any kind means."""
        if kind == "link":  # <https://…>
            return [Link(str(token.attrs["href"]), self.until("link_close"))]
        if kind == "tag":
            return self.tag(token)
        span = self.words.span(token.meta["at"], token.meta["length"])
        if kind in ("call", "note"):
            return [self.note(token, span)]
        if kind == "cite":
            return [self.citation(token, span)]
        children = self.until(f"{kind}_close")
        if kind == "address":
            return bracket_meanings.address(self.parsing, token.meta["to"], token.meta["attributes"], children, span)
        if kind == "picture":
            return [bracket_meanings.image(self.parsing, token, children, span)]
        return list(bracket_meanings.span(self.parsing, token.meta["attributes"], children, span))

    def tag(self, token: Token) -> list[RawInline]:
        """Raw HTML that the book allows."""
        if token.tag == "br":
            return [LineBreak()]
        if token.meta["closes"]:
            span = self.words.span(token.meta["at"], token.meta["length"])
            self.parsing.report("M-006", f"</{token.tag}> closes nothing", span, "take it out")
            return []
        children, values = self.until("tag_close"), token.meta["values"]
        self.close_tag(token)
        if token.tag in _KINDS:
            return [Emphasis(_KINDS[token.tag], children)]
        classes = ("small",) if token.tag == "small" else tuple(values.get("class", "").split())
        return [Styled(children, "", classes, values.get("lang", ""))]

    def close_tag(self, token: Token) -> None:
        """Passes over the closing tag of raw HTML, which must be there."""
        if self.position < len(self.tokens) and self.tokens[self.position].tag == token.tag:
            self.position += 1
            return
        span = self.words.span(token.meta["at"], token.meta["length"])
        self.parsing.report("M-006", f"<{token.tag}> is opened and not closed", span, f"close it with </{token.tag}>")

    def note(self, token: Token, span: Span) -> NoteMark:
        """The mark of a note. A note in its place gets a key of its own that nobody can write."""
        parsing = self.parsing
        if parsing.in_note:
            parsing.report("M-020", "a note is called inside a note", span, "put its words into the note around it")
        if token.type == "call":
            parsing.called.setdefault(token.meta["note"], span)
            return NoteMark(token.meta["note"], span)
        parsing.in_note += 1
        children = self.until("note_close")
        parsing.in_note -= 1
        key = f"^{sum(name.startswith('^') for name in parsing.notes) + 1}"
        parsing.notes[key] = (Paragraph(children, span),)
        return NoteMark(key, span)

    def citation(self, token: Token, span: Span) -> Citation:
        """A citation and its works."""
        works: list[CitedWork] = []
        while self.tokens[self.position].type == "work_open":
            works.append(self.work(self.tokens[self.position]))
        self.position += 1
        return Citation(tuple(works), token.meta["in_text"], span)

    def work(self, token: Token) -> CitedWork:
        """One work; the space that parts its prefix from the key goes."""
        cited, self.position = token.meta["work"], self.position + 2
        prefix = stripped(self.until("prefix_close"))
        self.position += 1
        suffix = self.until("suffix_close")
        self.position += 1
        place = self.words.span(token.meta["at"], len(cited.key) + 1)
        return CitedWork(cited.key, prefix, cited.label, cited.locator, suffix, cited.no_author, place)

    def figure(self, span: Span) -> Figure[RawInline] | None:
        """The figure that a paragraph is, if it is one picture with a name: its brackets hold the caption."""
        first = self.tokens[0] if self.tokens else None
        if first is None or first.type != "picture_open" or not first.meta["attributes"].id:
            return None
        closes = [number for number, token in enumerate(self.tokens)
                  if token.type == "picture_close" and token.level == first.level]
        if closes != [len(self.tokens) - 1]:
            return None
        self.position = 1
        caption = self.until("picture_close")
        image = bracket_meanings.image(self.parsing, first, caption, span)
        name = first.meta["attributes"].id
        self.parsing.ids.append((name, span))
        return Figure(name, image.picture, image.alt, caption, span)

def joined(nodes: Sequence[RawInline]) -> tuple[RawInline, ...]:
    """The same inlines, neighbouring texts as one."""
    found: list[RawInline] = []
    for node in nodes:
        if isinstance(node, Text) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].text + node.text)
        else:
            found.append(node)
    return tuple(found)


def stripped(nodes: tuple[RawInline, ...]) -> tuple[RawInline, ...]:
    """The same inlines without white space at either end."""
    found = list(nodes)
    if found and isinstance(found[0], Text):
        found[0] = Text(found[0].text.lstrip(" "))
    if found and isinstance(found[-1], Text):
        found[-1] = Text(found[-1].text.rstrip(" "))
    return tuple(node for node in found if node != Text(""))
