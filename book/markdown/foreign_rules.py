"""What another program would read: commands of TeX, shortcodes, a second head. A few have a meaning here; those that
only say how type looks are told and left out; the rest are refused where they stand.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from book.markdown.attributes import Attributes
from book.markdown.parse_state import parse_state

_PAGE = re.compile(r"(?:\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?:\[\d\])?|\{\{<\s*pagebreak\s*>\}\})\s*$")
_BEGIN = re.compile(r"\\begin\{([A-Za-z]+\*?)\}")
# A command stands by itself: after a letter, a figure, a colon or a backslash it is more likely a path (C:\Users).
_COMMAND = re.compile(r"(?<![\w:\\/])\\([A-Za-z]+)\*?(?=[\s{\[.,;:!?)\]\\]|$)")
_ARGUMENTS = re.compile(r"(?:\[[^\[\]\n]*\]|\{(?:[^{}]|\{[^{}]*\})*\})*")
_INDEX = re.compile(r"\\index\{([^{}|@\\]+)\}")
_SHORTCODE = re.compile(r"\{\{([<%]).*?[>%]\}\}", re.S)
_LIQUID = re.compile(r"\{%[^{}%\n]+%\}|\{\{[ \w][^{}\n]*\}\}|\[\[?_?TOC_?\]?\](?![\[({])", re.I)
_KEY = re.compile(r"[A-Za-z][\w-]*:(?:\s|$)")
_INSTEAD = {
    "emph": "write *…*", "textit": "write *…*", "textbf": "write **…**", "textsc": "write […]{.sc}",
    "texttt": "write `…`", "underline": "write […]{.underline}", "footnote": "write ^[…]",
    "ref": "write [](#anchor)", "autoref": "write [](#anchor)", "label": "write {#anchor} behind what it names",
    "pageref": "write [](#anchor){.pageonly}", "cite": "write [@key]",
    "ldots": "write ...", "dots": "write ...", "href": "write [words](https://…)", "url": "write <https://…>",
    "index": "write \\index{entry}, or []{.index entry=\"entry\"}", "newpage": "write it on a line of its own",
    "pagebreak": "write it on a line of its own", "clearpage": "write it on a line of its own",
}  # fmt: skip
# These say how type looks, and no words: a book that is not strict is set without them.
_LOOKS = frozenset("""
    noindent indent vfill hfill vspace hspace smallskip medskip bigskip tiny scriptsize footnotesize small normalsize
    large Large LARGE huge Huge centering raggedright raggedleft frenchspacing sloppy fussy par nopagebreak
    onehalfspacing doublespacing singlespacing thispagestyle pagestyle needspace
""".split())  # noqa: SIM905 - a list of forty words is read as such
_MEASURED = ("vspace", "hspace", "thispagestyle", "pagestyle", "needspace")  # with an argument that holds no words
_ALONE = "|".join((*sorted(_LOOKS), "newpage", "pagebreak", "clearpage", "cleardoublepage"))
_LOOK = re.compile(rf"(?:\\(?:{_ALONE})\*?(?![A-Za-z])|\\(?:{'|'.join(_MEASURED)})\*?\{{[^{{}}]*\}}|\\mbox\{{\}}|\s)*"
                   r"(?:%.*)?")
_INSTEAD |= dict.fromkeys(_LOOKS, "take it out: the style sheets say how the book looks")
_BACKSLASH = "write it in Markdown, or \\\\ if the sign itself is meant"
_DASHES = "---"


def says_nothing(text: str) -> bool:
    """Whether TeX only says how type looks.

    >>> says_nothing("\\\\clearpage\\n\\\\vspace{2cm}"), says_nothing("\\\\textbf{words}")
    (True, False)
    """
    return all(_LOOK.fullmatch(line.strip()) for line in text.split("\n"))


def page_break(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A new page, by a command on a line of its own."""
    if state.is_code_block(start) or not _PAGE.match(_text(state, start)):
        return False
    if not silent:
        state.push("page_break", "", 0).map = [start, start + 1]
        state.line = start + 1
    return True


