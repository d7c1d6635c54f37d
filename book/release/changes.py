"""Changes that a new printing may not make: words that the ledger does not have, page breaks that were to hold.

`collate` finds the changes; here each becomes a problem with its page and line in the new printing and its place in
the manuscript.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path

from book.collate import Unrecorded, Variants, unrecorded
from book.collate.variants import BlockChange, MovedBreak
from book.edition import Correction
from book.problems import Problem, Severity, Span
from book.project import LEDGER
from book.record import EditionRecord
from book.record.numbers import order

SHOWN = 12  # words of a long text
Places = Mapping[tuple[str, str], Span]  # where a block stands in the manuscript, by division and key


def unaccounted(
    variants: Variants, ledger: tuple[Correction, ...], old: EditionRecord, new: EditionRecord,
    files: Mapping[str, str], places: Places, project: Path,
) -> Iterator[Problem]:
    """L-017 for each change that no entry of the ledger has; in a new edition, which may change as it likes, notes."""
    level: Severity | None = "note" if order(new.number)[0] > order(old.number)[0] else None
    for change in unrecorded(variants, ledger, old, new, files):
        block = None if change.kind == "gone" else places.get((change.division, change.key))
        span = _line(block, change.now, project) if block else None
        yield Problem("L-017", _said(change, old), span, f"record it in {LEDGER} (`book correct`), or take it back",
                      level)


def _line(block: Span, said: str, project: Path) -> Span:
    """The place in a block's source that has most of the words in a row: the block itself may be long."""
    lines = (project / block.path).read_text("utf-8", "replace").split("\n")[block.line - 1:]
    words = said.split()[:SHOWN]
    for size in range(len(words), 0, -1):
        for run in (" ".join(words[at:at + size]) for at in range(len(words) - size + 1)):
            for number, line in enumerate(takewhile(str.strip, lines)):
                if run in line:
                    return Span(block.path, block.line + number, line.index(run) + 1, len(run))
    return block


def _said(change: Unrecorded, old: EditionRecord) -> str:
    note = f", note {change.note}" if change.note else ""
    place = f"page {change.folio}{note}, line {change.row}"
    was, now = _short(change.was), _short(change.now)
    match change.kind:
        case "changed":
            return f"{place}: “{now}” was “{was}” in {old.number}, and no correction says so"
        case "added":
            return f"{place}: “{now}” was not in {old.number}, and no correction says so"
        case "gone":
            return f"{place} of {old.number}: “{was}” is gone, and no correction says so"
        case "moved":
            return f"{place}: “{now}” stood elsewhere in {old.number}, and no correction says so"


def _short(text: str) -> str:
    words = text.split()
    return text if len(words) <= SHOWN else " ".join((*words[:SHOWN], "…"))


def moved_breaks(variants: Variants, places: Places, proposals: Mapping[str, str]) -> list[Problem]:
    """L-018 for each chain of page breaks that moved, at the paragraph that moved them.

    `proposals` says for a division what would hold its pages."""
    chains: list[list[MovedBreak]] = []
    for moved in variants.breaks:
        if chains and chains[-1][0].division == moved.division:
            chains[-1].append(moved)
        else:
            chains.append([moved])
    return [_chain(chain, places, proposals.get(chain[0].division, "")) for chain in chains]


def _chain(chain: list[MovedBreak], places: Places, proposal: str) -> Problem:
    first = chain[0]
    span, cause = None, "no paragraph changed: the design or the engine moved it"
    if first.by:
        change = max(first.by, key=lambda change: abs(_gained(change)))  # of those alike the first
        span = places.get((change.block.division, change.block.key)) if change.new else None
        cause = _cause(change)
    more = f", and {len(chain) - 1} more" if len(chain) > 1 else ""
    what = (f"page {first.new} begins with “{first.now}”, not “{first.was}”" if first.old and first.new
            else f"page {first.new or first.old} is {'new' if first.new else 'gone'}")
    return Problem("L-018", f"{what}{more}: {cause}", span, proposal or "shorten or lengthen the correction")


def _cause(change: BlockChange) -> str:
    """Which block it was, and how many lines it has now."""
    gained, at = _gained(change), change.block.line_of(0)
    size = f"{abs(gained)} line{'s' * (abs(gained) != 1)} {'longer' if gained > 0 else 'shorter'}"
    length = size if gained else "as many lines as before, broken otherwise"
    kind = f"note {change.block.note}," if change.block.note else "the paragraph"
    return f"{kind} “{_short(change.block.text)}” (page {at.folio}, line {at.row}) is {length}"


def _gained(change: BlockChange) -> int:
    return len(change.new.lines if change.new else ()) - len(change.old.lines if change.old else ())
