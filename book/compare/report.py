"""The report on two printings as values, with every place and summary in words.

The terminal, the HTML page and `--json` show the same report, each in its own form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from book.collate import BlockChange, Variants, reprint
from book.collate.variants import BlockKind, PageChange
from book.compare.outcomes import CorrectionOutcome, correction_outcomes
from book.compare.runs import WordRun, sides
from book.edition import Correction
from book.record import BlockRecord, EditionRecord

KINDS: Sequence[tuple[BlockKind, str]] = (
    ("changed", "changed"), ("added", "added"), ("gone", "gone"), ("moved", "moved"))


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where a block stands: the page's folio, the note's number or nothing, and the line; of a book without pages the
    document, and how many blocks stand in it up to this one."""

    folio: str
    note: str
    row: int
    document: str = ""

    def __str__(self) -> str:
        note = f", note {self.note}" if self.note else ""
        if self.document:
            return f"{f'page {self.folio}, ' if self.folio else ''}{self.document}{note}, block {self.row}"
        return f"page {self.folio}{note}, line {self.row}"


@dataclass(frozen=True, slots=True)
class ReportedChange:
    """A block's change: where it stands in both (None if it does not), its words in runs, the corrections it is of.

    `reckoned`: nothing differs but page numbers and numbers of notes."""

    kind: BlockKind
    division: str
    title: str
    old: BlockPlace | None
    new: BlockPlace | None
    was: tuple[WordRun, ...]
    now: tuple[WordRun, ...]
    corrections: tuple[str, ...]
    reckoned: bool


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A line of the summary: what it is about, what is said, and whether the one printing differs there at all."""

    topic: str
    words: str
    touched: bool


@dataclass(frozen=True, slots=True)
class Report:
    """All of it: the printings' names, a summary, the changes of the text and of the index, pages, and corrections."""

    old: str
    new: str
    summary: tuple[SummaryLine, ...]
    changes: tuple[ReportedChange, ...]
    index: tuple[ReportedChange, ...]
    outcomes: tuple[CorrectionOutcome, ...]
    variants: Variants

    @property
    def pages(self) -> tuple[PageChange, ...]:
        """The pages whose print differs, in the order of the new printing."""
        return self.variants.pages

    def __bool__(self) -> bool:
        """False if nothing differs."""
        return bool(self.variants)


def report(
    old: EditionRecord, new: EditionRecord, variants: Variants, ledger: Iterable[Correction], names: tuple[str, str]
) -> Report:
    """The report. `names` are what the two are called: "Printing 1.0", "Manuscript"."""
    entries = [entry for entry in ledger if entry.id in variants.corrections]
    found = correction_outcomes(entries, variants)
    tell = _ChangeReporter(old, new, found)
    return Report(*names, tuple(_summary(old, variants, found)), tuple(map(tell.change, variants.blocks)),
                  tuple(map(tell.change, variants.index)), found, variants)


class _ChangeReporter:
    """What is to be known of both printings to tell of one change."""

    def __init__(self, old: EditionRecord, new: EditionRecord, found: Sequence[CorrectionOutcome]) -> None:
        self.titles = {each.id: each.title or each.role.replace("-", " ").capitalize()
                       for record in (old, new) for each in record.divisions}
        self.paged = bool(new.pages or old.pages)
        self.found = found

    def change(self, change: BlockChange) -> ReportedChange:
        """The change in words."""
        division = change.block.division
        was, now = sides(change)
        first = change.words[0] if change.words else None
        return ReportedChange(
            change.kind, division, self.titles.get(division, ""), self._place(change.old, first.old if first else 0),
            self._place(change.new, first.new if first else 0), was, now,
            tuple(outcome.id for outcome in self.found if any(at is change for at in outcome.changes)), change.reckoned,
        )  # fmt: skip

    def _place(self, block: BlockRecord | None, word: int) -> BlockPlace | None:
        if block is None:
            return None
        line = block.line_of(word)
        return BlockPlace(line.folio, block.note, line.row, "" if self.paged else block.key)


def _summary(old: EditionRecord, variants: Variants, found: Sequence[CorrectionOutcome]) -> Iterator[SummaryLine]:
    blocks = [change for change in variants.blocks if not change.reckoned]
    yield SummaryLine("blocks", _counted(blocks, len(variants.blocks) - len(blocks)), bool(variants.blocks))
    if any(variants.extent):
        yield _pages(variants)
        yield _extent(variants)
    if old.spines or variants.spines:
        yield _spines(variants)
    if variants.index or any(each.role == "index" for each in old.divisions):
        yield _index(variants)
    if any(variants.extent) or variants.breaks:
        yield _citations(variants)
    if found:
        stay = sum(outcome.stays for outcome in found)
        moved = [outcome.id for outcome in found if not outcome.stays]
        what = f"{stay} of {len(found)} stay on their pages" if moved else "each stays on its page"
        yield SummaryLine("corrections", what + (f"; not {', '.join(moved)}" if moved else ""), bool(moved))


def _counted(blocks: Sequence[BlockChange], reckoned: int) -> str:
    counts = [f"{count} {what}" for kind, what in KINDS if (count := sum(each.kind == kind for each in blocks))]
    if reckoned:
        counts.append(f"{reckoned} with other page numbers or numbers of notes only")
    return ", ".join(counts) or "the same words throughout"


def _pages(variants: Variants) -> SummaryLine:
    lines = reprint(variants).splitlines()[1:]
    return SummaryLine("pages", "; ".join(lines) or "the same print throughout", bool(lines))


def _extent(variants: Variants) -> SummaryLine:
    was, now = variants.extent
    before = "as before" if was == now else f"not {was}"
    return SummaryLine("extent", f"{now} page{'s' * (now != 1)}, {before}", was != now)


def _spines(variants: Variants) -> SummaryLine:
    said = [f"{each.printer} {_inches(each.new)}, not {_inches(each.old)}" for each in variants.spines]
    return SummaryLine("spine", "; ".join(said) or "as before", bool(said))


def _inches(width: float | None) -> str:
    return "none" if width is None else f"{width:.3f} in"


def _index(variants: Variants) -> SummaryLine:
    lines = [change for change in variants.index if not change.reckoned]
    return SummaryLine("index", _counted(lines, len(variants.index) - len(lines)) if variants.index else "as before",
                bool(variants.index))


def _citations(variants: Variants) -> SummaryLine:
    breaks, anchors = len(variants.breaks), len(variants.page_map)
    said = []
    if breaks:
        said.append(f"{breaks} page{'s' * (breaks != 1)} begin{'s' * (breaks == 1)} otherwise")
    if anchors:
        said.append(f"{anchors} place{'s' * (anchors != 1)} on another page")
    return SummaryLine("citations by page", "; ".join(said) or "every page begins as before", bool(said))
