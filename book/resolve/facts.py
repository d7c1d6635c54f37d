"""Figures, dates and names taken from the data or compared with them.

Comes in: a query with its words or its format. Goes out: the words to print, or a problem (D-008, D-009, D-010).
Apart because a book that is wrong about its own facts is worse than one that does not build.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from book.matter import CheckedWords, Citation, CrossReference, DataSet, DataValue, RawInline, Text
from book.problems import Problem
from book.resolve.queries import Nothing, Unreadable, answer
from book.resolve.wording import date_in_words, listed, printed, says

CITED: Final = "\ufffc"  # Unicode's object replacement character


@dataclass(frozen=True, slots=True)
class Facts:
    """The data, and the language in which they are printed."""

    data: Mapping[str, DataSet]
    language: str

    def value(self, node: DataValue) -> tuple[str, tuple[Problem, ...]]:
        """The words that answer the query; the query itself in brackets if nothing does."""
        found = self._answer(node)
        if isinstance(found, Problem):
            return f"[{node.query}]", (found,)
        text = printed(found, node.format, self.language)
        if text is not None:
            return text, ()
        message = f"“{self._told(found)}” cannot be printed as “{node.format}”"
        return f"[{node.query}]", (Problem("D-008", message, node.span, "formats are words, date and numeral"),)

    def check(self, node: CheckedWords) -> tuple[Problem, ...]:
        """D-010 if the words say something else than the data."""
        found = self._answer(node)
        if isinstance(found, Problem):
            return (found,)
        text = self.words(node.children)
        if says(text, found):
            return ()
        message = f"the text says “{text}”, the data say {self._told(found)}"
        return (Problem("D-010", message, node.span, f"asked: {node.query}"),)

    def words(self, inlines: Iterable[RawInline]) -> str:
        """Plain words, with values answered; `CITED` stands for a citation, a hyphen for a name not yet looked up."""
        return "".join(self._words(inline) for inline in inlines)

    def _words(self, inline: RawInline) -> str:
        if isinstance(inline, DataValue):
            return self.value(inline)[0]
        if isinstance(inline, Citation):
            return CITED
        if isinstance(inline, CrossReference) and not inline.children:
            return "-"
        return inline.text if isinstance(inline, Text) else self.words(getattr(inline, "children", ()))

    def _answer(self, node: DataValue | CheckedWords) -> Any:
        try:
            return answer(node.query, self.data)
        except Unreadable as fault:
            return Problem("D-008", str(fault), node.span, "see “Facts” in manual/manuscript.md")
        except Nothing as fault:
            return Problem("D-009", str(fault), node.span, f"asked: {node.query}")

    def _told(self, value: Any) -> str:
        if isinstance(value, list | tuple):
            return listed([self._told(each) for each in value])
        return str(value) if isinstance(value, int) else date_in_words(str(value), self.language) or f"“{value}”"
