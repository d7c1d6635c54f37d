"""The one walk that looks everything up.

Its type is the promise of the stage: `RawInline` in, `Inline` out, every kind of node answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from book.matter import (
    Anchor,
    Block,
    CheckedWords,
    Citation,
    CrossReference,
    DataValue,
    Emphasis,
    Formula,
    Image,
    IndexAnchor,
    IndexMark,
    Inline,
    LineBreak,
    Link,
    NoteCall,
    NoteMark,
    PersonMark,
    RawInline,
    Role,
    SetFormula,
    Styled,
    Text,
    Unsourced,
)
from book.matter.walk import Where, rewritten
from book.problems import Problem
from book.resolve.concordance import Concordance
from book.resolve.facts import Facts
from book.resolve.mentions import opens_sentence
from book.resolve.references import refer

FOUND_IN: tuple[Role, ...] = ("preface", "section", "part", "chapter")  # where the index finds words that nobody marked


@dataclass
class Settler:
    """Settles line after line in reading order. `notes` gives the id of each note called in the division at hand."""

    facts: Facts
    anchors: Mapping[str, Anchor]
    concordance: Concordance
    printed: Iterator[tuple[Inline, ...]]
    draft: bool
    strict: bool = True
    formulas: Mapping[tuple[str, bool], SetFormula] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: Mapping[str, str] = field(default_factory=dict)
    division: str = ""
    finds: bool = False
    _before: str = ""  # the words of the line so far

    def begin_division(self, identity: str, role: Role, notes: Mapping[str, str]) -> None:
        """What follows stands in this division."""
        self.division, self.finds, self.notes = identity, role in FOUND_IN, notes

    def blocks(self, blocks: Iterable[Block[RawInline]]) -> tuple[Block[Inline], ...]:
        """The blocks with every line settled."""
        return rewritten(blocks, self.line)

    def line(self, inlines: tuple[RawInline, ...], where: Where) -> tuple[Inline, ...]:
        """A line settled. Headings are searched by nobody: the entry would stand in the contents' line too."""
        self._before = ""
        self.concordance.begin_line(self.division, self.finds and where != "heading")
        return _trimmed(self.inlines(inlines))

    def inlines(self, inlines: Iterable[RawInline]) -> tuple[Inline, ...]:
        """A run of inlines settled, as it stands inside a line."""
        return tuple(settled for inline in inlines for settled in self._inline(inline))

    def _inline(self, node: RawInline) -> tuple[Inline, ...]:
        match node:
            case Text(text):
                return self._text(text)
            case LineBreak() | Image():
                return (node,)
            case Formula(tex, span, display):
                known = self.formulas.get((tex, display))
                return self._set((Formula(tex, span, display, known.alt if known else ""),))
            case Emphasis(kind, children):
                return (Emphasis(kind, self.inlines(children)),)
            case Styled(children, identity, classes, lang):
                return (Styled(self.inlines(children), identity, classes, lang),)
            case Link(url, children):
                return (Link(url, self.inlines(children)),)
            case Citation():
                return self._set(next(self.printed))
            case CrossReference():
                return self._reference(node)
            case DataValue():
                return self._value(node)
            case CheckedWords(children):
                self.problems += self.facts.check(node)
                return self.inlines(children)
            case NoteMark():
                return self._call(node)
            case IndexMark(children):
                return (*self.concordance.mark(node), *self.inlines(children))
            case PersonMark():
                return self._person(node)
            case Unsourced():
                return self._unsourced(node)
            case _:
                assert_never(node)

    def _text(self, text: str) -> tuple[Inline, ...]:
        self._before += text
        return self.concordance.text(text)

    def _set(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Words that come from elsewhere: they move the place on, and hold no entries."""
        self._before += "-"
        self.concordance.passed("-")
        return inlines

    def _reference(self, node: CrossReference) -> tuple[Inline, ...]:
        opens = opens_sentence(self._before)
        own = self.inlines(node.children)
        inlines, problems = refer(node, own, self.anchors, opens, self._before, self.strict)
        self.problems += problems
        return self._set(inlines)

    def _value(self, node: DataValue) -> tuple[Inline, ...]:
        text, problems = self.facts.value(node)
        self.problems += problems
        return self._text(text)

    def _call(self, node: NoteMark) -> tuple[Inline, ...]:
        if node.note in self.notes:
            return (NoteCall(self.notes[node.note]),)
        self.problems.append(Problem("M-020", "a note inside a note", node.span, "say it in the note itself"))
        return ()

    def _person(self, node: PersonMark) -> tuple[Inline, ...]:
        anchor = self.concordance.person(node)
        finds = self.concordance.pause(False)
        words = self.inlines(node.children)
        self.concordance.pause(finds)
        return (*anchor, *words)

    def _unsourced(self, node: Unsourced) -> tuple[Inline, ...]:
        words = self.facts.words(node.children)
        self.problems.append(Problem("M-018", f"no source yet: “{words}”", node.span, node.reason))
        children = self.inlines(node.children)
        return (Styled(children, classes=("unsourced",)),) if self.draft else children


def _trimmed(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Without the spaces that marks without words leave at the ends of a line."""
    trimmed = list(inlines)
    for places, strip in ((range(len(trimmed)), str.lstrip), (range(len(trimmed) - 1, -1, -1), str.rstrip)):
        place = next((each for each in places if not isinstance(trimmed[each], IndexAnchor)), None)
        if place is not None and isinstance(text := trimmed[place], Text):
            trimmed[place] = Text(strip(text.text, " \n"))
    return tuple(inline for inline in trimmed if inline != Text(""))
