"""Builds the blocks of a text from its tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from book.markdown import code, includes, maths_rules, passages
from book.markdown.attributes import CLASSES, LOOSENESS, Attributes, faults
from book.markdown.block_meanings import Blocks, captioned, drawing, free_id, quotation
from book.markdown.bracket_meanings import plain
from book.markdown.dialect import tokens as read_tokens
from book.markdown.inlines import inlines
from book.markdown.parse_state import ParseState
from book.markdown.source_map import SourceText
from book.markdown.standing import StandingPictures
from book.markdown.table_meanings import table
from book.markdown.tidy import tidied
from book.matter import (
    Block,
    Group,
    Heading,
    Ornament,
    Paragraph,
    RawInline,
)
from book.problems import Span

_MOST_DEPTH = 4  # templates in templates


@dataclass(slots=True)
class BlockBuilder:
    """Goes through a text's tokens once, from first to last."""

    tokens: Sequence[Token]
    parsing: ParseState
    position: int = 0

    def until(self, closing: str) -> Blocks:
        """The blocks up to a closing token."""
        found: list[Block[RawInline]] = []
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token.type == closing:
                break
            found += self.one(token)
        return tuple(found)

    def one(self, token: Token) -> Blocks:
        """The blocks that one token opens."""
        span = self.parsing.source.start(token.map[0]) if token.map else Span(self.parsing.source.path)
        match token.type:
            case "paragraph_open":
                return self.paragraph(token)
            case "heading_open":
                return (self.heading(token, span),)
            case "blockquote_open":
                return (quotation("quotation", self.until("blockquote_close"), span),)
            case "bullet_list_open" | "ordered_list_open":
                return (passages.items(self, token, span),)
            case "dl_open":
                return (passages.definitions(self, span),)
            case "verse_open":
                return passages.verse(self, token, span)
            case "admonition_open":
                return passages.admonition(self, token, span)
            case "page_break":
                return (Group((), "", ("page-break",), "", span),)
            case "table":
                return (table(self.parsing, token, span, build),)
            case "div_open":
                return self.div(token, span)
            case "footnote_reference_open":
                return self.written(token, span)
            case "hr":
                return (Ornament(span),)
            case "formula":
                return (maths_rules.displayed(token, span, self.parsing),)
            case "fence" | "code_block":
                raw = code.raw_block(token, span, self.parsing)
                return () if raw else (code.listing(token, span, self.parsing),)
            case "include":
                return self.included(token, span)
        raise AssertionError(f"a token that no rule makes: {token.type}")

    def words(self, closing: str) -> tuple[RawInline, ...]:
        """The words of the block just opened, up to its closing token."""
        token = self.tokens[self.position]
        self.position += 2
        assert self.tokens[self.position - 1].type == closing
        return inlines(token, self.parsing)

    def paragraph(self, token: Token) -> Blocks:
        """A paragraph, or the figure that it is. A paragraph of nothing but a remark is none."""
        content = self.tokens[self.position]
        span = content.meta["words"].span(0, len(content.content.split("\n")[0]))
        standing = StandingPictures(content, self.parsing).blocks()
        if standing is not None:
            self.position += 2
            return tuple(self.set_as(token, block) if isinstance(block, Paragraph) else block for block in standing)
        children = self.words("paragraph_close")
        return maths_rules.parted(self.set_as(token, Paragraph(children, span))) if children else ()

    def set_as(self, token: Token, paragraph: Paragraph[RawInline]) -> Paragraph[RawInline]:
        """The paragraph, set as the braces at its end ask for."""
        setting: Attributes = token.meta.get("attributes", Attributes())
        looseness = setting.get("looseness") if setting.get("looseness") in LOOSENESS else "0"
        return replace(paragraph, looseness=int(looseness), keep="keep" in setting.classes)

    def heading(self, token: Token, span: Span) -> Heading[RawInline]:
        """A heading. Its level is how many headings it stands under: one that is left out in the file is not missed."""
        level, attributes = int(token.tag[1:]), token.meta["attributes"]
        first = self.position == 1 and not self.parsing.ids and not self.parsing.depth
        children, sections = self.words("heading_close"), self.parsing.sections
        if level == 1 and first:
            return Heading(1, children, attributes.id, attributes.classes, span)
        while sections and sections[-1] >= level:
            sections.pop()
        sections.append(max(level, 2) if self.parsing.strict else level)
        self.parsing.section = min(len(sections) + 1, 6)
        if level == 1:
            self.second_title(span)
        elif level > (above := sections[-2] if len(sections) > 1 else 1) + 1:
            self.parsing.doubt("M-013", f"a heading of level {level}, where level {above + 1} would be next",
                               span, "sections begin with ##, subsections with ###, and no level is left out")
        if not children:
            self.parsing.report("M-013", "a heading without words", span, "write its words, or take it out", "error")
        name = attributes.id or free_id(self.parsing, plain(children))
        self.parsing.ids.append((name, span))
        return Heading(self.parsing.section, children, name, attributes.classes, span)

    def second_title(self, span: Span) -> None:
        """A heading of level 1 below the title: told once, for in such a file there are many."""
        if not any(code == "M-013" and "level 1 in" in message for code, message, _ in self.parsing.problems):
            message = "a heading of level 1 in the text, below the file's first words"
            self.parsing.report("M-013", message, span, "a file is one division, and its title is its first line, or "
                                "title: in its head; make other headings ##, or begin a file of its own here", "error")

    def written(self, token: Token, span: Span) -> Blocks:
        """A note, kept apart from the text that calls it."""
        key, parsing = token.meta["label"], self.parsing
        parsing.in_note += 1
        blocks = self.until("footnote_reference_close")
        parsing.in_note -= 1
        if key in parsing.written:
            parsing.report("M-016", f"the note “{key}” is written twice", span,
                           f"the first one stands at {parsing.written[key]}")
        else:
            parsing.written[key], parsing.notes[key] = span, blocks
        return ()

    def div(self, token: Token, span: Span) -> Blocks:
        """What a div means: a figure, a template's text, an epigraph, or blocks with a name."""
        attributes: Attributes = token.meta["attributes"]
        for message, hint in faults(attributes, "div", free_keys="template" in attributes.values):
            self.parsing.doubt("M-012", message, span, hint)
        blocks = self.until("div_close")
        if "template" in attributes.values:
            return self.expanded(attributes, blocks, span)
        if "figure" in attributes.values:
            return (drawing(self.parsing, attributes, blocks, span),)
        if "epigraph" in attributes.classes:
            blocks = (quotation("epigraph", blocks, span),)
        if (named := captioned(blocks, attributes.id)) is not None:
            self.parsing.ids.append((attributes.id, span))
            return (named,)
        free = attributes.free(CLASSES["div"])
        if not (attributes.id or free or attributes.get("lang")):
            return blocks
        if attributes.id:
            self.parsing.ids.append((attributes.id, span))
        return (Group(blocks, attributes.id, free, attributes.get("lang"), span),)

    def expanded(self, attributes: Attributes, blocks: Blocks, span: Span) -> Blocks:
        """The text that a template makes of its arguments, as if it stood here; all of it is placed at this line."""
        parsing = self.parsing
        values = {key: value for key, value in attributes.values.items() if key != "template"}
        if blocks:
            self.report("M-017", f"words inside the template {attributes.get('template')}, which would be lost", span,
                        "a template's text comes from the template alone")
        if parsing.expand is None or parsing.depth >= _MOST_DEPTH:
            return ()
        text, problems = parsing.expand(attributes.get("template"), values, span)
        for problem in problems:
            parsing.problems.setdefault((problem.code, problem.message, problem.span or span), problem)
        source = parsing.source
        parsing.source, parsing.depth = SourceText(source.path, tuple(text.split("\n")), fixed=span), parsing.depth + 1
        found = build(text, parsing)
        parsing.source, parsing.depth = source, parsing.depth - 1
        return found

    def included(self, token: Token, span: Span) -> Blocks:
        """The text of another file, in the place of this line. What is wrong in it is told at its own lines."""
        parsing, found = self.parsing, includes.text_of(token.meta["file"], span, self.parsing)
        if found is None:
            return ()
        outer, within = parsing.source, parsing.within
        text, changes = tidied("\n".join(found.lines))
        parsing.source = SourceText(found.path, tuple(text.split("\n")), found.first)
        parsing.within, parsing.depth = (*within, outer.path), parsing.depth + 1
        for change in changes:
            parsing.doubt("M-002", change, parsing.source.start(0), "take them out, or write what they stand for")
        blocks = build(text, parsing)
        parsing.source, parsing.within, parsing.depth = outer, within, parsing.depth - 1
        return blocks

    def report(self, code: str, message: str, span: Span, hint: str) -> None:
        """Keeps a problem."""
        self.parsing.report(code, message, span, hint)


def build(text: str, parsing: ParseState) -> Blocks:
    """The blocks of a text."""
    return BlockBuilder(read_tokens(text, parsing), parsing).until("")
