"""The command `new`."""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import uuid4

from book.cli.options import Command
from book.cli.output import GOOD, WRONG_USE, many, say, say_usage
from book.cli.parser import UsageFault, meant
from book.problems import has_errors
from book.specimen import KINDS, NewBook, specimen, themes

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
KIND, LANGUAGE = "novel", "en"
Ask = Callable[[str], str]


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="the new book's folder, which is made")
    parser.add_argument("--title", type=words, default="", metavar="WORDS",
                        help="the title; without it, all that is not given is asked")
    parser.add_argument("--author", type=words, default=None, metavar="NAME",
                        help="the author, or the editor of an anthology")
    parser.add_argument("--language", type=language, default=None, metavar="TAG",
                        help=f"a BCP 47 tag such as en-GB (default: {LANGUAGE})")
    parser.add_argument("--kind", choices=KINDS, default=None, metavar="KIND",
                        help=f"{', '.join(KINDS)} (default: {KIND})")
    names = themes()
    parser.add_argument("--theme", choices=names, default="", metavar="NAME",
                        help=f"its design: {', '.join(names)}" if names else "its design; there is none to choose yet")


def words(text: str) -> str:
    """A line of printed words. Raises ArgumentTypeError for anything else."""
    if any(unicodedata.category(sign) in ("Cc", "Cs") and not sign.isspace() for sign in text):
        raise argparse.ArgumentTypeError("words without control characters, in UTF-8")
    return " ".join(text.split())


def language(text: str) -> str:
    """A tag as book.yaml takes it. Raises ArgumentTypeError for anything else."""
    if not _LANGUAGE.fullmatch(text):
        raise argparse.ArgumentTypeError(f"“{text}” is not a language's tag, such as en, en-GB or de")
    return text


def _kind(text: str) -> str:
    if text not in KINDS:
        raise argparse.ArgumentTypeError(meant(text, KINDS) or f"choose from {', '.join(KINDS)}")
    return text


def _new(options: argparse.Namespace) -> int:
    from book.pipeline.new import begin_book

    if not options.title and (options.json or not sys.stdin.isatty()):
        return say_usage(UsageFault("a new book needs a title", "write --title \"My Book\"",
                                    options.parser.format_usage()), options.json)
    if not options.title:
        ask_all(options, _asked)
    files = specimen(NewBook(options.title, options.author or "", options.language or LANGUAGE, options.kind or KIND,
                             uuid4().urn, options.theme))
    problems = begin_book(options.folder, files)
    good = not has_errors(problems)
    if problems or options.json:
        say(problems, options, {"folder": str(options.folder), "files": sorted(files)} if good else None)
    if good and not options.json:
        print(_made(options.folder, files))
    return GOOD if good else WRONG_USE


def ask_all(options: argparse.Namespace, ask: Ask) -> None:
    """Asks what no option says. An answer that cannot be used is asked for again."""
    options.title = _answer(ask, "Title: ", words, "", needed=True)
    if options.author is None:
        options.author = _answer(ask, "Author (empty if you do not know yet): ", words, "")
    if options.language is None:
        options.language = _answer(ask, f"Language, such as en-GB [{LANGUAGE}]: ", language, LANGUAGE)
    if options.kind is None:
        options.kind = _answer(ask, f"Kind: {', '.join(KINDS)} [{KIND}]: ", _kind, KIND)


def _answer(ask: Ask, question: str, read: Callable[[str], str], default: str, needed: bool = False) -> str:
    while True:
        said = ask(question).strip() or default
        try:
            answer = read(said) if said else said
        except argparse.ArgumentTypeError as fault:
            print(f"  {fault}", file=sys.stderr)
            continue
        if answer or not needed:
            return answer


def _asked(question: str) -> str:
    """A line from the terminal. Its end (Ctrl-D) ends the command, too."""
    print(question, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        print(file=sys.stderr)
        raise KeyboardInterrupt
    return line


def _made(folder: Path, files: Mapping[str, str]) -> str:
    shown = str(folder)
    quoted = f"'{shown}'" if re.search(r"[^\w./-]", shown) else shown
    enter = [] if folder.resolve() == Path.cwd() else [f"  cd {quoted}"]
    return "\n".join([
        f"{shown}  {many(len(files), 'file')}; the text is in chapters/, its settings in chapters/book.yaml",
        "", *enter,
        "  book check     # reads the book and lists every mistake",
        "  book build     # makes the PDF and the EPUB, in build/",
    ])


COMMANDS = (Command("new", "begin a new book, with sample chapters that build at once", _options, _new,
                    in_project=False),)
