"""Putting the right words in the place of the wrong ones, and touching nothing else.

Comes in: the text of a file, words found in it, the words that they are to become. Goes out: the text mended, or why it
cannot be. Apart because what stays is as much of a promise as what changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from book.correct.find import Candidate, folded, readings
from book.correct.readings import HOLE, Kind, Sign
from book.ledger.phrases import SIGNS

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Unmendable(Exception):
    """The words cannot be changed by a program; the text says why, `hint` what to do."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Difference:
    """What of some words changes: signs `start` to before `end` of them become `words`."""

    start: int
    end: int
    words: str


def difference(was: str, now: str) -> Difference:
    """The words between those that both begin with and those that both end with.

    >>> difference("Eight of her people drowned", "Seven of her people drowned")
    Difference(start=0, end=5, words='Seven')
    """
    old, new = _TOKEN.findall(was), _TOKEN.findall(now)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    start, end = len("".join(old[:head])), len(was) - len("".join(old[len(old) - tail:]))
    return Difference(start, end, "".join(new[head:len(new) - tail]))


def _common(old: list[str], new: list[str]) -> int:
    alike = (one.translate(SIGNS) == other.translate(SIGNS) for one, other in zip(old, new, strict=False))
    count = 0
    for same in alike:
        if not same:
            break
        count += 1
    return count


def mended(text: str, found: Candidate, now: str) -> str:
    """The text of the candidate's file with other words in its place. Raises `Unmendable`."""
    reading, now = found.reading, folded(now)
    changed = difference(reading.text[found.start : found.end], now)
    start, end = found.start + changed.start, found.start + changed.end
    if not now:
        start = _with_space(reading.text, start, end)
    begin, stop = _range(reading.signs, start, end)
    new = text[:begin] + _written(changed.words, reading.kind) + text[stop:]
    _prove(text, new, found, reading.text[:start] + changed.words + reading.text[end:])
    return new


def _with_space(text: str, start: int, end: int) -> int:
    """Words that are taken out altogether take the space before them along, or two would be left."""
    alone = text[start - 1 : start] == " " and (text[end : end + 1] or " ") in " .,;:!?)”’"
    return start - 1 if alone else start


def _range(signs: tuple[Sign, ...], start: int, end: int) -> tuple[int, int]:
    """The characters of the file behind some signs, if these are all there is between the first and the last."""
    inside = signs[start:end]
    if not inside:
        return _gap(signs, start)
    if any(sign.char == HOLE for sign in inside):
        raise Unmendable("part of it is made by the program", "mend what it is made from")
    if any(one.end != other.start for one, other in pairwise(inside)):
        raise Unmendable("markup stands inside the words that change", "mend them by hand")
    return inside[0].start, inside[-1].end


def _gap(signs: tuple[Sign, ...], place: int) -> tuple[int, int]:
    """Where words are put in that take nobody's place."""
    before = signs[place - 1].end if place else signs[place].start
    after = signs[place].start if place < len(signs) else before
    if before != after:
        raise Unmendable("markup stands where the new words belong, and they could go before it or after",
                         "put them in by hand")
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
    """Reads the mended text again: the one reading must say what it is to say, and every other what it said."""
    path = found.reading.path
    before, after = readings(path, old), readings(path, new)
    here = next(number for number, each in enumerate(before) if each.signs == found.reading.signs)
    expected = [each.text for each in before]
    expected[here] = " ".join(wanted.split())
    if [each.text for each in after] != [each for each in expected if each]:
        raise Unmendable("the new words would be read as something else there", "put them in by hand, in quotes")
