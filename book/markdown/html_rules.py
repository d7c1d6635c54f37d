"""Blocks of HTML on lines of their own: a div, a list, a quotation. What stands inside is Markdown, as Pandoc has it.

An element is taken from its opening tag to the tag that closes it, and its content read as a text by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from textwrap import dedent

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from book.markdown.attributes import Attributes
from book.markdown.html_tags import BLOCKS, HEADINGS, LISTS, REFUSED, TAG, HtmlTag, picture, read_tag
from book.markdown.parse_state import parse_state

_OPEN = re.compile(r"<([A-Za-z][\w-]*)(?=[\s/>]|$)")
_LIST_KINDS = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_DEEPEST = 24
_VOID = frozenset({"hr", "link", "meta", "base", "embed"})


def html_lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """An element of HTML that begins a line, and whatever follows it on its last line."""
    parsing = parse_state(state)
    found = _OPEN.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    name = found[1].lower() if found else ""
    if state.is_code_block(start) or name not in BLOCKS | REFUSED or (parsing.strict and not parsing.raw_html):
        return False
    if silent:
        return True
    text, opening, close = _taken(state, start, name, _last(state, start, end))
    state.line = start + 1
    place = parsing.source.start(start)
    if not opening or opening[2].lower() != name:
        parsing.report("M-006", f"<{name} is opened and its > is missing", place, "close it")
        return True
    if close is None:
        parsing.report("M-006", f"<{name}> is opened and not closed", place, f"close it with </{name}>")
        close = (len(text), len(text))
    _element(state, start, name, text, opening, close)
    rest = text[close[1]:].partition("\n")[0]
    last = start + text.count("\n", 0, close[1])
    if rest.strip():
        read_inside(state, rest, last)
    state.line = last + 1
    return True


def _taken(state: StateBlock, start: int, name: str,
           end: int) -> tuple[str, re.Match[str] | None, tuple[int, int] | None]:
    """The lines of an element: as few as have its closing tag. Its opening tag, and where the closing one stands."""
    count = 1
    while True:
        stop = min(start + count, end)
        text = "\n".join(state.getLines(line, line + 1, state.blkIndent, False) for line in range(start, stop))
        opening = TAG.search(text)
        if opening and opening[2].lower() == name:
            close = opening.span() if name in _VOID or opening[4] else _closing(text, name, opening)
            if close or stop == end:
                return text, opening, close
        elif stop == end or opening:
            return text, opening, None
        count *= 2


def _last(state: StateBlock, start: int, end: int) -> int:
    """The line behind the last that the block around lets its content have."""
    if not state.blkIndent:
        return end
    return next((line for line in range(start + 1, end) if not state.isEmpty(line)
                 and state.sCount[line] < state.blkIndent), end)


def _closing(text: str, name: str, opening: re.Match[str]) -> tuple[int, int] | None:
    """Where the tag that closes an element begins and ends."""
    depth = 0
    for mark in re.finditer(rf"<!--.*?-->|<(/?){name}\b[^<>]*>", text[opening.start():], re.S | re.I):
        if mark[1] is None or mark[0].endswith("/>"):
            continue
        depth += -1 if mark[1] else 1
        if depth == 0:
            return mark.start() + opening.start(), mark.end() + opening.start()
    return None


def read_inside(state: StateBlock, text: str, line: int) -> None:
    """Reads a text, whose first line is a part of `line`, as Markdown, and pushes its blocks."""
    parsing, found = parse_state(state), list[Token]()
    if parsing.in_html >= _DEEPEST:
        parsing.report("M-006", "elements inside elements, too many to be read", parsing.source.start(line),
                       "close the outer ones first")
        return
    source, first, others = parsing.source, *text.partition("\n")[::2]
    parsing.source = replace(source, lines=source.lines[line:], first_line=source.first_line + line)
    parsing.in_html += 1
    state.md.block.parse(f"{first.strip()}\n{dedent(others.expandtabs(4))}", state.md, state.env, found)
    parsing.in_html -= 1
    parsing.source = source
    for token in found:
        token.level += state.level
        if token.map:
            token.map = [token.map[0] + line, token.map[1] + line]
    state.tokens += found


def _element(state: StateBlock, start: int, name: str, text: str, opening: re.Match[str],
             close: tuple[int, int]) -> None:
    parsing = parse_state(state)
    place = parsing.source.start(start)
    if name in REFUSED:
        parsing.report("M-007", f"raw HTML that has no meaning here: <{name}>", place,
                       "take it out, or write in Markdown what it shows")
        return
    tag = read_tag(parsing, name, opening[3], place)
    if tag is None:
        return
    inside, line = text[opening.end():close[0]], start + text.count("\n", 0, opening.end())
    if tag.new_page:
        state.push("page_break", "", 0).map = [start, start + 1]
    if name == "hr":
        state.push("hr", "hr", 0).map = [start, start + 1]
    elif name == "pre":
        _code(state, inside, start)
    elif name in HEADINGS:
        _words(state, "heading", inside, line, tag)
    elif name in LISTS:
        _list(state, tag, inside, line)
    elif name == "figure":
        _figure(state, tag, inside, line)
    else:
        _block(state, tag, inside, line)


def _block(state: StateBlock, tag: HtmlTag, inside: str, line: int) -> None:
    """A paragraph, a quotation or a div; one without a class is no more than its content."""
    attributes = tag.attributes
    classes = {"center": ("centered",), "aside": ("aside",), "details": ("details",)}.get(tag.name, ())
    attributes = replace(attributes, classes=(*classes, *attributes.classes))
    kind = "blockquote" if tag.name == "blockquote" else "div"
    if kind == "blockquote" or (inside.strip() and attributes != Attributes()):
        opening = state.push(f"{kind}_open", kind, 1)
        opening.meta, opening.map = {"attributes": attributes}, [line, line + 1]
    if tag.name == "details":
        inside = re.sub(r"<summary[^<>]*>(.*?)</summary>", lambda found: f"**{found[1].strip()}**\n", inside, count=1,
                        flags=re.S | re.I)
    read_inside(state, inside, line)
    if kind == "blockquote" or (inside.strip() and attributes != Attributes()):
        state.push(f"{kind}_close", kind, -1)


def _words(state: StateBlock, kind: str, inside: str, line: int, tag: HtmlTag) -> None:
    content = inside.lstrip()
    line += inside[:len(inside) - len(content)].count("\n")
    content = "\n".join(each.strip() for each in content.rstrip().split("\n"))
    level = tag.name if kind == "heading" else kind
    state.push(f"{kind}_open", level, 1).map = [line, line + 1]
    words = state.push("inline", "", 0)
    named = f" {{#{tag.attributes.id}}}" if kind == "heading" and tag.attributes.id else ""
    words.content, words.map, words.children = content + named, [line, line + 1], []
    state.push(f"{kind}_close", level, -1)


def _code(state: StateBlock, inside: str, line: int) -> None:
    text = re.sub(r"^\s*<code[^<>]*>|</code>\s*$", "", inside, flags=re.I)
    if TAG.search(text):
        parsing = parse_state(state)
        parsing.report("M-007", "raw HTML inside <pre>", parsing.source.start(line), "write the code between ``` lines")
    token = state.push("code_block", "code", 0)
    token.content, token.map = unescape(text.strip("\n")) + "\n", [line, line + 1]


def _children(text: str, names: tuple[str, ...], line: int) -> Iterator[tuple[str, str, int]]:
    """The elements of these names that stand in a text side by side: name, content and line; what stands between them
    has an empty name. HTML allows to leave out their closing tags: the next one, or the end, closes an element."""
    marks = re.compile(rf"<!--.*?-->|<(/?)({'|'.join(names)}|ul|ol|dl)\b[^<>]*>", re.I | re.S)
    name, begin, depth = "", 0, 0
    for mark in marks.finditer(text):
        tag = (mark[2] or "").lower()
        if tag in LISTS:
            depth += -1 if mark[1] else 1
        elif tag and depth == 0:
            yield name, text[begin:mark.start()], line + text.count("\n", 0, begin)
            name, begin = "" if mark[1] else tag, mark.end()
    yield name, text[begin:], line + text.count("\n", 0, begin)


def _list(state: StateBlock, tag: HtmlTag, inside: str, line: int) -> None:
    parsing = parse_state(state)
    if tag.name == "dl":
        opening = state.push("dl_open", "dl", 1)
    else:
        kind = "ordered_list" if tag.name == "ol" else "bullet_list"
        opening = state.push(f"{kind}_open", tag.name, 1)
        start = tag.values.get("start", "")
        opening.meta = {"start": int(start) if re.fullmatch(r"\d{1,9}", start) else 1, "delimiter": ".", "loose": False,
                        "numbering": _LIST_KINDS.get(tag.values.get("type", ""), "decimal")}
    opening.map = [line, line + 1]
    for name, content, at in _children(inside, ("dt", "dd") if tag.name == "dl" else ("li",), line):
        if not name and not re.sub(r"<!--.*?-->", "", content, flags=re.S).strip():
            continue
        if not name:
            parsing.report("M-007", f"words in <{tag.name}> that are in none of its items", parsing.source.start(at),
                           f"put them into <{'dd' if tag.name == 'dl' else 'li'}>")
        elif name == "dt":
            _words(state, "dt", content, at, tag)
        else:
            closing = "dd" if name == "dd" else "list_item"
            state.push(f"{closing}_open", name, 1).map = [at, at + 1]
            read_inside(state, content, at)
            state.push(f"{closing}_close", name, -1)
    state.push(opening.type.replace("_open", "_close"), tag.name, -1)


def _figure(state: StateBlock, tag: HtmlTag, inside: str, line: int) -> None:
    """A picture with its caption, in Markdown's own words; around anything else a figure is a div."""
    caption = re.search(r"<figcaption[^<>]*>(.*?)</figcaption>", inside, re.S | re.I)
    body = inside[:caption.start()] + inside[caption.end():] if caption else inside
    images = [found for found in TAG.finditer(body) if found[2].lower() == "img"]
    if len(images) != 1 or TAG.sub("", body).strip():
        _block(state, tag, re.sub(r"</?figcaption[^<>]*>", "\n\n", inside, flags=re.I), line)
        return
    image = read_tag(parse_state(state), "img", images[0][3], parse_state(state).source.start(line))
    if image is None:
        return
    file, attributes = picture(image)
    values = "".join(f' {key}="{_quoted(value)}"' for key, value in attributes.values.items())
    name = f"#{tag.attributes.id or attributes.id} " if tag.attributes.id or attributes.id else ""
    braces = f"{{{name}{values.strip()}}}" if name or values else ""
    words = " ".join(caption[1].split()) if caption else ""
    read_inside(state, f"![{words}](<{file}>){braces}", line)


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
