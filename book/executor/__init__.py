"""Work that other processes may do: jobs, and who does them.

An `Executor` is a value which the caller chooses, and which a whole run shares. `WorkerPool` does jobs in processes of
this machine; `SameProcess` does each at once, where it is given. Any other needs `submit` only: for Dask, whose
`Client.get_executor` gives such futures, it is `client.submit(attempt, job)`.

A job is a function of a module, by its name, and values; nothing in it belongs to one machine. A job that fails is a
value too: no future of an executor raises an exception.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """A call of a function for a division. `size` says how long it may take, in any unit: the longest begin first."""

    division: str
    size: int
    function: Callable[..., T]
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that raised an exception, ended its process or took too long.

    `message` is for the author; `trace`, the traceback as far as there is one, for whoever looks for the cause."""

    division: str
    message: str
    trace: str = field(default="", compare=False, repr=False)


class Executor(Protocol):
    """Whoever does jobs."""

    def submit(self, job: Job[T]) -> Future[T | FailedJob]:
        """Begin a job, now or when its turn comes."""


class SameProcess:
    """Does each job at once, in this process: nothing holds one that hangs, or one that ends the process."""

    def submit(self, job: Job[T]) -> Future[T | FailedJob]:
        """Do a job."""
        future, result = Future[T | FailedJob](), attempt(job)
        future.set_result(result)
        return future


def attempt(job: Job[T]) -> T | FailedJob:
    """Do a job in this process."""
    try:
        return job.function(*job.arguments)
    except Exception as error:
        return FailedJob(job.division, f"{type(error).__name__}: {error}", traceback.format_exc())


def results(executor: Executor, jobs: Sequence[Job[T]], done: Callable[[int], None]) -> list[T | FailedJob]:
    """What the jobs give, in their order. `done` is told how many are finished."""
    longest = sorted(range(len(jobs)), key=lambda index: -jobs[index].size)
    futures = {index: executor.submit(jobs[index]) for index in longest}
    for number, _ in enumerate(as_completed(futures.values()), 1):
        done(number)
    return [futures[index].result() for index in range(len(jobs))]
