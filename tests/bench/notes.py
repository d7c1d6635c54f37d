"""The benchmark of notes: generated books, and the book of this project, as each engine sets them.

    python -m tests.bench.notes [--books 25] [--rounds 1] [--workers 1] [--engines ours,typst] [--json FILE]

Comes in: seeds. Goes out: tables in Markdown, or JSON; exit code 1 if a note of ours is lost or late.
The seconds are of CPU, the least of all rounds; in a round all engines set a book before the next one's turn comes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial, reduce
from importlib.metadata import version
from itertools import product
from math import nan
from pathlib import Path
from statistics import median

from book.layout import engine_names
from tests.bench import flagship
from tests.bench.manuscript import NOTES, manuscript
from tests.bench.reading import Tally, added, tally
from tests.bench.setters import ROOT, Copy, Engine, Proof, set_in_type
from tests.bench.sources import galley, letters, typst

SETTINGS: Mapping[str, Engine] = {"ours": "ours", "endnotes": "ours", "unpatched": "unpatched", "typst": "typst"}


@dataclass(frozen=True, slots=True)
class Result:
    """One book in one setting. A book that an engine failed to set has no tally."""

    book: str
    setting: str
    seconds: float
    lines: int
    failure: str
    tally: Tally


def main(words: list[str]) -> int:
    """Run the benchmark."""
    options = _options(words)
    names = tuple(options.engines.split(","))
    with ThreadPoolExecutor(options.workers) as pool:
        books = [str(seed) for seed in range(1, options.books + 1)]
        run = partial(measured, settings=names, rounds=options.rounds)
        results = [result for book in pool.map(run, [*books, "flagship"]) for result in book]
    if options.json:
        Path(options.json).write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n", "utf-8")
    print(tables(results, names))
    ours = [result for result in results if result.setting == "ours"]
    return int(any(each.failure or each.tally.lost or each.tally.late for each in ours))


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.notes")
    parser.add_argument("--books", type=int, default=25, help="how many books to generate")
    parser.add_argument("--rounds", type=int, default=1,
                        help="how often ours and endnotes are set, others once; the least time counts")
    parser.add_argument("--workers", type=int, default=1, help="books at a time; more than one disturbs the clock")
    parser.add_argument("--engines", default=",".join(SETTINGS), help="some of " + ", ".join(SETTINGS))
    parser.add_argument("--json", help="a file for every single result")
    return parser.parse_args(words)


def measured(book: str, settings: Iterable[str], rounds: int) -> list[Result]:
    """A book in each setting that it can be had in."""
    copies = {name: copy for name in settings if (copy := _copy(book, name)) is not None}
    proofs: dict[str, list[Proof]] = {name: [] for name in copies}
    for number in range(rounds):
        for name, copy in copies.items():
            if not number or SETTINGS[name] == "ours":
                proofs[name].append(set_in_type(SETTINGS[name], copy))
    results = []
    for name, tries in proofs.items():
        best = min(tries, key=lambda proof: (proof.failure, proof.seconds))
        found = Tally() if best.failure else _tally(book, name, copies[name], best.pdfs)
        results.append(Result(book, name, best.seconds, best.lines, best.failure, found))
        print(results[-1], file=sys.stderr, flush=True)
    return results


def _copy(book: str, setting: str) -> Copy | None:
    if book == "flagship":
        easy = setting == "unpatched"
        return None if setting == "typst" else flagship.galleys(ROOT, setting == "endnotes", easy)
    if setting == "typst":
        return typst(manuscript(int(book)))
    return (galley(manuscript(int(book)), "end" if setting == "endnotes" else "foot"),)


def _tally(book: str, setting: str, copy: Copy, pdfs: tuple[bytes, ...]) -> Tally:
    if book != "flagship":
        return tally(pdfs[0], NOTES, letters(manuscript(int(book))))
    assert not isinstance(copy, str), "Typst does not set the flagship"
    return flagship.tally(copy, pdfs)


def tables(results: list[Result], settings: Iterable[str]) -> str:
    """The sums, the costs, and each book, in Markdown."""
    generated = [result for result in results if result.book != "flagship"]
    own = [result for result in results if result.book == "flagship"]
    parts = [_sums("generated books", generated, settings), _sums("the flagship", own, settings),
             _costs(results), _each(results), "Engines: " + ", ".join(_versions()) + "."]
    return "\n\n".join(part for part in parts if part)


MEASURES = {"seconds": "CPU of layout", "lines": "lines broken"}
COLUMNS = ("pages", "lost", "late", "early", "doubled", "disorder", "split", "longest", "clashes", "greedy", "letters")


def _sums(title: str, results: list[Result], settings: Iterable[str]) -> str:
    rows: list[tuple[object, ...]] = [(f"{title}, set by", "books", "failed", "notes", *COLUMNS, "lines", "CPU s")]
    for setting in settings:
        mine = [result for result in results if result.setting == setting]
        if not mine:
            continue
        total = reduce(added, (result.tally for result in mine))
        shown = _counts(total, mine[0])
        rows.append((setting, len(mine), sum(bool(each.failure) for each in mine), total.notes, *shown,
                     sum(each.lines for each in mine), f"{sum(each.seconds for each in mine):.1f}"))
    return _markdown(rows) if len(rows) > 1 else ""


def _counts(tally: Tally, result: Result) -> list[int | str]:
    """The columns. Endnotes are never where their calls are; the letters of a real book are not counted."""
    silent = {"letters"} if result.book == "flagship" else set()
    if result.setting == "endnotes":
        silent |= {*COLUMNS[1:-1]}
    return ["–" if name in silent else getattr(tally, name) for name in COLUMNS]


def _costs(results: list[Result]) -> str:
    """What notes at the foot cost, the same notes at the end being 1."""
    by_place = {(result.book, result.setting): result for result in results}
    rows: list[tuple[object, ...]] = [("cost, endnotes being 1", "median", "least", "most", "in all", "flagship")]
    for setting, measure in product(("ours", "unpatched"), ("seconds", "lines")):
        costs = {book: (getattr(result, measure), getattr(by_place[book, "endnotes"], measure))
                 for (book, name), result in by_place.items()
                 if name == setting and not result.failure and (book, "endnotes") in by_place}
        ratios = {book: cost / base for book, (cost, base) in costs.items() if base}
        own = ratios.pop("flagship", nan)
        if ratios:
            pairs = [costs[book] for book in ratios]
            total = sum(cost for cost, _ in pairs) / sum(base for _, base in pairs)
            shown = (median(ratios.values()), min(ratios.values()), max(ratios.values()), total, own)
            rows.append((f"{setting}, {MEASURES[measure]}", *(f"{each:.2f}" for each in shown)))
    return _markdown(rows) if len(rows) > 1 else ""


def _each(results: list[Result]) -> str:
    rows: list[tuple[object, ...]] = [("book", "set by", *COLUMNS, "lines", "CPU s")]
    for result in results:
        counts = _counts(result.tally, result)
        if result.failure:
            counts = [f"failed: {result.failure[:60]}", *[""] * (len(COLUMNS) - 1)]
        rows.append((result.book, result.setting, *counts, result.lines, f"{result.seconds:.2f}"))
    return _markdown(rows)


def _markdown(rows: Iterable[tuple[object, ...]]) -> str:
    """Rows as a table, columns aligned for those who read it as text."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in cells if column < len(row)) for column in range(len(cells[0]))]
    lines = ["| " + " | ".join(cell.rjust(width) if index else cell.ljust(width)
                               for index, (cell, width) in enumerate(zip(row, widths, strict=False))) + " |"
             for row in cells]
    rule = "|" + "|".join(("-" if index else ":") + "-" * width + (":" if index else "-")
                          for index, width in enumerate(widths)) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _versions() -> tuple[str, ...]:
    return (*engine_names(), f"Typst {version('typst')}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
