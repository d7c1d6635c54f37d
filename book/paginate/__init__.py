"""Paging the book: place, lay out, until nothing moves.

Comes in: galleys, the cache, the last build's guess. Goes out: the pagination, or problems P-001 to P-007.
Apart because pages and their numbers depend on each other, and only here are the two brought together.

    place      sides, blanks and folios from how many pages each division takes: arithmetic
    fill       each galley's folios from the page map
    lay out    what the cache has not, in worker processes
    again      until the next round would lay out the same galleys on the same sides, five rounds at most

A division that only moves keeps its run; its running heads and folios are drawn at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from book import symbols
from book.cache import Cache
from book.folios import fill
from book.layout import draw_heads, lay_out
from book.pages import Fault, Galley, Heads, PageMap, PageRun, PageStart, Pagination
from book.paginate.guess import Guess
from book.paginate.heads import headed
from book.paginate.keys import heads_key, pack, run_key, unpack
from book.paginate.place import extent, page_map, place
from book.paginate.problems import Spans, of_runs, unknown, unsettled
from book.paginate.shop import Died, Job, Shop
from book.problems import Problem, has_errors

__all__ = ["Guess", "paginate"]

ROUNDS = 5
T = TypeVar("T", PageRun, Heads)
Watch = Callable[[str, int, int], None]


def paginate(
    galleys: Sequence[Galley], cache: Cache, guess: Guess, workers: int = 2,
    watch: Watch = lambda stage, done, of: None, spans: Spans | None = None,
) -> tuple[Pagination | None, tuple[Problem, ...]]:
    """Page the galleys. `spans` says where each block, by division and `data-key`, is written.

    `watch` is told ("paginate", jobs done, jobs of this round). None for a pagination means that it did not settle,
    or that a division could not be laid out; the problems say why."""
    with Shop(workers) as shop:
        return _Paging(tuple(galleys), cache, shop, watch, {} if spans is None else spans).settle(guess)


class _Paging:
    """What stays the same from round to round."""

    def __init__(self, galleys: tuple[Galley, ...], cache: Cache, shop: Shop, watch: Watch, spans: Spans) -> None:
        self.galleys, self.cache, self.shop, self.watch, self.spans = galleys, cache, shop, watch, spans
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
        runs = {key: unpack(PageRun, self.cache.get(key)) for key in keys}
        missing = [(key, galley, start.side) for key, galley, start in zip(keys, filled, starts, strict=True)
                   if runs[key] is None]
        jobs = [Job(galley.division, len(galley.html), lay_out, (galley, side)) for _, galley, side in missing]
        for (key, _, _), made in zip(missing, self._work(jobs), strict=True):
            runs[key] = run = _failed(made) if isinstance(made, Died) else made
            if run.pages:  # a failure may be the machine's, and is tried again
                self.cache.put(key, pack(run))
        self.layouts += len(jobs)
        return [found for key in keys if (found := runs[key]) is not None]

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
        heads = {key: unpack(Heads, self.cache.get(key)) for key in keys}
        missing = [(key, each) for key, each in zip(keys, work, strict=True) if heads[key] is None]
        jobs = [Job(galley.division, len(run.pages), draw_heads, (galley, replace(run, pdf=b""), start))
                for _, (galley, run, start) in missing]
        failed = []
        for (key, _), drawn in zip(missing, self._work(jobs), strict=True):
            if isinstance(drawn, Died):
                failed.append(Problem("P-007", f"{drawn.message} (in {drawn.division})"))
            else:
                heads[key] = drawn
                self.cache.put(key, pack(drawn))
        return tuple(head for key in keys if (head := heads[key]) is not None), tuple(failed)

    def _work(self, jobs: Sequence[Job[T]]) -> list[T | Died]:
        if not jobs:
            return []
        self.watch("paginate", 0, len(jobs))
        return self.shop.work(jobs, lambda done: self.watch("paginate", done, len(jobs)))


def _failed(died: Died) -> PageRun:
    return PageRun(died.division, (), b"", {}, (), (), (Fault("P-007", died.message),))
