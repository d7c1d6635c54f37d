r"""Rules for mathematics: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, a `math` fence, an environment of LaTeX by itself.

What is inside a formula is TeX and nothing else: no rule for emphasis, quotes or lists sees it. Dollars follow Pandoc's
rule (manual, "Extension: tex_math_dollars"), so that "$5 and $6" stays text. TeX outside a formula would be printed as
it stands; it is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.fence import fence
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from book.markdown.attributes import BRACES, Attributes, faults, read_attributes
from book.markdown.parse_state import ParseState, parse_state
from book.matter import Block, DisplayFormula, Formula, Paragraph, RawInline, Text
from book.problems import Span

# \text{…} may hold dollars of its own, which do not end the formula.
_TEXT = re.compile(r"\\(?:text|mbox|textrm|textit|textbf|hbox)\{(?:[^{}\\]|\\.|\{[^{}]*\})*\}", re.S)
_TICKS = re.compile(r"\$(`+)(?!`)")
_BRACKETS: Mapping[str, tuple[str, bool]] = {
    "\\\\(": ("\\\\)", False), "\\\\[": ("\\\\]", True), "\\(": ("\\)", False), "\\[": ("\\]", True)}
_PROSE = re.compile(r"[^\W\d_]{4,}")
_SIGNS = re.compile(r"[\\^_=+<>{}|]|[A-Za-z]\s*[-/*]|[≤≥≠≈∈∞∑∫√]")
_ENVIRONMENTS = ("equation", "align", "gather", "multline", "eqnarray", "alignat", "flalign", "displaymath", "math",
                 "aligned", "gathered", "alignedat", "split", "cases", "array", "matrix", "pmatrix", "bmatrix",
                 "vmatrix", "Vmatrix", "Bmatrix", "smallmatrix", "dcases", "rcases", "CD", "subequations", "dmath")
_BEGIN = re.compile(rf"\\begin\{{((?:{'|'.join(_ENVIRONMENTS)})\*?)\}}")
_OPENS = re.compile(r"\$\$|\\\\?\[|\\begin\{")
_CLOSES: Mapping[str, str] = {"$$": "$$", "\\[": "\\]", "\\\\[": "\\\\]"}
_FENCE = re.compile(r"(`{3,}|~{3,})\s*(?:math|\{\.math\})\s*$")
_AFTER = re.compile(rf"\s*([.,;:]?)\s*({BRACES.pattern})?\s*$", re.S)
_NUMBERS = re.compile(r"\\(tag\*?|label|ref|eqref)(?![A-Za-z])\s*(?:\{([^{}]*)\})?")
# The environments that MathJax wants without their frame, or under another name.
_RENAMED: Mapping[str, str] = {"displaymath": "", "math": "", "subequations": "", "dmath": "", "dmath*": ""}


# --- the rules


def add(md: MarkdownIt) -> None:
    """Adds the rules of mathematics to a parser."""
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("tex_block", "formula", display, ends)
    md.inline.ruler.before("tex", "formula", inline)


def inline(state: StateInline, silent: bool) -> bool:
    """A formula inside a line."""
    if state.src[state.pos] not in "$\\":
        return False
    found = _found(state)
    if found is None:
        if not silent and state.pos == 0 and re.match(r"\$\$(?!\$)", state.src):
            parsing = parse_state(state)
            parsing.report("M-006", "$$ is opened and not closed in this paragraph", parsing.at(0, 2),
                           "close it with $$ before the next empty line, or write \\$\\$ if the signs are meant")
        return False
    tex, shown, end = found
    if not silent:
        token = state.push("formula", "math", 0)
        token.meta = {"at": state.pos, "length": end - state.pos, "display": shown}
        token.content = tex
    state.pos = end
    return True


def _found(state: StateInline) -> tuple[str, bool, int] | None:
    """The TeX of the formula that begins here, whether it is displayed, and where it ends."""
    src, start, end = state.src, state.pos, state.posMax
    if src[start] == "\\":
        return _bracketed(src, start, end)
    if ticks := _TICKS.match(src, start, end):
        close = src.find(f"{ticks[1]}$", ticks.end(), end)
        return (src[ticks.end():close].strip(), False, close + len(ticks[1]) + 1) if close > 0 else None
    if src.startswith("$$", start):
        close = _closing(src, start + 2, end, "$$")
        tex = src[start + 2:close].strip() if close > 0 else ""
        return (tex, True, close + 2) if tex else None
    close = _closing(src, start + 1, end, "$")
    if close <= start + 1 or src[start + 1].isspace() or src[close - 1].isspace() or src[close + 1:close + 2].isdigit():
        return None
    if src[start + 1] == ")" or src[close - 1] == "(":
        return None  # cheap ($) or dear ($$)
    return src[start + 1:close], False, close + 1


def _closing(src: str, position: int, end: int, mark: str) -> int:
    """Where the mark stands that closes a formula, or -1."""
    while position < end:
        if src.startswith(mark, position):
            return position
        text = _TEXT.match(src, position, end) if src[position] == "\\" else None
        position = text.end() if text else position + (2 if src[position] == "\\" else 1)
    return -1


def _bracketed(src: str, start: int, end: int) -> tuple[str, bool, int] | None:
    opening = next((mark for mark in _BRACKETS if src.startswith(mark, start)), "")
    if not opening:
        return None
    closing, shown = _BRACKETS[opening]
    close = src.find(closing, start + len(opening), end)
    tex = src[start + len(opening):close].strip() if close > 0 else ""
    if not tex or (len(opening) == 2 and not _looks_like_maths(tex, shown)):
        return None
    return tex, shown, close + len(closing)


def _looks_like_maths(inside: str, square: bool) -> bool:
    r"""Converters write \[sic\] and \(see below\) for mere brackets; \(x\) and \[E = mc^2\] are formulas."""
    if not any(map(str.isalnum, inside)):
        return False
    if _SIGNS.search(inside):
        return not _PROSE.search(re.sub(r"\\(?:text|mbox|operatorname)\{[^{}]*\}|\\[A-Za-z]+", "", inside))
    return not square and len(inside) == 1 and inside.isalpha()


def display(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A formula on lines of its own."""
    line = state.src[state.bMarks[start] + state.tShift[start]:state.eMarks[start]]
    if state.is_code_block(start):
        return False
    if _FENCE.match(line):
        return _fenced(state, start, end, silent)
    opening = _OPENS.match(line)
    begins = _BEGIN.match(line)
    if not opening or (opening[0].endswith("{") and not begins):
        return False
    closing = rf"\end{{{begins[1]}}}" if begins else _CLOSES[opening[0]]
    found = _closed(state, start, end, "" if begins else opening[0], closing)
    if found is None:
        return False
    last, tex, after = found
    if not begins and len(opening[0]) == 2 and opening[0] != "$$" and last == start \
            and not _looks_like_maths(tex, True):
        return False
    if not silent:
        _push(state, start, last, _framed(tex, begins[1]) if begins else tex, after)
    state.line = last + 1
    return True


