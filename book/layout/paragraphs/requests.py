"""What is asked of the paragraphs of one document: lines more or fewer, or another line end than a broken word.

The manuscript asks by `data-looseness`; pages ask while they are made, and take it back where it does not help.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from book.galley import KEY, LOOSENESS
from book.pages import Fault


class BrokenWord(NamedTuple):
    """A line end in a broken word: the measured paragraph's name in `Plans`, and the number of its breakpoint."""

    paragraph: Any
    breakpoint: int


class LineRequests:
    """Lines asked for, by `data-key`, and line ends to be avoided."""

    def __init__(self) -> None:
        self._unmet: list[tuple[str, int]] = []
        self._asked: dict[str, int] = {}
        self._wished: set[str] = set()
        self._shunned: dict[Any, frozenset[int]] = {}

    def ask(self, keys: Iterable[str], lines: int) -> None:
        """Let these paragraphs have so many lines more than they would, or fewer; with 0, those they would have."""
        for key in keys:
            if lines:
                self._asked[key] = lines
            else:
                self._asked.pop(key, None)

    def has(self, key: str) -> bool:
        """True of a paragraph whose lines the manuscript or a page has asked for."""
        return key in self._asked or key in self._wished

    def given(self, element: Any) -> int:
        """The lines more, or fewer, that a page asks for."""
        return self._asked.get(key_of(element), 0)

    def looseness(self, element: Any) -> int:
        """Those that the galley and a page ask for."""
        said = element.get(LOOSENESS) if element is not None else None
        if said:
            self._wished.add(key_of(element))
        return int(said or 0) + self.given(element)

    def shun(self, end: BrokenWord) -> None:
        """Let no line of the paragraph end there, if that can be helped."""
        self._shunned[end.paragraph] = self.shunned(end.paragraph) | {end.breakpoint}

    def shunned(self, paragraph: Any) -> frozenset[int]:
        """The breakpoints of a paragraph that are to be avoided."""
        return self._shunned.get(paragraph, frozenset())

    def leave(self, element: Any) -> None:
        """Note a paragraph that goes the engine's way, where no request for lines can be met."""
        if looseness := self.looseness(element):
            self.note_unmet(element, looseness)

    def note_unmet(self, element: Any, looseness: int) -> None:
        """Note a paragraph that cannot have the lines asked for."""
        self._unmet.append((key_of(element), looseness))

    def faults(self) -> tuple[Fault, ...]:
        """P-008 for each paragraph that cannot have the lines that the manuscript asks for."""
        return tuple(
            Fault("P-008", f"the paragraph cannot be set in {_lines(looseness)} than it is", key)
            for key, looseness in dict.fromkeys(self._unmet))


def _lines(looseness: int) -> str:
    """One line more, two lines fewer."""
    count = {1: "one line", 2: "two lines"}.get(abs(looseness), f"{abs(looseness)} lines")
    return f"{count} {'more' if looseness > 0 else 'fewer'}"


def key_of(element: Any) -> str:
    """The `data-key` of a block, or nothing."""
    return element.get(KEY, "") if element is not None else ""
