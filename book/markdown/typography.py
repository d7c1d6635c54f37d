"""Quotes, apostrophes, dashes and dots as typographers want them.

Which side a quote is for depends on what is before and after it, across all markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from markdown_it.token import Token

_OWN_FLOW = ("note", "prefix", "suffix", "picture")
# What a token without text of its own is to its neighbours: a word, or nothing.
_AS_WORD = {"code_inline": "x", "formula": "x", "softbreak": " ", "hardbreak": "\n"}
_ELIDED = re.compile(r"'(?:\d\d(?!\d)|(?:tis|twas|twere|twill|em|til|cause|bout|n)\b)", re.I)
# Words that begin with an apostrophe, and as well without one: only small letters, since "'Round and round,' he said."
_CLIPPED = re.compile(r"'(?:[Ss](?=[-–]\w)|[st](?=\s)|round|neath|gainst|tween|twixt|cos|coz|cuz|fraid|nuff|bye|er"
                      r"|im|ere)(?!\w)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\"“”<>]*[^\s\"“”<>'’.,;:!?)\]]")
# Feet and inches, minutes and seconds: behind a figure, and before another with its own mark, or a degree before.
_FEET = re.compile(r"(?<=\d)(')\s?\d+(?:[.,]\d+)?(\")")
_MINUTES = re.compile(r"°\s?\d+(?:[.,]\d+)?(')()")
_OPENING = "([{-–—/“‘«„¡¿"


@dataclass(slots=True)
class Flow:
    """Words that are read in one go: pieces of text, each with the token it comes from."""

    pieces: list[tuple[str, Token | None]] = field(default_factory=list)

    def add(self, text: str, token: Token | None = None) -> None:
        """Adds a piece; without a token it is only a neighbour to others."""
        self.pieces.append((text, token))

    def set(self) -> None:
        """Turns the quotes and dashes of the flow's texts."""
        curled, position = curl("".join(text for text, _ in self.pieces)), 0
        for text, token in self.pieces:
            if token:
                token.content = dash(curled[position:position + len(text)])
            position += len(text)


def set_type(tokens: Iterable[Token]) -> None:
    """Sets the texts of a block's words. A note, a prefix or a caption is a flow of its own."""
    flows, done = [Flow()], []
    previous: Token | None = None
    for token in tokens:
        kind = token.type.rpartition("_")[0]
        if kind in _OWN_FLOW:
            if token.nesting > 0:
                flows.append(Flow())
            else:
                done.append(flows.pop())
        elif token.type == "text":
            flows[-1].add(token.content, token)
        elif token.type == "text_special":
            flows[-1].add("x" if token.content in "\"'" else token.content)
        elif token.type in _AS_WORD or _stands_for_words(previous, token):
            flows[-1].add(_AS_WORD.get(token.type, "x"))
        previous = token
    for flow in [*done, *flows]:
        flow.set()


def _stands_for_words(opening: Token | None, token: Token) -> bool:
    """Whether something is printed here later: a value, the name of a figure, an author's name."""
    empty = (("span_open", "span_close"), ("address_open", "address_close"))
    if opening is not None and (opening.type, token.type) in empty:
        return True
    return token.type == "cite_open" and bool(token.meta["in_text"])


def typeset(text: str) -> str:
    """Plain words, such as a title, with their quotes and dashes set.

    >>> typeset("'Stalin's Year' --- 1936--38")
    '‘Stalin’s Year’ — 1936–38'
    """
    return dash(curl(text))


def curl(text: str) -> str:
    """Turns straight quotes and apostrophes.

    >>> curl("'So,' he said, 'the \\"90s'")
    '‘So,’ he said, ‘the “90s’'
    """
    characters, depth, single = list(text), 0, 0
    kept = {place for found in _ADDRESS.finditer(text) for place in range(*found.span())}
    measures = {found.start(group) for mark in (_FEET, _MINUTES) for found in mark.finditer(text)
                for group in (1, 2) if found[group]}
    for position, character in enumerate(characters):
        if character not in "\"'" or position in kept:
            continue
        before = characters[position - 1] if position else " "
        after = characters[position + 1] if position + 1 < len(characters) else " "
        if position in measures or (before.isdecimal() and _is_prime(character, after, depth, single)):
            characters[position] = "″" if character == '"' else "′"
        elif character == '"':
            opens = _opens(before, after) or (before.isspace() and after.isspace() and not depth)
            depth += 1 if opens else -1
            characters[position] = "“" if opens else "”"
        else:
            opens = _opens(before, after) and not _is_elided(text, position) and _closes_later(text, position)
            single = max(single + (1 if opens else 0 if after.isalnum() else -1), 0)
            characters[position] = "‘" if opens else "’"
    return "".join(characters)


def _is_prime(mark: str, after: str, depth: int, single: int) -> bool:
    """Whether a straight mark behind a figure is one of measure: where no quotation is open that it could close."""
    return not after.isalnum() and (depth <= 0 if mark == '"' else single <= 0)


def _is_elided(text: str, position: int) -> bool:
    return bool(_ELIDED.match(text, position) or _CLIPPED.match(text, position))


def _opens(before: str, after: str) -> bool:
    return (before.isspace() or before in _OPENING) and not after.isspace()


def _closes_later(text: str, position: int) -> bool:
    """Whether a single quote may close further on; if none does, this one is an apostrophe ('phone)."""
    return bool(re.compile(r"(?<=\S)'(?!\w)").search(text, position + 1))


def dash(text: str) -> str:
    """Sets dashes and dots.

    >>> dash("1936--38 --- so...")
    '1936–38 — so…'
    """
    kept = [found.span() for found in _ADDRESS.finditer(text)]
    parts, end = list[str](), 0
    for start, stop in [*kept, (len(text), len(text))]:
        part = re.sub(r"(?<!-)---(?!-)", "—", text[end:start])
        part = re.sub(r"(?<!-)--(?!-)", "–", part)
        parts += [re.sub(r"(?<!\.)\.\.\.", "…", part), text[start:stop]]
        end = stop
    return "".join(parts)