def _closed(state: StateBlock, start: int, end: int, opening: str, closing: str
            ) -> tuple[int, str, re.Match[str]] | None:
    """The formula's last line, its TeX, and what follows it there: nothing but its name. None if it is not closed so.

    An empty line ends a paragraph, but not a formula whose marks stand on lines of their own."""
    alone = state.getLines(start, start + 1, state.blkIndent, False).strip() in (opening, opening + "\n") or not opening
    text = ""
    for line in range(start, end):
        if line > start and state.isEmpty(line):
            if not alone:
                return None
        elif line > start and state.sCount[line] < state.blkIndent:
            return None
        text += ("\n" if line > start else "") + state.getLines(line, line + 1, state.blkIndent, False).strip()
        place = text.find(closing, len(opening))
        while place > 0 and text[place - 1] == "\\" and closing == "$$":
            place = text.find(closing, place + 1)
        if place >= 0:
            after = _AFTER.match(text, place + len(closing))
            tex = text[len(opening):place if opening else place + len(closing)].strip()
            return (line, tex, after) if after and tex and (opening or not after[1]) else None
    return None


def _framed(tex: str, name: str) -> str:
    """An environment as MathJax has it: those that only say "on a line of its own" go."""
    if name in _RENAMED:
        return tex.removeprefix(rf"\begin{{{name}}}").removesuffix(rf"\end{{{name}}}").strip()
    return tex


