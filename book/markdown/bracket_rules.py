"""Rules for square brackets: links, pictures, spans with attributes, notes.

Most of them open alike, and only what follows the closing bracket tells which one it is.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline

from book.markdown.attributes import BRACES, Attributes, faults, read_attributes
from book.markdown.cite_rules import citation
from book.markdown.inline_rules import inside
from book.markdown.parse_state import parse_state
from book.markdown.picture_address import address as picture_address
from book.markdown.picture_address import referred

_LOOKS = re.compile(r"\{(?:[#.]\w|\w[\w-]*=)")
_CALL = re.compile(r"\[\^([^\s\[\]]+)\]")
_SECOND = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]")
_ADDRESS = re.compile(r'\(\s*(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))\s*'
                      r'(?:(?:"[^"]*"|\'[^\']*\'|\([^()]*\))\s*)?\)')
_SIZED = re.compile(r"\|(\d+)(?:x(\d+))?$")


def call(state: StateInline, silent: bool) -> bool:
    """`[^hall]` calls a note."""
    found = _CALL.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("call", "", 0).meta = {"note": found[1], "at": state.pos, "length": len(found[0])}
    state.pos = found.end()
    return True


def note(state: StateInline, silent: bool) -> bool:
    """`^[…]` is a note in its place."""
    if not state.src.startswith("^[", state.pos):
        return False
    end = _label_end(state, state.pos + 1, silent)
    if end < 0:
        return False
    if not silent:
        inside(state, state.pos + 2, end, "note", {"at": state.pos, "length": end + 1 - state.pos})
    state.pos = end + 1
    return True


def picture(state: StateInline, silent: bool) -> bool:
    """`![caption](file){#id alt="…"}`."""
    if not state.src.startswith("![", state.pos):
        return False
    if state.src.startswith("![[", state.pos) and _wiki_picture(state, silent):
        return True
    end = _label_end(state, state.pos + 1, silent)
    if end < 0:
        return False
    found = picture_address(state.src, end + 1, state.posMax) or referred(
        state.src, state.pos + 1, end, state.posMax, state.env.get("references"))
    if not found:
        return False
    _names(state, found.file)
    sized = None if found.width else _SIZED.search(state.src, state.pos + 2, end)  # Obsidian's ![words|200](file)
    attributes, after = _attributes(state, found.end, "picture", silent)
    if not silent:
        meta = _meta(state, after, attributes) | {
            "file": found.file, "title": found.title, "width": sized[1] if sized else found.width,
            "height": (sized[2] or "") if sized else found.height}
        inside(state, state.pos + 2, sized.start() if sized else end, "picture", meta)
    state.pos = after
    return True


def _wiki_picture(state: StateInline, silent: bool) -> bool:
    """`![[file]]`, as note-taking programs have it: reported, for it has neither caption nor text alternative."""
    end = state.src.find("]]", state.pos, state.posMax)
    if end < 0 or "\n" in state.src[state.pos:end]:
        return False
    if not silent:
        name = state.src[state.pos + 3:end].partition("|")[0]
        parsing = parse_state(state)
        parsing.report("M-009", f"![[{name}]] is not a picture here", parsing.at(state.pos, end + 2 - state.pos),
                       f"write ![The caption](<{name}>)")
    state.pos = end + 2
    return True


def bracket(state: StateInline, silent: bool) -> bool:
    """`[words](address)`, `[words]{attributes}` or `[see @key]`, as what follows the brackets tells."""
    if state.src[state.pos] != "[":
        return False
    end = _label_end(state, state.pos, silent)
    if end < 0:
        return False
    follows = state.src[end + 1:end + 2] if end + 1 < state.posMax else ""
    if follows == "(" and _link(state, end, silent):
        return True
    if follows == "{" and _span(state, end, silent):
        return True
    if follows not in ("(", "{") and (named := _reference(state, end)):
        _push_link(state, end, *named, silent)
        return True
    return citation(state, end, silent)


def stray(state: StateInline, silent: bool) -> bool:
    """Never a match: reports what looks like attributes but belongs to nothing, and so would be printed."""
    looks = _LOOKS.match(state.src, state.pos, state.posMax)
    # After a bracket they were for it, and what is wrong with them has been told.
    if looks and not silent and state.src[state.pos - 1:state.pos] not in ("]", ")"):
        braces = BRACES.match(state.src, state.pos, state.posMax)
        parsing = parse_state(state)
        if braces and not parsing.strict and read_attributes(braces[0]):
            return _of_code(state, braces)
        parsing.doubt("M-012", "attributes that belong to nothing", parsing.at(state.pos, len((braces or looks)[0])),
                       "write them at once after the ] or ) of what they are for, or \\{ if the sign itself is meant")
    return False


def _of_code(state: StateInline, braces: re.Match[str]) -> bool:
    """Attributes of code in a line (`` `x`{.python} ``), which a book has no use for; others are words."""
    parsing = parse_state(state)
    place = parsing.at(state.pos, len(braces[0]))
    if state.src[state.pos - 1:state.pos] != "`":
        parsing.doubt("M-012", "attributes that belong to nothing", place,
                      "write them at once after the ] or ) of what they are for, or \\{ if the sign itself is meant")
        return False
    state.pos = braces.end()
    return True


def _reference(state: StateInline, end: int) -> tuple[str, int] | None:
    """`[words][label]`, `[label][]` and `[label]`: the address written elsewhere, and where the brackets end."""
    known = state.env.get("references", {})
    second = _SECOND.match(state.src, end + 1, state.posMax)
    label = second[1] if second and second[1].strip() else state.src[state.pos + 1:end].lstrip("[")
    found = known.get(normalizeReference(label)) if known and label.strip() else None
    if found is None and second and second[1].strip():
        _lost_reference(state, second)
        second, found = None, None
    if found:
        _names(state, str(found["href"]))
    return (str(found["href"]), second.end() if second else end + 1) if found else None


def _lost_reference(state: StateInline, second: re.Match[str]) -> None:
    """Tells of `[words][label]` with a label that is written nowhere, if it looks like one."""
    if re.match(r"[^\W\d_]", second[1].strip()) and not second[1].startswith("@"):
        parsing = parse_state(state)
        place = parsing.at(state.pos, second.end() - state.pos)
        parsing.doubt("M-019", f"no address is written for “{second[1]}”", place,
                      f"write it below: [{second[1]}]: https://…; or \\[ if the brackets are meant")


def _names(state: StateInline, address: str) -> None:
    """Remembers that an address written elsewhere is used."""
    parse_state(state).used.add(address)


def _label_end(state: StateInline, start: int, silent: bool) -> int:
    """The offset of the bracket that closes the one at `start`; if there is none, that is reported."""
    end = parseLinkLabel(state, start)
    if end < 0 and not silent:
        parsing = parse_state(state)
        parsing.doubt("M-006", "[ is opened and not closed in this paragraph", parsing.at(start),
                       "close it with ], or write \\[ if the sign itself is meant")
    return end


def _attributes(state: StateInline, start: int, kind: str, silent: bool) -> tuple[Attributes, int]:
    """The attributes that begin at `start`, if any do, and where they end."""
    braces = BRACES.match(state.src, start, state.posMax)
    attributes = read_attributes(braces[0]) if braces else None
    if not silent and (braces or state.src[start:start + 1] == "{"):
        _check(state, start, braces[0] if braces else "", attributes, kind)
    if braces and attributes is not None:
        return attributes, braces.end()
    return Attributes(), start


def _meta(state: StateInline, after: int, attributes: Attributes) -> dict[str, Any]:
    return {"attributes": attributes, "at": state.pos, "length": after - state.pos}


def _check(state: StateInline, start: int, text: str, attributes: Attributes | None, kind: str) -> None:
    parsing = parse_state(state)
    if not parsing.strict and not _LOOKS.match(state.src, start, state.posMax):
        return  # {1,5} and the like are words
    if not text:
        parsing.doubt("M-006", "{ is opened and not closed in this paragraph", parsing.at(start),
                       "close it with }, or write \\{ if the sign itself is meant")
    elif attributes is None:
        parsing.doubt("M-012", f"these attributes cannot be read: {text}", parsing.at(start, len(text)),
                       'write {#id .class key=value key="some words"}')
    else:
        for message, hint in faults(attributes, kind):
            parsing.doubt("M-012", message, parsing.at(start, len(text)), hint)


def _link(state: StateInline, end: int, silent: bool) -> bool:
    address = _ADDRESS.match(state.src, end + 1, state.posMax)
    if not address:
        if not silent:
            _report_address(state, end + 1)
        return False
    _push_link(state, end, address[1] or address[2] or "", address.end(), silent)
    return True


def _push_link(state: StateInline, end: int, to: str, behind: int, silent: bool) -> None:
    attributes, after = _attributes(state, behind, "link", silent)
    if not silent:
        inside(state, state.pos + 1, end, "address", _meta(state, after, attributes) | {"to": to})
    state.pos = after


def _report_address(state: StateInline, start: int) -> None:
    parsing = parse_state(state)
    close = state.src.find(")", start, state.posMax)
    if close < 0:
        parsing.doubt("M-006", "( of a link is opened and not closed in this paragraph", parsing.at(start),
                       "close it with ), or write \\( if the sign itself is meant")
    else:
        text = state.src[start:close + 1]
        parsing.doubt("M-019", f"this address cannot be read: {text}", parsing.at(start, len(text)),
                       "an address has no spaces; if no link is meant, write \\( for the sign itself")


def _span(state: StateInline, end: int, silent: bool) -> bool:
    attributes, after = _attributes(state, end + 1, "span", silent)
    if after == end + 1:
        return False
    if not silent:
        inside(state, state.pos + 1, end, "span", _meta(state, after, attributes))
    state.pos = after
    return True
