"""Release notes: what a new printing is and what it changes, for readers and for printers, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from book.collate import Variants, reprint
from book.edition import Edition
from book.errata import ErrataItem, ErrataSheet
from book.errata.sheet import day
from book.record import EditionRecord

KINDS = {"pdf": "the book for the screen", "epub": "the book for e-readers"}


@dataclass(frozen=True, slots=True)
class PreviousPrinting:
    """The printing before: its record, the variants of the new one from it, and its errata sheet."""

    record: EditionRecord
    variants: Variants
    sheet: ErrataSheet


def announcement(edition: Edition, new: EditionRecord, before: PreviousPrinting | None) -> str:
    """The notes. `new.files` are the files that it lists."""
    lines = [
        f"# {edition.title}: printing {new.number}", "",
        f"{new.name}, {day(new.date)}, {len(new.pages)} pages.", "",
        f"Content id: {new.content}, on the imprint page and in the files' metadata.", "",
        "## For readers", "", *(_changes(new, before) if before else ("This is the first printing released.",)), "",
        "## For printers", "", *_printing(new, before), "",
        "## Files", "", *_files(new), "",
        "`sha256sum -c SHA256SUMS` says whether they arrived whole.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _changes(new: EditionRecord, before: PreviousPrinting) -> Iterator[str]:
    old, items = before.record, before.sheet.items
    if not items:
        yield f"No correction has been made since printing {old.number}."
    else:
        count = f"{len(items)} correction{'s' * (len(items) != 1)}"
        yield f"{count} since printing {old.number}, by the pages and lines of that printing:"
        yield ""
        yield from map(_item, items)
    if new.number.split(".")[0] != old.number.split(".")[0]:
        yield ""
        yield "This is a new edition: its text differs from the last one's by more than corrections."


def _item(item: ErrataItem) -> str:
    entry, place = item.correction, str(item.place)
    reading = f"for “{entry.was}” read “{entry.now}”" if entry.now else f"delete “{entry.was}”"
    thanks = f" Reported by {entry.reported_by}." if entry.reported_by else ""
    return f"- {place[:1].upper()}{place[1:]}: {reading}. {entry.why}{thanks} ({entry.id})"


def _printing(new: EditionRecord, before: PreviousPrinting | None) -> Iterator[str]:
    if before is None:
        yield f"- Extent: {len(new.pages)} pages."
        yield from (f"- Spine, {printer}: {width:.3f} in." for printer, width in sorted(new.spines.items()))
        return
    variants, (was, now) = before.variants, before.variants.extent
    yield f"- Extent: {now} pages, {'as before' if was == now else f'not {was} as in printing {variants.old}'}."
    changed = {spine.printer: spine.old for spine in variants.spines}
    for printer, width in sorted(new.spines.items()):
        earlier = changed.get(printer)
        yield f"- Spine, {printer}: {width:.3f} in, " + (
            "as before." if printer not in changed else "new." if earlier is None
            else f"not {earlier:.3f} in: take the new cover.")
    moved = ", ".join(moved.new for moved in variants.breaks if moved.new)
    yield (f"- Pages that begin otherwise than they did: {moved}." if moved
           else "- Every page begins as it did: what cites this book by page still holds.")
    yield ""
    yield from (f"    {line}" for line in reprint(variants).splitlines())


def _files(new: EditionRecord) -> Iterator[str]:
    for name in sorted(new.files):
        what = _what(name)
        yield f"- `{name}`{f': {what}' if what else ''}"


def _what(name: str) -> str:
    folder, _, rest = name.partition("/")
    if folder == "print":
        return f"for {rest.split('/')[0]}"
    if folder == "errata":
        return "for owners of an earlier printing"
    return KINDS.get(name.rpartition(".")[2], "pages that a reprint replaces" if name == "reprint.txt" else "")
