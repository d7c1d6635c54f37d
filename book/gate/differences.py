"""Where two rows of words differ. It knows nothing of books or problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from book.gate.inside import WordRow
from book.gate.letters import Piece, letters

AROUND = 4  # words of context
Stretch = tuple[int, int, int, int]  # words of the book from, to; words of the file from, to


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that are missing, words that stand in their place, the words before, and where."""

    missing: WordRow
    extra: tuple[Piece, ...]
    before: WordRow


def differences(expected: WordRow, pieces: Sequence[Piece]) -> list[Difference]:
    """Where two rows of words differ. How they are broken into words and lines does not count."""
    wanted = [(letters(word.text), word) for word in expected]
    wanted = [(text, word) for text, word in wanted if text]
    there = [(letters(piece.text), piece) for piece in _words(pieces)]
    there = [(text, piece) for text, piece in there if text]
    left, right = [text for text, _ in wanted], [text for text, _ in there]
    if "".join(left) == "".join(right):
        return []
    found = []
    for start, stop, begin, end in _gathered(_unequal(left, right)):
        before = tuple(word for _, word in wanted[max(start - AROUND, 0) : start])
        missing, extra = tuple(w for _, w in wanted[start:stop]), tuple(p for _, p in there[begin:end])
        found.append(Difference(missing, extra, before))
    return found


def _gathered(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches with only a few equal words between them are one: a chance "the" does not make two losses of one."""
    found: list[Stretch] = []
    for stretch in stretches:
        if found and stretch[0] - found[-1][1] < AROUND:
            stretch = (found[-1][0], stretch[1], found[-1][2], stretch[3])
            found.pop()
        found.append(stretch)
    return found


def _unequal(left: list[str], right: list[str]) -> Iterator[Stretch]:
    """Stretches that differ; long equal ends are cut off first, because the search for the rest is slow."""
    head = _common(left, right)
    tail = _common(left[head[0] :][::-1], right[head[1] :][::-1])
    middle = left[head[0] : len(left) - tail[0]], right[head[1] : len(right) - tail[1]]
    for kind, i, j, k, m in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
        if kind != "equal" and "".join(middle[0][i:j]) != "".join(middle[1][k:m]):
            yield i + head[0], j + head[0], k + head[1], m + head[1]


def _common(left: list[str], right: list[str]) -> tuple[int, int]:
    """How many words at the beginning are equal on each side, however they are broken."""
    i = j = 0
    done = 0, 0
    ahead = ""  # what one side has read more than the other
    longer_left = False
    while True:
        if not ahead:
            done = i, j
            if i == len(left) or j == len(right):
                return done
            ahead, longer_left, i = left[i], True, i + 1
        source, at = (right, j) if longer_left else (left, i)
        if at == len(source):
            return done
        word = source[at]
        i, j = (i, j + 1) if longer_left else (i + 1, j)
        if ahead.startswith(word):
            ahead = ahead[len(word) :]
        elif word.startswith(ahead):
            ahead, longer_left = word[len(ahead) :], not longer_left
        else:
            return done


def _words(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces as words, each with its page. A word broken by a soft hyphen is whole again."""
    found: list[Piece] = []
    broken = False
    for piece in pieces:
        parts = piece.text.split()
        if parts and broken:
            found[-1] = Piece(found[-1].text[:-1] + parts[0], found[-1].page)
            parts = parts[1:]
        found += [Piece(part, piece.page) for part in parts]
        broken = bool(found) and found[-1].text.endswith("\u00ad")
    return found
