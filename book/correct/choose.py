"""Chooses the one place that is meant, or reports every place that could be. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Sequence

from book.correct.edit import BY_HAND
from book.correct.find import Candidate, candidates
from book.correct.lines import RecordedLine, has, meant, on_page, place
from book.correct.readable import span
from book.correct.request import CorrectionRequest, ReportedPlace, Sources
from book.ledger import starts
from book.problems import Problem
from book.record import EditionRecord


def chosen(request: CorrectionRequest, words: str, sources: Sources) -> tuple[Candidate | None, tuple[Problem, ...]]:
    """The place where the words are to be changed. L-005: there is none; L-006: there are several; L-009: the line
    that the request names is on no record, or has other words."""
    there, problems = line_at(request.at, sources.records) if request.at else ((), ())
    if problems:
        return None, problems
    found = _found(words, request.file, sources)
    if request.at and found:
        found = meant(found, words, there)
        if not found:
            return None, (_not_there(words, there, request.at.number),)
    if not found:
        return None, (_missing(words, request.file, sources),)
    if len(found) > 1:
        return None, tuple(_one_of(found, number, words, sources) for number in range(len(found)))
    return found[0], ()


def line_at(
    at: ReportedPlace, records: Sequence[EditionRecord]
) -> tuple[tuple[RecordedLine, ...], tuple[Problem, ...]]:
    """The line that a reader names; cells that stand side by side are one line each. L-009: there is no such line."""
    record = next((each for each in records if each.number == at.number), None)
    if record is None:
        known = ", ".join(each.number for each in records)
        hint = f"on record are {known}" if known else "no printing is on record yet: give the words, without --at"
        return (), (Problem("L-009", f"printing {at.number} is not on record", hint=hint),)
    page = on_page(record, at.folio, at.note)
    found = tuple(line for line in page if line.row == at.row)
    return found, () if found else (_no_line(at, page, record),)


def _no_line(at: ReportedPlace, page: tuple[RecordedLine, ...], record: EditionRecord) -> Problem:
    where = f"note {at.note} on page {at.folio}" if at.note else f"page {at.folio}"
    if page:
        what = f"{where} of printing {at.number} has no line {at.row}"
        return Problem("L-009", what, hint=f"its lines are {page[0].row} to {page[-1].row}; running heads do not count")
    what = f"printing {at.number} has no {where}"
    return Problem("L-009", what, hint=f"its pages are {record.pages[0].folio} to {record.pages[-1].folio}")


def _not_there(words: str, there: Sequence[RecordedLine], number: str) -> Problem:
    """The line does not have the words, or the manuscript has them there no more."""
    if any(has(line, words) for line in there):
        what = f"“{words}” is printed on {there[0]} of printing {number}, but the manuscript has it there no more"
        return Problem("L-005", what, hint="it may be corrected already: look into the ledger")
    what = f"“{words}” does not stand on {there[0]} of printing {number}"
    return Problem("L-009", what, hint=f"that line has: {' | '.join(line.words for line in there)}")


def _found(words: str, file: str, sources: Sources) -> tuple[Candidate, ...]:
    """Every place; those in alternative texts and the like only if there are no others."""
    paths = [path for path in sources.texts if not file or path == file]
    found = [each for path in paths for each in candidates(path, sources.texts[path], words)]
    plain = [each for each in found if not each.reading.aside]
    return tuple(plain or found)


def _one_of(found: tuple[Candidate, ...], number: int, words: str, sources: Sources) -> Problem:
    """One of several places, and where it is printed."""
    candidate = found[number]
    line = printed_at(candidate, found, words, sources)
    there = f"; {line} of printing {sources.records[-1].number}" if line else ""
    what = f"“{words}” stands at {len(found)} places; this is number {number + 1}{there}"
    last = number + 1 == len(found)
    return Problem("L-006", what, candidate.at, "give more words around them, or --in-file, or --at" if last else "")


def printed_at(candidate: Candidate, found: Sequence[Candidate], words: str, sources: Sources) -> RecordedLine | None:
    """The line of the last printing on record where a candidate's words begin; None if it has none."""
    if not sources.records:
        return None
    alike = [each for each in found if each.reading == candidate.reading]
    return place(candidate, words, alike.index(candidate), len(alike), sources.records[-1])


def _missing(words: str, file: str, sources: Sources) -> Problem:
    """No file has the words: what prints them then, if anything does."""
    if file and file not in sources.texts:
        return Problem("L-005", f"{file} is not a file that the book is made from",
                       hint="name it from the project's folder, as chapters/01-lamp.md")
    where = file or "the manuscript"
    home = next((name for name, lines in sources.printed.items() if any(starts(line, words) for line in lines)), "")
    if not home or file:
        return Problem("L-005", f"“{words}” stands nowhere in {where}",
                       hint="look at each word, or give fewer: numbers, references and notes are written otherwise")
    for path, text in sources.templates.items():
        if place_ := text.find(words) + 1:
            at = span(path, text, place_ - 1, place_ - 1 + len(words))
            return Problem("L-005", f"“{words}” of “{home}” is a template's own", at, BY_HAND)
    return Problem("L-005", f"“{words}” stands in “{home}”, but no file has it: the program makes some of it",
                   hint="give the wrong words alone, or correct what they are made from and run this again")
