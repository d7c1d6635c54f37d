"""The command `book`: words in, words out. Only here is anything printed.

A module has the commands that belong together; each imports the heavy parts only when it runs. `options` says what a
command is, `output` prints what all commands print.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path

from book.cli import bring, build, compare, completion, copyfit, correct, new, printers, release
from book.cli.options import RAW, Command, add, debug, version
from book.cli.output import GOOD, INTERRUPTED, WRONG_BOOK, WRONG_USE, Interrupt, say, say_internal, say_usage
from book.cli.parser import Parser, UsageFault
from book.cli.place import book_folder, closed

COMMANDS: tuple[Command, ...] = (
    *new.COMMANDS, *bring.COMMANDS, *build.COMMANDS, *copyfit.COMMANDS, *printers.COMMANDS, *correct.COMMANDS,
    *release.COMMANDS,
    *compare.COMMANDS,
)
ABOUT = """\
Corrigenda makes a book from chapters/: a typeset PDF, an EPUB, and files for printers, with notes, citations,
cross-references, index and appendices resolved and every word checked against the finished files.

  book new my-book                 a new book, with sample chapters that build at once
  book import SOURCE DIR           make a project of a manuscript written for another tool
  book build                       everything that chapters/book.yaml names, into build/
  book build --target epub         one form of it
  book check                       read and resolve only: every fault of the manuscript, in a second or two
  book copyfit                     the worst lines and pages, where each is written, and what could help
  book preflight FILE --printer P  any PDF against a printer's rules
  book proof                       spreads or a booklet of the book, to print and fold at home
  book correct --was … --now …     correct printed words in the manuscript, and record it in the ledger
  book release 1.1                 freeze a printing: files ready to publish, and a record of what it held
  book compare 1.0 1.1             two printings side by side: words, pages, extent; or any two PDFs or EPUBs
  book errata                      what the owners of earlier printings should correct, by page and line
  book verify 1.0                  make a released printing again and compare every byte
  book doctor                      what this machine lacks
  book help COMMAND                the options of a command, as book COMMAND --help does
  book completion bash             lets the shell complete commands and options (also zsh, fish)

The book is the folder that holds chapters/book.yaml: the current one, the nearest above it, or --project DIR.

Nothing in build/ is replaced until a build has passed every check.
"""
CODES = """\
exit codes: 0 good; 1 the book has errors; 2 wrong use of this command; 3 the machine lacks something;
            4 an error in this program; 130 interrupted (the files in build/ are still the last good ones)
"""


def main(arguments: list[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    parser = _parser()
    try:
        options = parser.read(words)
        if "run" not in options:
            parser.print_help(sys.stderr)
            return WRONG_USE
        _settle(options)
    except UsageFault as fault:
        return say_usage(fault, "--json" in words)
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    """Runs a command, and says in words how it ended if it did not end by itself."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a PDF is told in our own words
    if problem := closed(options.project):
        say((problem,), options)
        return WRONG_USE
    try:
        with Interrupt.heeded():
            code: int = options.run(options)
    except KeyboardInterrupt:
        safe = "; the files in build/ are the last good ones" if "in_project" in options else ""
        print(f"interrupted{safe}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read what is printed has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG_BOOK
    except Exception as fault:
        return say_internal(fault, options)
    return code


def _settle(options: argparse.Namespace) -> None:
    """Finds the book, if no folder is named. A book above the current folder is named."""
    if options.project is None:
        options.project = Path()
        with suppress(OSError, RuntimeError):  # a current folder that was removed, a user without a home
            options.project = book_folder(Path.cwd(), Path.home())
        if options.project != Path() and not options.json:
            print(f"the book in {options.project}", file=sys.stderr)


def _parser() -> Parser:
    parser = Parser("book", description=ABOUT, epilog=CODES, formatter_class=RAW)
    debug(parser, False)
    version(parser)
    commands = parser.add_subparsers(metavar="COMMAND")
    for command in COMMANDS:
        add(command, commands, CODES)
    asked = commands.add_parser("help", help="show the options of a command")
    completion.add(commands, parser)
    asked.add_argument("command", metavar="COMMAND", nargs="?", choices=[*commands.choices], help="a command")
    asked.set_defaults(run=lambda options: _help(commands.choices.get(options.command, parser)), parser=asked,
                       project=Path(), json=False)
    return parser


def _help(parser: Parser) -> int:
    parser.print_help()
    return GOOD
