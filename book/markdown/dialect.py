"""markdown-it with the rules that make the dialect of manual/manuscript.md: text becomes tokens, their words set."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from book.markdown import block_rules, bracket_rules, cite_rules, inline_rules
from book.markdown.attributes import BRACES, Attributes, faults, read_attributes
from book.markdown.parse_state import ParseState
from book.markdown.typography import set_type

_BLOCKS = ["fence", "blockquote", "hr", "list", "heading", "paragraph", "table"]
_WORDS = ["escape", "backticks", "strikethrough", "emphasis", "autolink", "entity", "newline"]
_TAIL = re.compile(rf"\s*({BRACES.pattern})\s*$", re.S)


@cache
def engine() -> MarkdownIt:
    """The parser. It keeps nothing from one text to the next."""
    md = MarkdownIt("commonmark", {"maxNesting": 50})
    md.disable([name for name in md.block.ruler.get_all_rules() if name not in _BLOCKS])
    md.enable(["table", "strikethrough"])
    md.disable(["link", "image", "html_inline", "linkify"])
    _add_lines(md)
    _add_words(md)
    return md


def _add_lines(md: MarkdownIt) -> None:
    ruler = md.block.ruler
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    ruler.before("table", "caption", block_rules.caption, {"alt": ["blockquote"]})
    ruler.before("caption", "div", block_rules.div, ends)
    ruler.before("div", "comment", block_rules.comment_lines, ends)
    ruler.before("comment", "too_deep", block_rules.blocks_too_deep)
    ruler.before("paragraph", "written", footnote_def, {"alt": ["paragraph", "reference"]})
    ruler.at("fence", block_rules.code, ends)
    ruler.at("hr", block_rules.ornament, ends)
    deflist_plugin(md)


def _add_words(md: MarkdownIt) -> None:
    ruler = md.inline.ruler
    ruler.at("newline", inline_rules.newline)
    ruler.before("text", "too_deep", inline_rules.marks_too_deep)
    ruler.before("escape", "hard_space", inline_rules.hard_space)
    ruler.at("emphasis", inline_rules.marked)
    ruler.disable("strikethrough")  # its marks are read together with those of emphasis
    rules = (
        ("comment", inline_rules.comment), ("html", inline_rules.html), ("note", bracket_rules.note),
        ("raised", inline_rules.raised), ("call", bracket_rules.call), ("picture", bracket_rules.picture),
        ("author", cite_rules.author), ("bracket", bracket_rules.bracket), ("stray", bracket_rules.stray),
    )  # fmt: skip
    for name, rule in rules:
        ruler.before("emphasis", name, rule)
    md.inline.ruler2.after("balance_pairs", "lone_marks", inline_rules.lone_marks)


def tokens(text: str, parsing: ParseState) -> list[Token]:
    """The tokens of a text, with all words read; problems are reported to `parsing`."""
    md, found = engine(), list[Token]()
    md.block.parse(text, md, {"parsing": parsing}, found)
    last = (-1, 0)
    for number, token in enumerate(found):
        if token.type == "inline":
            opening = found[number - 1]
            if opening.type in ("heading_open", "caption_open") or _has_setting(token, opening):
                _take_attributes(token, opening, parsing)
            last = _read_words(md, token, opening, parsing, last)
    return found


def _read_words(md: MarkdownIt, token: Token, opening: Token, parsing: ParseState,
                last: tuple[int, int]) -> tuple[int, int]:
    """Reads the words of one block. Cells stand in one line, so each is looked for after the `last` one."""
    assert token.map is not None
    line = token.map[0]
    after = last[1] if opening.type in ("th_open", "td_open") and last[0] == line else 0
    if opening.type == "heading_open":
        after = parsing.source.lines[line].find("#") + int(opening.tag[1:])
    elif after == 0 and opening.type not in ("th_open", "td_open"):
        after = max(parsing.source.lines[line].rfind(token.content.split("\n")[0]), 0)
    parsing.words = parsing.source.words(token.content, line, after)
    token.meta = {"words": parsing.words}
    token.children = []
    md.inline.parse(token.content, md, {"parsing": parsing}, token.children)
    set_type(token.children)
    return line, parsing.words.starts[0][2] + len(token.content)


def _has_setting(token: Token, opening: Token) -> bool:
    """True of a paragraph that ends with how it is to be set; other braces at its end are words, or a span's."""
    tail = _TAIL.search(token.content) if opening.type == "paragraph_open" else None
    attributes = read_attributes(tail[1]) if tail else None
    return attributes is not None and ("looseness" in attributes.values or "keep" in attributes.classes)


def _take_attributes(token: Token, opening: Token, parsing: ParseState) -> None:
    """Parts the attributes at the end of a heading, caption or paragraph from its words."""
    kind = opening.type.removesuffix("_open")
    tail = _TAIL.search(token.content)
    attributes = read_attributes(tail[1]) if tail else None
    if tail and attributes is not None and not token.content[:tail.start(1)].endswith("]"):
        assert opening.map is not None
        line = opening.map[0] + token.content.count("\n", 0, tail.start(1))
        column = max(parsing.source.lines[line].rfind(tail[1]), 0)
        for message, hint in faults(attributes, kind):
            parsing.report("M-012", message, parsing.source.span(line, column, len(tail[1])), hint)
        token.content = token.content[:tail.start()]
    else:
        attributes = None
    opening.meta = {"attributes": attributes or Attributes()}
