"""The command `book`: words in, words out.

Comes in: a command line. Goes out: printed words or JSON, and an exit code.
Apart because only here is anything printed; heavy parts are imported only by the commands that need them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from book.problems import Problem, has_errors, render

if TYPE_CHECKING:
    from book.pipeline.report import Outcome
    from book.pipeline.run import Watch

GOOD, WRONG_BOOK, WRONG_USE, WRONG_MACHINE, INTERRUPTED = 0, 1, 2, 3, 130

ABOUT = """\
Corrigenda makes a book from chapters/: a typeset PDF and an EPUB, with notes, citations, cross-references,
index and appendices resolved and every word checked against the finished files.

  book build                       everything that chapters/book.yaml names, into build/
  book build --target epub         one form of it
  book check                       read and resolve only: every fault of the manuscript, in a second or two
  book doctor                      what this machine lacks

Nothing in build/ is replaced until a build has passed every check.
"""
CODES = """\
exit codes: 0 good; 1 the book has errors; 2 wrong use of this command; 3 the machine lacks something;
            130 interrupted (the files in build/ are still the last good ones)
"""


def main(arguments: list[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
    except KeyboardInterrupt:
        print("interrupted; the files in build/ are the last good ones", file=sys.stderr)
        return INTERRUPTED
    return code


def _parser() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("book", description=ABOUT, epilog=CODES, formatter_class=raw)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, command, words in (
        ("build", _build, "build the book into build/"),
        ("check", _check, "read and resolve, lay out nothing"),
        ("doctor", _doctor, "say what this machine lacks"),
    ):
        sub = commands.add_parser(
            name, help=words, description=words.capitalize() + ".", epilog=CODES, formatter_class=raw
        )
        sub.add_argument("--json", action="store_true", help="print one JSON object instead of words")
        sub.set_defaults(command=command)
        if name != "doctor":
            sub.add_argument(
                "--project",
                type=Path,
                default=Path(),
                metavar="DIR",
                help="the folder that holds chapters/ (default: this one)",
            )
        if name == "build":
            sub.add_argument(
                "--target",
                default="",
                metavar="NAMES",
                help="targets of book.yaml, with commas (default: all)",
            )
            sub.add_argument(
                "--jobs",
                type=_positive,
                default=2,
                metavar="N",
                help="worker processes for the layout (default: 2)",
            )
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _build(options: argparse.Namespace) -> int:
    lacking = _lacking()
    if lacking:
        return _say(lacking, options, WRONG_MACHINE)
    from book.pipeline.line import build

    names = tuple(name.strip() for name in options.target.split(",") if name.strip())
    with _progress(options.json) as watch:
        outcome = build(options.project, names, watch, options.jobs)
    code = _finish(outcome, options)
    if not options.json:
        print(
            _built(outcome) if outcome.good else "build/ is as it was", file=sys.stdout if outcome.good else sys.stderr
        )
    return code


def _check(options: argparse.Namespace) -> int:
    from book.pipeline.checking import check

    with _progress(options.json) as watch:
        outcome = check(options.project, watch)
    return _finish(outcome, options)


def _doctor(options: argparse.Namespace) -> int:
    from book.doctor import examine

    problems = examine()
    if not problems and not options.json:
        print("This machine has all that is needed.")
    return _say(problems, options, WRONG_MACHINE if has_errors(problems) else GOOD)


def _lacking() -> tuple[Problem, ...]:
    from book.doctor import libraries

    return tuple(libraries())


def _finish(outcome: Outcome, options: argparse.Namespace) -> int:
    code = _code(outcome)
    if options.json:
        from book.pipeline.report import report

        print(report(outcome), end="")
        return code
    return _say(outcome.problems, options, code)


def _code(outcome: Outcome) -> int:
    """A target that does not exist, or a folder that is no book, is a slip of the command line."""
    codes = {problem.code for problem in outcome.problems if problem.severity == "error"}
    if codes & {"B-001", "B-006"}:
        return WRONG_USE
    if any(code.startswith("E") for code in codes):
        return WRONG_MACHINE
    return WRONG_BOOK if codes else GOOD


def _say(problems: tuple[Problem, ...], options: argparse.Namespace, code: int) -> int:
    if options.json:
        print(
            json.dumps(
                [{"code": p.code, "severity": p.severity, "message": p.message, "hint": p.hint} for p in problems]
            )
        )
        return code
    texts = _texts(getattr(options, "project", Path()), problems)
    for problem in problems:
        print(render(problem, texts), file=sys.stderr)
    print(_sum(problems), file=sys.stderr)
    return code


def _texts(project: Path, problems: tuple[Problem, ...]) -> dict[str, str]:
    """The files in which problems stand, for their excerpts; one that cannot be read has none."""
    texts = {}
    for path in sorted({problem.span.path for problem in problems if problem.span}):
        with suppress(OSError):
            texts[path] = (project / path).read_text("utf-8", errors="replace")
    return texts


def _sum(problems: tuple[Problem, ...]) -> str:
    counts = {kind: sum(p.severity == kind for p in problems) for kind in ("error", "warning", "note")}
    said = [_many(count, kind) for kind, count in counts.items() if count]
    return ", ".join(said) or "no problems"


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}{'s' * (count != 1)}"


def _built(outcome: Outcome) -> str:
    lines = [f"build/{name}  {len(data) / 1e6:.1f} MB" for name, data in outcome.files.items()]
    if pages := outcome.pagination:
        rounds = f"{_many(pages.layouts, 'division')} laid out in {_many(pages.rounds, 'round')}"
        laid = rounds if pages.layouts else "nothing to lay out"
        lines.append(f"{pages.extent.total} pages; {laid}; {sum(outcome.seconds.values()):.1f} s")
    return "\n".join(lines)


@contextmanager
def _progress(quiet: bool) -> Iterator[Watch]:
    """A bar on a terminal, a line a stage in a log, nothing with --json."""
    if quiet:
        yield lambda stage, done, of: None
    elif not sys.stderr.isatty():
        yield _log()
    else:
        with _bar() as watch:
            yield watch


def _log() -> Watch:
    """A line as each stage begins; a stage that comes back to itself, round after round, is named once."""
    last = ""

    def watch(stage: str, done: int, of: int) -> None:
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
