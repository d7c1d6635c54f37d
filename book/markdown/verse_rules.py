"""Verse: Pandoc's line blocks, and `::: verse`. Each line of the file is a line of verse.

A stanza is read in one go, since emphasis may run over its lines; `verse` takes it apart at its line ends.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from book.markdown.attributes import Attributes
from book.markdown.parse_state import ParseState, parse_state

_BAR = re.compile(r"\|(?: |$)")
_INDENT = re.compile(r"(?:[ \t\u00a0\u2002\u2003]|&nbsp;|&ensp;|&emsp;|\\ )*")
_WIDE = re.compile(r"\t|\u2003|&emsp;")
_ONE = re.compile(r"[ \u00a0\u2002]|&nbsp;|&ensp;|\\ ")
_BREAK = re.compile(r"(?:\\|<br\s*/?>)?[ \t]*$", re.I)
# In the midst of verse these are what they are anywhere: a heading, a div, an ornament, a remark, a note.
_OTHER = re.compile(r" {0,3}(?:#{1,6}\s|:{3,}|(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$|"
                    r"<!--|\[\^[^\s\]]+\]:)")

FEW, MANY = 3, 4  # lines of a stanza, and of a text, that look like verse
LISTS = ("bullet_list", "ordered_list", "dl", "table")
SHORT = 60  # letters of a line
_CAPITAL = re.compile(r"\s*[^\w\s]*[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]")
_ENDED = re.compile(r"(?:\\|  |<br\s*/?>)$")


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
    if len(rows) > 1 and all(text.rstrip().endswith("|") for text, _, _ in rows):
        parsing = parse_state(state)
        parsing.doubt("M-043", "rows of a table without its line of hyphens, which are lines of verse",
                      parsing.source.start(start), "put a line |---|---| below the first row")
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
    """Reads what is not verse by the rules of all blocks, the first that fits; the line behind it."""
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
    state.tokens += _stanza_tokens(rows)


def _stanza_tokens(rows: list[tuple[str, int, bool]]) -> list[Token]:
    """One stanza: its words, how far each line stands in, and which lines only go on with the one before."""
    indents, texts = [], []
    for text, _, _ in rows:
        found = _INDENT.match(text)
        lead = found[0] if found else ""
        indents.append((4 * len(_WIDE.findall(lead)) + len(_ONE.findall(_WIDE.sub("", lead))) + 1) // 2)
        texts.append(_BREAK.sub("", text[len(lead):]))
    lines = [rows[0][1], rows[-1][1] + 1]
    opening = Token("stanza_open", "", 1, map=lines, block=True,
                    meta={"indents": indents, "runs_on": [on for _, _, on in rows]})
    words = Token("inline", "", 0, map=list(lines), content="\n".join(texts), children=[], block=True)
    return [opening, words, Token("stanza_close", "", -1, block=True)]


# --- a text that is all verse, and one that may be


def as_verse(found: list[Token]) -> list[Token]:
    """The tokens of a text whose every line is one of verse: paragraphs of several lines are stanzas, but not in a
    list."""
    out, place, lists = list[Token](), 0, 0
    while place < len(found):
        lists += found[place].nesting if found[place].type.startswith(LISTS) else 0
        rows = [] if lists else _rows(found, place)
        if not rows:
            out.append(found[place])
            place += 1
            continue
        if out and out[-1].type == "verse_close":
            out.pop()
        else:
            out.append(Token("verse_open", "", 1, map=[rows[0][1], rows[-1][1] + 1], block=True,
                             meta={"attributes": Attributes()}))
        out += [*_stanza_tokens(rows), Token("verse_close", "", -1, block=True)]
        place += 3
    return out


def _rows(found: list[Token], place: int) -> list[tuple[str, int, bool]]:
    """The lines of a paragraph, if it has several."""
    opening = found[place]
    if opening.type != "paragraph_open" or opening.hidden or not opening.map:
        return []
    lines = found[place + 1].content.split("\n")
    return [(text, opening.map[0] + number, False) for number, text in enumerate(lines)] if len(lines) > 1 else []


def doubt(found: list[Token], parsing: ParseState) -> None:
    """Tells where paragraphs look like stanzas: as prose their lines run on."""
    lists, places, count = 0, list[int](), 0
    for place, token in enumerate(found):
        lists += token.nesting if token.type.startswith(LISTS) else 0
        if not lists and _looks_like_verse(rows := _rows(found, place)):
            places.append(rows[0][1])
            count += len(rows)
    if count >= MANY:
        parsing.report("M-034", f"{count} lines look like verse, and are set as prose",
                       parsing.source.start(places[0]), "write verse: true in the head of the file or in book.yaml, or "
                       "put the lines between ::: verse and :::")


def _looks_like_verse(rows: list[tuple[str, int, bool]]) -> bool:
    """Short lines, each beginning with a capital, and none ended as a break already."""
    return len(rows) >= FEW and all(
        len(text) <= SHORT and _CAPITAL.match(text) and not _ENDED.search(text) for text, _, _ in rows)
