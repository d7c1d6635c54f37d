"""Two readings of one text laid side by side: what one of them has and the other has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from unicodedata import category

from book.sourcegate.readwords import BREAK, NO_KINDS, NUMBER, ReadWord, joined

WINDOW = 200  # words of each side in which readings that part are expected to meet again
MEETING = 4  # words that must be equal where they do
LOOK = 3  # words that are looked at before one that may be left out is

LINE_END = "line end"


@dataclass(frozen=True, slots=True)
class ReadingGap:
    """Where the readings differ: the words of pandoc's (`lost`) and of ours (`added`), or if `missing` is not empty,
    words of both that stand in something in pandoc's reading only. `line` is that of our block before it."""

    lost: tuple[ReadWord, ...]
    added: tuple[ReadWord, ...]
    line: int
    missing: frozenset[str] = NO_KINDS


def gaps(theirs: Sequence[ReadWord], ours: Sequence[ReadWord]) -> Iterator[ReadingGap]:
    """All differences, in the order of the text."""
    side = _SideBySide(theirs, ours)
    while side.theirs_at < len(theirs) or side.ours_at < len(ours):
        yield from side.step()
    yield from side.kinds()


class _SideBySide:
    """How far both readings are compared. `unlike` are the last words, all alike, whose kinds differ in one way."""

    def __init__(self, theirs: Sequence[ReadWord], ours: Sequence[ReadWord]) -> None:
        self.theirs, self.ours = theirs, ours
        self.theirs_at = self.ours_at = self.line = 0
        self.unlike: list[tuple[ReadWord, ReadWord]] = []
        self.missing = NO_KINDS

    def step(self) -> Iterator[ReadingGap]:
        """The next word of either, or of both."""
        his = self.theirs[self.theirs_at] if self.theirs_at < len(self.theirs) else None
        our = self.ours[self.ours_at] if self.ours_at < len(self.ours) else None
        if his and his.either and self._goes_on(self.theirs, self.theirs_at, our):
            self.theirs_at += 1
            yield from self.left(his, True)
        elif our and our.either and self._goes_on(self.ours, self.ours_at, his):
            self.ours_at += 1
            yield from self.left(our, False)
        elif his and our and his.text == our.text:
            yield from self.pair(his, our)
            self.theirs_at, self.ours_at = self.theirs_at + 1, self.ours_at + 1
        else:
            yield from self.kinds()
            yield from self.part()

    def _goes_on(self, words: Sequence[ReadWord], at: int, other: ReadWord | None) -> bool:
        """Whether the word at `at` is better left out: the other reading has what comes after it, or another word."""
        if other is None or other.text != words[at].text:
            return True
        if words[at].text == BREAK:
            return False
        opposite, start = (self.ours, self.ours_at) if words is self.theirs else (self.theirs, self.theirs_at)
        ahead = [word.text for word in words[at:at + 40] if not word.either][:LOOK]
        return bool(ahead) and ahead == [word.text for word in opposite[start:start + 40] if not word.either][:LOOK]

    def left(self, word: ReadWord, his: bool) -> Iterator[ReadingGap]:
        """A word that only one of them has, and need not be in the other, unless it is a break."""
        if word.text == BREAK:
            yield from self.kinds()
            yield ReadingGap((word,) * his, (word,) * (not his), self.line, frozenset({"break"}))

    def pair(self, his: ReadWord, our: ReadWord) -> Iterator[ReadingGap]:
        """The same word in both."""
        self.line = our.line or self.line
        missing = his.kinds - our.kinds - {NUMBER}
        if his.kinds & {"tex"}:
            missing = NO_KINDS if our.kinds & {"math"} else missing
        if not missing and his.ends and not our.ends and not his.either:
            missing = frozenset({LINE_END})
        if missing != self.missing:
            yield from self.kinds()
        self.missing = missing
        if missing:
            self.unlike.append((his, our))

    def kinds(self) -> Iterator[ReadingGap]:
        """What has been gathered of words that stand in different things."""
        if self.unlike:
            his, our = zip(*self.unlike, strict=True)
            yield ReadingGap(his, our, our[0].line, self.missing)
        self.unlike, self.missing = [], NO_KINDS

    def part(self) -> Iterator[ReadingGap]:
        """The readings part: where do they meet again, and what lies between?"""
        size = WINDOW
        while True:
            his = self.theirs[self.theirs_at:self.theirs_at + size]
            our = self.ours[self.ours_at:self.ours_at + size]
            whole = self.theirs_at + size >= len(self.theirs) and self.ours_at + size >= len(self.ours)
            met = _meeting(his, our, whole)
            if met or whole:
                break
            size *= 4
        his_end, our_end = met or (len(his), len(our))
        lost, added = tuple(his[:his_end]), tuple(our[:our_end])
        self.line = next((word.line for word in added if word.line), self.line)
        self.theirs_at, self.ours_at = self.theirs_at + his_end, self.ours_at + our_end
        yield from _told(lost, added, self.line)


def _meeting(his: Sequence[ReadWord], our: Sequence[ReadWord], whole: bool) -> tuple[int, int] | None:
    """Where in both windows the same words begin again."""
    hard = [[number for number, word in enumerate(words) if not word.either] for words in (his, our)]
    texts = [[words[number].text for number in numbers] for words, numbers in zip((his, our), hard, strict=True)]
    blocks = SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_matching_blocks()
    ends = [len(numbers) for numbers in hard]
    for a, b, size in blocks:
        at_end = whole and [a + size, b + size] == ends
        if size >= MEETING or (size and at_end):
            return hard[0][a], hard[1][b]
    return None


def _told(lost: Sequence[ReadWord], added: Sequence[ReadWord], line: int) -> Iterator[ReadingGap]:
    """A gap, unless the letters are the same, or those of words that may be left out."""
    his = tuple(word for word in lost if not word.either)
    our = tuple(word for word in added if not word.either and not _emoji(word.text))
    if joined(his) == joined(our):
        return
    if joined(his) in joined(added) and joined(our) in joined(lost):
        return
    yield from _narrowed(his, our, line)


def _emoji(text: str) -> bool:
    """Pandoc leaves emoji as their names, so that ours cannot be told from one that nobody wrote."""
    return len(text) == 1 and category(text) == "So"


def _counted(his: Sequence[ReadWord], our: Sequence[ReadWord]) -> bool:
    """Whether ours are the numbers of a list that counts, and his those that were typed, which he takes as words; in
    HTML he counts nothing."""
    counted = bool(our) and all(NUMBER in word.kinds for word in our)
    return counted and (not his or (len(his) == len(our) and all(
        word.text.isdigit() and NUMBER not in word.kinds for word in his)))


def _narrowed(his: tuple[ReadWord, ...], our: tuple[ReadWord, ...], line: int) -> Iterator[ReadingGap]:
    """The same gap without the words that both have."""
    matcher = SequenceMatcher(None, [word.text for word in his], [word.text for word in our], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal" and joined(his[a:b]) != joined(our[c:d]) and not _counted(his[a:b], our[c:d]):
            before = our[max(c - 1, 0)].line if our else line
            yield ReadingGap(his[a:b], our[c:d], before or line)
