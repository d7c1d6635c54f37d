"""Verse: Pandoc's line blocks, and `::: verse`. Each line of the file is a line of verse.

A stanza is read in one go, since emphasis may run over its lines; `verse` takes it apart at its line ends.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from book.markdown.attributes import Attributes

_BAR = re.compile(r"\|(?: |$)")
_INDENT = re.compile(r"(?:[ \t\u00a0\u2002\u2003]|&nbsp;|&ensp;|&emsp;|\\ )*")
_WIDE = re.compile(r"\t|\u2003|&emsp;")
_ONE = re.compile(r"[ \u00a0\u2002]|&nbsp;|&ensp;|\\ ")
_BREAK = re.compile(r"(?:\\|<br\s*/?>)?[ \t]*$", re.I)
# In the midst of verse these are what they are anywhere: a heading, a div, an ornament, a remark, a note.
_OTHER = re.compile(r" {0,3}(?:#{1,6}\s|:{3,}|(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$|"
                    r"<!--|\[\^[^\s\]]+\]:)")


def line_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`| A line` and `| another`; `|` alone parts stanzas, and a line that begins with white space goes on with one."""
    if silent or state.is_code_block(start) or not _BAR.match(_text(state, start)):
        return False
    rows, line = list[tuple[str, int, bool]](), start
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        text = _text(state, line)
        if _BAR.match(text):
            rows.append((text[2:], line, False))
        elif state.sCount[line] > state.blkIndent:
            rows.append((text, line, True))
        else:
            break
        line += 1
    state.push("verse_open", "", 1).meta = {"attributes": Attributes()}
    state.tokens[-1].map = [start, line]
    _stanzas(state, rows)
    state.push("verse_close", "", -1)
    state.line = line
    return True


def verse(state: StateBlock, start: int, end: int, attributes: Attributes) -> None:
    """The lines between those of a `::: verse`; white space before all of them alike is none."""
    lines = [state.getLines(line, line + 1, state.blkIndent, False).expandtabs(4) for line in range(start + 1, end)]
    barred = all(_BAR.match(text.lstrip()) for text in lines if text.strip()) and any(map(str.strip, lines))
    lines = [text.lstrip()[2:] if barred else text for text in lines]
    common = min((len(text) - len(text.lstrip()) for text in lines if text.strip()), default=0)
    rows = [(text[common:], start + 1 + number, False) for number, text in enumerate(lines)]
    opening = state.push("verse_open", "", 1)
    opening.meta, opening.map = {"attributes": attributes}, [start, end]
    begin = 0
    while begin < len(rows):
        stop = next((n for n in range(begin, len(rows)) if _OTHER.match(rows[n][0])), len(rows))
        _stanzas(state, rows[begin:stop])
        begin = stop
        if begin < len(rows):
            begin = _other(state, rows[begin][1], end) - start - 1
    state.push("verse_close", "", -1)


def _other(state: StateBlock, line: int, end: int) -> int:
    """Reads what is no verse by the rules of all blocks, the first that fits; the line behind it."""
    for rule in state.md.block.ruler.getRules(""):
        if rule(state, line, end, False):
            break
    return max(state.line, line + 1)


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line]:state.eMarks[line]]


def _stanzas(state: StateBlock, rows: list[tuple[str, int, bool]]) -> None:
    stanza: list[tuple[str, int, bool]] = []
    for row in [*rows, ("", -1, False)]:
        if row[0].strip():
            stanza.append(row)
        elif stanza:
            _stanza(state, stanza)
            stanza = []


def _stanza(state: StateBlock, rows: list[tuple[str, int, bool]]) -> None:
    """One stanza: its words, how far each line stands in, and which lines only go on with the one before."""
    indents, texts = [], []
    for text, _, _ in rows:
        found = _INDENT.match(text)
        lead = found[0] if found else ""
        indents.append((4 * len(_WIDE.findall(lead)) + len(_ONE.findall(_WIDE.sub("", lead))) + 1) // 2)
        texts.append(_BREAK.sub("", text[len(lead):]))
    opening = state.push("stanza_open", "", 1)
    opening.map = [rows[0][1], rows[-1][1] + 1]
    opening.meta = {"indents": indents, "runs_on": [on for _, _, on in rows]}
    words = state.push("inline", "", 0)
    words.content, words.map, words.children = "\n".join(texts), list(opening.map), []
    state.push("stanza_close", "", -1)
