"""markdown-it with the rules that make the dialect of manual/manuscript.md: text becomes tokens, their words set."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from book.markdown import (
    admonitions,
    block_rules,
    bracket_rules,
    cite_rules,
    code_rules,
    foreign_rules,
    html_rules,
    html_words,
    includes,
    inline_rules,
    list_rules,
    maths_rules,
    reference_rules,
    verse_rules,
)
from book.markdown.attributes import BRACES, Attributes, faults, read_attributes
from book.markdown.parse_state import ParseState
from book.markdown.tables import rule as tables
from book.markdown.typography import set_type

_BLOCKS = ["code", "fence", "blockquote", "hr", "list", "reference", "heading", "lheading", "paragraph", "table"]
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
    maths_rules.add(md)
    return md


def _add_lines(md: MarkdownIt) -> None:
    ruler = md.block.ruler
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    ruler.at("table", tables.table, {"alt": ["paragraph", "reference"]})
    ruler.before("table", "div", block_rules.div, ends)
    ruler.before("div", "comment", block_rules.comment_lines, ends)
    ruler.before("comment", "too_deep", block_rules.blocks_too_deep)
    ruler.before("too_deep", "second_head", foreign_rules.second_head, {"alt": ["paragraph", "reference"]})
    ruler.after("table", "line_block", verse_rules.line_block)
    ruler.before("code", "page_break", foreign_rules.page_break, ends)
    ruler.before("code", "include", includes.include, ends)
    ruler.before("code", "tex_block", foreign_rules.tex_block, ends)
    ruler.before("code", "admonition", admonitions.indented, ends)
    ruler.before("reference", "written", footnote_def, {"alt": ["paragraph", "reference"]})
    ruler.before("reference", "html_lines", html_rules.html_lines, {"alt": ["paragraph", "reference", "blockquote"]})
    ruler.at("fence", block_rules.code, ends)
    ruler.at("list", list_rules.items, {"alt": ["paragraph", "reference", "blockquote"]})
    deflist_plugin(md)
    terms = ruler.__rules__[ruler.__find__("deflist")]
    ruler.at("deflist", tables.lists_terms(terms.fn), {"alt": terms.alt})


def _add_words(md: MarkdownIt) -> None:
    ruler = md.inline.ruler
    ruler.before("text", "too_deep", inline_rules.marks_too_deep)
    ruler.before("escape", "hard_space", inline_rules.hard_space)
    ruler.before("escape", "numbered", reference_rules.numbered)
    ruler.before("escape", "wiki", reference_rules.wiki)
    ruler.before("hard_space", "tex", foreign_rules.tex)
    ruler.at("backticks", code_rules.code_words)
    ruler.at("emphasis", inline_rules.marked)
    ruler.disable("strikethrough")  # its marks are read together with those of emphasis
    rules = (
        ("comment", inline_rules.comment), ("html", html_words.html), ("note", bracket_rules.note),
        ("shortcode", foreign_rules.shortcode), ("liquid", foreign_rules.liquid),
        ("mdbook", includes.inside), ("highlighted", inline_rules.highlighted),
        ("raised", inline_rules.raised), ("call", bracket_rules.call), ("example", foreign_rules.example),
        ("picture", bracket_rules.picture), ("author", cite_rules.author), ("bracket", bracket_rules.bracket),
        ("stray", bracket_rules.stray),
    )  # fmt: skip
    for name, rule in rules:
        ruler.before("emphasis", name, rule)
    md.inline.ruler2.after("balance_pairs", "lone_marks", inline_rules.lone_marks)


def tokens(text: str, parsing: ParseState) -> list[Token]:
    """The tokens of a text, with all words read; problems are reported to `parsing`."""
    md, found = engine(), list[Token]()
    env = parsing.env
    env["parsing"] = parsing
    md.block.parse(text, md, env, found)
    for reference in (*env.get("references", {}).values(), *env.get("duplicate_refs", ())):
        reference.setdefault("span", parsing.source.start(reference["map"][0]))
    found = _with_titles(found)
    if parsing.verse:
        found = verse_rules.as_verse(found)
    else:
        verse_rules.doubt(found, parsing)
    for number, token in enumerate(found):
        if token.type == "inline":
            opening = found[number - 1]
            if opening.type == "heading_open" or _has_setting(token, opening):
                _take_attributes(token, opening, parsing)
            _read_words(md, token, opening, parsing)
    return found


def _with_titles(found: list[Token]) -> list[Token]:
    """The tokens, quotations that call themselves a note (`[!NOTE]`) as such, and their title parted from the words."""
    quotations: list[tuple[Token, bool]] = []
    out: list[Token] = []
    for number, token in enumerate(found):
        out.append(token)
        if token.type == "blockquote_open":
            words = found[number + 2] if found[number + 1].type == "paragraph_open" else None
            what = admonitions.of_quotation(words.content) if words else None
            quotations.append((token, what is not None))
            if what and words and words.map:
                token.type, token.meta = "admonition_open", {"kind": what.kind, "attributes": Attributes()}
                out += admonitions.titled(what.title, words.map[0])
                words.content = words.content.partition("\n")[2]
                words.map = [words.map[0] + bool(words.content), words.map[1]]
        elif token.type == "blockquote_close" and quotations.pop()[1]:
            token.type = "admonition_close"
    return out


def words_of(text: str, kind: str, parsing: ParseState) -> tuple[Token, Attributes]:
    """The words that all of `parsing.source` is: those of a cell or, with attributes at its end, of a caption."""
    opening, token = Token(f"{kind}_open", "", 1, map=[0, 1]), Token("inline", "", 0, content=text, map=[0, 1])
    if kind == "caption":
        _take_attributes(token, opening, parsing)
    _read_words(engine(), token, opening, parsing)
    return token, opening.meta.get("attributes", Attributes())


def _read_words(md: MarkdownIt, token: Token, opening: Token, parsing: ParseState) -> None:
    """Reads the words of one block."""
    assert token.map is not None
    line = token.map[0]
    if opening.type == "heading_open" and opening.markup.startswith("#"):
        after = parsing.source.lines[line].find("#") + int(opening.tag[1:])
    else:
        after = max(parsing.source.lines[line].rfind(token.content.split("\n")[0]), 0)
    parsing.words = parsing.source.words(token.content, line, after)
    token.meta = {"words": parsing.words}
    token.children = []
    md.inline.parse(token.content, md, parsing.env, token.children)
    set_type(token.children)


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
            parsing.doubt("M-012", message, parsing.source.span(line, column, len(tail[1])), hint)
        token.content = token.content[:tail.start()]
    else:
        attributes = None
    opening.meta = {"attributes": attributes or Attributes()}
