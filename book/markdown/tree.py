"""From the tokens of a line to inlines.

Comes in: a block's tokens and the desk. Goes out: `RawInline`.
Apart because what words mean (a check, an index mark, a link out) is decided here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token

from book.markdown.attributes import CLASSES, Attributes
from book.markdown.desk import Desk
from book.markdown.places import Words
from book.matter import (
    Break,
    CheckedWords,
    Citation,
    CitedWork,
    CrossReference,
    DataValue,
    Emphasis,
    Figure,
    Image,
    IndexMark,
    Link,
    NoteMark,
    Paragraph,
    PersonMark,
    RawInline,
    Styled,
    Text,
    Unsourced,
)
from book.problems import Span

Kind = Literal["em", "strong", "smallcaps", "superior", "inferior", "struck", "code"]
_KINDS: dict[str, Kind] = {"em": "em", "strong": "strong", "s": "struck", "sup": "superior", "sub": "inferior"}
_FORMATS = ("", "words", "date", "numeral")
_OUT = re.compile(r"(?:https?://[^\s]+|mailto:[^\s]+)$")


def inlines(token: Token, desk: Desk) -> tuple[RawInline, ...]:
    """The words of one block."""
    return Reader(list(token.children or ()), token.meta["words"], desk).until("")


@dataclass(slots=True)
class Reader:
    """Goes through a block's tokens once, from left to right."""

    tokens: Sequence[Token]
    words: Words
    desk: Desk
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
            return [Break()]
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
            return self.address(token.meta["to"], token.meta["attributes"], children, span)
        if kind == "picture":
            return [self.picture(token, children, span)]
        return list(self.span(token.meta["attributes"], children, span))

    def tag(self, token: Token) -> list[RawInline]:
        """Raw HTML that the book allows."""
        if token.tag == "br":
            return [Break()]
        if token.meta["closes"]:
            span = self.words.span(token.meta["at"], token.meta["length"])
            self.desk.report("M-006", f"</{token.tag}> closes nothing", span, "take it out")
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
        self.desk.report("M-006", f"<{token.tag}> is opened and not closed", span, f"close it with </{token.tag}>")

    def note(self, token: Token, span: Span) -> NoteMark:
        """The mark of a note. A note in its place gets a key of its own that nobody can write."""
        desk = self.desk
        if desk.in_note:
            desk.report("M-020", "a note is called inside a note", span, "put its words into the note around it")
        if token.type == "call":
            desk.called.setdefault(token.meta["note"], span)
            return NoteMark(token.meta["note"], span)
        desk.in_note += 1
        children = self.until("note_close")
        desk.in_note -= 1
        key = f"^{sum(name.startswith('^') for name in desk.notes) + 1}"
        desk.notes[key] = (Paragraph(children, span),)
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

    def address(self, to: str, attributes: Attributes, children: tuple[RawInline, ...], span: Span) -> list[RawInline]:
        """A reference inside the book, or a link out of it."""
        free = attributes.free(CLASSES["link"])
        if to.startswith("#") and len(to) > 1:
            forms: tuple[Literal["page", "pageonly", "title"], ...] = ("page", "pageonly", "title")
            form = next((form for form in forms if form in attributes.classes), None)
            node: RawInline = CrossReference(to[1:], children, form or "plain", span)
        else:
            if not _OUT.match(to):
                self.desk.report("M-019", f"a link to “{to}”, which is neither an anchor nor a web address", span,
                                 "write (#anchor) for a place in this book, or (https://…)")
            node = Link(to, children)
        return [self.styled((node,), attributes.id, free, attributes.get("lang"), span)]

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
        image = self.picture(first, caption, span)
        name = first.meta["attributes"].id
        self.desk.ids.append((name, span))
        return Figure(name, image.picture, image.alt, caption, span)

    def picture(self, token: Token, children: tuple[RawInline, ...], span: Span) -> Image:
        """A picture in the line; without words for those who cannot see it, it is an error."""
        name = token.meta["file"]
        alt = token.meta["attributes"].get("alt") or plain(children)
        if not alt.strip():
            self.desk.report("M-010", f"the picture {name} has no text alternative", span, 'add {alt="what it shows"}')
        self.desk.pictures.append((name, span))
        return Image(name, alt)

    def span(self, attributes: Attributes, children: tuple[RawInline, ...], span: Span) -> tuple[RawInline, ...]:
        """Words with attributes: each meaning wraps those before it."""
        nodes, classes = children, attributes.classes
        self.check_words(attributes, bool(children), span)
        if "sc" in classes:
            nodes = (Emphasis("smallcaps", nodes),)
        if "value" in attributes.values:
            nodes = (DataValue(attributes.get("value"), self.form(attributes, span), span),)
        if "check" in attributes.values:
            nodes = (CheckedWords(nodes, attributes.get("check"), span),)
        if "unsourced" in classes:
            nodes = (Unsourced(nodes, attributes.get("reason"), span),)
        if "person" in attributes.values or "noindex" in classes:
            nodes = (PersonMark(nodes, attributes.get("person"), span),)
        if "index" in classes:
            nodes = (IndexMark(nodes, attributes.get("entry"), attributes.get("from"), attributes.get("to"), span),)
        free = attributes.free(CLASSES["span"])
        if attributes.id or free or attributes.get("lang"):
            return (self.styled(nodes, attributes.id, free, attributes.get("lang"), span),)
        return nodes

    def check_words(self, attributes: Attributes, words: bool, span: Span) -> None:
        """Reports brackets that have words where there should be none, or none where there should be some."""
        marks = attributes.get("entry") or attributes.get("to")
        if words and "value" in attributes.values:
            self.desk.report("M-012", "the words in these brackets would be lost to the computed value", span,
                             'leave the brackets empty, or write check="…" to compare the words')
        elif not words and ("check" in attributes.values or "unsourced" in attributes.classes):
            self.desk.report("M-012", "there are no words in these brackets", span, "put the words between [ and ]")
        elif not words and "index" in attributes.classes and not marks:
            self.desk.report("M-012", "an index mark without words or entry", span, 'add entry="…" to the attributes')

    def styled(self, nodes: tuple[RawInline, ...], name: str, classes: tuple[str, ...], lang: str,
               span: Span) -> RawInline:
        """Words with a name, free classes or a language; one node without any of them stays as it is."""
        if name:
            self.desk.ids.append((name, span))
        return Styled(nodes, name, classes, lang) if name or classes or lang or len(nodes) != 1 else nodes[0]

    def form(self, attributes: Attributes, span: Span) -> str:
        """The form of a computed value."""
        form = attributes.get("format")
        if form not in _FORMATS:
            self.desk.report("M-012", f"no format “{form}” is known", span, "known are words, date and numeral")
            return ""
        return form


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


def plain(nodes: Sequence[RawInline]) -> str:
    """The words of inlines without their markup."""
    return "".join(node.text if isinstance(node, Text) else plain(getattr(node, "children", ())) for node in nodes)
