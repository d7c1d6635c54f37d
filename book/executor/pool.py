"""A pool of worker processes on this machine.

Each process has a pipe of its own, so that one which dies or hangs costs its own job and no other. Processes start when
the first jobs come: an unchanged book starts none. They are spawned, never forked: the engine's C libraries and the
caller's threads do not survive a fork.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from types import TracebackType
from typing import TypeVar

from book.executor import FailedJob, Job
from book.executor.worker import Begin, nothing, packed, serve

T = TypeVar("T")
# Seconds on the clock. Two hundred pages with notes take 19 seconds of a processor; where eight others want that
# processor, five minutes. What takes six times as long will not come to an end.
TIME_LIMIT = 1800.0
LAST_WORDS = 10.0  # seconds that a process which hangs, or is to end, gets for it
_FRAME = re.compile(r'File "([^"]+)", line \d+ in (\S+)')


class WorkerPool:
    """As many processes as `workers`, at most. Use as a context; leaving it ends them, at once if by an exception.

    `begin` is called in each process at its start; `limit` is how many seconds a job may take."""

    def __init__(self, workers: int, begin: Begin = nothing, limit: float = TIME_LIMIT) -> None:
        self._threads = ThreadPoolExecutor(max(workers, 1), "worker")  # one waits for each process
        self._begin, self._limit = begin, limit
        self._all: list[_Worker] = []
        self._idle: deque[_Worker] = deque()
        self._lock, self._closed = Lock(), False

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(at_once=kind is not None)

    def submit(self, job: Job[T]) -> Future[T | FailedJob]:
        """Do a job as soon as a process is free."""
        return self._threads.submit(self._done, job)

    def close(self, at_once: bool = False) -> None:
        """End the processes; those at work end theirs first, unless it must be at once."""
        with self._lock:
            self._closed = True
            for worker in self._all if at_once else ():
                worker.process.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._all:
            worker.end()

    def _done(self, job: Job[T]) -> T | FailedJob:
        try:
            worker = self._worker()
        except OSError as error:
            return FailedJob(job.division, f"no process can be started: {error}")
        result: T | FailedJob = worker.do(job, self._limit)
        if worker.process.is_alive():
            self._idle.append(worker)
        return result

    def _worker(self) -> _Worker:
        try:
            return self._idle.pop()
        except IndexError:
            with self._lock:
                if self._closed:
                    raise RuntimeError("the pool is closed") from None
                self._all.append(_Worker(self._begin))
                return self._all[-1]


class _Worker:
    """A process, the pipe to it, and the file in which it says where it was when it died or was stopped."""

    def __init__(self, begin: Begin) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.trace = NamedTemporaryFile(prefix="worker-", suffix=".trace")  # noqa: SIM115 - closed by `end`
        self.process = context.Process(target=serve, args=(theirs, self.trace.name, begin), daemon=True)
        self.process.start()
        theirs.close()
        self._sent: set[str] = set()
        self._begun = False

    def do(self, job: Job[T], limit: float) -> T | FailedJob:
        """Have a job done. The fonts that the process has had already are not sent again."""
        try:
            if not self._begun and not self.pipe.poll(TIME_LIMIT):  # its start is not the job's time
                return self._stopped(job, TIME_LIMIT)
            self._begun = self._begun or self.pipe.recv() is None
            data, fonts = packed(job)
            self.pipe.send((tuple(font for key, font in fonts.items() if key not in self._sent), data))
            self._sent |= set(fonts)
            if not self.pipe.poll(limit):
                return self._stopped(job, limit)
            result: T | FailedJob = self.pipe.recv()
            return replace(result, division=job.division) if isinstance(result, FailedJob) else result
        except (EOFError, OSError):
            return self._dead(job)
        except Exception as error:  # it cannot be sent
            return FailedJob(job.division, f"{type(error).__name__}: {error}")

    def end(self) -> None:
        """Let the process end, and wait for that."""
        self.pipe.close()
        self.process.join(LAST_WORDS)
        self.process.kill()
        self.process.join()
        self.trace.close()

    def _stopped(self, job: Job[T], limit: float) -> FailedJob:
        if self.process.pid is not None:
            os.kill(self.process.pid, signal.SIGUSR1)
        _wait(lambda: bool(self._said()))
        self.process.kill()
        self.process.join()
        return FailedJob(job.division, f"stopped after {limit:g} seconds{self._where()}", self._said())

    def _dead(self, job: Job[T]) -> FailedJob:
        self.process.join()
        code = self.process.exitcode or 0
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return FailedJob(job.division, f"the process ended by {how}{self._where()}", self._said())

    def _said(self) -> str:
        return Path(self.trace.name).read_text("utf-8", "replace")

    def _where(self) -> str:
        """The function that it was in, without a path of this machine."""
        frame = _FRAME.search(self._said())
        return f", in {frame[2]} of {Path(frame[1]).name}" if frame else ""


def _wait(told: Callable[[], bool]) -> None:
    until = time.monotonic() + LAST_WORDS
    while not told() and time.monotonic() < until:
        time.sleep(0.02)