def tex_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`\\begin{…}` to its `\\end{…}`: refused as a whole."""
    found = _BEGIN.match(_text(state, start))
    if not found or state.is_code_block(start):
        return False
    closing = f"\\end{{{found[1]}}}"
    last = next((line for line in range(start, end) if closing in _text(state, line)), start)
    if not silent:
        parsing = parse_state(state)
        parsing.report("M-032", f"TeX, which only TeX can set: {found[0]} … {closing}", parsing.source.start(start),
                       "write it in Markdown (lists, tables, pictures), or as a formula between $$ and $$")
        state.line = last + 1
    return True


def second_head(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block of YAML in the midst of a text, which Pandoc reads as values and GitHub as a heading."""
    if state.level or start + 2 >= end or _text(state, start).rstrip() != _DASHES or state.is_code_block(start):
        return False
    if not _KEY.match(_text(state, start + 1)):
        return False
    close = next((n for n in range(start + 2, end) if _text(state, n).rstrip() in (_DASHES, "...")), -1)
    if close < 0:
        return False
    if not silent:
        parsing = parse_state(state)
        parsing.report("M-032", "a second head in the midst of the text", parsing.source.start(start),
                       "write its keys in the head at the top of the file; if --- is a break, an empty line follows it")
        state.line = close + 1
    return True


def tex(state: StateInline, silent: bool) -> bool:
    """A command of TeX in a line: `\\index{…}` marks an entry, any other is refused."""
    entry = _INDEX.match(state.src, state.pos, state.posMax)
    found = entry or _COMMAND.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    arguments = _ARGUMENTS.match(state.src, found.end(), state.posMax)
    end = found.end() if entry or arguments is None else arguments.end()
    if not silent:
        meta = {"at": state.pos, "length": end - state.pos}
        if entry:
            name = Attributes("", ("index",), {"entry": entry[1]})
            state.push("span_open", "", 1).meta = {**meta, "attributes": name}
            state.push("span_close", "", -1)
        else:
            parsing = parse_state(state)
            wordless = found[1] in _LOOKS and (end == found.end() or found[1] in _MEASURED)
            report = parsing.doubt if wordless else parsing.report
            report("M-032", f"a command of TeX: {state.src[state.pos:end]}",
                   parsing.at(state.pos, end - state.pos), _INSTEAD.get(found[1], _BACKSLASH))
    state.pos = end
    return True


def shortcode(state: StateInline, silent: bool) -> bool:
    """`{{< … >}}` and `{{% … %}}` of Quarto and Hugo."""
    found = _SHORTCODE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        parsing = parse_state(state)
        parsing.report("M-032", f"a shortcode, which only its own program can read: {found[0]}",
                       parsing.at(state.pos, len(found[0])), "write in its place what it stands for")
    state.pos = found.end()
    return True


def liquid(state: StateInline, silent: bool) -> bool:
    """Never a match: tells of `{% … %}` and `{{ … }}`, which the program of a site would fill in."""
    found = _LIQUID.match(state.src, state.pos, state.posMax)
    if found and not silent:
        parsing = parse_state(state)
        parsing.doubt("M-032", f"what another program would fill in is printed as it stands: {found[0]}",
                      parsing.at(state.pos, len(found[0])), "write in its place what it stands for, or put it in `…`")
    return False


def example(state: StateInline, silent: bool) -> bool:
    """`(@label)` or `@label`: the number of an example of that label."""
    found = re.compile(r"@([\w-]+)").match(state.src, state.pos, state.posMax)
    number = parse_state(state).examples.get(found[1]) if found else None
    if not found or number is None or re.match(r"\w", state.src[state.pos - 1:state.pos]):
        return False
    if not silent:
        state.pending += str(number)
    state.pos = found.end()
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line]:state.eMarks[line]]
