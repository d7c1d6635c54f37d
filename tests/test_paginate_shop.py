"""The worker processes: what happens when one dies."""

from __future__ import annotations

import multiprocessing
import os
import time
from typing import Any

import pytest

from book.paginate.shop import Died, Job, Shop


def job(division: str, function: Any, *arguments: Any) -> Job[Any]:
    return Job(division, 1, function, arguments)


def nothing(done: int) -> None:
    """A watch that looks away."""


def test_results_come_in_the_order_of_the_jobs() -> None:
    told: list[int] = []
    with Shop(2) as shop:
        results = shop.work([job("a", len, "a"), job("b", len, "bb"), job("c", len, "ccc")], told.append)
    assert (results, told) == ([1, 2, 3], [1, 2, 3])


def test_a_process_that_dies_takes_no_other_job_with_it() -> None:
    with Shop(2) as shop:
        results = shop.work([job("a", len, "a"), job("b", os._exit, 1), job("c", len, "ccc")], nothing)
    assert results == [1, Died("b", "the layout process ended without a word"), 3]


def test_an_error_in_a_process_is_told_in_words() -> None:
    with Shop(2) as shop:
        results = shop.work([job("a", len, 1), job("b", len, "bb")], nothing)
    assert results == [Died("a", "TypeError: object of type 'int' has no len()"), 2]


def test_an_interrupted_build_leaves_no_process_behind() -> None:
    def interrupted(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Shop(2) as shop:
        shop.work([job("a", len, "a"), job("b", time.sleep, 30)], interrupted)
    assert multiprocessing.active_children() == []
