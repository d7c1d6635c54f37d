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
from book.problems import Problem
from book.sourcegate.align import ReadingGap, gaps
from book.sourcegate.ours import our_words
from book.sourcegate.places import SourceLines
from book.sourcegate.readwords import ReadWord, joined, split
from book.sourcegate.theirs import their_words
from book.sourcegate.wording import problem

__all__ = ["check_source"]

MANY = 3  # differences in one block
SHOWN = 20  # problems of one file; a text that is read in another way altogether needs no more
_RUN = re.compile(r"^([ >]*(?:`{3,}|~{3,}))[ \t]*\{([A-Za-z][\w+-]*)(?:[ ,][^{}\n]*)?\}[ \t]*\n"
                  r"((?:[ >]*(?:#|//|--|%%?|;)\|.*\n)*)", re.M)
_RAW = re.compile(r"^[ >]*(`{3,}|~{3,})[ \t]*\{=[\w-]+\}[ \t]*\n(?:.*\n)*?[ >]*\1[`~]*[ \t]*(?:\n|\Z)", re.M)
_HEAD = re.compile(r"\ufeff?---[ \t]*\n(?:.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)


def check_source(divisions: Sequence[RawDivision], texts: Mapping[str, str], cache: PandocStore,
                 strict: bool = True) -> tuple[Problem, ...]:
    """All words of the texts that the divisions have not, and the reverse: M-060; words that stand in something else
    than their author put them in: M-061. `texts` are whole files by path; a division without one is passed over.

    If pandoc cannot read them, that is said once (M-062), and nothing else."""
    written = [division for division in divisions if division.span.path in texts]
    try:
        trees = read_markdown([_for_pandoc(texts[division.span.path]) for division in written], cache)
    except PandocFault as fault:
        hint = "the book can be built; what its reader may lose in silence is not looked for"
        return (Problem("M-062", f"the manuscript was not read a second time: {fault}", hint=hint),)
    found: list[Problem] = []
    for division, tree in zip(written, trees, strict=True):
        found += _division(division, their_words(tree), _source(division, texts), strict)
    return tuple(found)


def _division(division: RawDivision, theirs: Sequence[ReadWord], source: SourceLines, strict: bool
              ) -> Iterable[Problem]:
    ours = our_words(division, source.made())
    theirs = theirs[_title(division, theirs, ours):]
    told = [gap for _, group in groupby(gaps(theirs, ours), lambda gap: gap.line) for gap in _first(list(group))]
    return (problem(gap, source, strict) for gap in told[:SHOWN])


def _first(group: Sequence[ReadingGap]) -> Sequence[ReadingGap]:
    """The gaps of one block; only the first of a block that is read in another way altogether, such as a table."""
    return group if len(group) <= MANY else [next((gap for gap in group if not gap.missing), group[0])]


def _source(division: RawDivision, texts: Mapping[str, str]) -> SourceLines:
    text = texts[division.span.path]
    head = _HEAD.match(text)
    return SourceLines(division.span.path, text, head[0].count("\n") + 1 if head else 1)


def _title(division: RawDivision, theirs: Sequence[ReadWord], ours: Sequence[ReadWord]) -> int:
    """How many words of the text are the division's title, if it stands in the text and not in a head."""
    first = list(takewhile(lambda word: "heading" in word.kinds, theirs))
    count = next((number for number, word in enumerate(first, 1) if word.ends and "note" not in word.kinds), len(first))
    title = joined(word for word in first[:count] if "note" not in word.kinds)
    return count if title == "".join(split(division.title)) and joined(ours[:count]) != joined(first[:count]) else 0


def _for_pandoc(text: str) -> str:
    """The text without its head; code that Quarto would run, which pandoc does not know as code, is that of its
    language, without the options at its head; what is meant for another format is left out. All lines keep their
    numbers."""
    text = _RAW.sub(lambda raw: "\n" * raw[0].count("\n"), _without_head(text))
    return _RUN.sub(lambda run: f"{run[1]} {run[2]}\n" + "\n" * run[3].count("\n"), text)


def _without_head(text: str) -> str:
    """The text with empty lines for its head."""
    head = _HEAD.match(text)
    return text.removeprefix("\ufeff") if head is None else "\n" * head[0].count("\n") + text[head.end():]
