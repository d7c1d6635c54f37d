"""Rules for references as other tools write them: `[[a note]]` (Obsidian, wikis) and `\\@ref(fig:x)` (bookdown)."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

_WIKI = re.compile(r"\[\[(?!\^|@)([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\](?![(\[{])")
_REF = re.compile(r"\\@ref\(([\w:.-]+)\)")
TEXT_FILE = re.compile(r"(?![A-Za-z][\w+.-]*:)[^#?]+\.(?:md|markdown|qmd|Rmd)(?:#(.*))?")


def wiki(state: StateInline, silent: bool) -> bool:
    """`[[target]]`, `[[target|words]]`, `[[file#heading]]`."""
    return _matched(state, _WIKI, silent, "[[", "plain")


def numbered(state: StateInline, silent: bool) -> bool:
    """`\\@ref(fig:x)`: the number alone."""
    return _matched(state, _REF, silent, "", "number")


def _matched(state: StateInline, pattern: re.Pattern[str], silent: bool, mark: str, form: str) -> bool:
    found = pattern.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        words = (found[2] or "") if pattern is _WIKI else ""
        state.push("reference", "", 0).meta = {
            "to": mark + found[1].strip(), "words": words.strip(), "form": form, "at": state.pos,
            "length": len(found[0]),
        }  # fmt: skip
    state.pos = found.end()
    return True
