"""The command that mends the manuscript: correct.

Comes in: options. Goes out: an exit code. Apart because it alone takes words from the command line into the book.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from book.cli.words import GOOD, WRONG_BOOK, WRONG_USE, progress, say
from book.problems import Problem, Span, has_errors

if TYPE_CHECKING:
    from book.correct import At, Line, Wish
    from book.pipeline.correcting import Corrected

_DAY, _PLACE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", r"(\w+):(?:n([^:]+):)?(\d+)"


def add_options(name: str, parser: argparse.ArgumentParser) -> None:
    """What `book correct` takes."""
    if name != "correct":
        return
    parser.add_argument("--was", default="", metavar="WORDS", help="what is printed; without it, --at shows the line")
    parser.add_argument("--now", default=None, metavar="WORDS", help="what is to stand there; '' takes the words out")
    parser.add_argument("--why", default="", metavar="WORDS", help="the reason, as readers are told it")
    parser.add_argument("--kind", choices=("erratum", "corrigendum"), default="erratum",
                        help="a slip (default), or something that was not so")
    parser.add_argument("--source", action="append", default=[], metavar="KEY",
                        help="a work of the bibliography that says so; may be given again")
    parser.add_argument("--reported-by", default="", metavar="NAME", help="who found it")
    parser.add_argument("--since", default="", metavar="NUMBER",
                        help="the first printing that has it (default: the first on record)")
    parser.add_argument("--date", type=_day, default=None, metavar="DAY", help="2026-11-23 (default: today)")
    parser.add_argument("--at", type=_place, default=None, metavar="PAGE:LINE",
                        help="where it is printed: 43:12, or 43:n5:2 for line 2 of note 5")
    parser.add_argument("--in", dest="printing", default="", metavar="NUMBER", help="the printing of --at")
    parser.add_argument("--in-file", default="", metavar="PATH", help="where it stands in the manuscript")
    parser.add_argument("--id", default="", metavar="ID", help="the entry's id (default: the next)")
    parser.add_argument("--dry-run", action="store_true", help="show what would be done, and do nothing")


def _day(text: str) -> str:
    if not re.fullmatch(_DAY, text):
        raise argparse.ArgumentTypeError("a day, as 2026-11-23")
    return text


def _place(text: str) -> tuple[str, str, int]:
    found = re.fullmatch(_PLACE, text)
    if not found:
        raise argparse.ArgumentTypeError("page and line, as 43:12, or page, note and line, as 43:n5:2")
    return found[1], found[2] or "", int(found[3])


def _correct(options: argparse.Namespace) -> int:
    from book.correct import At

    if slip := _slip(options):
        print(f"book correct: {slip}", file=sys.stderr)
        return WRONG_USE
    folio, note, row = options.at or ("", "", 0)
    at = At(folio, note, row, options.printing) if options.at else None
    if at and not options.was:
        return _show(at, options)
    from book.pipeline.correcting import make_correction

    with progress(options.json) as watch:
        done = make_correction(options.project, _wish(options, at), watch, options.dry_run)
    if options.json:
        print(json.dumps(_values(done), ensure_ascii=False, indent=1))
    elif has_errors(done.problems):
        say(_grave(done.problems), options.project, False)
        print("nothing was changed", file=sys.stderr)
    else:
        print(_made(done, options.dry_run))
    return _code(done.problems)


def _slip(options: argparse.Namespace) -> str:
    """What of the command line does not go together; empty if all does."""
    if bool(options.at) != bool(options.printing):
        return "--at and --in go together: a page of which printing?"
    if not options.was:
        return "" if options.at else "say what is printed with --was, or where with --at and --in"
    if options.now is None:
        return "say with --now what is to stand there"
    return "" if options.why.strip() else "say with --why what was wrong"


def _wish(options: argparse.Namespace, at: At | None) -> Wish:
    from book.correct import Wish
    from book.edition import Correction
    from book.project import LEDGER

    entry = Correction(options.id, options.date or date.today().isoformat(), options.kind, "", "", options.was,
                       options.now, " ".join(options.why.split()), tuple(options.source), options.reported_by,
                       options.since, Span(LEDGER))
    file = PurePosixPath(options.in_file).as_posix() if options.in_file else ""
    return Wish(entry, file, at)


def _show(at: At, options: argparse.Namespace) -> int:
    """Prints the line that a reader named, among its neighbours."""
    from book.pipeline.correcting import look_up

    lines, problems = look_up(options.project, at)
    if options.json:
        values = [{"page": line.folio, "note": line.note, "line": line.row, "division": line.block.division,
                   "words": line.words} for line in lines]
        print(json.dumps({"lines": values, "problems": _told(problems)}, ensure_ascii=False, indent=1))
    elif problems:
        say(problems, options.project, False)
    else:
        print("\n".join(_shown(line, at) for line in lines))
    return _code(problems)


def _shown(line: Line, at: At) -> str:
    mark, note = ">" if line.row == at.row else " ", f"n{line.note}:" if line.note else ""
    return f"{mark} {line.folio}:{note}{line.row}  {line.words}"


def _made(done: Corrected, rehearsal: bool) -> str:
    """The line before and after, where it is printed, the entry, and what is left to do."""
    from book.project import LEDGER

    mended = done.mended
    assert mended is not None
    entry, path = mended.correction, mended.at.path
    lines = [str(mended.at)]
    if path in mended.files and path != LEDGER:
        old, new = done.before[path].split("\n"), mended.files[path].split("\n")
        first = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
        lines += [f"- {old[first].strip()}", f"+ {new[first].strip()}"]
    else:
        lines.append("  the manuscript says so already; only the entry was missing")
    if mended.line:
        lines.append(f"  {mended.line} of printing {mended.printing}")
    lines.append(f"{entry.id}  {entry.was} → {entry.now or '(taken out)'}")
    files = " ".join(sorted(mended.files))
    lines.append("nothing was written" if rehearsal else f"commit them together: git add {files}")
    return "\n".join(lines)


def _values(done: Corrected) -> dict[str, object]:
    mended = done.mended
    values: dict[str, object] = {"good": not has_errors(done.problems), "problems": _told(_grave(done.problems))}
    if mended is None:
        return values
    entry = mended.correction
    made = {"id": entry.id, "division": entry.division, "was": entry.was, "now": entry.now, "since": entry.since}
    place = {"page": mended.line.folio, "note": mended.line.note, "line": mended.line.row} if mended.line else None
    return values | {"correction": made, "place": str(mended.at), "printed": place, "files": sorted(mended.files)}


def _grave(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The errors. What the book was warned of before is not this command's matter."""
    return tuple(problem for problem in problems if problem.severity == "error")


def _told(problems: tuple[Problem, ...]) -> list[dict[str, str]]:
    return [{"code": each.code, "place": str(each.span or ""), "message": each.message, "hint": each.hint}
            for each in problems]


def _code(problems: tuple[Problem, ...]) -> int:
    codes = {problem.code for problem in problems if problem.severity == "error"}
    return WRONG_USE if codes & {"B-001", "L-009"} else WRONG_BOOK if codes else GOOD


COMMANDS = (("correct", _correct, "mend printed words in the manuscript and record it in the ledger"),)
