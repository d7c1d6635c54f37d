"""Rules for blocks that are Pandoc's: divs, comments. Each reports where it opened if it does not close."""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.fence import fence

from book.markdown import admonitions
from book.markdown.attributes import Attributes, read_attributes
from book.markdown.conditions import is_left_out, without_condition
from book.markdown.parse_state import parse_state
from book.markdown.verse_rules import verse

_OPEN = re.compile(r"(:{3,})\s*(\{.*\}|[\w-]+|[\w-]+\s*\{.*\})\s*:*\s*$")
_CLOSE = re.compile(r":{3,}\s*$")
_CODE = re.compile(r"(`{3,}|~{3,})")


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line]:state.eMarks[line]]


def div(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`::: {#anchor .class}` … `:::`, or `::: class` … `:::`; divs may stand in divs."""
    text = _text(state, start)
    if not text.startswith(":::"):
        return False
    opening, titled = _OPEN.match(text), admonitions.of_div(text)
    if state.is_code_block(start):
        return False
    if not opening and not titled:
        return _stray(state, start, silent)
    if silent:
        return True
    close = _closing(state, start, end)
    attributes = _named(state, start, opening[2]) if opening else Attributes()
    hidden, parsing = is_left_out(attributes.classes, attributes.values), parse_state(state)
    if close < 0:  # if it is hidden, all that follows would be
        tell = parsing.report if hidden else parsing.doubt
        tell("M-006", "a div is opened and not closed", parsing.source.start(start), "close it with a line :::")
    elif hidden:
        parsing.report("M-032", f"a passage that is not for print is left out: {text}", parsing.source.start(start),
                       level="note")
    last = end if close < 0 else close
    if not hidden:
        what = titled or admonitions.of_attributes(attributes)
        _fill(state, start, last, without_condition(attributes), what)
    state.line = last if close < 0 else close + 1
    return True


def _stray(state: StateBlock, line: int, silent: bool) -> bool:
    """A `:::` that opens nothing that can be read and closes nothing. It is printed as nothing."""
    if not silent:
        parsing = parse_state(state)
        close = _CLOSE.match(_text(state, line))
        message = "::: closes nothing" if close else "this ::: opens nothing that can be read"
        parsing.report("M-006", message, parsing.source.start(line),
                       "take it out" if close else 'write ::: {#id .class key="some words"} or ::: class')
        state.line = line + 1
    return True


def _named(state: StateBlock, line: int, name: str) -> Attributes:
    first, brace, rest = name.partition("{")
    if not brace:
        return Attributes(classes=(name,))
    attributes = read_attributes(brace + rest)
    if attributes is not None and first.strip():
        attributes = replace(attributes, classes=(first.strip(), *attributes.classes))
    if attributes is None:
        parsing = parse_state(state)
        parsing.doubt("M-012", f"these attributes cannot be read: {name}", parsing.source.start(line),
                       'write {#id .class key=value key="some words"}')
    return attributes or Attributes()


def _closing(state: StateBlock, start: int, end: int) -> int:
    """The line that closes the div opened on `start`, or -1. Fenced code is passed over."""
    depth, fenced = 0, ""
    for line in range(start, end):
        text = _text(state, line)
        mark = _CODE.match(text)
        if mark and (not fenced or (text.startswith(fenced) and not text.strip(fenced[0]).strip())):
            fenced = "" if fenced else mark[1]
        elif not fenced and (_OPEN.match(text) or admonitions.of_div(text)):
            depth += 1
        elif not fenced and _CLOSE.match(text):
            depth -= 1
            if depth == 0:
                return line
    return -1


def _fill(state: StateBlock, start: int, end: int, attributes: Attributes,
          what: admonitions.Called | None) -> None:
    """Pushes a div whose blocks stand between its first line and `end`."""
    if {"verse", "poem", "poetry"} & set(attributes.classes):
        verse(state, start, end, attributes)
        return
    limit, parent = state.lineMax, state.parentType
    state.lineMax, state.parentType = end, "div"
    kind = "admonition" if what else "div"
    if what:
        admonitions.opens(state, what, [start, end], attributes)
    else:
        opening = state.push("div_open", "div", 1)
        opening.meta, opening.map = {"attributes": attributes}, [start, end]
    state.md.block.tokenize(state, start + 1, end)
    state.push(f"{kind}_close", "div", -1)
    state.lineMax, state.parentType = limit, parent


def code(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Fenced code as in CommonMark, but its end must be there."""
    if not fence(state, start, end, silent):
        return False
    if not silent:
        token = state.tokens[-1]
        last = _text(state, state.line - 1).strip() if state.line - 1 > start else ""
        if not last.startswith(token.markup) or last.strip(token.markup[0]):
            parsing = parse_state(state)
            parsing.doubt("M-006", "code is opened and not closed", parsing.source.start(start),
                          f"close it with a line {token.markup}")
    return True


def comment_lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<!-- … -->` on lines of its own is an editor's remark and is not printed."""
    if not _text(state, start).startswith("<!--") or state.is_code_block(start):
        return False
    line = start
    while line < end and "-->" not in _text(state, line):
        line += 1
    if line < end and _text(state, line).partition("-->")[2].strip():
        return False  # words follow on the line: a remark inside a paragraph
    if silent:
        return True
    if line == end:
        parsing = parse_state(state)
        parsing.report("M-006", "a comment is opened and not closed", parsing.source.start(start), "close it with -->")
    state.line = min(line + 1, end)
    return True


def blocks_too_deep(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Never a match: reports blocks inside blocks beyond all reason, before markdown-it leaves their words out."""
    if not silent and state.level >= state.md.options["maxNesting"] - 3:
        parsing = parse_state(state)
        parsing.report("M-006", "blocks inside blocks, too many to be read", parsing.source.start(start),
                       "close the outer ones first")
    return False
