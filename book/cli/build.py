"""The commands `build`, `check` and `doctor`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from book.cli.options import Command, jobs, no_options
from book.cli.output import GOOD, WRONG_MACHINE, exit_code, machine_lacks, many, progress, say
from book.problems import has_errors

if TYPE_CHECKING:
    from book.pipeline.report import Outcome


def _build_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--target", default="", metavar="NAMES",
                        help="targets of book.yaml, with commas (default: all)")
    parser.add_argument("--out", type=Path, default=None, metavar="DIR",
                        help="a folder for all that is made, in place of build/; new, empty, or of an earlier build")
    jobs(parser)


def _build(options: argparse.Namespace) -> int:
    if machine_lacks(options):
        return WRONG_MACHINE
    from book.pipeline.build import build

    names = tuple(name.strip() for name in options.target.split(",") if name.strip())
    with progress(options.json) as watch:
        outcome = build(options.project, names, watch, options.jobs, options.debug, options.out)
    say_outcome(outcome, options)
    folder = f"{options.out or 'build'}/"
    if not options.json:
        print(_built(outcome, folder) if outcome.good else f"{folder} is as it was",
              file=sys.stdout if outcome.good else sys.stderr)
    return exit_code(outcome.problems, ("B-006", "B-020"))


def _check(options: argparse.Namespace) -> int:
    from book.pipeline.check import check

    with progress(options.json) as watch:
        outcome = check(options.project, watch)
    say_outcome(outcome, options)
    return exit_code(outcome.problems)


def _doctor(options: argparse.Namespace) -> int:
    from book.doctor import examine

    problems = examine()
    if not problems and not options.json:
        print("This machine has all that is needed.")
    say(problems, options)
    return WRONG_MACHINE if has_errors(problems) else GOOD


def say_outcome(outcome: Outcome, options: argparse.Namespace) -> None:
    """The problems of an outcome; with `--json` all of it, as `build/report.json` has it."""
    from book.pipeline.report import as_values

    say(outcome.problems, options, as_values(outcome) if options.json else None)


def _built(outcome: Outcome, folder: str) -> str:
    lines = [f"{folder}{name}  {_size(len(data))}" for name, data in outcome.files.items()]
    if pages := outcome.pagination:
        rounds = f"{many(pages.layouts, 'division')} laid out in {many(pages.rounds, 'round')}"
        laid = rounds if pages.layouts else "nothing to lay out"
        lines.append(f"{pages.extent.total} pages; {laid}; {sum(outcome.seconds.values()):.1f} s")
    return "\n".join(lines)


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.1f} kB"


COMMANDS = (
    Command("build", "build the book into build/", _build_options, _build),
    Command("check", "read and resolve, lay out nothing", no_options, _check),
    Command("doctor", "say what this machine lacks", no_options, _doctor, in_project=False),
)
