"""The commands that make a book: build, check, doctor.

Comes in: options. Goes out: an exit code. Apart because a build needs the whole line of stages, and nothing else does.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from book.cli.words import GOOD, WRONG_BOOK, WRONG_MACHINE, WRONG_USE, many, progress, say
from book.problems import Problem, has_errors

if TYPE_CHECKING:
    from book.pipeline.report import Outcome


def add_options(name: str, parser: argparse.ArgumentParser) -> None:
    """What `book build` takes."""
    if name != "build":
        return
    parser.add_argument("--target", default="", metavar="NAMES",
                        help="targets of book.yaml, with commas (default: all)")
    parser.add_argument("--jobs", type=_positive, default=2, metavar="N",
                        help="worker processes for the layout (default: 2)")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _build(options: argparse.Namespace) -> int:
    lacking = _lacking()
    if lacking:
        say(lacking, options.project, options.json)
        return WRONG_MACHINE
    from book.pipeline.line import build

    names = tuple(name.strip() for name in options.target.split(",") if name.strip())
    with progress(options.json) as watch:
        outcome = build(options.project, names, watch, options.jobs)
    code = _finish(outcome, options)
    if not options.json:
        print(
            _built(outcome) if outcome.good else "build/ is as it was", file=sys.stdout if outcome.good else sys.stderr
        )
    return code


def _check(options: argparse.Namespace) -> int:
    from book.pipeline.checking import check

    with progress(options.json) as watch:
        outcome = check(options.project, watch)
    return _finish(outcome, options)


def _doctor(options: argparse.Namespace) -> int:
    from pathlib import Path

    from book.doctor import examine

    problems = examine()
    if not problems and not options.json:
        print("This machine has all that is needed.")
    say(problems, Path(), options.json)
    return WRONG_MACHINE if has_errors(problems) else GOOD


def _lacking() -> tuple[Problem, ...]:
    from book.doctor import libraries

    return tuple(libraries())


def _finish(outcome: Outcome, options: argparse.Namespace) -> int:
    if options.json:
        from book.pipeline.report import report

        print(report(outcome), end="")
    else:
        say(outcome.problems, options.project, False)
    return _code(outcome)


def _code(outcome: Outcome) -> int:
    """A target that does not exist, or a folder that is no book, is a slip of the command line."""
    codes = {problem.code for problem in outcome.problems if problem.severity == "error"}
    if codes & {"B-001", "B-006"}:
        return WRONG_USE
    if any(code.startswith("E") for code in codes):
        return WRONG_MACHINE
    return WRONG_BOOK if codes else GOOD


def _built(outcome: Outcome) -> str:
    lines = [f"build/{name}  {_size(len(data))}" for name, data in outcome.files.items()]
    if pages := outcome.pagination:
        rounds = f"{many(pages.layouts, 'division')} laid out in {many(pages.rounds, 'round')}"
        laid = rounds if pages.layouts else "nothing to lay out"
        lines.append(f"{pages.extent.total} pages; {laid}; {sum(outcome.seconds.values()):.1f} s")
    return "\n".join(lines)


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.1f} kB"


COMMANDS = (
    ("build", _build, "build the book into build/"),
    ("check", _check, "read and resolve, lay out nothing"),
    ("doctor", _doctor, "say what this machine lacks"),
)
