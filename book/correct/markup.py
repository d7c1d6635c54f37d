"""Markdown as it is printed: the printed characters with their places, a run for each paragraph, cell and note.

The manuscript's parser keeps the lines of blocks but not the places of characters, and a correction needs these. This
module knows the dialect of manual/manuscript.md as far as a reader of the printed page would: what is markup and what
is a word. A mistake here cannot spoil a book: the corrected one is read and resolved before it replaces the old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from book.correct.readable import PLACEHOLDER, Character

CharacterRun = tuple[Character, ...]
_LINE = re.compile(r"[ ]*(?:>[ ]?)*[ ]*")
_OPENER = re.compile(r"#{1,6}[ ]+|[-*+][ ]+|:[ ]+|\[\^[^\]\s]+\]:[ ]*")
_NUMBER = re.compile(r"(\d{1,9})[.)][ ]+")
_RULE = re.compile(r":::.*|[|:\s-]*-[|:\s-]*|(?:\*[ ]*){3,}")
_CELL = re.compile(r"(?<!\\)\|")
_ATTRIBUTES = r"\{(?=[\s#.\w])(?:[^{}\"]|\"[^\"]*\")*\}"
_CITE = r"(?<![\w\\])-?@(?:\{[^}]*\}|\w(?:[\w:.#$%&+?<>~/-]*\w)?)"
_SIGN = re.compile(
    rf"\\(?P<escaped>[^\w])|(?P<dash>-{{2,3}})|(?P<dots>\.\.\.)|(?P<note>\^\[)|(?P<call>\[\^[^\]\s]+\])"
    rf"|(?P<open>!?\[)|(?P<cite>{_CITE})|(?P<attributes>{_ATTRIBUTES})|(?P<entity>&(?:\w+|#\d+|#x[\da-fA-F]+);)"
    r"|<(?P<address>https?://[^>\s]+)>|(?P<mark>(?<!\s)\*+|\*+(?!\s)|~+|\^|`+)"
)
_TARGET = re.compile(r"\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_CITED, _AFTER = re.compile(_CITE), re.compile(_ATTRIBUTES)
_SAID = re.compile(r"\b(?:alt|entry)=\"([^\"]*)\"")


def blocks(characters: Sequence[Character]) -> Iterator[CharacterRun]:
    """The paragraphs of a text with the marks of blocks taken off: headings, items, cells, captions, notes."""
    text = "".join(character.char for character in characters)
    here: list[Character] = []
    counted = False
    for match in re.finditer(r"[^\n]*(?:\n|$)", text):
        begin, end = match.start() + len(_LINE.match(match[0])[0]), match.end()  # type: ignore[index]
        line = text[begin:end].rstrip("\r\n")
        number = _NUMBER.match(line)
        opener = _OPENER.match(line) or (number if number and (not here or counted or number[1] == "1") else None)
        broken = not line.strip() or _RULE.fullmatch(line) or line.startswith("|")
        if broken or opener:
            yield tuple(here)
            here, counted = [], bool(number)
        if line.startswith("|") and not _RULE.fullmatch(line):
            yield from _cells(characters[begin:end])
        elif line.strip() and not _RULE.fullmatch(line):
            _join(here, characters[begin].start)
            here += characters[begin + (opener.end() if opener else 0):end]
            if line.startswith("#"):
                yield tuple(here)
                here = []
    yield tuple(here)


def _join(here: list[Character], begin: int) -> None:
    """Lets the line break before a line stand for the marks at its beginning too."""
    if here:
        here[-1] = Character(here[-1].char, here[-1].start, begin)


def _cells(characters: Sequence[Character]) -> Iterator[CharacterRun]:
    start, text = 0, "".join(character.char for character in characters)
    for bar in (*_CELL.finditer(text), None):
        end = bar.start() if bar else len(text)
        yield tuple(characters[start:end])
        start = end + 1


def inlines(run: CharacterRun) -> Iterator[tuple[CharacterRun, bool]]:
    """What of a paragraph is printed: its line, then apart from it each note, citation and alternative text.

    With each goes whether it is an attribute's value."""
    scan = _Scan(run)
    yield scan.line(0, len(run)), False
    yield from scan.others


class _Scan:
    """A paragraph, and what has been found in it that is printed elsewhere."""

    def __init__(self, run: CharacterRun) -> None:
        self.run, self.text = run, "".join(character.char for character in run)
        self.others: list[tuple[CharacterRun, bool]] = []

    def line(self, start: int, end: int) -> CharacterRun:
        """The printed characters from one place of the paragraph to another."""
        found: list[Character] = []
        while start < end:
            match = _SIGN.match(self.text, start, end)
            if match is None:
                found.append(self.run[start])
                start += 1
                continue
            characters, start = self.meant(match, end)
            found += characters
        return tuple(found)

    def meant(self, match: re.Match[str], end: int) -> tuple[Iterable[Character], int]:
        """The characters that a piece of markup stands for, and the place behind it."""
        kind, begin, after = str(match.lastgroup), match.start(), match.end()
        match kind:
            case "escaped":
                return self.one(" " if match[kind].isspace() else match[kind], begin, after), after
            case "dash" | "dots":
                return self.one({"--": "–", "---": "—"}.get(match[0], "…"), begin, after), after
            case "entity":
                word = unescape(match[0])
                return self.one(word if len(word) == 1 else PLACEHOLDER, begin, after), after
            case "address":
                return self.run[begin + 1:after - 1], after
            case "cite":
                return self.one(PLACEHOLDER, begin, after), after
            case "attributes":
                self.said(begin, after)
            case "note" | "open":
                return self.bracket(match, end)
        return (), after

    def one(self, char: str, begin: int, end: int) -> CharacterRun:
        """One character for a piece of text."""
        return (Character(char, self.run[begin].start, self.run[end - 1].end),)

    def bracket(self, match: re.Match[str], end: int) -> tuple[Iterable[Character], int]:
        """Brackets: a link, words with attributes, a note, a citation, or words in brackets."""
        begin, first = match.start(), match.end()
        close = self.closing(first, end)
        if close < 0:
            return self.run[begin:first], first
        after = close + 1
        if match.lastgroup == "note":
            self.others.append((self.line(first, close), False))
            return (), after
        target = _TARGET.match(self.text, after, end)
        after = target.end() if target else after
        attributes = _AFTER.match(self.text, after, end)
        if attributes:
            self.said(attributes.start(), attributes.end())
            after = attributes.end()
        if first == close:
            made = bool(target) or bool(attributes and "value=" in attributes[0])
            return self.one(PLACEHOLDER, begin, after) if made else (), after
        inner = self.line(first, close)
        if target or attributes:
            return inner, after
        if _CITED.search(self.text, first, close) or self.cited(begin):
            self.others.append((inner, False))
            return (), after
        return (*self.run[begin:first], *inner, self.run[close]), after

    def cited(self, begin: int) -> bool:
        """Whether a work named in the text stands right before: the brackets then hold its locator."""
        return bool(re.search(_CITE + r"[ ]$", self.text[:begin]))

    def closing(self, start: int, end: int) -> int:
        """Where the bracket that is open at `start` closes; -1 if nowhere."""
        depth = 1
        for match in re.finditer(r"\\.|[\[\]]", self.text[:end][start:]):
            depth += {"[": 1, "]": -1}.get(match[0], 0)
            if depth == 0:
                return start + match.start()
        return -1

    def said(self, begin: int, end: int) -> None:
        """Keeps what attributes have printed."""
        for value in _SAID.finditer(self.text, begin, end):
            self.others.append((self.run[value.start(1):value.end(1)], True))
