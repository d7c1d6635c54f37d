"""The shop: worker processes that lay out, started when the first job comes.

Comes in: jobs. Goes out: their results, in the order of the jobs. Apart because it is the only module that starts
processes: an unchanged book starts none, and a process that dies must not take the build with it.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, TypeVar

from book.pages import Heads, PageRun

T = TypeVar("T", PageRun, Heads)


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """A call of a function of the module `layout`; `size` orders jobs, longest first."""

    division: str
    size: int
    function: Callable[..., T]
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Died:
    """A job that ended its process or raised an error."""

    division: str
    message: str


class Shop:
    """A pool of `workers` processes. Use as a context; leaving it ends them, at once if by an exception."""

    def __init__(self, workers: int) -> None:
        self.workers = max(workers, 1)
        self._pool: ProcessPoolExecutor | None = None
        self._others = set(multiprocessing.active_children())

    def __enter__(self) -> Shop:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._end_processes()
        self._close()

    def work(self, jobs: Sequence[Job[T]], done: Callable[[int], None]) -> list[T | Died]:
        """Do the jobs. `done` is told how many are finished."""
        if len(jobs) == 1 or self.workers == 1:  # a process of its own would only cost its start
            return [_alone(job, done, number) for number, job in enumerate(jobs, 1)]
        futures = self._submitted(jobs)
        for number, _ in enumerate(as_completed(futures.values()), 1):
            done(number)
        return [self._result(job, futures[index]) for index, job in enumerate(jobs)]

    def _submitted(self, jobs: Sequence[Job[T]]) -> dict[int, Future[T]]:
        if self._pool is None:
            self._pool = _pool(self.workers)
        longest = sorted(range(len(jobs)), key=lambda index: -jobs[index].size)
        return {index: self._pool.submit(jobs[index].function, *jobs[index].arguments) for index in longest}

    def _result(self, job: Job[T], future: Future[T]) -> T | Died:
        try:
            return future.result()
        except BrokenProcessPool:  # some process died, perhaps over another job: each gets one of its own
            self._close()
            return _in_a_process_of_its_own(job)
        except Exception as error:
            return Died(job.division, f"{type(error).__name__}: {error}")

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _end_processes(self) -> None:
        for process in multiprocessing.active_children():
            if process not in self._others:
                process.terminate()


def _alone(job: Job[T], done: Callable[[int], None], number: int) -> T | Died:
    try:
        result = job.function(*job.arguments)
    except Exception as error:
        return Died(job.division, f"{type(error).__name__}: {error}")
    done(number)
    return result


def _in_a_process_of_its_own(job: Job[T]) -> T | Died:
    with _pool(1) as pool:
        try:
            return pool.submit(job.function, *job.arguments).result()
        except BrokenProcessPool:
            return Died(job.division, "the layout process ended without a word")
        except Exception as error:
            return Died(job.division, f"{type(error).__name__}: {error}")


def _pool(workers: int) -> ProcessPoolExecutor:
    # Never fork: the engine's C libraries and the caller's threads do not survive it.
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin)


def _begin() -> None:
    """In a new process: leave Ctrl-C to the process that started it, and load the engine."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from book.layout import engine

    engine.prepare()
