"""The record of a printing, made from its settled pages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from book.matter import Book, Division
from book.pages import Folio, Heads, PageRun, PageStart, Pagination, PrintedBlock, PrintedLine
from book.record import BlockRecord, DivisionRecord, EditionRecord, LineRecord, PageRecord


def record(
    book: Book, pagination: Pagination, commit: str = "", engine: Sequence[tuple[str, str]] = (),
    inputs: Mapping[str, str] | None = None, files: Mapping[str, str] | None = None,
    spines: Mapping[str, float] | None = None,
) -> EditionRecord:
    """The record of a book whose pages are settled. Digests by path, spines in inches by printer; without these it is
    enough to compare the manuscript with a printing."""
    edition = book.edition
    starts = {start.division: str(start.folio) for start in pagination.starts}
    parts = list(zip(pagination.starts, pagination.runs, pagination.heads, strict=True))
    return EditionRecord(
        edition.number, edition.name, edition.date, edition.content, commit, tuple(engine), dict(inputs or {}),
        dict(files or {}),
        divisions=tuple(_division(each, starts[each.id]) for each in book.divisions if each.id in starts),
        pages=tuple(_pages(parts)),
        blocks=tuple(block for start, run, _ in parts for block in _blocks(start, run)),
        page_map={anchor: str(folio) for anchor, folio in sorted(pagination.page_map.items())},
        spines=dict(sorted((spines or {}).items())),
        corrections=tuple(correction.id for correction in edition.corrections),
    )


def _division(division: Division, folio: str) -> DivisionRecord:
    title = f"{division.label}: {division.title}" if division.label else division.title
    return DivisionRecord(division.id, title, folio, division.role)


def _pages(parts: Sequence[tuple[PageStart, PageRun, Heads]]) -> Iterator[PageRecord]:
    """All pages in order, blank ones before a run counted with what stands before them."""
    last: Folio | None = None
    for start, run, heads in parts:
        yield from (PageRecord(str(folio), "", "") for folio in start.blank_folios(last))
        inks = heads.inks or [""] * len(run.pages)
        for number, (page, head) in enumerate(zip(run.pages, inks, strict=True)):
            last = start.folio_of(number)
            yield PageRecord(str(last), page.ink, head)


def _blocks(start: PageStart, run: PageRun) -> Iterator[BlockRecord]:
    """The blocks of a run that are printed at all, in the order of the text; a note behind the block that calls it."""
    printed: dict[str, list[tuple[str, PrintedLine]]] = {}
    for number, page in enumerate(run.pages):
        folio = str(start.folio_of(number))
        for line in page.printed:
            printed.setdefault(line.key, []).append((folio, line))
    for block in run.blocks:
        if lines := printed.get(block.key):
            yield BlockRecord(run.division, block.note, block.key, block.text, tuple(_lines(block, lines)),
                              block.reckoned)


def _lines(block: PrintedBlock, lines: Sequence[tuple[str, PrintedLine]]) -> Iterator[LineRecord]:
    """Each line with the first word that begins on it: the rest of a broken word belongs to the line before."""
    begins = list(accumulate(map(len, block.text.split()), initial=0))[:-1]
    for folio, line in lines:
        yield LineRecord(folio, line.row, bisect_left(begins, line.offset))
