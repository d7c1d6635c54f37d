"""Builds lists, verse and admonitions: blocks that are made of several others, or of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

from book.markdown.attributes import CLASSES, Attributes, faults
from book.markdown.inlines import InlineBuilder
from book.markdown.verse import stanza
from book.matter import Admonition, Block, Definition, Definitions, Group, Items, RawInline, Verse, VerseLine
from book.problems import Span

if TYPE_CHECKING:
    from book.markdown.blocks import BlockBuilder

Blocks = tuple[Block[RawInline], ...]


def items(builder: BlockBuilder, token: Token, span: Span) -> Items[RawInline]:
    """A list; one of tasks says of each item whether it is done."""
    closing, found, checked = token.type.replace("_open", "_close"), list[Blocks](), list[bool | None]()
    while (opening := builder.tokens[builder.position]).type != closing:
        builder.position += 1
        checked.append(opening.meta.get("checked"))
        found.append(builder.until("list_item_close"))
    builder.position += 1
    meta, tasks = token.meta, tuple(checked) if any(each is not None for each in checked) else ()
    return Items(token.type == "ordered_list_open", meta["start"], tuple(found), span, meta["numbering"],
                 meta["delimiter"], meta["loose"], tasks)


def definitions(builder: BlockBuilder, span: Span) -> Definitions[RawInline]:
    """A list of terms; several definitions of one term are one."""
    found: list[Definition[RawInline]] = []
    while (token := builder.tokens[builder.position]).type != "dl_close":
        builder.position += 1
        if token.type == "dt_open":
            found.append(Definition(builder.words("dt_close"), ()))
        else:
            before = found.pop() if found else Definition[RawInline]((), ())
            found.append(Definition(before.term, before.blocks + builder.until("dd_close")))
    builder.position += 1
    return Definitions(tuple(found), span)


def verse(builder: BlockBuilder, token: Token, span: Span) -> Blocks:
    """Verse, and whatever else stands between its lines: a heading, an ornament."""
    attributes: Attributes = token.meta["attributes"]
    _check(builder, attributes, "verse", span)
    classes, numbered = attributes.free(CLASSES["verse"]), int(attributes.get("line-numbers") or 0)
    stanzas, found = list[tuple[VerseLine[RawInline], ...]](), list[Block[RawInline]]()
    while (token := builder.tokens[builder.position]).type != "verse_close":
        builder.position += 1
        if token.type == "stanza_open":
            lines = _stanza(builder, token)
            stanzas += [lines] if lines else []
            continue
        others = builder.one(token)
        if others and stanzas:
            found.append(Verse(tuple(stanzas), classes, numbered, stanzas[0][0].span))
            stanzas = []
        found += others
    builder.position += 1
    if stanzas:
        found.append(Verse(tuple(stanzas), classes, numbered, stanzas[0][0].span))
    return _named(builder, tuple(found), attributes, (), span)


def _stanza(builder: BlockBuilder, token: Token) -> tuple[VerseLine[RawInline], ...]:
    words = builder.tokens[builder.position]
    builder.position += 2
    assert words.map is not None
    nodes = InlineBuilder(words.children or [], words.meta["words"], builder.parsing, "lines").until("")
    spans = [builder.parsing.source.start(line) for line in range(words.map[0], words.map[1])]
    return stanza(nodes, token.meta["indents"], token.meta["runs_on"], spans)


def admonition(builder: BlockBuilder, token: Token, span: Span) -> Blocks:
    """A passage set apart. Quarto's may have its title as a heading, which then is not a section of the book."""
    attributes: Attributes = token.meta["attributes"]
    _check(builder, attributes, "admonition", span)
    title: tuple[RawInline, ...] = ()
    first = builder.tokens[builder.position]
    if first.type in ("admonition_title_open", "heading_open"):
        builder.position += 1
        title = builder.words(first.type.replace("_open", "_close"))
    found: Block[RawInline] = Admonition(token.meta["kind"], title, builder.until("admonition_close"), span)
    return _named(builder, (found,), attributes, (), span)


def _check(builder: BlockBuilder, attributes: Attributes, kind: str, span: Span) -> None:
    for message, hint in faults(attributes, kind):
        builder.parsing.doubt("M-012", message, span, hint)


def _named(builder: BlockBuilder, blocks: Blocks, attributes: Attributes, classes: tuple[str, ...],
           span: Span) -> Blocks:
    """Blocks under their name and language, if they have any."""
    if attributes.id:
        builder.parsing.ids.append((attributes.id, span))
    if not (attributes.id or attributes.get("lang")):
        return blocks
    return (Group(blocks, attributes.id, classes, attributes.get("lang"), span),)
