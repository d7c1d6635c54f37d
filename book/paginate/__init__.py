"""Paging the book: place, lay out, until nothing moves.

Pages and their numbers depend on each other; only here are the two brought together.

    place      sides, blanks and folios from how many pages each division takes: arithmetic
    fill       each galley's folios from the page map
    lay out    what has not been laid out before, by the typesetter's executor
    again      until the next round would lay out the same galleys on the same sides, five rounds at most

A division that only moves keeps its run; its running heads and folios are drawn at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from book import symbols
from book.executor import FailedJob
from book.folios import fill
from book.pages import Fault, Galley, Heads, PageMap, PageRun, PageStart, Pagination
from book.paginate.guess import Guess
from book.paginate.heads import headed
from book.paginate.place import extent, page_map, place
from book.paginate.problems import Spans, of_runs, unknown, unsettled
from book.problems import Problem, has_errors
from book.runs import Typesetter, heads_key, run_key, unheard

__all__ = ["Guess", "paginate"]

ROUNDS = 5
Watch = Callable[[str, int, int], None]


def paginate(
    galleys: Sequence[Galley], typesetter: Typesetter, guess: Guess, watch: Watch = unheard,
    spans: Spans | None = None,
) -> tuple[Pagination | None, tuple[Problem, ...]]:
    """Page the galleys. `spans` says where each block, by division and `data-key`, is written.

    `watch` is told ("paginate", jobs done, jobs of this round). None for a pagination means that it did not settle,
    or that a division could not be laid out; problems P-001 to P-008 say why."""
    return _Paging(tuple(galleys), typesetter, watch, {} if spans is None else spans).settle(guess)


class _Paging:
    """What stays the same from round to round."""

    def __init__(self, galleys: tuple[Galley, ...], typesetter: Typesetter, watch: Watch, spans: Spans) -> None:
        self.galleys, self.typesetter, self.watch, self.spans = galleys, typesetter, watch, spans
        self.layouts = 0

    def settle(self, guess: Guess) -> tuple[Pagination | None, tuple[Problem, ...]]:
        """Rounds until the keys of the next are those of this one."""
        starts, folios, filled, keys = self._plan(guess)
        history: list[PageMap] = []
        for number in range(1, ROUNDS + 1):
            history.append(folios)
            runs = self._runs(filled, starts, keys)
            if not all(run.pages for run in runs):
                return None, of_runs(runs, self.spans)
            guess = Guess.of_runs(runs)
            before = keys
            starts, folios, filled, keys = self._plan(guess)
            if keys == before:
                return self._finish(starts, runs, folios, guess, number)
        return None, (*of_runs(runs, self.spans), *unsettled(self.galleys, [*history, folios], self.spans))

    def _plan(self, guess: Guess) -> tuple[tuple[PageStart, ...], PageMap, tuple[Galley, ...], tuple[str, ...]]:
        starts = place(self.galleys, guess.extents)
        folios = page_map(starts, guess.offsets)
        filled = tuple(replace(galley, html=symbols.fill(fill(galley.html, folios), folios)) for galley in self.galleys)
        keys = tuple(run_key(galley, start.side) for galley, start in zip(filled, starts, strict=True))
        return starts, folios, filled, keys

    def _runs(self, filled: Sequence[Galley], starts: Sequence[PageStart], keys: Sequence[str]) -> list[PageRun]:
        asked = {key: (galley, start.side) for key, galley, start in zip(keys, filled, starts, strict=True)}
        found, laid_out = self.typesetter.runs(asked, self._told)
        self.layouts += laid_out
        return [_failed(run) if isinstance(run, FailedJob) else run for run in map(found.__getitem__, keys)]

    def _finish(self, starts: tuple[PageStart, ...], runs: Sequence[PageRun], folios: PageMap, guess: Guess,
                rounds: int) -> tuple[Pagination | None, tuple[Problem, ...]]:
        problems = (*of_runs(runs, self.spans), *unknown(self.galleys, folios, self.spans))
        if has_errors(problems):
            return None, problems
        heads, failed = self._heads(starts, runs)
        if failed:
            return None, (*problems, *failed)
        size = extent(self.galleys, starts, guess)
        return Pagination(starts, tuple(runs), heads, folios, size, rounds, self.layouts), problems

    def _heads(self, starts: Sequence[PageStart], runs: Sequence[PageRun]
               ) -> tuple[tuple[Heads, ...], tuple[Problem, ...]]:
        work = list(zip(self.galleys, map(headed, runs), starts, strict=True))
        keys = [heads_key(*each) for each in work]
        found = self.typesetter.heads(dict(zip(keys, work, strict=True)), self._told)
        heads = [found[key] for key in keys]
        failed = [head for head in heads if isinstance(head, FailedJob)]
        return (tuple(head for head in heads if isinstance(head, Heads)),
                tuple(Problem("P-007", f"{job.message} (in {job.division})") for job in failed))

    def _told(self, done: int, of: int) -> None:
        self.watch("paginate", done, of)


def _failed(job: FailedJob) -> PageRun:
    return PageRun(job.division, (), b"", {}, (), (), (Fault("P-007", job.message, trace=job.trace),))
