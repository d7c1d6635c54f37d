"""What all foreign files share: why one cannot be read, and how a record of one is made."""

from __future__ import annotations

from collections.abc import Mapping

from book.problems import Problem
from book.record import BlockRecord, DivisionRecord, EditionRecord, PageRecord

WHOLE = "text"  # the one division of a foreign book: where another begins, no two files say alike


class NotComparable(Exception):
    """A file that cannot be compared; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def broken(name: str, what: str, fault: Exception) -> NotComparable:
    """A file that is not what it says: `what` is "PDF" or "EPUB"."""
    problem = Problem("L-020", f"{name} cannot be read as {what}: {fault}",
                      hint="open it in another program and save it anew")
    return NotComparable(problem)


def silent(name: str) -> NotComparable:
    """A file without words."""
    hint = "a scan has pictures of words only; let a program for text recognition put the words behind them"
    return NotComparable(Problem("L-022", f"nothing of the text of {name} can be read", hint=hint))


def foreign_record(
    name: str, blocks: tuple[BlockRecord, ...], pages: tuple[PageRecord, ...], page_map: Mapping[str, str]
) -> EditionRecord:
    """The record of a file: its name stands for the number. Raises `NotComparable` if there are no words."""
    if not blocks:
        raise silent(name)
    divisions = tuple(DivisionRecord(WHOLE, "", page.folio) for page in pages[:1])
    return EditionRecord(name, "", "", "", "", (), {}, {}, divisions, pages, blocks, dict(page_map), {}, ())
