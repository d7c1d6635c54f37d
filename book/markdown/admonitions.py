"""Passages set apart to be noticed, as six tools write them.

Pandoc and Quarto: `::: note`, `::: {.callout-tip title="…"}`; Docusaurus: `:::note[…]`; VuePress: `::: tip …`;
GitHub and Obsidian: `> [!NOTE]`; MkDocs: `!!! note "…"`, `??? note`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from book.markdown.attributes import Attributes

Kind = Literal["note", "tip", "important", "warning", "caution"]
KINDS: Mapping[str, Kind] = {
    "note": "note", "tip": "tip", "important": "important", "warning": "warning", "caution": "caution",
    "info": "note", "abstract": "note", "summary": "note", "tldr": "note", "todo": "note", "question": "note",
    "help": "note", "faq": "note", "example": "note", "seealso": "note",
    "hint": "tip", "success": "tip", "check": "tip", "done": "tip",
    "attention": "warning", "danger": "caution", "error": "caution", "failure": "caution", "fail": "caution",
    "missing": "caution", "bug": "caution",
}  # fmt: skip
# Words that are as well the name of a passage of another kind are admonitions only where MkDocs and GitHub write them.
IN_DIVS = frozenset({"note", "tip", "important", "warning", "caution", "info", "hint", "attention", "danger"})
_DIV = re.compile(r":{3,}[ \t]*(\w+)(?:\[(?P<brackets>.*)\]|[ \t]+(?P<words>[^{:\s].*?))?[ \t]*:*[ \t]*$")
_CALLED = re.compile(r"\[!(\w+)\][-+]?[ \t]*(.*)")
_MKDOCS = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]*(\w[\w-]*)(?:[ \t]+[\w-]+)*(?:[ \t]+\"(.*)\")?[ \t]*$")


@dataclass(frozen=True, slots=True)
class Called:
    """What a passage is called: its kind, and the words over it, which may be none."""

    kind: Kind
    title: str = ""


def called(name: str, title: str = "") -> Called | None:
    """The passage of this name. One that is only like a kind keeps its own name for a title."""
    kind = KINDS.get(name.lower())
    if kind is None:
        return None
    return Called(kind, title or ("" if name.lower() == kind else name.capitalize()))


def of_div(text: str) -> Called | None:
    """`:::note[Title]` or `::: tip Title`; without a title it is a div like any other."""
    found = _DIV.match(text)
    if not found or found[1].lower() not in IN_DIVS:
        return None
    title = found["brackets"] or found["words"] or ""
    return called(found[1], title) if title else None


def of_attributes(attributes: Attributes) -> Called | None:
    """`::: note`, `::: {.callout-note title="…"}`; None if no class says that it is one."""
    for name in attributes.classes:
        plain = name.removeprefix("callout-")
        if plain.lower() in IN_DIVS:
            return called(plain, attributes.get("title"))
    return None


def of_quotation(words: str) -> Called | None:
    """`[!NOTE]` on the first line of a quotation."""
    found = _CALLED.match(words.partition("\n")[0])
    if not found:
        return None
    # Obsidian sets a passage of any other name as a note.
    return called(found[1], found[2].strip()) or Called("note", found[2].strip() or found[1].capitalize())


def indented(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`!!! note "Title"`, and below it four spaces in; `???` is open in a book, where nothing folds."""
    if state.is_code_block(start):
        return False
    found = _MKDOCS.match(state.src[state.bMarks[start] + state.tShift[start]:state.eMarks[start]])
    what = called(found[1], found[2] or "") if found else None
    if not what:
        return False
    if silent:
        return True
    line = start + 1
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent + 4):
        line += 1
    opens(state, what, [start, line])
    parent, state.parentType = state.parentType, "admonition"
    limit, state.lineMax = state.lineMax, line
    state.blkIndent += 4
    state.md.block.tokenize(state, start + 1, line)
    state.blkIndent -= 4
    state.lineMax, state.parentType = limit, parent
    state.push("admonition_close", "", -1)
    state.line = line
    return True


def opens(state: StateBlock, what: Called, lines: list[int], attributes: Attributes | None = None) -> None:
    """Pushes the opening of a passage, and its title."""
    opening = state.push("admonition_open", "", 1)
    opening.meta, opening.map = {"kind": what.kind, "attributes": attributes or Attributes()}, lines
    state.tokens += titled(what.title, lines[0])


def titled(title: str, line: int) -> list[Token]:
    """The tokens of a title, if there is one."""
    if not title:
        return []
    words = Token("inline", "", 0, content=title, map=[line, line + 1], children=[])
    opening = Token("admonition_title_open", "", 1, map=[line, line + 1])
    return [opening, words, Token("admonition_title_close", "", -1)]
