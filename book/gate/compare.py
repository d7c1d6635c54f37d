"""Nothing lost: what the book has against what a file has. Problems F-001 to F-003, each at the line of its block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from book.gate.differences import AROUND, Difference, differences
from book.gate.expected import ExpectedDivision
from book.gate.found import Finished, FoundDivision
from book.gate.inside import WordRow
from book.gate.letters import Piece, Word, letters, row
from book.problems import Problem, Span

SHOWN = 8  # words of a passage in a message
LOST = "look for a template or style sheet that leaves it out"
ADDED = "look for a template or style sheet that adds it"


def compare(expected: Sequence[ExpectedDivision], file: Finished) -> tuple[Problem, ...]:
    """All differences between the book and a file."""
    return tuple(chain.from_iterable(_division(division, file) for division in expected))


def _division(expected: ExpectedDivision, file: Finished) -> Iterator[Problem]:
    found = file.text.get(expected.division.id)
    if found is None:
        yield from _absent(expected, file)
    elif expected.facts:
        yield from _facts(expected, found, file)
    else:
        yield from _text((*_opening(expected, found), *expected.words), found.pieces, expected.division.span, file)
    if found is not None:
        yield from _notes(expected, found, file)


def _absent(expected: ExpectedDivision, file: Finished) -> Iterator[Problem]:
    count = len(expected.words) + sum(map(len, chain(expected.facts, expected.openings[:1])))
    if count:
        title = expected.division.title or expected.division.id
        yield Problem("F-001", f"“{title}” is missing from {file.name}: {count} words", expected.division.span, LOST)


def _facts(expected: ExpectedDivision, found: FoundDivision, file: Finished) -> Iterator[Problem]:
    here = letters("".join(piece.text for piece in found.pieces))
    for fact in (*expected.facts, expected.words):
        if row(fact) not in here:
            message = f"“{_short(fact)}” does not stand on the page “{expected.division.id}” of {file.name}"
            yield Problem("F-001", message, fact[0].span, LOST)


def _opening(expected: ExpectedDivision, found: FoundDivision) -> WordRow:
    """The opening that the design chose, or else the fullest one."""
    here = letters("".join(piece.text for piece in found.pieces))
    begins = expected.words[:AROUND]
    fitting = (opening for opening in expected.openings if here.startswith(row((*opening, *begins))))
    nearly = (opening for opening in expected.openings if opening and here.startswith(row(opening)))
    return next(chain(fitting, nearly), expected.openings[0])


def _notes(expected: ExpectedDivision, found: FoundDivision, file: Finished) -> Iterator[Problem]:
    for each in expected.notes:
        note, title, here = each.note, each.home, found.notes.get(each.note.id)
        if here is None:
            yield Problem("F-003", f"note {note.number} of “{title}” is missing from {file.name}", note.span, LOST)
        elif here.times > 1:
            message = f"note {note.number} of “{title}” is {here.times} times in {file.name}"
            yield Problem("F-003", message, note.span, ADDED)
        else:
            yield from _text(each.words, here.pieces, note.span, file)
    known = {each.note.id for each in expected.notes}
    for strange in [identifier for identifier in found.notes if identifier not in known]:
        message = f"{file.name} has a note that the book has not: {strange}"
        yield Problem("F-002", message, expected.division.span, ADDED)


def _text(expected: WordRow, pieces: Sequence[Piece], span: Span | None, file: Finished) -> Iterator[Problem]:
    for difference in differences(expected, pieces):
        yield _problem(difference, span, file)


def _problem(difference: Difference, span: Span | None, file: Finished) -> Problem:
    after = f" after “{' '.join(word.text for word in difference.before)}”" if difference.before else ""
    where = file.place(difference.extra[0].page) if difference.extra else ""
    stands = _short(difference.extra)
    if not difference.missing:
        near = difference.before[-1].span if difference.before else span
        return Problem("F-002", f"{file.name} has “{stands}”{after}{where}, which the book has not", near, ADDED)
    instead = f"; there stands “{stands}”{where}" if stands else ""
    lost = f"“{_short(difference.missing)}” is missing from {file.name}{after}{instead}"
    return Problem("F-001", lost, difference.missing[0].span or span, LOST)


def _short(words: Sequence[Word | Piece]) -> str:
    text = " ".join(word.text for word in words[:SHOWN])
    return f"{text} … ({len(words)} words)" if len(words) > SHOWN else text
