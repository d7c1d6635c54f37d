"""The record of a printing, which is kept when its files are not.

`collate` makes it from the settled pages, a release writes it, and years later every question about two printings is
answered from their records alone.

Words are counted in a block's text from 0; rows of a page from 1, as a reader counts its lines: the text's from the
top, running head not counted, a note's from its own first line on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineRecord:
    """A line of a block as printed: the page's folio, the row on it, and the first word of the block to begin on it.

    A line that opens inside a broken word has the next one: the broken word began on the line before."""

    folio: str
    row: int
    word: int


@dataclass(frozen=True, slots=True)
class BlockRecord:
    """A paragraph, heading, cell, item or note as printed. `note` is the note's number, or empty; `text` its words with
    single spaces; `key` the name that the galley gives it, by which `spans` finds its line in the manuscript; `lines`
    has one line at least. `reckoned` are the words, from 0, that come of paging: folios and numbers of notes."""

    division: str
    note: str
    key: str
    text: str
    lines: tuple[LineRecord, ...]
    reckoned: tuple[int, ...] = ()

    def line_of(self, word: int) -> LineRecord:
        """The line that has the block's word of this count, from 0; of a broken word, the line that it begins in."""
        return next((line for line in reversed(self.lines) if line.word <= word), self.lines[0])


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page as printed: its folio ("xii", "43"), digests of what is drawn on it without its running head and folio
    (`body`) and of these (`head`). Equal digests mean equal print."""

    folio: str
    body: str
    head: str


@dataclass(frozen=True, slots=True)
class DivisionRecord:
    """A division: its id and title as printed ("Chapter 3: The Sixteen"), the folio it begins on, and its role in the
    book ("chapter", "imprint", "index")."""

    id: str
    title: str
    folio: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """A printing: `number` "1.0" (edition, printing), `date` an ISO date, `content` the short id of its text that
    stands on its imprint page, `commit` the manuscript's commit, `engine` what set it (name, version).

    `inputs` and `files` have SHA-256 digests by path, `page_map` folios by anchor, `spines` widths in inches by
    printer, `corrections` the ids of all that the ledger had by then."""

    number: str
    name: str
    date: str
    content: str
    commit: str
    engine: tuple[tuple[str, str], ...]
    inputs: Mapping[str, str]
    files: Mapping[str, str]
    divisions: tuple[DivisionRecord, ...]
    pages: tuple[PageRecord, ...]
    blocks: tuple[BlockRecord, ...]
    page_map: Mapping[str, str]
    spines: Mapping[str, float]
    corrections: tuple[str, ...]
