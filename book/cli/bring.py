"""The command `import`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from book.cli.options import Command
from book.cli.output import exit_code, many, progress, say
from book.problems import as_value

if TYPE_CHECKING:
    from book.pipeline.bring import ImportOutcome

USES = ("B-030", "B-020")


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, metavar="SOURCE",
                        help="a manuscript: a Markdown, Word, OpenDocument, LaTeX, EPUB or HTML file; or a folder of "
                             "Markdown, mdBook, GitBook, Quarto, bookdown, Obsidian or Leanpub")
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of the new project")
    parser.add_argument("--title", default="", metavar="WORDS", help="the book's title, if the source says no other")
    parser.add_argument("--author", action="append", default=[], metavar="NAME",
                        help="who wrote it; may be given again")
    parser.add_argument("--language", default="", metavar="TAG", help="its language, such as en-GB")


def _import(options: argparse.Namespace) -> int:
    from book.bring import ImportWishes
    from book.pipeline.bring import bring

    wishes = ImportWishes(options.title, tuple(options.author), options.language)
    with progress(options.json) as watch:
        outcome = bring(options.source, options.folder, wishes, watch)
    _say(outcome, options)
    return exit_code(outcome.problems if outcome.good else outcome.remarks, USES)


def _say(outcome: ImportOutcome, options: argparse.Namespace) -> None:
    """The remarks, with lines of the source; then what the reader finds, with lines of the project."""
    from book.bring import grouped

    options.project = options.source if options.source.is_dir() else options.source.parent
    if options.json:
        values = {"kind": outcome.kind, "files": list(outcome.files),
                  "remarks": [as_value(each) for each in outcome.remarks] if outcome.good else []}
        say(outcome.problems if outcome.good else outcome.remarks, options, values)
        return
    say(grouped(outcome.remarks), options)
    if outcome.good:
        options.project = options.folder
        print(f"\n{options.folder} as it is read:", file=sys.stderr)
        say(outcome.problems, options)
        print(f"{options.folder}  a book of {many(len(outcome.files) - 2, 'file')}, read as {outcome.kind}; "
              f"see IMPORT.md\nnext: book build --project {options.folder}")


COMMANDS = (
    Command("import", "make a project of a manuscript written for another tool", _options, _import, in_project=False),
)
