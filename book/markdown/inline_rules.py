"""Rules for what is inside a line, where Pandoc's conventions differ from CommonMark's.

The `meta` of their tokens says where they begin ("at") and how long they are ("length").
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize as emphasis
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.rules_inline.strikethrough import tokenize as strikethrough

from book.markdown.attributes import Attributes
from book.markdown.parse_state import parse_state

_RAISED = re.compile(r"([~^])(?!\1)((?:\\.|[^\s\\~^\[\]])+)\1(?!\1)")
_MARK = re.compile(r"(?<!=)==(?=[^\s=])((?:\\.|[^\\\n])+?)(?<=[^\s=])==(?!=)")



def inside(state: StateInline, start: int, end: int, kind: str, meta: dict[str, Any]) -> None:
    """Reads the words between two offsets as the content of a token pair."""
    state.push(f"{kind}_open", "", 1).meta = meta
    position, limit = state.pos, state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.pos, state.posMax = position, limit
    state.push(f"{kind}_close", "", -1)


def hard_space(state: StateInline, silent: bool) -> bool:
    """A backslash and a space are a space at which no line breaks."""
    if not state.src.startswith("\\ ", state.pos) or state.pos + 1 >= state.posMax:
        return False
    if not silent:
        state.append_pending("\N{NO-BREAK SPACE}")
    state.pos += 2
    return True


def raised(state: StateInline, silent: bool) -> bool:
    """`4^th^` and `H~2~O`."""
    found = _RAISED.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        inside(state, found.start(2), found.end(2), "sup" if found[1] == "^" else "sub", {})
    state.pos = found.end()
    return True


def highlighted(state: StateInline, silent: bool) -> bool:
    """`==words==` are marked, as with a pen."""
    found = _MARK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        meta = {"at": state.pos, "length": len(found[0]), "attributes": Attributes("", ("marked",))}
        inside(state, found.start(1), found.end(1), "span", meta)
    state.pos = found.end()
    return True


def marked(state: StateInline, silent: bool) -> bool:
    """Emphasis as in CommonMark; its marks remember where they stand, so that a lone one can be reported."""
    start, count = state.pos, len(state.tokens) + (1 if state.pending else 0)
    if not (emphasis(state, silent) or strikethrough(state, silent)):
        return False
    for number, token in enumerate(state.tokens[count:]):
        token.meta = {"at": start + number}
    return True


def lone_marks(state: StateInline) -> None:
    """Reports marks of emphasis that open or close nothing. A mark inside a word (2*3) may be meant as it stands."""
    lists = [state.delimiters, *(meta["delimiters"] for meta in state.tokens_meta if meta)]
    for delimiters in lists:
        closers = {delimiter.end for delimiter in delimiters}
        last = -2
        for number, delimiter in enumerate(delimiters):
            lone = delimiter.end < 0 and number not in closers and delimiter.open != delimiter.close
            if lone and delimiter.token != last + 1:
                _report_mark(state, delimiter)
            last = delimiter.token if lone else last


def _report_mark(state: StateInline, delimiter: Delimiter) -> None:
    token = state.tokens[delimiter.token]
    mark = token.content if delimiter.length < 2 else chr(delimiter.marker) * min(delimiter.length, 2)
    opens = "opens emphasis that is not closed in this paragraph"
    what = opens if delimiter.open else "closes emphasis that was not opened"
    parsing = parse_state(state)
    parsing.doubt("M-006", f"{mark} {what}", parsing.at(token.meta.get("at", 0), len(mark)),
                   f"close it, or write \\{chr(delimiter.marker)} if the sign itself is meant")


def comment(state: StateInline, silent: bool) -> bool:
    """An editor's remark, `<!-- … -->`, is not printed."""
    if not state.src.startswith("<!--", state.pos):
        return False
    end = state.src.find("-->", state.pos + 4, state.posMax)
    if end < 0 and not silent:
        parsing = parse_state(state)
        parsing.report("M-006", "a comment is opened and not closed", parsing.at(state.pos, 4),
                       "close it with --> in the same paragraph")
    spaced = state.pos == 0 or state.src[state.pos - 1].isspace()
    state.pos = state.posMax if end < 0 else end + 3
    while spaced and state.pos < state.posMax and state.src[state.pos] == " ":
        state.pos += 1  # one space between the words around it, not two
    return True


def marks_too_deep(state: StateInline, silent: bool) -> bool:
    """Never a match: reports marks inside marks beyond all reason, before markdown-it leaves their words out."""
    if not silent and state.level >= state.md.options["maxNesting"] - 1:
        parsing = parse_state(state)
        parsing.report("M-006", "marks inside marks, too many to be read", parsing.at(state.pos),
                       "close the outer ones first")
    return False
