"""What every command prints: problems in words or JSON, its exit code, and how far it has come."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from book.cli.parser import UsageFault
from book.cli.progress import Log, bar, plain
from book.problems import Problem, as_value, has_errors, render

GOOD, WRONG_BOOK, WRONG_USE, WRONG_MACHINE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 4, 130

if TYPE_CHECKING:
    from book.pipeline.run import Watch


def say(problems: Iterable[Problem], options: argparse.Namespace, values: Mapping[str, Any] | None = None) -> None:
    """All problems, each with its excerpt, and their sum; with `--json` one object, with more `values` in it.

    With `--debug`, tracebacks go to standard error."""
    problems = tuple(problems)
    if options.json:
        say_json({"good": not has_errors(problems), "problems": [as_value(each) for each in problems],
                  **(values or {})})
    texts = {} if options.json else _texts(options.project, problems)
    for problem in problems:
        if not options.json:
            print(render(problem, texts), file=sys.stderr)
        if problem.trace and options.debug:
            print(problem.trace.rstrip(), file=sys.stderr)
    if not options.json:
        print(_sum(problems), file=sys.stderr)


def say_json(values: Mapping[str, Any]) -> None:
    """One object on standard output."""
    print(json.dumps(values, ensure_ascii=False, indent=1))


def say_internal(fault: Exception, options: argparse.Namespace) -> int:
    """An error that the program did not expect, as a problem and not as a traceback."""
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    what = f"internal error: {type(fault).__name__} in {Path(frame.filename).name}, {frame.name}"
    said = " ".join(str(fault).split())
    hint = "report it with the traceback above" if options.debug else "run it again with --debug and report the output"
    trace = "".join(traceback.format_exception(fault))
    say((Problem("I-001", f"{what}: {said}" if said else what, hint=hint, trace=trace),), options)
    return INTERNAL


def say_usage(fault: UsageFault, json: bool) -> int:
    """A command line that cannot be understood, after the usage of what was called. Returns the exit code."""
    problem = Problem("B-021", fault.message, hint=fault.hint)
    if json:
        say_json({"good": False, "problems": [as_value(problem)]})
    else:
        print(f"{fault.usage}{render(problem, {})}", file=sys.stderr)
    return WRONG_USE


def say_slip(message: str, options: argparse.Namespace) -> int:
    """Options that each are right and do not go together. Returns the exit code."""
    if options.json:
        return say_usage(UsageFault(message), True)
    print(f"{options.parser.prog}: {message}", file=sys.stderr)
    return WRONG_USE


def machine_lacks(options: argparse.Namespace) -> bool:
    """Whether a library that the layout needs is missing; if so, that is said."""
    from book.doctor import libraries

    if missing := tuple(libraries()):
        say(missing, options)
    return bool(missing)


def exit_code(problems: Iterable[Problem], wrong_use: Iterable[str] = ()) -> int:
    """The exit code for some problems. `wrong_use`: codes that are slips of the command line if nothing else is wrong;
    B-001 and B-021 always are: a folder without a book, a command line that cannot be understood."""
    codes = {problem.code for problem in problems if problem.severity == "error"}
    if not codes:
        return GOOD
    if codes <= {"B-001", "B-021", *wrong_use}:
        return WRONG_USE
    return WRONG_MACHINE if any(code.startswith("E") for code in codes) else WRONG_BOOK


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
    """A bar on a terminal; lines in a log and on a terminal that should get nothing else; nothing with --json."""
    if quiet:
        yield Interrupt.heeding(lambda stage, done, of: None)
        return
    with Log(sys.stderr).running() if plain(sys.stderr, os.environ) else bar() as watch:
        yield Interrupt.heeding(watch)
