"""Checking: the line as far as the resolved book.

Comes in: a project's folder. Goes out: every problem of the manuscript. Apart from `line` because an editor asks for it
after each paragraph, so nothing that lays out, draws or packs may be imported here.
"""

from __future__ import annotations

from pathlib import Path

from book.matter import Book
from book.pipeline.desk import Desk, Unwritable
from book.pipeline.report import Outcome
from book.pipeline.run import Run, Stopped, Watch
from book.read import read
from book.resolve import resolve


def check(project: Path, watch: Watch) -> Outcome:
    """Reads and resolves, lays out nothing. All that it leaves in `build/` is what the cache keeps."""
    run = Run(watch)
    try:
        resolved(project, Desk(project), run)
    except Stopped:
        pass
    except Unwritable as fault:
        run.problems.append(fault.problem)
    return Outcome(tuple(run.problems), run.seconds)


def resolved(project: Path, desk: Desk, run: Run) -> Book:
    """The book, with every problem of reading and resolving collected."""
    with run.stage("read"):
        manuscript = run.take(read(project))
    assert manuscript is not None
    with run.stage("resolve"):
        book = run.take(resolve(manuscript, desk.cache()))
    assert book is not None
    return book
