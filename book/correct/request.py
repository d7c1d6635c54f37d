"""The types of a correction: what is asked, the book's files, and the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from book.correct.lines import RecordedLine
from book.edition import Correction
from book.problems import Span
from book.record import EditionRecord


@dataclass(frozen=True, slots=True)
class ReportedPlace:
    """A place that a reader of printing `number` names: the page's folio, the note there or "", the line from 1."""

    folio: str
    note: str
    row: int
    number: str


@dataclass(frozen=True, slots=True)
class CorrectionRequest:
    """A correction as the editor words it. `id` and `since` may be empty: the next one; the first printing that has
    the fault. `file` and `at` say which place is meant where there is more than one."""

    correction: Correction
    file: str = ""
    at: ReportedPlace | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """A book's files by path; the division that each is printed in, if it is one (`homes`); the words of each division
    as printed; the ledger with its text, and the ids of its entries that wait to be made; the records of printings,
    oldest first; the number of the edition; the templates that print words of their own."""

    texts: Mapping[str, str]
    homes: Mapping[str, str]
    printed: Mapping[str, tuple[str, ...]]
    ledger: tuple[Correction, ...]
    ledger_text: str
    waiting: frozenset[str]
    records: tuple[EditionRecord, ...]
    number: str
    templates: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CorrectionResult:
    """The new texts of files by path, in the order in which they must be written; the entry; the place of the words.

    `line` is the line of the last printing, `printing`, that has the words, or None."""

    files: Mapping[str, str]
    correction: Correction
    at: Span
    line: RecordedLine | None
    printing: str
