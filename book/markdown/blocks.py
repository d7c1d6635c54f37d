"""Builds the blocks of a text from its tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from book.markdown.attributes import CLASSES, LOOSENESS, Attributes, faults
from book.markdown.block_meanings import Blocks, check_row, drawing, free_id, quotation
from book.markdown.bracket_meanings import plain
from book.markdown.dialect import tokens as read_tokens
from book.markdown.inlines import InlineBuilder, inlines
from book.markdown.parse_state import ParseState
from book.markdown.source_map import SourceText
from book.matter import (
    Block,
    Cell,
    Definition,
    Definitions,
    Group,
    Heading,
    Items,
    Ornament,
    Paragraph,
    RawInline,
    Table,
    Verbatim,
)
from book.problems import Span

_ALIGNS = {"": "left", "text-align:left": "left", "text-align:right": "right", "text-align:center": "center"}
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
            if token.type == "caption_open":
                self.caption(token, found)
            else:
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
                return (self.items(token, span),)
            case "dl_open":
                return (self.definitions(span),)
            case "table_open":
                return (self.table(span),)
            case "div_open":
                return self.div(token, span)
            case "footnote_reference_open":
                return self.written(token, span)
            case "hr":
                return (Ornament(span),)
            case "fence":
                return (Verbatim(token.content.removesuffix("\n"), span),)
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
        figure = InlineBuilder(content.children or [], content.meta["words"], self.parsing).figure(span)
        if figure:
            self.position += 2
            return (figure,)
        children = self.words("paragraph_close")
        setting: Attributes = token.meta.get("attributes", Attributes())
        looseness = setting.get("looseness") if setting.get("looseness") in LOOSENESS else "0"
        return (Paragraph(children, span, int(looseness), "keep" in setting.classes),) if children else ()

    def heading(self, token: Token, span: Span) -> Heading[RawInline]:
        """A heading; its level must be one below that of the section it stands in, at most."""
        level, attributes = int(token.tag[1:]), token.meta["attributes"]
        children = self.words("heading_close")
        if level == 1:
            self.report("M-013", "a heading of level 1 in the text", span,
                        "the division's title stands in the file's head; sections begin with ##")
        elif level > 3 or level > self.parsing.section + 1:
            self.report("M-013", f"a heading of level {level} under one of level {self.parsing.section}", span,
                        "sections begin with ##, subsections with ###; there is nothing below")
        self.parsing.section = min(max(level, 2), 3)
        name = attributes.id or free_id(self.parsing, plain(children))
        self.parsing.ids.append((name, span))
        return Heading(self.parsing.section, children, name, attributes.classes, span)

    def items(self, token: Token, span: Span) -> Items[RawInline]:
        """A list."""
        closing, items = token.type.replace("_open", "_close"), []
        while self.tokens[self.position].type != closing:
            self.position += 1
            items.append(self.until("list_item_close"))
        self.position += 1
        return Items(token.type == "ordered_list_open", int(token.attrs.get("start", 1)), tuple(items), span)

    def definitions(self, span: Span) -> Definitions[RawInline]:
        """A list of terms; several definitions of one term are one."""
        items: list[Definition[RawInline]] = []
        while (token := self.tokens[self.position]).type != "dl_close":
            self.position += 1
            if token.type == "dt_open":
                items.append(Definition(self.words("dt_close"), ()))
            else:
                items[-1] = replace(items[-1], blocks=items[-1].blocks + self.until("dd_close"))
        self.position += 1
        return Definitions(tuple(items), span)

    def table(self, span: Span) -> Table[RawInline]:
        """A table; its caption comes later."""
        rows: list[tuple[Cell[RawInline], ...]] = []
        cells: list[Cell[RawInline]] = []
        aligns: list[str] = []
        while (token := self.tokens[self.position]).type != "table_close":
            self.position += 1
            if token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    aligns.append(_ALIGNS[str(token.attrs.get("style", ""))])
                cells.append(Cell(self.words(token.type.replace("open", "close")), token.type == "th_open"))
            elif token.type == "tr_open" and token.map:
                check_row(self.parsing, token.map[0], len(aligns))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        self.position += 1
        return Table("", (), rows[0], tuple(rows[1:]), tuple(aligns), span)

    def caption(self, token: Token, found: list[Block[RawInline]]) -> None:
        """Gives the table just found its caption and name."""
        words, attributes = self.words("caption_close"), token.meta["attributes"]
        table = found[-1]
        assert isinstance(table, Table)
        name = attributes.id or free_id(self.parsing, "tab-" + plain(words))
        self.parsing.ids.append((name, table.span))
        found[-1] = replace(table, caption=words, id=name)

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
            self.report("M-012", message, span, hint)
        blocks = self.until("div_close")
        if "template" in attributes.values:
            return self.expanded(attributes, blocks, span)
        if "figure" in attributes.values:
            return (drawing(self.parsing, attributes, blocks, span),)
        if "epigraph" in attributes.classes:
            blocks = (quotation("epigraph", blocks, span),)
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

    def report(self, code: str, message: str, span: Span, hint: str) -> None:
        """Keeps a problem."""
        self.parsing.report(code, message, span, hint)


def build(text: str, parsing: ParseState) -> Blocks:
    """The blocks of a text."""
    return BlockBuilder(read_tokens(text, parsing), parsing).until("")
