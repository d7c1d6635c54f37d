"""Whether the list of changes sends a reader to the right pages (F-001).

The list's own words may all be there and still name a page on which nothing of the correction stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from book.gate.found import FileText, FoundDivision
from book.gate.letters import letters
from book.matter import Book
from book.pages import PageMap
from book.problems import Problem

HINT = "look for a style sheet that moves the words away from their anchor"


def changes(text: FileText, book: Book, pages: PageMap, labels: Sequence[str]) -> Iterator[Problem]:
    """Of each correction, the first word must stand on the page that the list names, the others there or overleaf.

    Calls of notes may stand between them, so that they are looked for one by one."""
    for change in book.changes:
        correction, folio = change.correction, str(pages.get(change.anchor, ""))
        # Words that are in no line are sent to where the entry or the division begins.
        elsewhere = change.anchor in (correction.anchor, correction.division)
        if elsewhere or folio not in labels or correction.division not in text:
            continue
        here, overleaf = (_letters(text[correction.division], labels.index(folio) + step) for step in (0, 1))
        words = [letters(word) for word in correction.now.split()]
        if not (0 <= (here + overleaf).find(words[0]) < len(here)) or not all(w in here + overleaf for w in words):
            what = f"“{correction.now}” does not stand on page {folio} of the PDF, which the changes name"
            yield Problem("F-001", what, correction.span, HINT)


def _letters(division: FoundDivision, page: int) -> str:
    """What of a division stands on a page, notes behind the text."""
    every = chain(division.pieces, *(note.pieces for note in division.notes.values()))
    return letters("".join(piece.text for piece in every if piece.page == page))
