"""The command `correct`."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from book.cli.options import Command
from book.cli.output import exit_code, progress, say, say_slip
from book.problems import Problem, Span, has_errors, place_value

if TYPE_CHECKING:
    from book.correct import CorrectionRequest, RecordedLine, ReportedPlace
    from book.pipeline.correct import CorrectionReport

_DAY, _PLACE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", r"(\w+):(?:n([^:]+):)?(\d+)"


USES = ("L-009",)  # no such line in print: a wrong command, not a wrong book


def _options(parser: argparse.ArgumentParser) -> None:
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
    from book.correct import ReportedPlace

    if slip := _slip(options):
        return say_slip(slip, options)
    folio, note, row = options.at or ("", "", 0)
    at = ReportedPlace(folio, note, row, options.printing) if options.at else None
    if at and not options.was:
        return _show(at, options)
    from book.pipeline.correct import make_correction

    with progress(options.json) as watch:
        done = make_correction(options.project, _request(options, at), watch, options.dry_run)
    if options.json:
        say(_errors(done.problems), options, _values(done))
    elif has_errors(done.problems):
        say(_errors(done.problems), options)
        print("nothing was changed", file=sys.stderr)
    else:
        print(_made(done, options.dry_run))
    return exit_code(done.problems, USES)


def _slip(options: argparse.Namespace) -> str:
    """What of the command line does not go together; empty if all does."""
    if bool(options.at) != bool(options.printing):
        return "--at and --in go together: a page of which printing?"
    if not options.was:
        return "" if options.at else "say what is printed with --was, or where with --at and --in"
    if options.now is None:
        return "say with --now what is to stand there"
    return "" if options.why.strip() else "say with --why what was wrong"


def _request(options: argparse.Namespace, at: ReportedPlace | None) -> CorrectionRequest:
    from book.correct import CorrectionRequest
    from book.edition import Correction
    from book.project import LEDGER

    entry = Correction(options.id, options.date or date.today().isoformat(), options.kind, "", "", options.was,
                       options.now, " ".join(options.why.split()), tuple(options.source), options.reported_by,
                       options.since, Span(LEDGER))
    file = PurePosixPath(options.in_file).as_posix() if options.in_file else ""
    return CorrectionRequest(entry, file, at)


def _show(at: ReportedPlace, options: argparse.Namespace) -> int:
    """Prints the line that a reader named, among its neighbours."""
    from book.pipeline.correct import look_up

    lines, problems = look_up(options.project, at)
    values = [{"page": line.folio, "note": line.note, "line": line.row, "division": line.block.division,
               "words": line.words} for line in lines]
    if options.json or problems:
        say(problems, options, {"lines": values})
    else:
        print("\n".join(_shown(line, at) for line in lines))
    return exit_code(problems, USES)


def _shown(line: RecordedLine, at: ReportedPlace) -> str:
    mark, note = ">" if line.row == at.row else " ", f"n{line.note}:" if line.note else ""
    return f"{mark} {line.folio}:{note}{line.row}  {line.words}"


def _made(done: CorrectionReport, rehearsal: bool) -> str:
    """The line before and after, where it is printed, the entry, and what is left to do."""
    from book.project import LEDGER

    result = done.result
    assert result is not None
    entry, path = result.correction, result.at.path
    lines = [str(result.at)]
    if path in result.files and path != LEDGER:
        old, new = done.before[path].split("\n"), result.files[path].split("\n")
        first = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
        lines += [f"- {old[first].strip()}", f"+ {new[first].strip()}"]
    else:
        lines.append("  the manuscript says so already; only the entry was missing")
    if result.line:
        lines.append(f"  {result.line} of printing {result.printing}")
    lines.append(f"{entry.id}  {entry.was} → {entry.now or '(taken out)'}")
    files = " ".join(sorted(result.files))
    lines.append("nothing was written" if rehearsal else f"commit them together: git add {files}")
    return "\n".join(lines)


def _values(done: CorrectionReport) -> dict[str, object]:
    result = done.result
    if result is None:
        return {}
    entry = result.correction
    made = {"id": entry.id, "division": entry.division, "was": entry.was, "now": entry.now, "since": entry.since}
    printed = {"page": result.line.folio, "note": result.line.note, "line": result.line.row} if result.line else None
    return {"correction": made, "place": place_value(result.at), "printed": printed, "files": sorted(result.files)}


def _errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The errors. What the book was warned of before is not this command's matter."""
    return tuple(problem for problem in problems if problem.severity == "error")


COMMANDS = (
    Command("correct", "correct printed words in the manuscript and record it in the ledger", _options, _correct),
)
