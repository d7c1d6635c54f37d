"""The session of one command: the problems it has found, and how long its stages took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from book.cache import Cache
from book.executor import Executor, SameProcess
from book.executor.pool import WorkerPool
from book.problems import Problem, has_errors
from book.runs import Typesetter, prepare

T = TypeVar("T")
Watch = Callable[[str, int, int], None]  # stage, done, of (0 of 0: just begun)


class Stopped(Exception):
    """A stage found errors; the command ends there. Never leaves the pipeline."""


@dataclass(slots=True)
class Session:
    """The problems found so far, and the seconds that each stage took. `debug`: what is laid out is kept to look at."""

    watch: Watch
    debug: bool = False
    problems: list[Problem] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    executor: Executor = field(default_factory=SameProcess)

    @contextmanager
    def working(self, workers: int) -> Iterator[None]:
        """Lays out in so many processes, which all stages share and which end with the block."""
        with WorkerPool(workers, prepare) as self.executor:
            yield

    def typesetter(self, cache: Cache) -> Typesetter:
        """Lays out for any stage, and keeps what it made in the cache."""
        return Typesetter(cache, self.executor)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times a stage, and at its end raises `Stopped` if an error was found."""
        self.watch(name, 0, 0)
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0) + time.perf_counter() - began, 3)
        if has_errors(self.problems):
            raise Stopped

    def take(self, result: tuple[T, tuple[Problem, ...]]) -> T:
        """A stage's value; its problems are kept."""
        self.problems += result[1]
        return result[0]
