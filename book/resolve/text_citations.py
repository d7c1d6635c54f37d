"""Citations that stay in the text, as styles by author and date or with numbers have them; those of notes with them.

A style with numbers counts works as a reader meets them, and he meets a note where it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from book.citations import StyleKind
from book.matter import Citation, NoteMark, RawInline
from book.matter.walk import all_raw, lines
from book.problems import Problem
from book.resolve.mentions import Mention
from book.resolve.notes import CalledDivision


@dataclass(frozen=True, slots=True)
class PlacedMention:
    """A mention, and its place in the order of reading: division, place in the text, place in the note."""

    mention: Mention
    rank: tuple[int, int, int]


def mentions_in_text(called: Iterable[CalledDivision]) -> tuple[PlacedMention, ...]:
    """All citations, in the order in which the settling walk meets them: a division's text, then its notes."""
    found: list[PlacedMention] = []
    before = 0
    for number, each in enumerate(called):
        found += _in_division(each, number, before)
        before += sum(1 for _ in _raw(lines(each.division.blocks))) + 2
    return tuple(found)


def unsaid(cited: Iterable[PlacedMention], called: Iterable[CalledDivision], kind: StyleKind) -> Iterator[Problem]:
    """What a reader would not learn, or would mistake: pages cited in a style that prints none (C-010), and superior
    figures of works among those of notes (C-011)."""
    citations = [each.mention.citation for each in cited]
    located = [work for citation in citations for work in citation.works if work.locator]
    if located and not kind.locators:
        first = located[0]
        yield Problem("C-010", f"this citation style prints no places in works; left out: {len(located)}", first.span,
                      f"the first is “{first.locator}”; choose another style, or write places as words")
    notes = [note for each in called for note in each.notes]
    if kind.place == "superior" and citations and notes:
        yield Problem("C-011", "this style cites by superior figures, and so are notes called", notes[0].span,
                      "write notes: {marks: symbols} in book.yaml, or choose a style with figures in brackets")


def _in_division(each: CalledDivision, number: int, before: int) -> Iterator[PlacedMention]:
    marks: dict[str, int] = {}
    for place, inline in enumerate(_raw(lines(each.division.blocks)), 1):
        if isinstance(inline, Citation):
            yield PlacedMention(_mention(inline, each.division.id, before + place), (number, place, 0))
        elif isinstance(inline, NoteMark):
            marks[inline.note] = place
    for note in each.notes:
        place = marks[note.key]
        for inside, inline in enumerate(_raw(lines(note.blocks))):
            if isinstance(inline, Citation):
                yield PlacedMention(_mention(inline, each.division.id, before + place), (number, place, inside))


def _raw(found: Iterable[tuple[tuple[RawInline, ...], object]]) -> Iterator[RawInline]:
    return (inline for line, _ in found for inline in all_raw(line))


def _mention(citation: Citation, division: str, order: int) -> Mention:
    """No note's call leads to it: the list of works leads back to none of the citations, or to all."""
    return Mention(citation, division, "", order, False, True, False, False, False)
