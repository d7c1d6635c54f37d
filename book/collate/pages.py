"""The pages of two printings side by side: those whose print differs.

Print knows nothing of words: a picture that changed, or a line that another paragraph pushed down, is found only here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from book.collate.variants import PageChange
from book.collate.words import between, matching_runs
from book.record import EditionRecord, PageRecord


def page_changes(old: EditionRecord, new: EditionRecord) -> tuple[PageChange, ...]:
    """Pages that differ, division by division, in the order of the new printing."""
    theirs = _by_division(old)
    ours = _by_division(new)
    changes = [change for division, pages in ours.items() for change in _changes(theirs.get(division, ()), pages)]
    gone = (page for division, pages in theirs.items() if division not in ours for page in pages)
    return (*changes, *(PageChange("gone", page.folio, "") for page in gone))


def _by_division(record: EditionRecord) -> dict[str, Sequence[PageRecord]]:
    """A division's pages: from where it begins to where the next one does, blank pages between them too."""
    folios = [page.folio for page in record.pages]
    begins = [(folios.index(each.folio), each.id) for each in record.divisions if each.folio in folios]
    ends = [*(begin for begin, _ in begins[1:]), len(folios)]  # of a book without pages, one more than begins
    return {id: record.pages[begin:end] for (begin, id), end in zip(begins, ends, strict=False)}


def _changes(old: Sequence[PageRecord], new: Sequence[PageRecord]) -> Iterator[PageChange]:
    shared = tuple(matching_runs([page.body for page in old], [page.body for page in new]))
    alike = [(slice(run.old, run.old + run.length), slice(run.new, run.new + run.length)) for run in shared]
    apart = between(len(old), len(new), shared)
    for here, there in sorted((*alike, *apart), key=lambda both: (both[0].start, both[1].start)):
        for was, now in zip_longest(old[here], new[there]):
            yield from _change(was, now)


def _change(old: PageRecord | None, new: PageRecord | None) -> Iterator[PageChange]:
    if old is None or new is None:
        yield PageChange("gone" if new is None else "added", old.folio if old else "", new.folio if new else "")
    elif old.body != new.body:
        yield PageChange("changed", old.folio, new.folio)
    elif old.folio != new.folio:
        yield PageChange("shifted", old.folio, new.folio)
    elif old.head != new.head:
        yield PageChange("head", old.folio, new.folio)
