"""What this printing has corrected: each correction finds its words in the text, and gets an anchor there.

The list of changes names pages, which the anchors stand for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from book.edition import Correction, Edition
from book.ledger import lacking, starts
from book.markdown import typeset
from book.matter import BibliographyList, Division, NewCorrection, NoteCall, RawDivision
from book.matter.walk import all_blocks, lines
from book.matter.words import plain
from book.problems import Problem
from book.record.numbers import order
from book.resolve.line_anchors import nested, with_anchors

LEFT_OUT = "“{}” is left out: {}"


@dataclass(frozen=True, slots=True)
class LinePosition:
    """A place of the text: `rank` by which places are sorted, the line of the division, the character in it."""

    rank: tuple[int, ...]
    division: str
    line: int
    start: int


@dataclass(frozen=True, slots=True)
class MarkedChanges:
    """The divisions with their anchors, the divisions of these by their ids, the changes, and what is wrong in the
    ledger."""

    divisions: tuple[Division, ...]
    anchors: Mapping[str, str]
    changes: tuple[NewCorrection, ...]
    problems: tuple[Problem, ...]


def new_corrections(edition: Edition) -> tuple[Correction, ...]:
    """The corrections that no earlier printing has; none in a book that was never printed before."""
    earlier = [printing for printing in edition.printings if order(printing.number) < order(edition.number)]
    had = {identity for printing in earlier for identity in printing.corrections}
    return lacking(edition.corrections, earlier[-1].number, had) if earlier else ()


def listed(
    divisions: tuple[RawDivision, ...], edition: Edition
) -> tuple[tuple[RawDivision, ...], tuple[Problem, ...]]:
    """The divisions without a list of changes that would be empty; L-033 says that it is left out."""
    if new_corrections(edition):
        return divisions, ()
    since = f"nothing was corrected since printing {edition.printings[-1].number}" if edition.printings else ""
    return tuple(each for each in divisions if each.role != "changes"), tuple(
        Problem("L-033", LEFT_OUT.format(each.title, since or "no printing came before this one"), each.span)
        for each in divisions
        if each.role == "changes"
    )


def mark_changes(divisions: tuple[Division, ...], lists: Iterable[BibliographyList], edition: Edition) -> MarkedChanges:
    """Finds the words of each new correction. L-031: words that stand at more than one place of their division.

    Words that are not in the text (an index's, those taken out) are at the entry's anchor, or where the division
    begins."""
    homes = {division.id for division in divisions}
    new = tuple(map(_as_printed, (each for each in new_corrections(edition) if each.division in homes)))
    texts = {each.id: _LinesInOrder(each, rank, divisions) for rank, each in enumerate(divisions)} if new else {}
    works = {f"ref-{work.key}": plain(work.children) for part in lists for work in part.entries}
    anchors: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    found: list[tuple[tuple[int, ...], NewCorrection]] = []
    problems: list[Problem] = []
    for correction in new:
        text = texts[correction.division]
        spots = text.spots(correction)
        alike = [other.id for other in new if _same(other, correction)]
        if len(spots) == len(alike):
            spot = spots[alike.index(correction.id)]
            identity = f"change-{correction.id}"
            anchors[spot.division].append((spot.line, spot.start, identity))
            found.append((spot.rank, NewCorrection(correction, identity)))
        elif spots:
            problems.append(_ambiguous(correction, len(spots), text.division))
        else:
            found.append(text.elsewhere(correction, works))
    marked = tuple(with_anchors(division, anchors[division.id]) for division in divisions)
    homes_of = {name: division for division, places in anchors.items() for _, _, name in places}
    return MarkedChanges(marked, homes_of, tuple(change for _, change in sorted(found, key=_rank)), tuple(problems))


def _rank(found: tuple[tuple[int, ...], NewCorrection]) -> tuple[int, ...]:
    return found[0]


def _as_printed(correction: Correction) -> Correction:
    """The correction with its quotes and dashes set."""
    was, now, why = map(typeset, (correction.was, correction.now, correction.why))
    return replace(correction, was=was, now=now, why=why)


def _same(one: Correction, other: Correction) -> bool:
    return (one.division, one.anchor, one.now) == (other.division, other.anchor, other.now)


def _ambiguous(correction: Correction, count: int, division: Division) -> Problem:
    what = f"“{correction.now}” stands at {count} places of “{division.title}”"
    hint = "lengthen was and now until one place is meant, or name an anchor before it"
    return Problem("L-031", what, correction.span, hint)


class _LinesInOrder:
    """The lines of a division in reading order, each note's behind the line that calls it."""

    def __init__(self, division: Division, rank: int, divisions: tuple[Division, ...]) -> None:
        self.division, self.rank = division, rank
        own = [inlines for inlines, _ in lines(division.blocks)]
        self.lines = [*own, *(inlines for note in division.notes for inlines, _ in lines(note.blocks))]
        home = next((n for n, each in enumerate(divisions) if each.role == "notes"), rank)
        called = {call.note: n for n, each in enumerate(own) for call in nested(each) if isinstance(call, NoteCall)}
        self.ranks: list[tuple[int, ...]] = [(rank, n, 0) for n in range(len(own))]
        for number, note in enumerate(division.notes):
            place = (rank, called.get(note.id, len(own)), number + 1) if home == rank else (home, rank, number)
            self.ranks += [place for _ in lines(note.blocks)]

    def spots(self, correction: Correction) -> list[LinePosition]:
        """Where the correction's words stand; if it names an anchor, the first of them behind that."""
        places = sorted(
            (LinePosition((*rank, start), self.division.id, number, start)
             for number, (line, rank) in enumerate(zip(self.lines, self.ranks, strict=True))
             for start in starts(plain(line), correction.now)),
            key=lambda spot: spot.rank,
        )  # fmt: skip
        behind = [spot for spot in places if correction.anchor and spot.rank[:3] >= self.at(correction.anchor)]
        return behind[:1] if len(places) > 1 and behind else places

    def at(self, anchor: str) -> tuple[int, ...]:
        """The rank of the line with an anchor; the division's first if none has it."""
        for number, line in enumerate(self.lines):
            if any(getattr(node, "id", "") == anchor for node in nested(line)):
                return self.ranks[number]
        for block in all_blocks(self.division.blocks):
            if getattr(block, "id", "") == anchor and (inside := lines((block,))):
                return next(self.ranks[n] for n, line in enumerate(self.lines) if line is inside[0][0])
        return (self.rank, 0, 0)

    def elsewhere(self, correction: Correction, works: Mapping[str, str]) -> tuple[tuple[int, ...], NewCorrection]:
        """A place for words that stand in no line of the division."""
        cited = [anchor for anchor, words in works.items() if starts(words, correction.now)]
        if self.division.role == "bibliography" and len(cited) == 1:
            return (self.rank, list(works).index(cited[0]), 0, 0), NewCorrection(correction, cited[0])
        anchor = correction.anchor or self.division.id
        return (*self.at(anchor), -1), NewCorrection(correction, anchor)
