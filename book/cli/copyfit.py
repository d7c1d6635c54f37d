"""The command `copyfit`, and its report in words."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from book.cli.options import Command, jobs, positive
from book.cli.output import WRONG_MACHINE, exit_code, machine_lacks, many, progress, say

if TYPE_CHECKING:
    from book.copyfit.findings import Copyfit, LinePlace, PoorPage, Summary

WORST = 20
NEXT = {
    "heading": "a heading stays with the lines after it",
    "note": "the next line calls a note that does not fit",
    "table": "a row of a table is not broken",
    "picture": "a picture does not fit",
    "kept": "what follows is kept together",
    "lines": "lines of a paragraph stay together",
}


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--worst", type=positive, default=WORST, metavar="N",
                        help=f"how many lines and pages to list (default: {WORST})")
    jobs(parser, " of what has changed")


def _copyfit(options: argparse.Namespace) -> int:
    if machine_lacks(options):
        return WRONG_MACHINE
    from book.copyfit.findings import as_values
    from book.pipeline.copyfit import copyfit

    with progress(options.json) as watch:
        fitted, problems = copyfit(options.project, watch, options.jobs, options.worst, options.debug)
    say(problems, options, as_values(fitted) if fitted else None)
    if fitted and not options.json:
        print("\n".join(_words(fitted)))
    elif not options.json:
        print("the book has no pages to fit", file=sys.stderr)
    return exit_code(problems)


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


def _where(at: LinePlace) -> str:
    """Folio and line, as a reader finds them."""
    note = f", note {at.note}" if at.note else ""
    return f"p. {at.folio}{note}, line {at.row}"


def _then(at: LinePlace, what: str) -> str:
    place = f"{at.place.path}:{at.place.line}: " if at.place else ""
    return f"{place}{what}"


def _short(page: PoorPage) -> str:
    said = [f"{page.blank:.1f} lines short: {NEXT[page.next]}"] if page.blank >= 1 else []
    return "; ".join([*said, *(["its last word is broken over the leaf"] if page.broken else [])])


def _cut(text: str) -> str:
    """As much as a terminal shows in a line; all of it in a file."""
    width = shutil.get_terminal_size((10_000, 24)).columns - 2 if sys.stdout.isatty() else 10_000
    return text if len(text) <= width else text[:width - 1] + "…"


COMMANDS = (Command("copyfit", "list the lines and pages that an editor may want to fix", _options, _copyfit),)
