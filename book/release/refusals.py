"""Why a printing may not be released, as far as its number, the records and git can tell: every reason at once.

The book itself is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from book.commits import NoCommits, head, uncommitted
from book.data import load
from book.edition import Edition
from book.problems import Problem, Span
from book.project import EDITION_TEXTS, SETTINGS
from book.record import EditionRecord
from book.record.numbers import order

MOST = 5  # files named; the rest are counted


@dataclass(frozen=True, slots=True)
class ReleaseRequest:
    """What is to be released: the number, with page breaks kept or not; a rehearsal makes the folder and no record."""

    number: str
    keep_pages: bool = False
    rehearsal: bool = False


def refusals(
    project: Path, asked: ReleaseRequest, edition: Edition, records: Sequence[EditionRecord]
) -> tuple[Problem, ...]:
    """Problems L-010 to L-015 and L-019; a rehearsal asks nothing of git."""
    numbers, at = [record.number for record in records], _number_at(project)
    found = [*_number(asked.number, edition, at), *_order(asked.number, numbers, at)]
    found += [*_chain(asked.number, numbers, at), *_dates(edition, records, at)]
    if asked.keep_pages and not numbers:
        what = f"nothing was released before {asked.number}, so there are no pages to keep"
        found.append(Problem("L-019", what, at, "release it without --keep-pages"))
    return tuple(found) if asked.rehearsal else (*found, *_commits(project))


def _number_at(project: Path) -> Span:
    """Where book.yaml says which printing it is."""
    node, _ = load((project / SETTINGS).read_text("utf-8"), SETTINGS)
    return node.at("edition", "number") if node else Span(SETTINGS)


def _number(number: str, edition: Edition, at: Span) -> Iterator[Problem]:
    if not re.fullmatch(r"\d+\.\d+", number):
        yield Problem("L-010", f"“{number}” is not a number of a printing", at,
                      "write edition and printing: 1.0, then 1.1 for its corrected printing, 2.0 for a new edition")
    elif not edition.stated:
        yield Problem("L-010", "book.yaml does not say which edition this is, so no printing of it can be released", at,
                      f"write edition: {{number: '{number}', name: First edition, date: 2026-11-22}}")
    elif not edition.date:
        yield Problem("L-010", "the edition has no date, by which shops know the newer file", at,
                      "write date: 2026-11-22 under edition")
    elif number != edition.number:
        yield Problem("L-010", f"{number} is to be released, but the book is {edition.number}", at,
                      f"write number: '{number}' under edition and commit, or: book release {edition.number}")


def _order(number: str, numbers: list[str], at: Span) -> Iterator[Problem]:
    if number in numbers:
        yield Problem("L-011", f"{number} is released already, as chapters/editions/{number}.json records", at,
                      f"the next printing is {_next(numbers[-1])}; `book verify {number}` makes this one again")
    elif numbers and order(number) < order(numbers[-1]):
        yield Problem("L-012", f"{number} comes before {numbers[-1]}, which is released", at,
                      f"the next printing is {_next(numbers[-1])}")


def _dates(edition: Edition, records: Sequence[EditionRecord], at: Span) -> Iterator[Problem]:
    """Shops and reading systems know the newer file by its date."""
    others = [record for record in records if record.number != edition.number]
    last = max(others, key=lambda record: record.date, default=None)
    if last and edition.date < last.date:
        yield Problem("L-012", f"{edition.number} is of {edition.date}, and {last.number} of {last.date}", at,
                      "give it the date of the day on which it comes out")


def _next(number: str) -> str:
    edition, printing = order(number)
    return f"{edition}.{printing + 1}"


def _chain(number: str, numbers: list[str], at: Span) -> Iterator[Problem]:
    """A corrected printing is held against the one before it."""
    parts = order(number)
    before = f"{parts[0]}.{parts[1] - 1}" if len(parts) == 2 and parts[1] else ""
    later = order(number) > max(map(order, numbers), default=())
    if before and later and before not in numbers:
        yield Problem("L-015", f"there is no record of {before}, so nobody can say what {number} changes", at,
                      f"if {before} was released, bring chapters/editions/{before}.json back from the "
                      "repository's history; if not, release it first")


def _commits(project: Path) -> Iterator[Problem]:
    try:
        head(project)
        # Texts without a record are left by a release that was cut off; what else may be wrong with them is L-016.
        names = [name for name in uncommitted(project) if name != EDITION_TEXTS]
    except NoCommits as fault:
        yield Problem("L-014", f"the book has no commit to release: {fault}",
                      hint="a printing can be made again only from a commit: git init, git add, git commit")
        return
    if names:
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        yield Problem("L-013", f"not committed: {', '.join(names[:MOST])}{more}",
                      hint="commit them, so that the printing can be made again from its commit")
