"""What finished files must be, apart from their words: plain values, so that the audit can be tested without a book.

Folios are counted here a second time, by other hands than the writers'.
"""

from __future__ import annotations

from dataclasses import dataclass

from book.edition import Edition, Medium
from book.gate.inside import ExpectationContext, title_of
from book.matter import Book, ContentsEntry
from book.pages import Folio, Pagination


@dataclass(frozen=True, slots=True)
class PdfExpectation:
    """Labels of all pages, outline as (level, words, page's index), metadata, ids of the divisions in order."""

    labels: tuple[str, ...]
    outline: tuple[tuple[int, str, int], ...]
    title: str
    authors: tuple[str, ...]
    description: str
    subjects: tuple[str, ...]
    language: str
    number: str
    date: str
    divisions: tuple[str, ...]
    content: str = ""


def expectation(book: Book, pagination: Pagination) -> PdfExpectation:
    """What the PDF of these pages must be."""
    edition = book.edition
    labels, index = _labels(pagination)
    return PdfExpectation(
        labels=labels,
        outline=tuple(_line(entry, book, pagination, index) for entry in book.contents),
        title=_title(edition),
        authors=tuple(author.name for author in edition.authors),
        description=" ".join(edition.description.split()),
        subjects=edition.subjects,
        language=edition.language,
        number=edition.number,
        date=edition.date,
        divisions=tuple(run.division for run in pagination.runs if run.anchors or run.pages),
        content=edition.content,
    )


def printed(pagination: Pagination) -> tuple[str, ...]:
    """The folios of the pages on which something is printed, in order."""
    return tuple(
        str(Folio(start.folio.number + n, start.folio.numbering))
        for start, run in zip(pagination.starts, pagination.runs, strict=True)
        for n, page in enumerate(run.pages)
        if not page.blank
    )


def _title(edition: Edition) -> str:
    return ": ".join(filter(None, (edition.title, edition.subtitle)))


def _labels(pagination: Pagination) -> tuple[tuple[str, ...], dict[str, int]]:
    """Every page's label, and the index of each division's first page. A blank page counts on from the one before."""
    folios: list[Folio] = []
    first: dict[str, int] = {}
    for start, run in zip(pagination.starts, pagination.runs, strict=True):
        for blank in range(start.blanks):
            number = folios[-1].number + 1 if folios else max(start.folio.number - start.blanks + blank, 1)
            folios.append(Folio(number, folios[-1].numbering if folios else start.folio.numbering))
        first[run.division] = len(folios)
        folios += [Folio(start.folio.number + n, start.folio.numbering) for n in range(len(run.pages))]
    return tuple(map(str, folios)), first


def _line(entry: ContentsEntry, book: Book, pagination: Pagination, first: dict[str, int]) -> tuple[int, str, int]:
    eye = ExpectationContext(book, pagination.page_map, Medium.SCREEN, {})
    places = (
        first[run.division] + run.anchors[entry.anchor].page for run in pagination.runs if entry.anchor in run.anchors
    )
    return entry.level, f"{entry.label} {title_of(entry.title, eye)}".strip(), next(places, -1)
