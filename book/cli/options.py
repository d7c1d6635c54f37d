"""What a command is to the parser, and the options that several commands have."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from book.cli.parser import Parser
from book.installed import VERSION

RAW = argparse.RawDescriptionHelpFormatter


class Command(NamedTuple):
    """A command: its name, a line of help, what adds its options, and what runs it and returns the exit code."""

    name: str
    help: str
    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    in_project: bool = True  # it asks for a folder that holds chapters/


def no_options(parser: argparse.ArgumentParser) -> None:
    """For a command that takes nothing but the options of all commands."""


def jobs(parser: argparse.ArgumentParser, of: str = "") -> None:
    """Adds `--jobs`."""
    parser.add_argument("--jobs", type=positive, default=2, metavar="N",
                        help=f"worker processes for the layout{of} (default: 2)")


def positive(text: str) -> int:
    """A whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number, at least 1")
    return int(text)


def add(command: Command, commands: argparse._SubParsersAction[Parser], codes: str) -> None:
    """Adds a command with its options and those of all commands."""
    parser = commands.add_parser(command.name, help=command.help, description=command.help.capitalize() + ".",
                                 epilog=codes, formatter_class=RAW)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of words")
    debug(parser, argparse.SUPPRESS)
    parser.set_defaults(run=command.run, parser=parser, project=Path())
    if command.in_project:
        parser.set_defaults(in_project=True)
        parser.add_argument("--project", type=Path, default=None, metavar="DIR",
                            help="the folder that holds chapters/ (default: this one, or the nearest above it)")
    command.options(parser)


def version(parser: argparse.ArgumentParser) -> None:
    """Adds `--version` and `-V`."""
    parser.add_argument("-V", "--version", action="version", version=f"Corrigenda {VERSION or 'of an unknown version'}")


def debug(parser: argparse.ArgumentParser, default: bool | str) -> None:
    """Adds `--debug`, which may stand before the command's name or after it."""
    parser.add_argument("--debug", action="store_true", default=default,
                        help="show where an internal error arose; keep what is laid out in build/.debug/")
