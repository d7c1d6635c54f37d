"""Replaces wrong words in a file's text and changes nothing else, or says why it cannot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, takewhile

from book.correct.find import Candidate, folded, readable_texts
from book.correct.readable import Character, Kind
from book.ledger.phrases import SIGNS

BY_HAND = "correct them by hand, then run this command again: it writes the entry"
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Uncorrectable(Exception):
    """The words cannot be changed by a program; the text says why, `hint` what to do."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Replacement:
    """What of some words changes: characters `start` to before `end` of them become `words`."""

    start: int
    end: int
    words: str


def difference(was: str, now: str) -> Replacement:
    """The words between those that both begin with and those that both end with.

    >>> difference("Eight of her people drowned", "Seven of her people drowned")
    Replacement(start=0, end=5, words='Seven')
    """
    old, new = _TOKEN.findall(was), _TOKEN.findall(now)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    start, end = len("".join(old[:head])), len(was) - len("".join(old[len(old) - tail :]))
    return Replacement(start, end, "".join(new[head : len(new) - tail]))


def _differences(was: str, now: str) -> list[Replacement]:
    """The same, but words in the middle that both have are left alone, too."""
    old, new = _TOKEN.findall(was), _TOKEN.findall(now)
    one, other = ([token.translate(SIGNS) for token in tokens] for tokens in (old, new))
    return [
        Replacement(len("".join(old[:begin])), len("".join(old[:end])), "".join(new[first:last]))
        for kind, begin, end, first, last in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if kind != "equal"
    ]


def _common(old: list[str], new: list[str]) -> int:
    alike = (one.translate(SIGNS) == other.translate(SIGNS) for one, other in zip(old, new, strict=False))
    return sum(1 for _ in takewhile(bool, alike))


def corrected(text: str, found: Candidate, now: str) -> str:
    """The text of the candidate's file with other words in its place. Raises `Uncorrectable`.

    What changes is changed in one piece; only if markup stands in it, in pieces that leave the markup alone."""
    now, was = folded(now), found.reading.text[found.start : found.end]
    try:
        return _changed(text, found, [difference(was, now)])
    except Uncorrectable as fault:
        try:
            return _changed(text, found, _differences(was, now))
        except Uncorrectable:
            raise fault from None


def _changed(text: str, found: Candidate, differences: list[Replacement]) -> str:
    reading, words, new = found.reading, found.reading.text, text
    for each in reversed(differences):
        start, end = found.start + each.start, found.start + each.end
        if not each.words:
            start, end = _with_space(words, start, end)
        begin, stop = _range(reading.characters, start, end)
        new = new[:begin] + _written(each.words, reading.kind) + new[stop:]
        words = words[:start] + each.words + words[end:]
    _prove(text, new, found, words)
    return new


def _with_space(text: str, start: int, end: int) -> tuple[int, int]:
    """Words that are taken out take a space beside them along, where two would be left or one before a point."""
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    if before == " " and start and after in " .,;:!?)”’":
        return start - 1, end
    return (start, end + 1) if before == " " == text[end : end + 1] else (start, end)


def _range(characters: tuple[Character, ...], start: int, end: int) -> tuple[int, int]:
    """From where to where the file has these characters, if it has nothing else between the first and the last."""
    inside = characters[start:end]
    if not inside:
        return _gap(characters, start)
    if any(one.end != other.start for one, other in pairwise(inside)):
        raise Uncorrectable("markup stands inside the words that change", BY_HAND)
    return inside[0].start, inside[-1].end


def _gap(characters: tuple[Character, ...], place: int) -> tuple[int, int]:
    """Where words are put in that take nobody's place."""
    before = characters[place - 1].end if place else characters[place].start
    after = characters[place].start if place < len(characters) else before
    if before != after:
        raise Uncorrectable("markup stands where the new words belong, and they could go before it or after", BY_HAND)
    return before, before


def _written(words: str, kind: Kind) -> str:
    """Words as a file of that kind has them."""
    match kind:
        case "text":
            return re.sub(r"([\\*_\[\]^~`<|{}@])", r"\\\1", words)
        case "single":
            return words.replace("'", "''")
        case "double":
            return re.sub(r'(["\\])', r"\\\1", words)
        case _:
            return words


def _prove(old: str, new: str, found: Candidate, wanted: str) -> None:
    """Reads the new text again: the one reading must say what it is to say, and every other what it said."""
    path = found.reading.path
    before, after = readable_texts(path, old), readable_texts(path, new)
    here = next(number for number, each in enumerate(before) if each.characters == found.reading.characters)
    expected = [each.text for each in before]
    expected[here] = " ".join(wanted.split())
    if [each.text for each in after] != [each for each in expected if each]:
        raise Uncorrectable("the new words would be read as something else there", BY_HAND)
