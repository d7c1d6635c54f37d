"""Code in a line: the attributes in braces behind it are its own, `x = 1`{.python}."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.backticks import backtick

from book.markdown.attributes import BRACES, read_attributes


def code_words(state: StateInline, silent: bool) -> bool:
    """Code as in CommonMark, and its attributes."""
    before = len(state.tokens)
    if not backtick(state, silent):
        return False
    found = BRACES.match(state.src, state.pos, state.posMax)
    attributes = read_attributes(found[0]) if found else None
    code = silent or (len(state.tokens) > before and state.tokens[-1].type == "code_inline")
    if found and attributes is not None and code:
        if not silent:
            state.tokens[-1].meta = {"attributes": attributes, "at": state.pos, "length": len(found[0])}
        state.pos = found.end()
    return True
