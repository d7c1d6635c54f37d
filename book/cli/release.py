"""The commands for printings: `release`, `errata` and `verify`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from book.cli.build import say_outcome
from book.cli.options import Command, jobs
from book.cli.output import WRONG_MACHINE, exit_code, machine_lacks, many, progress, say
from book.problems import has_errors

if TYPE_CHECKING:
    from book.pipeline.release import Release
    from book.pipeline.verify import Verification

USES = ("L-032",)  # no such printing: a wrong command, not a wrong book


def _release_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="NUMBER", help="the printing, as book.yaml has it: 1.0")
    parser.add_argument("--keep-pages", action="store_true",
                        help="fail if a page begins otherwise than in the printing before")
    parser.add_argument("--rehearse", action="store_true",
                        help="make build/releases/NUMBER/ and check all but git; write no record")
    jobs(parser)


def _verify_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="NUMBER", help="a printing that was released")
    jobs(parser)


def _errata_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--for", dest="number", default="", metavar="NUMBER",
                        help="the printing whose owners are told (default: each that something was corrected in)")
    parser.add_argument("-o", "--out", type=Path, metavar="DIR", help="the folder (default: build/errata)")


def _release(options: argparse.Namespace) -> int:
    if machine_lacks(options):
        return WRONG_MACHINE
    from book.pipeline.release import release
    from book.release.refusals import ReleaseRequest

    asked = ReleaseRequest(options.number, options.keep_pages, options.rehearse)
    with progress(options.json) as watch:
        done = release(options.project, asked, watch, options.jobs, options.debug)
    say_outcome(done.outcome, options)
    if not options.json:
        good = done.outcome.good
        print(_released(done, options) if good else "nothing was released", file=sys.stdout if good else sys.stderr)
    return exit_code(done.outcome.problems, USES)


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
    from book.pipeline.verify import verify

    with progress(options.json) as watch:
        done = verify(options.project, options.number, watch, options.jobs)
    if not options.json:
        for name, same in done.files.items():
            print(f"{'same   ' if same else 'differs'}  {name}")
    say(done.problems, options, {"number": done.number, "files": dict(done.files)})
    if not options.json and done.files and not has_errors(done.problems):
        print(_proved(done))
    return exit_code(done.problems, USES)


def _proved(done: Verification) -> str:
    return f"printing {done.number} comes out as it was released: {many(len(done.files), 'file')}, byte for byte"


def _errata(options: argparse.Namespace) -> int:
    if machine_lacks(options):
        return WRONG_MACHINE
    from book.errata import as_values
    from book.pipeline.errata import FOLDER, make_errata

    with progress(options.json) as watch:
        made, problems = make_errata(options.project, options.number, options.out, watch)
    say(problems, options, {"sheets": [{**as_values(each.sheet), "files": list(each.files)} for each in made]})
    folder = options.out or options.project / "build" / FOLDER
    for sheet in made if not options.json else ():
        for name in sheet.files:
            print(f"{folder / name}  {many(len(sheet.sheet.items), 'correction')}")
    return exit_code(problems, USES)


COMMANDS = (
    Command("release", "freeze a printing: its files, its record", _release_options, _release),
    Command("errata", "say what the owners of earlier printings should correct", _errata_options, _errata),
    Command("verify", "make a released printing again and compare every byte", _verify_options, _verify),
)
