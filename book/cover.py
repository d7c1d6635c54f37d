"""The covers laid out: a PNG of the electronic cover, and the page of the printed one.

A cover is set like a page, but is neither paged with the book nor read with it.
"""

from __future__ import annotations

from book.executor import FailedJob
from book.pages import Fault, Galley, PageRun
from book.problems import Problem
from book.raster import drawn_by, png
from book.runs import Typesetter, run_key

WIDTH = 1600  # pixels; shops ask for 1,600 × 2,560 (Amazon KDP, "eBook cover guidelines", 2026)


def picture(galley: Galley, typesetter: Typesetter) -> tuple[bytes, tuple[Problem, ...]]:
    """The cover, 1,600 pixels wide; drawn only when something in it has changed. Faults keep their codes."""
    key = run_key(galley, "recto", "picture", str(WIDTH), *drawn_by())
    kept = typesetter.cache.get(key)
    if kept is not None:
        return kept, ()
    run, problems = flat(galley, typesetter)
    if problems:
        return b"", problems
    drawn = png(run.pdf, WIDTH)
    typesetter.cache.put(key, drawn)
    return drawn, ()


def flat(galley: Galley, typesetter: Typesetter) -> tuple[PageRun, tuple[Problem, ...]]:
    """The cover's page, laid out only when something in it has changed. Faults keep their codes."""
    key = run_key(galley, "recto")
    run = typesetter.runs({key: (galley, "recto")})[0][key]
    if isinstance(run, FailedJob):
        run = PageRun(run.division, (), b"", {}, (), (), (Fault("P-007", run.message, trace=run.trace),))
    return run, tuple(Problem(fault.code, f"the cover: {fault.message}", trace=fault.trace) for fault in run.faults)
