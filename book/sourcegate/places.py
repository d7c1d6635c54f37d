"""Where in its file a word stands of which only a reading is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from book.problems import Span
from book.sourcegate.readwords import ReadWord, split

ENOUGH = 6  # words by which a place is known
_MADE = re.compile(r"[\s>]*:{3,}.*\btemplate=")
_INCLUDE = re.compile(r"\{\{(?:#(?:rustdoc_)?|<\s*)include")
_ALONE = re.compile(r"[\s>]*\{\{(?:#|<\s*)include[^{}]*\}\}\s*$")
_TAKES = re.compile(r"[\s>]*[`~]{3,}.*\binclude\b")
_RULE = re.compile(r"[ >]*([-*_])(?:[ \t]*\1){2,}[ \t]*$|[ >]*<hr\b")
_FENCE = re.compile(r"[\s>]*(`{3,}|~{3,})(.*)")


class SourceLines:
    """The lines of a file; its text begins on line `first`, below its head."""

    def __init__(self, path: str, text: str, first: int = 1) -> None:
        self.path, self.lines, self.first = path, text.split("\n"), first

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """The words of each line."""
        return tuple(frozenset(split(line)) for line in self.lines)

    def made(self) -> frozenset[int]:
        """The lines, from 1, on which a block begins whose words are not in this file: they come from a template, or
        from a file that code takes in."""
        found, fence, mark = set[int](), 0, ""
        for number, line in enumerate(self.lines, 1):
            at = _FENCE.match(line)
            if at and not mark:
                fence, mark = number, at[1]
            elif at and at[1].startswith(mark) and not at[2].strip():
                mark = ""
            if _MADE.match(line) or _ALONE.match(line) or _TAKES.match(line):
                found.add(number)
            if mark and _INCLUDE.search(line):  # behind backticks in a line it is only spoken of
                found.add(fence)
        return frozenset(found)

    def place(self, words: Sequence[ReadWord], after: int) -> Span:
        """Where these words stand, looked for from the line `after` on, then before it; else that line."""
        wanted, after = [word.text for word in words[:ENOUGH]], max(after, self.first)
        order = [*range(after - 1, len(self.lines)), *range(after - 1)]
        best = max(order, key=lambda number: self._has(number, wanted), default=0)
        if not wanted or not self._has(best, wanted):
            return self._span(after, "")
        return self._span(best + 1, next(word for word in wanted if word in self.words[best]))

    def rule(self, after: int) -> Span:
        """The first line from `after` on that looks like a break between passages; else that line."""
        after = max(after, self.first)
        rules = (number for number in range(after, len(self.lines) + 1) if _RULE.match(self.lines[number - 1]))
        return self._span(next(rules, after), "")

    def _has(self, number: int, wanted: Sequence[str]) -> int:
        """How well a line answers: the first word counts most."""
        here = self.words[number]
        return sum((word in here) * (2 if at == 0 else 1) for at, word in enumerate(wanted))

    def _span(self, line: int, word: str) -> Span:
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        found = re.search(rf"(?<!\w){re.escape(word)}", text, re.I) if word else None
        begin = found.start() if found else len(text) - len(text.lstrip())
        return Span(self.path, line, begin + 1, max(len(text.rstrip()) - begin, 1))
