"""Which notes the text calls, and their numbers.

Where the citation style has notes, a citation in the text becomes a note of its own, so that all that follows knows
notes only; where it cites in the text, a citation stays in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from book.citations import CitationPlace
from book.markdown.cite_syntax import locate
from book.matter import Block, Citation, NoteMark, Paragraph, RawDivision, RawInline, Reference, Text
from book.matter.walk import Where, rewritten, with_children
from book.problems import Problem, Span
from book.resolve.author_names import in_sentence
from book.resolve.note_marks import before_stops, joined, placed

_ENDS = re.compile(r"\s*(?:[.,;:?!)\]—–]|$)")  # what may follow a locator, but no word of the sentence


@dataclass(frozen=True, slots=True)
class CalledNote:
    """A note with its number. `order` counts notes through the whole book and leaves a gap between divisions."""

    key: str
    number: int
    order: int
    blocks: tuple[Block[RawInline], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class CalledDivision:
    """A division whose text has no citation left if the style has notes: each is a `NoteMark`, whose note is one of
    `notes`."""

    division: RawDivision
    notes: tuple[CalledNote, ...]


def call_notes(
    divisions: Iterable[RawDivision], references: Mapping[str, Reference], through: bool, place: CitationPlace = "note"
) -> tuple[tuple[CalledDivision, ...], tuple[Problem, ...]]:
    """All divisions with their notes numbered: from 1 in each, or `through` the book. `place`: where citations go."""
    called: list[CalledDivision] = []
    problems: list[Problem] = []
    order = 0
    for division in divisions:
        caller = _Caller(division, references, place)
        heading, subtitle = caller.line(division.heading, "heading"), caller.line(division.subtitle, "heading")
        blocks = rewritten(division.blocks, caller.line)
        offset = sum(len(earlier.notes) for earlier in called) if through else 0
        notes = tuple(
            CalledNote(
                mark.note,
                offset + count,
                order + count,
                rewritten(caller.notes[mark.note], caller.note_line),
                mark.span,
            )
            for count, mark in enumerate(caller.marks, 1)
        )
        order += len(notes) + 1
        called.append(CalledDivision(replace(division, blocks=blocks, heading=heading, subtitle=subtitle), notes))
        problems += caller.problems
    return tuple(called), tuple(problems)


class _Caller:
    """Goes through a division's lines and gathers its marks in reading order."""

    def __init__(self, division: RawDivision, references: Mapping[str, Reference], place: CitationPlace) -> None:
        self.place = place
        self.written = division.notes
        self.notes: dict[str, tuple[Block[RawInline], ...]] = {}
        self.marks: list[NoteMark] = []
        self.problems: list[Problem] = []
        self.references = references

    def line(self, inlines: tuple[RawInline, ...], _where: Where) -> tuple[RawInline, ...]:
        return self._line(inlines)

    def note_line(self, inlines: tuple[RawInline, ...], _where: Where) -> tuple[RawInline, ...]:
        located = with_locators(inlines)
        return self._placed(located) if self.place != "note" else located

    def _line(self, inlines: tuple[RawInline, ...]) -> tuple[RawInline, ...]:
        return tuple(self._marked(self._placed(inlines)))

    def _placed(self, inlines: tuple[RawInline, ...]) -> tuple[RawInline, ...]:
        line = before_stops(inlines) if self.place == "text" else inlines
        return placed(joined(line, self.place), self.place)

    def _marked(self, inlines: Iterable[RawInline]) -> Iterator[RawInline]:
        for inline in inlines:
            if isinstance(inline, NoteMark):
                yield from self._own(inline)
            elif isinstance(inline, Citation) and self.place == "note":
                if inline.in_text:
                    yield from in_sentence(inline.works[0].key, self.references)
                    continue  # `placed` has set the mark itself behind
                yield self._called(f"@{len(self.marks) + 1}", (Paragraph((inline,), inline.span),), inline.span)
            else:
                yield with_children(inline, self._line)

    def _own(self, mark: NoteMark) -> Iterator[NoteMark]:
        if mark.note not in self.written:
            hint = f"write it below: [^{mark.note}]: …"
            message = f"the note “{mark.note}” is called and not written"
            self.problems.append(Problem("M-014", message, mark.span, hint))
            return
        again = sum(called.note.split("\0")[0] == mark.note for called in self.marks)
        key = f"{mark.note}\0{again + 1}" if again else mark.note  # a note called twice is printed twice
        yield self._called(key, self.written[mark.note], mark.span)

    def _called(self, key: str, blocks: tuple[Block[RawInline], ...], span: Span) -> NoteMark:
        self.notes[key] = blocks
        self.marks.append(NoteMark(key, span))
        return self.marks[-1]


def with_locators(inlines: tuple[RawInline, ...], _where: Where = "text") -> tuple[RawInline, ...]:
    """A note's line in which a locator after a bare `@key` belongs to the work: `@key, 91;`.

    In the text itself it does not: there `@key, 91 men` may go on as any sentence does."""
    done: list[RawInline] = []
    for inline in inlines:
        before = done[-1] if done else None
        if isinstance(inline, Text) and isinstance(before, Citation) and before.in_text:
            done[-1], inline = _with_locator(before, inline)
        done.append(with_children(inline, with_locators))
    return tuple(inline for inline in done if inline != Text(""))


def _with_locator(citation: Citation, after: Text) -> tuple[Citation, Text]:
    label, locator, end = locate(after.text) if after.text.startswith(", ") else ("", "", 0)
    work = citation.works[-1]
    if work.locator or work.suffix or not locator or not _ENDS.match(after.text, end):
        return citation, after
    works = (*citation.works[:-1], replace(work, label=label, locator=locator))
    return replace(citation, works=works), Text(after.text[end:])
