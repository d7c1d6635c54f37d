"""What a careful house does not let pass, and a first-time author is only told: `strict` in book.yaml decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from book.problems import Problem

# A tab, an unknown key of a head, a picture without a text alternative, a level left out, a note that nothing calls, a
# file that nothing uses: the book can be set as its author wrote it.
LENIENT = frozenset({"B-005", "M-003", "M-005", "M-010", "M-013", "M-015"})
# Of attributes that cannot be understood, those that are names: the rest would lose words.
NAMES = ("no attribute “", "the class “")
COUNTED = frozenset({"M-003", "M-005", "M-010"})  # one cause, many places: told once, at the first


def judged(problems: Iterable[Problem], strict: bool) -> tuple[Problem, ...]:
    """The problems as grave as the book's strictness makes them; of those that come in heaps, one with its count."""
    return tuple(problems) if strict else tuple(_counted([_lenient(each) for each in problems]))


def _lenient(problem: Problem) -> Problem:
    named = problem.code == "M-012" and problem.message.startswith(NAMES)
    warns = problem.level is None and (named or problem.code in LENIENT)
    return replace(problem, level="warning") if warns else problem


def _counted(problems: list[Problem]) -> Iterable[Problem]:
    heaps: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.code in COUNTED and problem.level == "warning":
            heaps[problem.code, problem.message].append(problem)
    for problem in problems:
        heap = heaps.get((problem.code, problem.message), [])
        if problem.level != "warning" or len(heap) < 2:
            yield problem
        elif problem == heap[0]:
            places = len(heap) - 1
            yield replace(problem, message=f"{problem.message} (and at {places} more place{'s' * (places > 1)})")
