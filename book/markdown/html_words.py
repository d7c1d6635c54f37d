"""HTML in a line: harmless tags are taken as what they mean, all others are refused."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from book.markdown.html_tags import DECLARED, INLINE, KNOWN, TAG, picture, read_tag
from book.markdown.inline_rules import inside
from book.markdown.parse_state import parse_state


def html(state: StateInline, silent: bool) -> bool:
    """A tag: in a strict book an error, unless book.yaml lets it in; in any other one of the harmless."""
    tag = TAG.match(state.src, state.pos, state.posMax)
    if not tag:
        return _declaration(state, silent)
    if not silent:
        parsing, name = parse_state(state), tag[2].lower()
        place = parsing.at(state.pos, len(tag[0]))
        if parsing.strict and not parsing.raw_html:
            parsing.report("M-007", f"raw HTML: {tag[0]}", place,
                           "use the manuscript's own marks, or write \\< if the sign itself is meant")
        elif name not in INLINE and tag[1] and f"<{name}" in state.src[:state.pos].lower():
            pass  # its opening has been told of
        elif name not in INLINE:
            parsing.report("M-007", f"raw HTML that has no meaning here: {tag[0]}", place, KNOWN)
        else:
            _push(state, name, bool(tag[1]), tag[3], len(tag[0]))
    state.pos = tag.end()
    return True


def _push(state: StateInline, name: str, closes: bool, written: str, length: int) -> None:
    parsing = parse_state(state)
    meta = {"closes": closes, "at": state.pos, "length": length}
    if name == "q":  # the quotation marks of the text's language
        state.pending += '"'
        return
    tag = None if closes else read_tag(parsing, name, written, parsing.at(state.pos, length))
    if tag is None and not closes:
        return
    if tag is not None and name == "img":
        file, attributes = picture(tag)
        inside(state, state.pos, state.pos, "picture", {**meta, "attributes": attributes, "file": file})
    elif name not in ("img", "wbr"):
        state.push("tag", name, 0).meta = {**meta, "tag": tag}


def _declaration(state: StateInline, silent: bool) -> bool:
    """`<?…?>`, `<!DOCTYPE …>` and `<![CDATA[…]]>`."""
    found = DECLARED.match(state.src, state.pos, state.posMax)
    parsing = parse_state(state)
    if not found or parsing.strict:
        return False
    if not silent:
        parsing.report("M-007", f"raw HTML that has no meaning here: {found[0]}", parsing.at(state.pos, len(found[0])),
                       "take it out, or write \\< if the sign itself is meant")
    state.pos = found.end()
    return True
