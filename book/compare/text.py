"""The report as text for a terminal, and as plain values for `--json`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from book.collate.variants import MovedBreak
from book.compare.report import BlockPlace, Report, ReportedChange
from book.compare.runs import WordRun

MOST = 2  # changes named as the cause of a page break that moved
SHOWN = 40  # words of a block that came or went; a page shows all of them


def text(report: Report) -> str:
    """The summary, then every change with its words, old above new."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.old} → {report.new}" + ("" if report else ": no difference")
    wide = max(len(line.topic) for line in report.summary)
    yield from (f"  {line.topic:<{wide}}  {line.words}" for line in report.summary)
    if report.outcomes:
        yield from ("", "Corrections")
        yield from (f"  {outcome.id}  {outcome}" for outcome in report.outcomes)
    if report.variants.breaks:
        yield from ("", "Pages that begin otherwise")
        yield from (f"  {_break(moved)}{cause(moved)}" for moved in report.variants.breaks)
    yield from _changes(report.changes)
    if report.index:
        yield from ("", "Index")
        yield from (line for change in report.index for line in _change(change))


def _break(moved: MovedBreak) -> str:
    if moved.old and moved.new:
        pages = moved.new if moved.old == moved.new else f"{moved.old} → {moved.new}"
        return f"page {pages}: with “{moved.now}”, not “{moved.was}”"
    return f"page {moved.new or moved.old}: {'new' if moved.new else 'gone'}, “{moved.now or moved.was}”"


def cause(moved: MovedBreak) -> str:
    """Which changes moved a page's beginning, by their place in the new printing, or the old one's if they are gone."""
    lines = [(change.block, change.block.line_of(change.words[0].new if change.words and change.new else 0))
             for change in moved.by[:MOST]]
    places = [f"page {line.folio}{f', note {block.note}' if block.note else ''}, line {line.row}"
              for block, line in lines]
    more = f" and {len(moved.by) - MOST} more" if len(moved.by) > MOST else ""
    return f" (by {'; '.join(places)}{more})" if places else ""


def _changes(changes: Iterable[ReportedChange]) -> Iterator[str]:
    title: str | None = None
    for change in changes:
        if change.title != title:
            title = change.title
            yield from ("", title or "Text")
        yield from _change(change)


def _change(change: ReportedChange) -> Iterator[str]:
    tail = "".join(f"  {id}" for id in change.corrections)
    yield f"  {where(change)}: {kind(change)}{tail}"
    if change.was and not (change.kind == "moved" and _unchanged(change)):
        yield f"    - {_said(change.was)}"
    if change.now:
        yield f"    {' ' if change.kind == 'moved' and _unchanged(change) else '+'} {_said(change.now)}"


def kind(change: ReportedChange) -> str:
    """What became of the block, in words."""
    if change.reckoned:
        return "other numbers of pages or notes"
    return "moved and changed" if change.kind == "moved" and not _unchanged(change) else change.kind


def _unchanged(change: ReportedChange) -> bool:
    return all(run.kind == "same" for run in (*change.was, *change.now))


def where(change: ReportedChange) -> str:
    """The place, or both where they differ: "page 6, line 5 → page 7, line 1"."""
    places = dict.fromkeys(str(place) for place in (change.old, change.new) if place)
    return " → ".join(places)


def _said(runs: Iterable[WordRun]) -> str:
    words = " ".join(run.words for run in runs).split(" ")
    return " ".join(words) if len(words) <= 2 * SHOWN else " ".join((*words[:SHOWN], "…"))


def values(report: Report) -> dict[str, Any]:
    """The report as plain values."""
    variants = report.variants
    return {
        "old": report.old, "new": report.new, "differ": bool(report),
        "summary": {line.topic: {"words": line.words, "touched": line.touched} for line in report.summary},
        "changes": [_values(change) for change in report.changes],
        "index": [_values(change) for change in report.index],
        "pages": [{"kind": page.kind, "old": page.old, "new": page.new} for page in variants.pages],
        "breaks": [{"old": each.old, "new": each.new, "was": each.was, "now": each.now} for each in variants.breaks],
        "extent": list(variants.extent),
        "spines": [{"printer": each.printer, "old": each.old, "new": each.new} for each in variants.spines],
        "places": [{"anchor": each.anchor, "old": each.old, "new": each.new} for each in variants.page_map],
        "corrections": [{"id": outcome.id, "stays": outcome.stays, "moves": list(outcome.moves),
                         "places": [{"old": {"page": place.old.folio, "line": place.old.row},
                                     "new": {"page": place.new.folio, "line": place.new.row}}
                                    for place in outcome.places]}
                        for outcome in report.outcomes],
    }  # fmt: skip


def _values(change: ReportedChange) -> dict[str, Any]:
    return {
        "kind": change.kind, "division": change.division, "title": change.title, "old": _place(change.old),
        "new": _place(change.new), "was": [[run.kind, run.words] for run in change.was],
        "now": [[run.kind, run.words] for run in change.now], "corrections": list(change.corrections),
        "reckoned": change.reckoned,
    }  # fmt: skip


def _place(place: BlockPlace | None) -> dict[str, Any] | None:
    if place is None:
        return None
    values: dict[str, Any] = {"page": place.folio, "note": place.note, "line": place.row}
    return values | ({"document": place.document} if place.document else {})
