"""Where the text mentions what the index lists: anchors in the text, and the places of each entry.

An entry is written with *emphasis* in marks, in index.yaml and among the persons; it is sorted and found without.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from book.markdown import typeset
from book.matter import Emphasis, IndexAnchor, IndexMark, Inline, Locator, PersonMark, RawInline, Text
from book.problems import Problem, Span
from book.resolve.facts import Facts
from book.resolve.finder import Finder

_EMPHASIS = re.compile(r"\*(?=\S)([^*!]+)(?<=\S)\*")
EntryPath = tuple[str, ...]  # an entry, or an entry and its sub-entry, and a sub-entry of that
LEVELS = 3


OF = "\x1f"  # stands between the name of an index and the first part of an entry there


def path_of(entry: str) -> EntryPath:
    """An entry as it is written, "confession!retracted", as its parts."""
    return tuple(part.strip() for part in typeset(entry).split("!") if part.strip())


def plain_term(term: str) -> str:
    """The words without their markup.

    >>> plain_term("Rubashov (in *Darkness at Noon*)")
    'Rubashov (in Darkness at Noon)'
    """
    return _EMPHASIS.sub(r"\1", term)


def in_italics(term: str) -> tuple[Inline, ...]:
    """The words as they are printed."""
    parts = _EMPHASIS.split(term)  # every second part was between asterisks
    return tuple(Emphasis("em", (Text(part),)) if turn % 2 else Text(part) for turn, part in enumerate(parts) if part)


def as_written(inlines: Iterable[RawInline], words: Callable[[Iterable[RawInline]], str]) -> str:
    """The entry that marked words of the text make: their italics kept."""
    return "".join(
        f"*{words((inline,))}*" if isinstance(inline, Emphasis) and inline.kind == "em" else words((inline,))
        for inline in inlines
    )


@dataclass
class Concordance:
    """Gathers places while the text is settled. `places` maps entry and sub-entry to locators in reading order."""

    finder: Finder
    facts: Facts
    places: dict[EntryPath, list[Locator]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, str] = field(default_factory=dict)
    named: dict[str, Span] = field(default_factory=dict)  # indexes that marks name, and where the first does
    _open: dict[str, tuple[EntryPath, int, Span]] = field(default_factory=dict)
    _counts: Counter[tuple[EntryPath, str]] = field(default_factory=Counter)
    _seen: set[EntryPath] = field(default_factory=set)
    _here: str = ""  # the anchor that stands at this very place
    _division: str = ""
    _finds: bool = False

    def begin_line(self, division: str, finds: bool) -> None:
        """A new line of this division; `finds`: words without a mark count in it."""
        self._seen, self._here, self._division, self._finds = set(), "", division, finds

    def pause(self, finds: bool) -> bool:
        """Whether words without a mark count from here on; gives back how it was."""
        before, self._finds = self._finds, finds
        return before

    def text(self, text: str) -> tuple[Inline, ...]:
        """The words with an anchor before each form of an entry that its line has not mentioned yet."""
        done: list[Inline] = []
        start = 0
        for place, entry in self.finder.find(text) if self._finds else ():
            if (path := path_of(entry)) not in self._seen:
                self.passed(text[start:place])
                done += [Text(text[start:place]), *self._anchor(path)]
                start = place
        self.passed(text[start:])
        return tuple(inline for inline in (*done, Text(text[start:])) if inline != Text(""))

    def passed(self, text: str) -> None:
        """Words have been set: what follows stands at another place."""
        if text.strip():
            self._here = ""

    def mark(self, node: IndexMark) -> tuple[Inline, ...]:
        """The anchor of an explicit mark, which stands before its words."""
        if node.closes:
            return self._close(node)
        path = path_of(node.entry or as_written(node.children, self.facts.words))
        if node.of and path:
            path = (f"{node.of}{OF}{path[0]}", *path[1:])
            self.named.setdefault(node.of, node.span)
        if len(path) > LEVELS:
            hint = "an entry has a sub-entry, and that one may have one more: weather!storms!northern"
            self.problems.append(Problem("X-007", f"“{node.entry}” has {len(path)} levels", node.span, hint))
        if node.opens in self._open:
            self.problems.append(Problem("X-003", f"the range “{node.opens}” is already open", node.span))
        elif node.opens:
            self._open[node.opens] = path, len(self.places.get(path, ())), node.span
        return self._anchor(path)

    def person(self, node: PersonMark) -> tuple[Inline, ...]:
        """The anchor of the person meant; none where the mark says that no entry is wanted."""
        if not node.person:
            return ()
        if person := self.finder.persons.get(node.person):
            return self._anchor((person.entry,))
        near = get_close_matches(node.person, sorted(self.finder.persons), 1)
        hint = f"did you mean “{near[0]}”?" if near else ""
        self.problems.append(Problem("X-005", f"the register has no “{node.person}”", node.span, hint))
        return ()

    def end(self) -> None:
        """The text is over: what is still open was never closed."""
        for name, (_, _, span) in self._open.items():
            hint = f"close it where the passage ends: []{{.index to={name}}}"
            self.problems.append(Problem("X-003", f"the range “{name}” is never closed", span, hint))

    def _anchor(self, path: EntryPath) -> tuple[Inline, ...]:
        self._seen.add(path)
        before, identity = self._here, self._place(path)
        self.places.setdefault(path, []).append(Locator(identity))
        return () if identity == before else (IndexAnchor(identity),)

    def _place(self, path: EntryPath) -> str:
        """The anchor's id: the one at this very place, or a new one, which text elsewhere does not change."""
        if not self._here:
            self._counts[path, self._division] += 1
            digest = hashlib.sha256("\0".join((*path, self._division)).encode()).hexdigest()[:8]
            self._here = f"ix-{digest}-{self._counts[path, self._division]}"
            self.anchors[self._here] = self._division
        return self._here

    def _close(self, node: IndexMark) -> tuple[Inline, ...]:
        if node.closes not in self._open:
            hint = f"open it where the passage begins: []{{.index entry=\"…\" from={node.closes}}}"
            self.problems.append(Problem("X-003", f"no range “{node.closes}” is open", node.span, hint))
            return ()
        path, place, _ = self._open.pop(node.closes)
        before, identity = self._here, self._place(path)
        self.places[path][place] = replace(self.places[path][place], until=identity)
        return () if identity == before else (IndexAnchor(identity),)
