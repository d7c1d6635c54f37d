"""Lists as CommonMark reads them, with the numbers of Pandoc's fancy lists.

markdown-it's own rule (markdown_it/rules_block/list.py, MIT) knows plain figures only; this one goes its way, and keeps
the open lists, since a line that begins "(b)" goes on with a list and does not begin one in the middle of a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from book.markdown.list_markers import ListMarker, read_marker
from book.markdown.parse_state import parse_state
from book.matter import Numbering

_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")


@dataclass(slots=True)
class OpenList:
    """A list being read: the mark that opened it, the numbering it is in, whether its items stand close."""

    opening: ListMarker
    numbering: Numbering
    tight: bool = True


def items(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list, or in silent mode whether a line begins an item."""
    if state.is_code_block(start) or _sunk(state, start):
        return False
    marker = _marker(state, start) or _capital(state, start, end)
    if marker is None or _bare(state, start, marker):
        return False
    if silent:
        return _ends_paragraph(state, start, marker)
    _read(state, start, end, marker)
    return True


def _sunk(state: StateBlock, line: int) -> bool:
    """An item four spaces further in than its list is a line of the paragraph before it."""
    return 0 <= state.listIndent <= state.sCount[line] - 4 and state.sCount[line] < state.blkIndent


_CAPITAL = re.compile(r"([A-Z])\.[ \t](?=\S)")
_SECONDS = {"I": "II.", "A": "B."}


def _capital(state: StateBlock, line: int, end: int) -> ListMarker | None:
    """The mark of `I. one`, with one space only, if `II. two` follows at once: no name begins so twice."""
    found = _CAPITAL.match(_line(state, line))
    second = _SECONDS.get(found[1]) if found and line + 1 < end else None
    follows = second is not None and _line(state, line + 1).startswith(f"{second} ")
    return read_marker(found[0] + " ") if found and follows else None


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line]:state.eMarks[line]]


def _bare(state: StateBlock, line: int, marker: ListMarker) -> bool:
    """Whether a letter or a Roman number has its line to itself, as the number of a poem: words, and no empty item."""
    begins = state.bMarks[line] + state.tShift[line] + marker.length
    alone = not state.src[begins:state.eMarks[line]].strip()
    return alone and marker.ordered and not marker.plain and not parse_state(state).lists


def _marker(state: StateBlock, line: int) -> ListMarker | None:
    """The mark on a line. In a list of capitals one space is enough behind a single one."""
    text = _line(state, line)
    found, capital = read_marker(text), _CAPITAL.match(text)
    if found is None and capital and any(each.numbering.startswith("upper") for each in parse_state(state).lists):
        return read_marker(capital[0] + " ")
    return found


def _ends_paragraph(state: StateBlock, line: int, marker: ListMarker) -> bool:
    """Whether an item may follow a paragraph's line at once: in a paragraph of running text only a bullet or 1, and
    inside an item any kind's first."""
    inside = state.parentType == "paragraph" and state.sCount[line] >= state.blkIndent
    goes_on = any(marker.goes_on(each.opening, each.numbering) for each in parse_state(state).lists)
    if not inside:
        return marker.plain or goes_on
    content = state.bMarks[line] + state.tShift[line] + marker.length
    if state.skipSpaces(content) >= state.eMarks[line]:
        return False
    return not marker.ordered or (marker.first() and (marker.plain or state.listIndent >= 0))


def _read(state: StateBlock, start: int, end: int, marker: ListMarker) -> None:
    numbering, number = marker.readings[0] if marker.ordered else ("decimal", 1)
    here, at = OpenList(marker, numbering), len(state.tokens)
    kind, tag = ("ordered_list", "ol") if marker.ordered else ("bullet_list", "ul")
    opening = state.push(f"{kind}_open", tag, 1)
    opening.map = span = [start, 0]
    if marker.sign == "@":
        number = len(parse_state(state).examples) + 1
    opening.meta = {"start": number, "numbering": numbering, "delimiter": marker.delimiter}
    parse_state(state).lists.append(here)
    parent, state.parentType = state.parentType, "list"
    span[1] = _items(state, start, end, marker, here)
    state.parentType = parent
    parse_state(state).lists.pop()
    state.push(f"{kind}_close", tag, -1)
    opening.meta["loose"] = not here.tight
    state.line = span[1]
    if here.tight:
        _mark_tight(state.tokens[at + 1:-1], state.level + 2)


def _items(state: StateBlock, start: int, end: int, marker: ListMarker, here: OpenList) -> int:
    """The items of a list; the line behind the last."""
    line, white = start, False
    while True:
        white, line = _item(state, line, end, marker, here, white)
        if line >= end or state.sCount[line] < state.blkIndent or state.is_code_block(line):
            return line
        if any(rule(state, line, end, True) for rule in state.md.block.ruler.getRules("list")):
            return line
        following = _marker(state, line)
        if following is None or not following.goes_on(here.opening, here.numbering):
            return line
        marker = following


def _item(state: StateBlock, line: int, end: int, marker: ListMarker, here: OpenList,
          white: bool) -> tuple[bool, int]:
    """One item: whether it ends with an empty line, as `white` says of the one before, and the line behind it."""
    offset, content = _content(state, line, marker)
    initial = state.sCount[line] + marker.length
    empty = content >= state.eMarks[line]
    beyond = 1 if empty or offset - initial > 4 else offset - initial
    opening = state.push("list_item_open", "li", 1)
    opening.map = span = [line, 0]
    if marker.sign == "@":
        examples = parse_state(state).examples
        examples[marker.label or f"@{len(examples)}"] = len(examples) + 1
    kept = state.tight, state.bMarks[line], state.tShift[line], state.sCount[line], state.listIndent, state.blkIndent
    state.listIndent, state.blkIndent, state.tight = state.blkIndent, initial + beyond, True
    state.tShift[line], state.sCount[line] = content - state.bMarks[line], offset
    task = _TASK.match(state.src, content, state.eMarks[line]) if not state.is_code_block(line) else None
    if task:
        opening.meta = {"checked": task[1] != " "}
        state.bMarks[line], state.tShift[line] = task.end(), 0
    if empty and state.isEmpty(line + 1):
        state.line = min(state.line + 2, end)
    else:
        state.md.block.tokenize(state, line, end)
    here.tight = here.tight and state.tight and not white
    white = state.line - line > 1 and state.isEmpty(state.line - 1)
    state.tight, state.bMarks[line], state.tShift[line], state.sCount[line], state.listIndent, state.blkIndent = kept
    state.push("list_item_close", "li", -1)
    span[1] = state.line
    return white, state.line


def _content(state: StateBlock, line: int, marker: ListMarker) -> tuple[int, int]:
    """Where an item's words begin: its column, tabs counted, and its offset."""
    position = state.bMarks[line] + state.tShift[line] + marker.length
    column = state.sCount[line] + marker.length
    while position < state.eMarks[line] and state.src[position] in " \t":
        column += 4 - (column + state.bsCount[line]) % 4 if state.src[position] == "\t" else 1
        position += 1
    return column, position


def _mark_tight(tokens: list[Token], level: int) -> None:
    for token in tokens:
        if token.level == level and token.type in ("paragraph_open", "paragraph_close"):
            token.hidden = True
