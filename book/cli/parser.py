"""Argparse, but that it says what was probably meant (B-021), in words or as JSON, and leaves no sooner than `main`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, NoReturn


class UsageFault(Exception):
    """A command line that cannot be understood: what is wrong, what may have been meant, and whose usage to show."""

    def __init__(self, message: str, hint: str = "", usage: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.usage = message, hint, usage


class Parser(argparse.ArgumentParser):
    """A parser whose faults are `UsageFault`."""

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """The options of a command line. Raises `UsageFault`."""
        options, unknown = self.parse_known_args(words)
        parser: Parser = getattr(options, "parser", self)
        if unknown:
            word = next((word for word in unknown if word.startswith("-")), unknown[0])
            named = word.startswith("-")
            message = f"there is no option {word.partition('=')[0]}" if named else f"“{word}” is one word too many"
            hint = meant(word.partition("=")[0], parser._option_string_actions) if named else ""
            raise UsageFault(message, hint or f"{parser.prog} --help lists what there is", parser.format_usage())
        return options

    def error(self, message: str) -> NoReturn:
        """What argparse found wrong."""
        raise UsageFault(message, usage=self.format_usage())

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """A word that is none of the words that are possible."""
        if action.choices is None or value in action.choices:
            return
        known = [str(choice) for choice in action.choices]
        what = "command" if action.metavar == "COMMAND" else (action.option_strings or [str(action.metavar)])[0]
        hint = meant(str(value), known) or f"choose from {', '.join(known[:20])}"
        message = f"there is no command “{value}”" if what == "command" else f"“{value}” is not a valid {what}"
        raise UsageFault(message, hint, self.format_usage())


def meant(word: str, known: Iterable[str]) -> str:
    """A hint at the nearest of the known words, empty if none is near.

    >>> meant("bild", ["build", "check"])
    'did you mean “build”?'
    """
    near = get_close_matches(word, list(known), 1, 0.6)
    return f"did you mean “{near[0]}”?" if near else ""
