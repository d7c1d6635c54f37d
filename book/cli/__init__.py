"""The command `book`: words in, words out. Only here is anything printed.

A module has the commands that belong together; each imports the heavy parts only when it runs. `options` says what a
command is, `output` prints what all commands print.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys

from book.cli import bring, build, compare, copyfit, correct, printers, release
from book.cli.options import RAW, Command, add, debug
from book.cli.output import INTERRUPTED, WRONG_BOOK, Interrupt, say_internal

COMMANDS: tuple[Command, ...] = (
    *bring.COMMANDS, *build.COMMANDS, *copyfit.COMMANDS, *printers.COMMANDS, *correct.COMMANDS, *release.COMMANDS,
    *compare.COMMANDS,
)
ABOUT = """\
Corrigenda makes a book from chapters/: a typeset PDF, an EPUB, and files for printers, with notes, citations,
cross-references, index and appendices resolved and every word checked against the finished files.

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

Nothing in build/ is replaced until a build has passed every check.
"""
CODES = """\
exit codes: 0 good; 1 the book has errors; 2 wrong use of this command; 3 the machine lacks something;
            4 an error in this program; 130 interrupted (the files in build/ are still the last good ones)
"""


def main(arguments: list[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    options = _parser().parse_args(arguments)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a PDF is told in our own words
    try:
        with Interrupt.heeded():
            code: int = options.run(options)
    except KeyboardInterrupt:
        print("interrupted; the files in build/ are the last good ones", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read what is printed has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG_BOOK
    except Exception as fault:
        return say_internal(fault, options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("book", description=ABOUT, epilog=CODES, formatter_class=RAW)
    debug(parser, False)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        add(command, commands, CODES)
    return parser
