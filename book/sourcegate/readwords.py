"""Words as two readings of one text are compared: letters and figures alone, in the order of the text.

Quotation marks, dashes, dots, spaces and the signs of the markup are not part of them: they may differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

NO_KINDS: frozenset[str] = frozenset()
NUMBER = "number"  # the kind of a word that a list counts
BREAK = "⁂"  # a word that stands for a break between passages

# Passages that one reading may take as words and the other as a sign: attributes, short codes, emoji by name, marks of
# admonitions, keys of citations.
_EITHER = re.compile(r"\{[#.][^{}\n]*\}|\{[\w-]+=[^{}\n]*\}|(?<!\w):[a-z0-9_+-]+:(?!\w)|\[!\w+\]"
                     r"|\{\{[<%].*?[%>]\}\}|\{\{#\w+[^{}\n]*\}\}|(?:!!!|\?\?\?\+?) +\w+"
                     r"|-?@\{?[\w:.#$%&+?<>~/-]+")
_MARKUP = frozenset("☐☒")  # the boxes of a list of tasks
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word of a reading. `either`: the other reading need not have it; `kinds` say what it stands in ("heading",
    "code", …); `line` is the line of its block, 0 if nobody knows it; `ends`: a line or a block ends after it."""

    text: str
    kinds: frozenset[str] = NO_KINDS
    either: bool = False
    line: int = 0
    ends: bool = False


@dataclass(slots=True)
class Reading:
    """The words of a reading as they are gathered."""

    words: list[ReadWord] = field(default_factory=list)
    line: int = 0

    def say(self, text: str, kinds: frozenset[str] = NO_KINDS, either: bool = False) -> None:
        """Adds the words of a piece of text."""
        position = 0
        for sign in _EITHER.finditer(text) if not either and "code" not in kinds else ():
            self._say(text[position:sign.start()], kinds, False)
            self._say(sign[0], kinds, True)
            position = sign.end()
        self._say(text[position:], kinds, either)

    def _say(self, text: str, kinds: frozenset[str], either: bool) -> None:
        self.words += [ReadWord(word, kinds, either, self.line) for word in split(text)]

    def part(self) -> None:
        """A break between passages."""
        self.words.append(ReadWord(BREAK, either=True, line=self.line, ends=True))

    def end(self, since: int = 0) -> None:
        """A line or a block ends here, if it has words: those from number `since` on."""
        for number in range(len(self.words) - 1, since - 1, -1):
            self.words[number] = replace(self.words[number], ends=True)
            if not self.words[number].either:
                break


class WordSigns(dict[int, str]):
    """For each character what it is in a word: itself, a space, or nothing. A sign that is not markup by itself (✓, €,
    🙂) is a word of its own."""

    def __missing__(self, code: int) -> str:
        """A character met for the first time."""
        character = chr(code)
        kind = unicodedata.category(character)
        if kind[0] in "LN" or kind in ("Mn", "Mc"):
            said = character
        elif kind in ("So", "Sc", "Sm") and code > 0x7F and character not in _MARKUP:
            said = f" {character} "
        else:
            said = "" if kind == "Cf" else " "  # a soft hyphen, a joiner
        self[code] = said
        return said


_SIGNS = WordSigns()


def split(text: str) -> list[str]:
    """The words of a text, letter case and compatibility forms folded.

    >>> split("The “ﬁrst”—H₂O, *don't*")
    ['the', 'first', 'h2o', 'don', 't']
    """
    return unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS).split()


def numeral(number: int, numbering: str) -> str:
    """A number as a list prints it, in small letters; `numbering` is "decimal", "alpha" or "roman".

    >>> numeral(4, "roman"), numeral(28, "alpha")
    ('iv', 'ab')
    """
    if numbering == "roman" and 0 < number < 400:
        said = ""
        for value, letters in _ROMAN:
            said, number = said + letters * (number // value), number % value
        return said
    if numbering == "alpha" and number > 0:
        return (numeral((number - 1) // 26, "alpha") if number > 26 else "") + chr(97 + (number - 1) % 26)
    return str(number)


def joined(words: Iterable[ReadWord]) -> str:
    """Their letters without the spaces between: readings may part words differently."""
    return "".join(word.text for word in words)
