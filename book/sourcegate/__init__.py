"""What the author wrote is read twice, so that what our reader loses is found as well as what the layout loses.

Pandoc's reading of each text (`theirs`) gives its words in order, and so does the tree that our reader has made
(`ours`). `align` lays them side by side, `readwords` says what a word is, `places` finds it in the file. Nothing here
is shared with our reader, and nothing knows Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, takewhile

from book.matter import RawDivision
from book.pandoc import PandocFault, PandocStore, read_markdown
from book.problems import Problem, Span
from book.sourcegate.align import ReadingGap, gaps
from book.sourcegate.ours import our_words
from book.sourcegate.places import SourceLines
from book.sourcegate.readwords import ReadWord, joined, split
from book.sourcegate.theirs import their_words
from book.sourcegate.wording import problem

__all__ = ["check_source"]

UNREAD = "the book can be built; what its reader may lose in silence is not looked for"
MANY = 3  # differences in one block
SHOWN = 20  # problems of one file; a text that is read in another way altogether needs no more
_RUN = re.compile(r"^([ >]*(?:`{3,}|~{3,}))[ \t]*\{([A-Za-z][\w+-]*)(?:[ ,][^{}\n]*)?\}[ \t]*\n"
                  r"((?:[ >]*(?:#|//|--|%%?|;)\|.*\n)*)", re.M)
_RAW = re.compile(r"^[ >]*(`{3,}|~{3,})[ \t]*\{=[\w-]+\}[ \t]*\n(?:.*\n)*?[ >]*\1[`~]*[ \t]*(?:\n|\Z)", re.M)
_HEAD = re.compile(r"\ufeff?---[ \t]*\n(?=(?:[#\s].*\n|\n)*[\"']?[A-Za-z][\w-]*[\"']?:(?:\s|$)|---|\.\.\.)(?:.*?\n)?"
                   r"(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TITLED = re.compile(r"(?:\s|<!--.*?-->)*(?:#(?:[ \t]|\n)|[^\s#][^\n]*\n=+[ \t]*(?:\n|\Z))", re.S)
_LST_CAP = re.compile(r"\|[ \t]*lst-cap:[ \t]*(.+)")
_ADMONITION = re.compile(r"^([ >]*)(?:!!!|\?\?\?\+?)[ \t]+\w.*((?:\n\1    .*|\n[ >]*(?=\n))*)", re.M)
_OUT = re.compile(r"\n[ >]*?    ")
_DIV = re.compile(r"^(?=:{3,})", re.M)
_BRACKET = re.compile(r"\\.|[\[\]]|\n[ \t>]*(?=\n)", re.S)


def check_source(divisions: Sequence[RawDivision], texts: Mapping[str, str], cache: PandocStore,
                 strict: bool = True) -> tuple[Problem, ...]:
    """All words of the texts that the divisions have not, and the reverse: M-060; words that stand in something else
    than their author put them in: M-061. `texts` are whole files by path; a division without one is passed over.

    A text that pandoc cannot read is told (M-062), and the others are compared."""
    written = [division for division in divisions if division.span.path in texts]
    try:
        trees = read_markdown([_for_pandoc(texts[division.span.path]) for division in written], cache)
    except PandocFault as fault:
        return (Problem("M-062", f"the manuscript was not read a second time: {fault}", hint=UNREAD),)
    found: list[Problem] = []
    for division, tree in zip(written, trees, strict=True):
        if tree is None:
            span = Span(division.span.path)
            found.append(Problem("M-062", "this text was not read a second time: Pandoc takes too long", span, UNREAD,
                                 "warning"))
            continue
        found += _division(division, their_words(tree), _source(division, texts), strict)
    return tuple(found)


def _division(division: RawDivision, theirs: Sequence[ReadWord], source: SourceLines, strict: bool
              ) -> Iterable[Problem]:
    ours = our_words(division, source.made())
    theirs = theirs[_title(division, theirs, source):]
    told = [gap for _, group in groupby(gaps(theirs, ours), lambda gap: gap.line) for gap in _first(list(group))]
    return (problem(gap, source, strict) for gap in told[:SHOWN])


def _first(group: Sequence[ReadingGap]) -> Sequence[ReadingGap]:
    """The gaps of one block; only the first of a block that is read in another way altogether, such as a table."""
    return group if len(group) <= MANY else [next((gap for gap in group if not gap.missing), group[0])]


def _source(division: RawDivision, texts: Mapping[str, str]) -> SourceLines:
    text = texts[division.span.path]
    head = _HEAD.match(text)
    return SourceLines(division.span.path, text, head[0].count("\n") + 1 if head else 1)


def _title(division: RawDivision, theirs: Sequence[ReadWord], source: SourceLines) -> int:
    """How many words of the text are the division's title, if it stands in the text and not in a head."""
    if not _TITLED.match("\n".join(source.lines[source.first - 1:]).removeprefix("\ufeff")):
        return 0
    first = list(takewhile(lambda word: "heading" in word.kinds, theirs))
    ends = [number for number, word in enumerate(first, 1) if word.ends and "note" not in word.kinds] or [len(first)]
    title = "".join(split(division.title))
    said = (number for number in ends
            if joined(word for word in first[:number] if "note" not in word.kinds) == title)
    return next(said, ends[0])


def _for_pandoc(text: str) -> str:
    """The text as pandoc is to have it: without its head and what is meant for another format; code that Quarto would
    run as code of its language; passages of MkDocs without their first line and set out; an empty line above each
    div; and a backslash before each bracket that nothing closes, over which pandoc would try for minutes."""
    text = _RAW.sub("\n", _without_head(text))
    text = _RUN.sub(lambda run: f'{run[1]} {{.{run[2]}{_caption(run[3])}}}\n', text)
    text = _ADMONITION.sub(lambda found: "\n" + _OUT.sub(f"\n{found[1]}", found[2]), text)
    return _closed(_DIV.sub("\n", text))


def _caption(options: str) -> str:
    """The caption among the options at the head of code, as an attribute."""
    found = _LST_CAP.search(options)
    return ' lst-cap="' + found[1].strip("\"' ").replace('"', "'") + '"' if found else ""


def _closed(text: str) -> str:
    """The text with a backslash before each opening bracket that its paragraph does not close."""
    lone, waiting = list[int](), list[int]()
    for sign in _BRACKET.finditer(text):
        if sign[0] == "[":
            waiting.append(sign.start())
        elif sign[0] == "]":
            waiting = waiting[:-1]
        elif sign[0][0] == "\n":
            lone, waiting = lone + waiting, []
    pieces, last = [], 0
    for at in lone + waiting:
        pieces += [text[last:at], "\\"]
        last = at
    return "".join((*pieces, text[last:]))


def _without_head(text: str) -> str:
    """The text with empty lines for its head."""
    head = _HEAD.match(text)
    return text.removeprefix("\ufeff") if head is None else "\n" * head[0].count("\n") + text[head.end():]
