"""The command `book`: words in, words out.

Comes in: a command line. Goes out: printed words or JSON, and an exit code.
Apart because only here is anything printed; heavy parts are imported only by the commands that need them.

`making` has the commands that make a book, `fitting` that for its setting, `printing` those for the way to a printer,
`correcting`, `editions` and `comparing` those for what is printed already, `words` what all of them say.
"""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from book.cli import comparing, correcting, editions, fitting, making, printing
from book.cli.words import INTERRUPTED, Interrupt

ABOUT = """\
Corrigenda makes a book from chapters/: a typeset PDF, an EPUB, and files for printers, with notes, citations,
cross-references, index and appendices resolved and every word checked against the finished files.

  book build                       everything that chapters/book.yaml names, into build/
  book build --target epub         one form of it
  book check                       read and resolve only: every fault of the manuscript, in a second or two
  book copyfit                     the worst lines and pages, where each is written, and what could help
  book preflight FILE --printer P  any PDF against a printer's rules
  book proof                       spreads or a booklet of the book, to print and fold at home
  book correct --was … --now …     mend printed words in the manuscript, and record it in the ledger
  book release 1.1                 freeze a printing: files ready to publish, and a record of what it held
  book compare 1.0 1.1             two printings side by side: words, pages, extent; or any two PDFs or EPUBs
  book errata                      what the owners of earlier printings should correct, by page and line
  book verify 1.0                  make a released printing again and compare every byte
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
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a PDF is told in our own words
    try:
        with Interrupt.heeded():
            code: int = options.command(options)
    except KeyboardInterrupt:
        print("interrupted; the files in build/ are the last good ones", file=sys.stderr)
        return INTERRUPTED
    return code


def _parser() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("book", description=ABOUT, epilog=CODES, formatter_class=raw)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    parts = (making, fitting, printing, correcting, editions, comparing)
    for name, command, words in (entry for part in parts for entry in part.COMMANDS):
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
        for part in parts:
            part.add_options(name, sub)
    return parser
