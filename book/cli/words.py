"""What the command says: problems in words or JSON, and how far it has come.

Comes in: problems, a stage's name. Goes out: printed lines. Apart because every subcommand says things alike.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from book.problems import Problem, render

GOOD, WRONG_BOOK, WRONG_USE, WRONG_MACHINE, INTERRUPTED = 0, 1, 2, 3, 130

if TYPE_CHECKING:
    from book.pipeline.run import Watch


def say(problems: tuple[Problem, ...], project: Path, as_json: bool) -> None:
    """All problems, each with its excerpt, and their sum; or one JSON list."""
    if as_json:
        print(json.dumps([_values(problem) for problem in problems]))
        return
    texts = _texts(project, problems)
    for problem in problems:
        print(render(problem, texts), file=sys.stderr)
    print(_sum(problems), file=sys.stderr)


def _values(problem: Problem) -> dict[str, str]:
    return {"code": problem.code, "severity": problem.severity, "message": problem.message, "hint": problem.hint}


def _texts(project: Path, problems: tuple[Problem, ...]) -> dict[str, str]:
    """The files in which problems stand, for their excerpts; one that cannot be read has none."""
    texts = {}
    for path in sorted({problem.span.path for problem in problems if problem.span}):
        with suppress(OSError):
            texts[path] = (project / path).read_text("utf-8", errors="replace")
    return texts


def _sum(problems: tuple[Problem, ...]) -> str:
    counts = {kind: sum(p.severity == kind for p in problems) for kind in ("error", "warning", "note")}
    said = [many(count, kind) for kind, count in counts.items() if count]
    return ", ".join(said) or "no problems"


def many(count: int, thing: str) -> str:
    """A number and its thing: "3 pages"."""
    return f"{count} {thing}{'s' * (count != 1)}"


class Interrupt:
    """Ctrl-C, which is not to be lost: where it comes while Python ends an object, Python drops the exception."""

    heard = False

    @classmethod
    @contextmanager
    def heeded(cls) -> Iterator[None]:
        """Raises KeyboardInterrupt at once; and again with the next word of progress, if that was lost."""
        if threading.current_thread() is not threading.main_thread():  # only there can signals be asked for
            yield
            return
        cls.heard, before = False, signal.signal(signal.SIGINT, cls._hear)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    @classmethod
    def _hear(cls, _number: int, _frame: object) -> None:
        cls.heard = True
        raise KeyboardInterrupt

    @classmethod
    def heeding(cls, watch: Watch) -> Watch:
        """The same watch; it stops the command that was interrupted."""
        def told(stage: str, done: int, of: int) -> None:
            if cls.heard:
                raise KeyboardInterrupt
            watch(stage, done, of)

        return told


@contextmanager
def progress(quiet: bool) -> Iterator[Watch]:
    """A bar on a terminal, a line a stage in a log, nothing with --json."""
    if quiet:
        yield Interrupt.heeding(lambda stage, done, of: None)
    elif not sys.stderr.isatty():
        yield Interrupt.heeding(_log())
    else:
        with _bar() as watch:
            yield Interrupt.heeding(watch)


def _log() -> Watch:
    """A line as each stage begins; a stage that comes back to itself, round after round, is named once."""
    last = ""

    def watch(stage: str, _done: int, _of: int) -> None:
        nonlocal last
        if stage != last:
            print(stage, file=sys.stderr)
        last = stage

    return watch


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def watch(stage: str, done: int, of: int) -> None:
            progress.update(task, description=stage, completed=done, total=of or None)

        yield watch