def _push(state: StateBlock, start: int, last: int, tex: str, after: re.Match[str]) -> None:
    token = state.push("formula", "math", 0)
    token.map, token.block = [start, last + 1], True
    inside = last + 1 < state.lineMax and not state.isEmpty(last + 1)
    token.content = _ended(tex, after[1])
    token.meta = {"attributes": _attributes(state, last, after[2] or ""), "inside": inside}


def _ended(tex: str, stop: str) -> str:
    return tex + (rf"\,\text{{{stop}}}" if stop else "")


def _attributes(state: StateBlock, line: int, braces: str) -> Attributes:
    attributes = read_attributes(braces) if braces else Attributes()
    parsing = parse_state(state)
    column = max(parsing.source.lines[line].rfind(braces), 0) if braces and line < len(parsing.source.lines) else 0
    span = parsing.source.span(line, column, len(braces))
    if attributes is None:
        parsing.report("M-012", f"these attributes cannot be read: {braces}", span, "write {#eq-name}")
    else:
        for message, hint in faults(attributes, "formula"):
            parsing.report("M-012", message, span, hint)
    return attributes or Attributes()


def _fenced(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """GitHub's way: a fence called math."""
    if not fence(state, start, end, silent):
        return False
    if not silent:
        token = state.tokens[-1]
        token.type, token.tag = "formula", "math"
        token.content = token.content.strip()
        token.meta = {"attributes": Attributes(), "inside": False}
    return True


# --- what they mean


def formula(token: Token, span: Span, parsing: ParseState) -> Formula:
    """A formula in a line."""
    _report_numbers(token.content, span, parsing)
    return Formula(token.content, span, token.meta["display"])


def displayed(token: Token, span: Span, parsing: ParseState) -> DisplayFormula:
    """A formula on lines of its own, numbered if it has a name."""
    name = token.meta["attributes"].id
    if name:
        parsing.ids.append((name, span))
    _report_numbers(token.content, span, parsing)
    return DisplayFormula(token.content, name, span, token.meta["inside"])


def _report_numbers(tex: str, span: Span, parsing: ParseState) -> None:
    """The book numbers its formulas itself; TeX's own numbers would not agree with them."""
    for found in _NUMBERS.finditer(tex):
        if found[1] in ("tag", "tag*", "label"):
            name = re.sub(r"[^\w-]+", "-", found[2] or "name").strip("-") or "name"
            name = name if name.startswith("eq") else f"eq-{name}"
            hint = f"take it out, and name the formula: $$ … $$ {{#{name}}}; the book numbers it"
        else:
            hint = "write [](#eq-name) outside the formula, which prints “equation 3”"
        parsing.report("M-030", f"{found[0]} in a formula", span, hint)


def parted(paragraph: Paragraph[RawInline]) -> tuple[Block[RawInline], ...]:
    """A paragraph with `$$…$$` in it: its words, the formula on a line of its own, and the words after it."""
    if not any(isinstance(node, Formula) and node.display for node in paragraph.children):
        return (paragraph,)
    return tuple(_parts(paragraph))


def _parts(paragraph: Paragraph[RawInline]) -> Iterator[Block[RawInline]]:
    words: list[RawInline] = []
    stop = ""  # a sign that ends the formula's clause, and stands behind it
    for number, node in enumerate(paragraph.children):
        if isinstance(node, Formula) and node.display:
            if _trimmed(words):
                yield replace(paragraph, children=_trimmed(words))
            rest = list(paragraph.children[number + 1:])
            stop = rest[0].text[:1] if rest and isinstance(rest[0], Text) and rest[0].text[0] in ".,;:" else ""
            yield DisplayFormula(_ended(node.tex, stop), "", node.span, bool(rest))
            words = []
        elif stop and isinstance(node, Text):
            words.append(Text(node.text[1:]))
            stop = ""
        else:
            words.append(node)
    if _trimmed(words):
        yield replace(paragraph, children=_trimmed(words))


def _trimmed(nodes: list[RawInline]) -> tuple[RawInline, ...]:
    """Without white space at either end."""
    found = list(nodes)
    if found and isinstance(first := found[0], Text):
        found[0] = Text(first.text.lstrip())
    if found and isinstance(last := found[-1], Text):
        found[-1] = Text(last.text.rstrip())
    return tuple(node for node in found if node != Text(""))
