"""The command `completion`: a script by which a shell completes the commands and options of `book`."""

from __future__ import annotations

import argparse
from pathlib import Path

from book.cli.output import GOOD, WRONG_MACHINE, say
from book.cli.parser import Parser
from book.installed import REPAIR
from book.problems import Problem

SHELLS = ("bash", "zsh", "fish")
ABOUT = """\
Print a script by which a shell completes commands and options.

  bash   book completion bash > ~/.local/share/bash-completion/completions/book
  zsh    book completion zsh > "${fpath[1]}/_book"
  fish   book completion fish > ~/.config/fish/completions/book.fish
"""


def add(commands: argparse._SubParsersAction[Parser], whole: Parser) -> None:
    """Adds the command, which completes for the whole parser."""
    parser = commands.add_parser("completion", help="print a completion script for a shell", description=ABOUT,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))
    parser.set_defaults(run=lambda options: _completion(whole, options), json=False, parser=parser,
                        project=Path())


def _completion(whole: Parser, options: argparse.Namespace) -> int:
    try:
        import shtab
    except ModuleNotFoundError:
        say((Problem("E-002", "shtab is missing", hint=REPAIR),), options)
        return WRONG_MACHINE
    places = {"DIR": shtab.DIRECTORY, "FILE": shtab.FILE}
    for action in _actions(whole):
        if isinstance(action.metavar, str) and action.metavar in places:
            action.complete = places[action.metavar]  # type: ignore[attr-defined]
    print(shtab.complete(whole, options.shell))
    return GOOD


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The options of a parser and of its commands."""
    inner = [_actions(each) for action in parser._actions if isinstance(action, argparse._SubParsersAction)
             for each in action.choices.values()]
    return [*parser._actions, *(action for each in inner for action in each)]
