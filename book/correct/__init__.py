"""Corrections: from what an editor reports as wrong to a corrected manuscript with an entry in its ledger.

`find` looks for printed words in Markdown (`markup`) and YAML (`scalars`), `lines` in a printing on record; `choose`
takes the one place that is meant; `edit` changes it; `widen` words the entry so that it can be found again; `entry`
writes it. Files are texts here, and nothing is written to disk.
"""

from __future__ import annotations

from dataclasses import replace

from book.correct.choose import chosen, line_at, printed_at
from book.correct.edit import Uncorrectable, corrected, difference
from book.correct.entry import next_id, with_entry
from book.correct.find import Candidate, candidates, folded
from book.correct.lines import RecordedLine, on_page
from book.correct.request import CorrectionRequest, CorrectionResult, ReportedPlace, Sources
from book.correct.widen import widened
from book.edition import Correction
from book.ledger import starts
from book.problems import Problem, Span
from book.project import LEDGER

__all__ = [
    "CorrectionRequest", "CorrectionResult", "RecordedLine", "ReportedPlace", "Sources", "candidates",
    "correct", "line_at", "on_page",
]


def correct(request: CorrectionRequest, sources: Sources) -> tuple[CorrectionResult | None, tuple[Problem, ...]]:
    """The files with the correction recorded and made.

    An entry that is in the ledger while its words are not yet in the text (the command was cut off) is only made.
    Where the manuscript says already what it is to say (somebody corrected it by hand), it is only recorded.
    Problems: L-002 (it is on record already), L-005, L-006 and L-009 (`chosen`), L-007 (a program cannot make it)."""
    entry = replace(request.correction, was=folded(request.correction.was), now=folded(request.correction.now))
    begun, problems = _begun(entry, sources)
    if problems:
        return None, problems
    found, faults = chosen(request, entry.was, sources)
    if found:
        return _made(found, entry, begun, sources)
    if begun or faults[0].code != "L-005" or not _was_printed(entry.was, sources):
        return None, faults
    if recorded := next((each for each in sources.ledger if _same(each, entry)), None):
        return None, (_on_record(recorded),)
    return _corrected_by_hand(request, entry, faults, sources)


def _made(
    found: Candidate, entry: Correction, begun: Correction | None, sources: Sources
) -> tuple[CorrectionResult | None, tuple[Problem, ...]]:
    """The words changed where they were found, and the entry, unless it waits in the ledger."""
    home, path = _home(found, entry.was, sources), found.reading.path
    if not home:
        return None, (Problem("L-007", "these words are printed in no division that an entry could name", found.at,
                              "correct them by hand; what is not printed needs no correction on record"),)
    was, now = widened(found, entry, sources.printed[home], False)
    whole = begun or _filled(replace(entry, division=home, was=was, now=now), sources)
    try:
        files = {} if begun else {LEDGER: with_entry(sources.ledger_text, LEDGER, whole)}
        files[path] = corrected(sources.texts[path], found, entry.now)
    except Uncorrectable as fault:
        return None, (Problem("L-007", str(fault), found.at, fault.hint),)
    last = sources.records[-1].number if sources.records else ""
    return CorrectionResult(files, whole, found.at, printed_at(found, (found,), entry.was, sources), last), ()


def _corrected_by_hand(
    request: CorrectionRequest, entry: Correction, faults: tuple[Problem, ...], sources: Sources
) -> tuple[CorrectionResult | None, tuple[Problem, ...]]:
    """The entry alone: for words in a file, or for words that a template or the program makes and only one division
    prints. If the right words stand nowhere either, what is wrong is what was wrong before."""
    found = chosen(replace(request, at=None), entry.now, sources)[0] if entry.now else None
    home = _home(found, entry.now, sources) if found else _only(entry, sources)
    if not home:
        return None, faults
    was, now = widened(found, entry, sources.printed[home], True) if found else (entry.was, entry.now)
    whole = _filled(replace(entry, division=home, was=was, now=now), sources)
    at = found.at if found else Span(LEDGER)
    try:
        return CorrectionResult({LEDGER: with_entry(sources.ledger_text, LEDGER, whole)}, whole, at, None, ""), ()
    except Uncorrectable as fault:
        return None, (Problem("L-007", str(fault), at, fault.hint),)


def _only(entry: Correction, sources: Sources) -> str:
    """The one division that prints the right words, once, and the wrong ones no more; empty if there is none."""
    def count(words: str, name: str) -> int:
        return sum(len(starts(line, words)) for line in sources.printed[name])

    homes = [name for name in sources.printed if count(entry.now, name)]
    return homes[0] if homes and count(entry.now, homes[0]) == 1 and not count(entry.was, homes[0]) else ""


def _begun(entry: Correction, sources: Sources) -> tuple[Correction | None, tuple[Problem, ...]]:
    """The entry that is this correction, if its words wait to be put in. L-002: nothing waits, or the id is taken."""
    for other in sources.ledger:
        if _same(other, entry):
            if other.id in sources.waiting:
                return other, ()
            if not any(candidates(path, text, entry.was) for path, text in sources.texts.items()):
                return None, (_on_record(other),)
        if other.id == entry.id:
            return None, (Problem("L-002", f"the id “{entry.id}” is taken", other.span,
                                  "leave --id out: the next one is taken"),)
    return None, ()


def _same(other: Correction, entry: Correction) -> bool:
    """Whether an entry changes the same words into the same, it may be with more words around them."""
    return bool(starts(other.was, entry.was)) and _core(other) == _core(entry)


def _core(entry: Correction) -> tuple[str, str]:
    changed = difference(entry.was, entry.now)
    return entry.was[changed.start : changed.end].strip(), changed.words.strip()


def _on_record(other: Correction) -> Problem:
    return Problem("L-002", f"{other.id} is this correction, and the manuscript has it", other.span,
                   "nothing is left to be done")


def _was_printed(words: str, sources: Sources) -> bool:
    """Whether a printing on record has the words; of a book never released nobody can say."""
    return not sources.records or any(starts(block.text, words) for each in sources.records for block in each.blocks)


def _home(found: Candidate, words: str, sources: Sources) -> str:
    """The division that has the words in print: the file's own, or the first that is made from it."""
    own = sources.homes.get(found.reading.path, "")
    having = [name for name, lines in sources.printed.items() if any(starts(line, words) for line in lines)]
    if own and (own in having or not having):
        return own
    return having[0] if having else ""


def _filled(entry: Correction, sources: Sources) -> Correction:
    """The entry with what the editor left to the program: its id, and the first printing that has the fault."""
    blocks = ((each.number, block) for each in sources.records for block in each.blocks
              if block.division == entry.division)
    since = next((number for number, block in blocks if starts(block.text, entry.was)), sources.number)
    return replace(entry, id=entry.id or next_id([each.id for each in sources.ledger]), since=entry.since or since,
                   span=Span(LEDGER))
