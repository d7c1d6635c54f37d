"""Builds the inlines of a block from its tokens, which stand in a row: a tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from markdown_it.token import Token

from book.markdown import bracket_meanings, maths_rules, picture_meanings
from book.markdown.attributes import Attributes, faults
from book.markdown.html_tags import CLASSED, EMPHASIS, HtmlTag
from book.markdown.parse_state import ParseState
from book.markdown.source_map import SourceMap
from book.markdown.typography import typeset
from book.matter import (
    Citation,
    CitedWork,
    CrossReference,
    Emphasis,
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
_TAGS: dict[str, Kind] = {tag: cast(Kind, kind) for tag, kind in EMPHASIS.items()}


DEEPEST = 40  # marks inside marks
_LOOKS: dict[str, Kind] = {"italic": "em", "bold": "strong", "smallcaps": "smallcaps"}


def inlines(token: Token, parsing: ParseState) -> tuple[RawInline, ...]:
    """The words of one block."""
    return InlineBuilder(list(token.children or ()), token.meta["words"], parsing).until("")


@dataclass(slots=True)
class InlineBuilder:
    """Goes through a block's tokens once, from left to right."""

    tokens: Sequence[Token]
    words: SourceMap
    parsing: ParseState
    ends: Literal["words", "lines"] = "words"  # what the end of a line is: a space, or in verse a line's end
    position: int = 0
    depth: int = 0

    def until(self, closing: str) -> tuple[RawInline, ...]:
        """The inlines up to a closing token. Of marks inside marks beyond all reason nothing is kept."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.parsing.report("M-006", "marks inside marks, too many to be read", self.words.span(0, 1),
                                "close the outer ones first")
            self.position = len(self.tokens)
        found = self._until(closing)
        self.depth -= 1
        return found

    def _until(self, closing: str) -> tuple[RawInline, ...]:
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
            return [Text(token.content.replace("\t", " "))] if token.content else []
        if token.type == "softbreak":
            return [LineBreak() if self.ends == "lines" else Text(" ")]
        if token.type == "hardbreak":
            return [LineBreak()]
        if token.type == "code_inline":
            return self.code(token)
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
        if kind == "formula":
            return [maths_rules.formula(token, span, self.parsing)]
        if kind == "reference":
            own = (Text(typeset(token.meta["words"])),) if token.meta["words"] else ()
            return [CrossReference(token.meta["to"], own, token.meta["form"], span)]
        if kind in ("call", "note"):
            return [self.note(token, span)]
        if kind == "cite":
            return [self.citation(token, span)]
        children = self.until(f"{kind}_close")
        if kind == "address":
            return bracket_meanings.address(self.parsing, token.meta["to"], token.meta["attributes"], children, span)
        if kind == "picture":
            return [self.picture(token, children, span)]
        return list(bracket_meanings.span(self.parsing, token.meta["attributes"], children, span))

    def code(self, token: Token) -> list[RawInline]:
        """Code, under the name and the classes that stand behind it."""
        code: RawInline = Emphasis("code", (Text(token.content),))
        attributes: Attributes = token.meta.get("attributes", Attributes())
        if attributes == Attributes():
            return [code]
        place = self.words.span(token.meta["at"], token.meta["length"])
        for message, hint in faults(attributes, "code"):
            self.parsing.doubt("M-012", message, place, hint)
        if not (attributes.id or attributes.classes):
            return [code]
        if attributes.id:
            self.parsing.ids.append((attributes.id, place))
        return [Styled((code,), attributes.id, attributes.classes)]

    def picture(self, token: Token, children: tuple[RawInline, ...], span: Span) -> RawInline:
        """A picture in the line; one with a name can be referred to."""
        image, name = picture_meanings.image(self.parsing, token, children, span), token.meta["attributes"].id
        if name:
            self.parsing.ids.append((name, span))
        return Styled((image,), name) if name else image

    def tag(self, token: Token) -> list[RawInline]:
        """Raw HTML that the book allows."""
        if token.tag == "br":
            return [LineBreak()]
        if token.meta["closes"]:
            span = self.words.span(token.meta["at"], token.meta["length"])
            self.parsing.doubt("M-006", f"</{token.tag}> closes nothing", span, "take it out")
            return []
        children, tag = self.until("tag_close"), token.meta["tag"]
        self.close_tag(token)
        if token.tag in _TAGS:
            children = (Emphasis(_TAGS[token.tag], children),)
        classes = (CLASSED[token.tag],) if token.tag in CLASSED else ()
        if token.tag == "a" and tag.values.get("href"):
            place = self.words.span(token.meta["at"], token.meta["length"])
            return bracket_meanings.address(self.parsing, tag.values["href"].strip(), tag.attributes, children, place)
        return self.styled(tag, children, classes, token)

    def styled(self, tag: HtmlTag, children: tuple[RawInline, ...], classes: tuple[str, ...],
               token: Token) -> list[RawInline]:
        """Words with the classes, the name and the language of a tag; without any of them only the words."""
        for look, kind in _LOOKS.items():
            if look in tag.attributes.classes:
                children = (Emphasis(kind, children),)
        name, lang = tag.attributes.id, tag.attributes.get("lang")
        classes = (*classes, *(each for each in tag.attributes.classes if each not in _LOOKS))
        if name:
            self.parsing.ids.append((name, self.words.span(token.meta["at"], token.meta["length"])))
        return [Styled(children, name, classes, lang)] if name or classes or lang else list(children)

    def close_tag(self, token: Token) -> None:
        """Passes over the closing tag of raw HTML, which must be there."""
        if self.position < len(self.tokens) and self.tokens[self.position].tag == token.tag:
            self.position += 1
            return
        span = self.words.span(token.meta["at"], token.meta["length"])
        self.parsing.doubt("M-006", f"<{token.tag}> is opened and not closed", span, f"close it with </{token.tag}>")

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
