"""Figures, dates and names taken from the data, or compared with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from book.data import Answer, agrees, answer, in_words, print_value
from book.markdown import typeset
from book.matter import CheckedWords, Citation, CrossReference, DataSet, DataValue, RawInline, Text
from book.problems import Problem

CITED: Final = "\ufffc"  # Unicode's object replacement character


@dataclass(frozen=True, slots=True)
class Facts:
    """The data, ready to answer."""

    data: Mapping[str, DataSet]

    def value(self, node: DataValue) -> tuple[str, tuple[Problem, ...]]:
        """The words that answer the query; the query itself in brackets if nothing does."""
        found = self._answer(node)
        if isinstance(found, Answer):
            try:
                return typeset(print_value(found.value, node.format)), ()
            except ValueError as fault:
                found = Problem("D-008", str(fault), node.span, f"asked: {node.query}")
        return f"[{node.query}]", (found,)

    def check(self, node: CheckedWords) -> tuple[Problem, ...]:
        """D-010 if the words say something else than the data."""
        found = self._answer(node)
        if isinstance(found, Problem):
            return (found,)
        text = self.words(node.children)
        if agrees(text, found.value):
            return ()
        message = f"the text says “{text}”, the data say {in_words(found.value)}"
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

    def _answer(self, node: DataValue | CheckedWords) -> Answer | Problem:
        found = answer(node.query, self.data)
        return found if isinstance(found, Answer) else Problem(found.code, found.message, node.span, found.hint)
