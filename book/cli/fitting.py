"""The command for whoever fits copy: which lines and pages are the worst.

Comes in: options. Goes out: an exit code. Apart because its report is long, and no other command prints one like it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from book.cli.words import GOOD, WRONG_BOOK, WRONG_MACHINE, WRONG_USE, many, progress, say
from book.problems import Problem

if TYPE_CHECKING:
    from book.copyfit.fitted import Copyfit, PoorPage, Spot, Summary

WORST = 20
NEXT = {
    "heading": "a heading stays with the lines after it",
    "note": "the next line calls a note that does not fit",
    "table": "a row of a table is not broken",
    "picture": "a picture does not fit",
    "kept": "what follows is kept together",
    "lines": "lines of a paragraph stay together",
}


def add_options(name: str, parser: argparse.ArgumentParser) -> None:
    """What `book copyfit` takes."""
    if name != "copyfit":
        return
    parser.add_argument("--worst", type=_positive, default=WORST, metavar="N",
                        help=f"how many lines and pages to list (default: {WORST})")
    parser.add_argument("--jobs", type=_positive, default=2, metavar="N",
                        help="worker processes for the layout of what has changed (default: 2)")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _copyfit(options: argparse.Namespace) -> int:
    from book.doctor import libraries

    if lacking := tuple(libraries()):
        say(lacking, options.project, options.json)
        return WRONG_MACHINE
    from book.copyfit.fitted import as_values
    from book.pipeline.copyfitting import copyfit

    with progress(options.json) as watch:
        fitted, problems = copyfit(options.project, watch, options.jobs, options.worst)
    if options.json:
        values = as_values(fitted) if fitted else {}
        print(json.dumps({"problems": [_problem(each) for each in problems], **values}, ensure_ascii=False, indent=1))
        return _code(problems)
    say(problems, options.project, False)
    if fitted:
        print("\n".join(_words(fitted)))
    else:
        print("the book has no pages to fit", file=sys.stderr)
    return _code(problems)


def _problem(problem: Problem) -> dict[str, str]:
    return {"code": problem.code, "severity": problem.severity, "message": problem.message,
            "place": f"{problem.span.path}:{problem.span.line}" if problem.span else "", "hint": problem.hint}


def _code(problems: tuple[Problem, ...]) -> int:
    codes = {problem.code for problem in problems if problem.severity == "error"}
    if "B-001" in codes:
        return WRONG_USE
    if any(code.startswith("E") for code in codes):
        return WRONG_MACHINE
    return WRONG_BOOK if codes else GOOD


# --- words ----------------------------------------------------------------------------------------------------------


def _words(fitted: Copyfit) -> Iterator[str]:
    yield from _summary(fitted.summary)
    if fitted.last_pages:
        ends = ", ".join(f"{page.lines} (p. {page.folio})" for page in fitted.last_pages)
        yield f"chapters end with lines: {ends}; {fitted.summary.least_lines} at least"
    yield from _part("Worst lines", [
        [f"{line.space:.2f}×  {_where(line.at)}  “{line.at.words}”", _then(line.at, line.remedy)]
        for line in fitted.lines])
    yield from _part("Worst pages", [
        [f"p. {page.at.folio}, {_short(page)}", _then(page.at, page.remedy)] for page in fitted.pages])
    yield from _part("Broken line by line", [
        [f"{_where(each.at)}, {many(each.lines, 'line')}: {each.reason}", _then(each.at, f"“{each.at.words}”")]
        for each in fitted.left])
    if fitted.all_left > len(fitted.left):
        yield f"  and {fitted.all_left - len(fitted.left)} more"


def _summary(summary: Summary) -> Iterator[str]:
    left = ", ".join(f"{count} {reason}" for reason, count in summary.left.items())
    yield f"{many(summary.whole, 'paragraph')} set whole, {sum(summary.left.values())} broken line by line" + (
        f" ({left})" if left else "")
    over = ", ".join(f"{count} with word spaces over {limit:g}×" for limit, count in summary.over.items())
    yield (f"{many(summary.lines, 'line')}: {summary.hyphens / max(summary.lines, 1):.1%} end in a hyphen, {over}; "
           f"{many(summary.ladders, 'ladder')}, {many(summary.runts, 'runt')}")
    yield (f"{many(summary.short, 'page')} a line short or more, {many(summary.broken, 'page')} with a word broken "
           f"over the leaf; {many(summary.given, 'paragraph')} given a line more or fewer for a page")


def _part(title: str, items: list[list[str]]) -> Iterator[str]:
    if items:
        yield f"\n{title}"
        for first, second in items:
            yield f"  {_cut(first)}"
            yield f"      {second}"


def _where(at: Spot) -> str:
    """Folio and line, as a reader finds them."""
    note = f", note {at.note}" if at.note else ""
    return f"p. {at.folio}{note}, line {at.row}"


def _then(at: Spot, what: str) -> str:
    place = f"{at.place.path}:{at.place.line}: " if at.place else ""
    return f"{place}{what}"


def _short(page: PoorPage) -> str:
    said = [f"{page.blank:.1f} lines short: {NEXT[page.next]}"] if page.blank >= 1 else []
    return "; ".join([*said, *(["its last word is broken over the leaf"] if page.broken else [])])


def _cut(text: str) -> str:
    """As much as a terminal shows in a line; all of it in a file."""
    width = shutil.get_terminal_size((10_000, 24)).columns - 2 if sys.stdout.isatty() else 10_000
    return text if len(text) <= width else text[:width - 1] + "…"


COMMANDS = (("copyfit", _copyfit, "list the lines and pages that an editor may want to mend"),)
