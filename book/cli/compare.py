"""The command `compare`."""

from __future__ import annotations

import argparse
from pathlib import Path

from book.cli.options import Command
from book.cli.output import GOOD, WRONG_BOOK, WRONG_MACHINE, exit_code, machine_lacks, progress, say, say_slip

USES = ("L-020", "L-021", "L-022", "L-032", "B-010")  # a wrong command, not a wrong book


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="a printing, 1.0; or a PDF or an EPUB of any origin")
    parser.add_argument("new", metavar="NEW", nargs="?", default="",
                        help="the same of the other (default: the manuscript as it is now)")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a page to look at, with changed pages drawn")
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 if the two differ")
    parser.add_argument("--jobs", type=int, choices=range(1, 65), default=2, metavar="N",
                        help="worker processes for the layout (default: 2)")


def _compare(options: argparse.Namespace) -> int:
    from book.pipeline.compare import compare, is_number

    if slip := _slip(is_number(options.old), is_number(options.new), options):
        return say_slip(slip, options)
    if machine_lacks(options):
        return WRONG_MACHINE
    from book.compare import text, values

    with progress(options.json) as watch:
        done = compare(options.project, (options.old, options.new), options.html, watch, options.jobs, options.debug)
    if options.json:
        say(done.problems, options, values(done.report) if done.report is not None else None)
    else:
        if done.problems:
            say(done.problems, options)
        if done.report is not None:
            print(text(done.report))
            print(f"\n{options.html}  a page to look at" if options.html else "", end="\n" if options.html else "")
    if code := exit_code(done.problems, USES):
        return code
    return WRONG_BOOK if options.exit_code and done.report else GOOD


def _slip(old: bool, new: bool, options: argparse.Namespace) -> str:
    """What of the command line does not go together; empty if all does."""
    if not old and not options.new:
        return "a file is compared with another file: name both, or a printing, as 1.0"
    if options.new and old != new:
        return "give two printings or two files; the PDF of a printing lies in build/releases/"
    return ""


COMMANDS = (Command("compare", "set two printings, or two files, side by side", _options, _compare),)
