"""What is said of a difference between the readings."""

from __future__ import annotations

from collections.abc import Sequence

from book.problems import Problem
from book.sourcegate.align import LINE_END, ReadingGap
from book.sourcegate.places import SourceLines
from book.sourcegate.readwords import ReadWord

WORDS = 8  # of a passage in a message
KINDS = {
    "em": "emphasis", "strong": "strong emphasis", "struck": "struck out", "superior": "superior letters",
    "inferior": "inferior letters", "smallcaps": "small capitals", "code": "code", "math": "mathematics",
    "tex": "a command of TeX", "heading": "a heading", "item": "an item of a list", "term": "a list of definitions",
    "quote": "a quotation", "note": "a note", "cell": "a table", "caption": "a caption",
}  # fmt: skip
OTHERWISE = "look at the line in the finished book; written in another way, both read it alike"
LOST = "write them in another way; if this is plain Markdown, report it: the reader must not lose a word"
ADDED = "take them out, or write a backslash before the sign that makes them markup"


def problem(gap: ReadingGap, source: SourceLines, strict: bool) -> Problem:
    """The problem that a gap is, at its place. Words too many stop only a book that is `strict`: none of the author's
    is lost."""
    if "break" in gap.missing:
        message = ("this line is a break between passages to Pandoc, and not to this program" if gap.lost else
                   "this program reads a break between passages here, and Pandoc does not")
        return Problem("M-061", message, source.rule(gap.line), "write * * * between two empty lines")
    if LINE_END in gap.missing:
        message = f"a line or block ends after {_quoted(gap.lost[-1:])}, which would run on in the book"
        return Problem("M-061", message, source.place(gap.lost[-1:], gap.line), OTHERWISE)
    if gap.missing:
        kinds = " and ".join(KINDS.get(kind, kind) for kind in sorted(gap.missing))
        message = f"Pandoc reads {_quoted(gap.lost)} as {kinds}, this program does not"
        return Problem("M-061", message, source.place(gap.lost, gap.line), OTHERWISE)
    if not gap.lost:
        message = f"{_quoted(gap.added)} would be printed, which Pandoc does not read as words"
        return Problem("M-060", message, source.place(gap.added, gap.line), ADDED,
                       None if strict else "warning")
    verb = "is" if len(gap.lost) == 1 else "are"
    message = (f"{_quoted(gap.lost)} would be printed as {_quoted(gap.added)}" if gap.added else
               f"{_quoted(gap.lost)} {verb} not in the book")
    return Problem("M-060", message, source.place(gap.lost, gap.line), LOST)


def _quoted(words: Sequence[ReadWord]) -> str:
    text = " ".join(word.text for word in words[:WORDS]) + (" …" if len(words) > WORDS else "")
    return f"the word{'s' * (len(words) > 1)} “{text}”"
