"""Errata: what the owner of an earlier printing should correct in it, by page and line of *that* printing.

It needs the ledger and that printing's record, and nothing of today's pages. `find` says where the words stood,
`sheet` what is said of them, `web` sets the page for a browser. On paper the sheet is a book of one division: all that
sets and checks books sets and checks it.
"""

from __future__ import annotations

from collections.abc import Iterable

from book.edition import Correction
from book.errata.find import located
from book.errata.sheet import ErrataItem, ErrataSheet, as_book, as_values
from book.errata.web import web_page
from book.ledger import lacking
from book.problems import Problem
from book.record import EditionRecord

__all__ = ["ErrataItem", "ErrataSheet", "as_book", "as_values", "errata", "web_page"]


def errata(corrections: Iterable[Correction], old: EditionRecord) -> tuple[ErrataSheet, tuple[Problem, ...]]:
    """The sheet for whoever owns the printing `old`, by page and line.

    Problems: L-030 (the words of a correction are not in the record), L-031 (they stand at more than one place); such
    a correction is not on the sheet."""
    looked_up = located(lacking(corrections, old.number, old.corrections), old)
    items = [ErrataItem(correction, place) for correction, place in looked_up.places]
    folios = {page.folio: rank for rank, page in enumerate(old.pages)}
    items.sort(key=lambda item: (folios.get(item.place.folio, len(folios)), item.place.rank))
    return ErrataSheet(old.number, old.name, old.date, tuple(items)), looked_up.problems
