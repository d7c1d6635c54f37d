"""Files that a text takes in: `{{#include file:3:10}}` of mdBook, of which a part may be named, Quarto's
shortcode and Pandoc's attribute.

A file is looked for by whoever opened the text; none outside the project is ever found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from book.markdown.parse_state import ParseState, parse_state
from book.problems import Span

INCLUDE = re.compile(r"(\\?)\{\{#(?:rustdoc_)?include\s+([^{}\n]+?)\s*\}\}")
_ALONE = re.compile(r"\{\{(?:#include\s+([^{}\n]+?)\s*|<\s*include\s+([^{}<>\n]+?)\s*>)\}\}\s*$")
_OTHER = re.compile(r"\{\{#(\w+)[^{}\n]*\}\}")
_NUMBERS = re.compile(r"(\d*)(?::(\d*))?$")
_ANCHOR = re.compile(r"\bANCHOR(?:_END)?:\s*[\w-]+")
MOST_DEPTH, MOST_TEXTS = 8, 200  # texts in texts, and in one division
_ALONE_HINT = "write it on a line of its own, or \\{{#include …}} if the words are meant"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Lines of a file of the project, the first of which is line `first` there."""

    path: str
    lines: tuple[str, ...]
    first: int = 1


def taken_in(wanted: str, span: Span, parsing: ParseState) -> TakenIn | None:
    """The lines that `file:part` names, or None: then M-035 has been told at `span`."""
    path, _, part = wanted.partition(":")
    found = parsing.include(path.strip(), parsing.source.path, span) if parsing.include else None
    if parsing.include is None:
        parsing.report("M-035", f"no file can be taken in here: {path}", span, "write its words instead")
    if found is None:
        return None
    name, text = found
    lines = tuple(text.removesuffix("\n").split("\n"))
    chosen = _part(lines, part.strip())
    if isinstance(chosen, str):
        parsing.report("M-035", f"{name} {chosen}", span, "name lines or an anchor that it has, or take the whole file")
        return None
    first, last = chosen
    kept = lines[first:last]
    named = part and not _NUMBERS.match(part.strip())
    return TakenIn(name, tuple(line for line in kept if not _ANCHOR.search(line)) if named else kept, first + 1)


def _part(lines: tuple[str, ...], part: str) -> tuple[int, int] | str:
    """The lines that a part is, from 0, the last left out; or what is wrong."""
    numbers = _NUMBERS.match(part)
    if not part or part == ":":
        return 0, len(lines)
    if not numbers:
        return _anchored(lines, part)
    first = int(numbers[1] or 1)
    last = first if numbers[2] is None else int(numbers[2] or len(lines))
    if not 1 <= first <= last <= len(lines):
        return f"has {len(lines)} line{'s' * (len(lines) != 1)}, so there is no {part.strip(':')}"
    return first - 1, last


def _anchored(lines: tuple[str, ...], name: str) -> tuple[int, int] | str:
    """The lines between `ANCHOR: name` and `ANCHOR_END: name`, or the end of the file."""
    begin, end = (re.compile(rf"\b{word}:\s*{re.escape(name)}(?![\w-])") for word in ("ANCHOR", "ANCHOR_END"))
    first = next((number for number, line in enumerate(lines) if begin.search(line)), None)
    if first is None:
        return f"has no anchor “{name}”"
    return first + 1, next((n for n in range(first + 1, len(lines)) if end.search(lines[n])), len(lines))


def text_of(wanted: str, span: Span, parsing: ParseState) -> TakenIn | None:
    """A text to be read as Markdown in the place of a line; None if it cannot be, which is told."""
    found = taken_in(wanted, span, parsing)
    if found and (found.path == parsing.source.path or found.path in parsing.within):
        parsing.report("M-035", f"{found.path} takes in itself", span, "take out one of the two includes")
        return None
    parsing.taken += 1
    if parsing.taken > MOST_TEXTS + 1:
        return None  # told once
    if found and (len(parsing.within) >= MOST_DEPTH or parsing.taken > MOST_TEXTS):
        parsing.report("M-035", "texts inside texts, too many to be read", span, "take them in directly")
        return None
    return found


def include(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """`{{#include file.md}}`, or Quarto's `{{< include file.md >}}`, on a line of its own: the text of that file."""
    line = state.src[state.bMarks[start] + state.tShift[start]:state.eMarks[start]]
    found = _ALONE.match(line)
    if not found or state.is_code_block(start):
        return False
    if not silent:
        token = state.push("include", "", 0)
        token.map, token.meta = [start, start + 1], {"file": found[1] or found[2]}
        state.line = start + 1
    return True


def inside(state: StateInline, silent: bool) -> bool:
    """Any `{{#…}}` in a line: refused, and not printed."""
    found = _OTHER.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        parsing, takes = parse_state(state), found[1] == "include"
        parsing.report("M-035" if takes else "M-032",
                       f"a text taken in amidst others: {found[0]}" if takes else f"a command of mdBook: {found[0]}",
                       parsing.at(state.pos, len(found[0])),
                       _ALONE_HINT if takes else "write in its place what it stands for")
    state.pos = found.end()
    return True
