"""The commands for printings and editions: what is released, and what is proved of it.

Comes in: options. Goes out: an exit code. Apart because they ask a book's history, which making it does not need.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from book.cli.words import GOOD, WRONG_BOOK, WRONG_MACHINE, WRONG_USE, many, progress, say
from book.problems import Problem, has_errors

if TYPE_CHECKING:
    from book.pipeline.erratum import Made
    from book.pipeline.releasing import Release
    from book.pipeline.verifying import Verified


def add_options(name: str, parser: argparse.ArgumentParser) -> None:
    """What the commands for printings take."""
    if name == "release":
        parser.add_argument("number", metavar="NUMBER", help="the printing, as book.yaml has it: 1.0")
        parser.add_argument("--keep-pages", action="store_true",
                            help="fail if a page begins otherwise than in the printing before")
        parser.add_argument("--rehearse", action="store_true",
                            help="make build/releases/NUMBER/ and check all but git; write no record")
    if name == "verify":
        parser.add_argument("number", metavar="NUMBER", help="a printing that was released")
    if name == "errata":
        parser.add_argument("--for", dest="number", default="", metavar="NUMBER",
                            help="the printing whose owners are told (default: each that something was corrected in)")
        parser.add_argument("-o", "--out", type=Path, metavar="DIR", help="the folder (default: build/errata)")
    if name in ("release", "verify"):
        parser.add_argument("--jobs", type=_positive, default=2, metavar="N",
                            help="worker processes for the layout (default: 2)")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _lacking() -> tuple[Problem, ...]:
    from book.doctor import libraries

    return tuple(libraries())


def _release(options: argparse.Namespace) -> int:
    lacking = _lacking()
    if lacking:
        say(lacking, options.project, options.json)
        return WRONG_MACHINE
    from book.pipeline.refusing import Asked
    from book.pipeline.releasing import release
    from book.pipeline.report import report

    asked = Asked(options.number, options.keep_pages, options.rehearse)
    with progress(options.json) as watch:
        done = release(options.project, asked, watch, options.jobs)
    if options.json:
        print(report(done.outcome), end="")
    else:
        say(done.outcome.problems, options.project, False)
        good = done.outcome.good
        print(_released(done, options) if good else "nothing was released", file=sys.stdout if good else sys.stderr)
    return _code(done.outcome.problems)


def _released(done: Release, options: argparse.Namespace) -> str:
    folder = f"build/releases/{options.number}/"
    pages = done.outcome.pagination
    lines = [f"{folder}  {many(len(done.outcome.files), 'file')}"
             + (f", {many(pages.extent.total, 'page')}" if pages else "")]
    if variants := done.variants:
        changed = many(sum(page.kind == "changed" for page in variants.pages), "page")
        moved = f"{many(len(variants.breaks), 'page break')} moved"
        held = "every page begins as before" if variants.keeps_pages else moved
        lines.append(f"since {variants.old}: {many(len(variants.corrections), 'correction')}, "
                     f"{changed} with other print; {held}")
    lines.append("a rehearsal: no record was written" if options.rehearse
                 else f"chapters/editions/{options.number}.json  the record; commit it: git add chapters/editions")
    return "\n".join(lines)


def _verify(options: argparse.Namespace) -> int:
    from book.pipeline.verifying import verify

    with progress(options.json) as watch:
        done = verify(options.project, options.number, watch, options.jobs)
    if options.json:
        print(json.dumps({"number": done.number, "files": dict(done.files), "problems": [
            {"code": each.code, "severity": each.severity, "message": each.message, "hint": each.hint}
            for each in done.problems]}, ensure_ascii=False, indent=1))
    else:
        for name, same in done.files.items():
            print(f"{'same   ' if same else 'differs'}  {name}")
        say(done.problems, options.project, False)
        if done.files and not has_errors(done.problems):
            print(_proved(done))
    return _code(done.problems)


def _proved(done: Verified) -> str:
    return f"printing {done.number} comes out as it was released: {many(len(done.files), 'file')}, byte for byte"


def _errata(options: argparse.Namespace) -> int:
    lacking = _lacking()
    if lacking:
        say(lacking, options.project, options.json)
        return WRONG_MACHINE
    from book.pipeline.erratum import FOLDER, erratum

    with progress(options.json) as watch:
        made, problems = erratum(options.project, options.number, options.out, watch)
    folder = options.out or options.project / "build" / FOLDER
    if options.json:
        print(json.dumps(_sheets(made, problems), ensure_ascii=False, indent=1))
    else:
        say(problems, options.project, False)
        for sheet in made:
            for name in sheet.files:
                print(f"{folder / name}  {many(len(sheet.sheet.items), 'correction')}")
    return _code(problems)


def _sheets(made: tuple[Made, ...], problems: tuple[Problem, ...]) -> dict[str, Any]:
    from book.errata import as_values

    return {
        "problems": [{"code": each.code, "severity": each.severity, "message": each.message, "hint": each.hint}
                     for each in problems],
        "sheets": [{**as_values(each.sheet), "files": list(each.files)} for each in made],
    }


def _code(problems: tuple[Problem, ...]) -> int:
    codes = {problem.code for problem in problems if problem.severity == "error"}
    if codes & {"B-001", "L-032"}:
        return WRONG_USE
    if any(code.startswith("E") for code in codes):
        return WRONG_MACHINE
    return WRONG_BOOK if codes else GOOD


COMMANDS = (
    ("release", _release, "freeze a printing: its files, its record"),
    ("errata", _errata, "say what the owners of earlier printings should correct"),
    ("verify", _verify, "make a released printing again and compare every byte"),
)
