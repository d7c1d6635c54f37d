"""Executors: what comes of a job that fails, hangs or ends its process, and what travels to a worker."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import time
from dataclasses import replace
from typing import Any

import pytest
from galleys import FONTS, galley

from book.executor import Executor, FailedJob, Job, SameProcess, results
from book.executor.pool import WorkerPool
from book.executor.worker import packed
from book.pages import Galley


def job(division: str, function: Any, *arguments: Any, size: int = 1) -> Job[Any]:
    return Job(division, size, function, arguments)


def nobody(done: int) -> None:
    """A watch that looks away."""


def hangs_in_c(seconds: int) -> None:
    """As a library of C does: no signal handler of Python's could run."""
    ctypes.PyDLL(None).sleep(seconds)


def crashes() -> None:
    """As a library of C does."""
    ctypes.string_at(0)


def digests(one: Galley) -> tuple[list[str], int]:
    """The fonts that came, and in which process."""
    assert {font.data for font in one.fonts} == {font.data for font in FONTS}
    return [font.digest for font in one.fonts], os.getpid()


def begun() -> None:
    os.environ["BEGUN"] = "yes"


@pytest.mark.parametrize("make", [SameProcess, lambda: WorkerPool(2)], ids=["same process", "pool"])
def test_results_come_in_the_order_of_the_jobs_and_a_failure_is_one_of_them(make: Any) -> None:
    executor: Executor = make()
    told: list[int] = []
    found = results(executor, [job("a", len, "a"), job("b", len, 1), job("c", len, "ccc", size=9)], told.append)
    assert found == [1, FailedJob("b", "TypeError: object of type 'int' has no len()"), 3]
    assert told == [1, 2, 3]
    assert isinstance(found[1], FailedJob)
    assert "Traceback (most recent call last)" in found[1].trace
    if isinstance(executor, WorkerPool):
        executor.close()


def test_a_process_that_dies_takes_no_other_job_with_it() -> None:
    with WorkerPool(2) as pool:
        jobs = [job("a", len, "a"), job("b", os._exit, 3), job("c", len, "ccc"), job("d", crashes)]
        a, b, c, d = results(pool, jobs, nobody)
        assert (a, b, c) == (1, FailedJob("b", "the process ended by exit code 3"), 3)
        assert d == FailedJob("d", "the process ended by SIGSEGV, in string_at of __init__.py")
        assert results(pool, [job("e", len, "eeeee")], nobody) == [5]


@pytest.mark.parametrize(("function", "where"), [(hangs_in_c, ", in hangs_in_c of test_executor.py"), (time.sleep, "")])
def test_a_job_that_takes_too_long_is_stopped_and_says_where_it_hung(function: Any, where: str) -> None:
    with WorkerPool(2, limit=4) as pool:
        slow, quick = results(pool, [job("slow", function, 60), job("quick", len, "1")], nobody)
    assert quick == 1
    assert isinstance(slow, FailedJob)
    assert (slow.division, slow.message.startswith(f"stopped after 4 seconds{where}")) == ("slow", True)
    assert "most recent call first" in slow.trace


def test_what_cannot_be_sent_is_told() -> None:
    with WorkerPool(1) as pool:
        there, back = results(pool, [job("there", lambda: 1), job("back", multiprocessing.Lock)], nobody)
    assert isinstance(there, FailedJob) and isinstance(back, FailedJob)
    assert (there.division, "pickle" in there.message) == ("there", True)
    assert (back.division, "cannot be sent" in back.message) == ("back", True)


def test_a_worker_begins_once_and_serves_many_jobs() -> None:
    with WorkerPool(1, begun) as pool:
        first = results(pool, [job("a", os.getenv, "BEGUN")], nobody)
        processes = {pid for _ in range(3) for pid in results(pool, [job("a", os.getpid)], nobody)}
    assert (first, len(processes), processes & {os.getpid()}) == (["yes"], 1, set())


def test_fonts_travel_to_a_worker_once() -> None:
    one = galley("one", "<p>Words.</p>")
    data, fonts = packed(job("one", digests, one))
    assert len(data) < 10_000 < min(len(font.data) for font in fonts.values())
    with WorkerPool(1) as pool:
        asked = [job("one", digests, one), job("two", digests, replace(one, fonts=FONTS[::-1]))]
        (first, process), (second, same) = results(pool, asked, nobody)
        (worker,) = pool._all
        sent = len(worker._sent)
    assert (first, second) == ([font.digest for font in FONTS], [font.digest for font in FONTS[::-1]])
    assert (process, sent) == (same, len(FONTS))


def test_an_interrupted_build_leaves_no_process_behind() -> None:
    def interrupted(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), WorkerPool(2) as pool:
        results(pool, [job("a", len, "a"), job("b", time.sleep, 60)], interrupted)
    assert multiprocessing.active_children() == []


def test_no_process_starts_before_there_is_a_job() -> None:
    with WorkerPool(4):
        assert multiprocessing.active_children() == []
