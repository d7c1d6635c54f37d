"""Words as a reader sees them, each sign with its place in the file.

Comes in: nothing. Goes out: `Sign`, `Reading`. Apart because Markdown and YAML are read by rules of their own, and
whoever looks for words or mends them wants none of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from book.problems import Span

# How words are written where a reading stands: Markdown, an attribute's value, or one of YAML's kinds of text.
Kind = Literal["text", "attribute", "plain", "single", "double", "block"]
HOLE = "\ufffc"  # stands for words that the program makes: a number, a name, a reference


class Sign(NamedTuple):
    """A printed sign, and the offsets in its file where what stands for it begins and ends."""

    char: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A paragraph, cell, note or value as printed: single spaces, no markup, a `HOLE` for what the program makes.

    `aside` is one that does not stand among the words around it: an alternative text, an entry of the index."""

    path: str
    kind: Kind
    signs: tuple[Sign, ...]
    aside: bool = False

    @property
    def text(self) -> str:
        """The words alone, a character a sign."""
        return "".join(sign.char for sign in self.signs)


def collapsed(signs: Sequence[Sign]) -> tuple[Sign, ...]:
    """The signs with each run of white space as one space, none at either end."""
    found: list[Sign] = []
    for sign in signs:
        if not sign.char.isspace():
            found.append(sign)
        elif found and found[-1].char == " ":
            found[-1] = Sign(" ", found[-1].start, sign.end)
        elif found:
            found.append(Sign(" ", sign.start, sign.end))
    return tuple(found[:-1] if found and found[-1].char == " " else found)


def span(path: str, text: str, start: int, end: int) -> Span:
    """The place of some characters of a file; on one line only."""
    line = text.count("\n", 0, start)
    column = start - (text.rfind("\n", 0, start) + 1)
    return Span(path, line + 1, column + 1, max(len(text[start:end].partition("\n")[0]), 1))
