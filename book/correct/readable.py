"""Text as a reader sees it, each character with its place in the file. Markdown and YAML are both read into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from book.problems import Span

# How words are written in the file: Markdown, an attribute's value, or one of YAML's kinds of text.
Kind = Literal["text", "attribute", "plain", "single", "double", "block"]
PLACEHOLDER = "\ufffc"  # stands for words that the program makes: a number, a name, a reference


class Character(NamedTuple):
    """A printed character, and the offsets in its file where what stands for it begins and ends."""

    char: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadableText:
    """A paragraph, cell, note or value as printed, with single spaces and no markup.

    A `PLACEHOLDER` stands for what the program makes.

    `aside` is one that does not stand among the words around it: an alternative text, an entry of the index."""

    path: str
    kind: Kind
    characters: tuple[Character, ...]
    aside: bool = False

    @property
    def text(self) -> str:
        """The words alone, as long as there are characters."""
        return "".join(character.char for character in self.characters)


def collapsed(characters: Sequence[Character]) -> tuple[Character, ...]:
    """The characters with each run of white space as one space, none at either end."""
    found: list[Character] = []
    for character in characters:
        if not character.char.isspace():
            found.append(character)
        elif found and found[-1].char == " ":
            found[-1] = Character(" ", found[-1].start, character.end)
        elif found:
            found.append(Character(" ", character.start, character.end))
    return tuple(found[:-1] if found and found[-1].char == " " else found)


def span(path: str, text: str, start: int, end: int) -> Span:
    """The place of some characters of a file; on one line only."""
    line = text.count("\n", 0, start)
    column = start - (text.rfind("\n", 0, start) + 1)
    return Span(path, line + 1, column + 1, max(len(text[start:end].partition("\n")[0]), 1))
