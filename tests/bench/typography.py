"""The benchmark of typography: ten chapters as each engine sets them, and the flagship as it is.

    python -m tests.bench.typography [--rounds 1] [--engines ours,typst] [--json FILE]

Comes in: nothing but the project. Goes out: tables in Markdown, or JSON; exit code 1 if words are lost, or if ours is
not the best in every row. The seconds are of CPU, of each chapter the least of all rounds; in a round all engines set
the book before the first one's turn comes again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from itertools import product
from pathlib import Path

from book.layout import engine_names
from tests.bench import flagship
from tests.bench.compositors import COMPOSITORS, ROOT, Copy, Proofs, lacking, set_in_type
from tests.bench.lines import read_lines
from tests.bench.setting import Chapter, chapters, face, of_chapters
from tests.bench.texture import Face, Texture, texture

ALLOWED = 1.25  # times the greedy one's seconds
FLAGSHIP = ("ours", "greedy")  # the others cannot read it


@dataclass(frozen=True, slots=True)
class Result:
    """A book in one setting. One that failed has no texture. `letters` are missing, or printed once too often."""

    book: str
    setting: str
    seconds: float
    failure: str
    letters: int
    texture: Texture | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what is measured, of which less is better, and how it is written."""

    name: str
    value: Callable[[Texture], float]
    written: Callable[[Texture], str]


def _share(name: str, value: Callable[[Texture], float]) -> Row:
    return Row(name, value, lambda found: f"{value(found):.1%}")


def _count(name: str, value: Callable[[Texture], int], out_of: Callable[[Texture], int] | None = None) -> Row:
    return Row(name, value, lambda found: f"{value(found)} of {out_of(found)}" if out_of else str(value(found)))


ROWS = (
    _share("lines with spaces over 1.5 × the natural", lambda found: found.over(1.5)),
    _share("lines with spaces over 2 ×", lambda found: found.over(2)),
    Row("deviation of the space, em", lambda found: found.deviation, lambda found: f"{found.deviation:.4f}"),
    _count("overfull lines", lambda found: found.overfull),
    _share("lines that end in a hyphen", lambda found: found.hyphened),
    _count("ladders of over two hyphens", lambda found: found.ladders),
    _count("hyphens at a recto's foot", lambda found: found.turns),
    _count("last lines of one word", lambda found: found.single_words),
    _count("last lines under 1.8 em", lambda found: found.runts),
    _count("widows", lambda found: found.widows),
    _count("orphans", lambda found: found.orphans),
    _count("uneven feet of facing pages", lambda found: found.uneven, lambda found: found.facing),
    _count("unlike white under their text", lambda found: found.apart, lambda found: found.facing),
    _count("chapters that end on under five lines", lambda found: found.short_ends, lambda found: found.chapters),
)


def main(words: list[str]) -> int:
    """Run the benchmark."""
    options = _options(words)
    names = options.engines.split(",")
    copies: dict[str, Copy] = {"chapters": chapters(flagship.galleys(ROOT)),
                               "flagship": of_chapters(flagship.galleys(ROOT))}
    pairs = [(book, name) for book in copies for name in names if book == "chapters" or name in FLAGSHIP]
    results = measured(copies, pairs, options.rounds)
    if options.json:
        Path(options.json).write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n", "utf-8")
    print(tables(results, _versions()))
    print("\n" + verdict(results))
    return int(any((*_losses(results), *_worse(results))))


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.typography")
    parser.add_argument("--rounds", type=int, default=3, help="how often all is set; the least time counts")
    parser.add_argument("--engines", default=",".join(COMPOSITORS), help="some of " + ", ".join(COMPOSITORS))
    parser.add_argument("--json", help="a file for every single result")
    return parser.parse_args(words)


def measured(copies: Mapping[str, Copy], pairs: list[tuple[str, str]], rounds: int) -> list[Result]:
    """Each book in each setting."""
    tries: dict[tuple[str, str], list[Proofs]] = {pair: [] for pair in pairs}
    for number in range(rounds):
        for book, setting in pairs:
            lack = lacking(setting)
            tries[book, setting].append(Proofs(failure=lack) if lack else set_in_type(setting, copies[book]))
            print(f"round {number + 1}, {book}, {setting}", file=sys.stderr, flush=True)
    first = copies["chapters"][0]
    assert isinstance(first, Chapter)
    return [_result(book, setting, copies[book], proofs, face(first)) for (book, setting), proofs in tries.items()]


def _result(book: str, setting: str, copy: Copy, tries: list[Proofs], yardstick: Face) -> Result:
    if failure := next((proofs.failure for proofs in tries if proofs.failure), ""):
        return Result(book, setting, 0, failure, 0, None)
    seconds = sum(map(min, zip(*(proofs.seconds for proofs in tries), strict=True)))
    pdfs = tries[0].pdfs
    return Result(book, setting, seconds, "", _lost_letters(copy, pdfs), texture(pdfs, yardstick))


def _lost_letters(copy: Copy, pdfs: tuple[bytes, ...]) -> int:
    """Of plain chapters; a real one has notes, figures and tables besides."""
    lost = 0
    for chapter, pdf in zip(copy, pdfs, strict=True):
        if isinstance(chapter, Chapter):
            words = (word.text for page in read_lines(pdf) for line in page for word in line.words)
            printed, wanted = _letters("".join(words)), _letters(chapter.text)
            lost += ((printed - wanted) + (wanted - printed)).total()
    return lost


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text if letter.isalnum())


def tables(results: list[Result], engines: Iterable[str]) -> str:
    """A table for each book, in Markdown, and the versions of those that set them."""
    missing = [f"{result.setting}: {result.failure}" for result in results if result.failure]
    parts = [_table(book, [result for result in results if result.book == book and result.texture])
             for book in dict.fromkeys(result.book for result in results)]
    return "\n\n".join([*parts, *missing, "Engines: " + ", ".join(engines) + "."])


def _table(book: str, results: list[Result]) -> str:
    found = [result.texture for result in results if result.texture]
    greedy = next((result.seconds for result in results if result.setting == "greedy"), 0)
    rows = [[book, *(result.setting for result in results)],
            ["pages", *(str(each.pages) for each in found)],
            ["lines that do not close a paragraph", *(str(each.inner) for each in found)],
            *([row.name, *map(row.written, found)] for row in ROWS),
            ["seconds of CPU", *(f"{result.seconds:.2f}" for result in results)]]
    if greedy:
        rows.append(["times the greedy one's", *(f"{result.seconds / greedy:.2f}" for result in results)])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["| " + " | ".join(cell.rjust(width) if index else cell.ljust(width)
                               for index, (cell, width) in enumerate(zip(row, widths, strict=True))) + " |"
             for row in rows]
    rule = "|" + "|".join(("-" if index else ":") + "-" * width + (":" if index else "-")
                          for index, width in enumerate(widths)) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def verdict(results: list[Result]) -> str:
    """What is amiss, line by line; nothing is said of ours where it was not measured beside others."""
    bad = [*_losses(results), *_worse(results)]
    measured = {result.setting for result in results if result.texture}
    if bad:
        return "\n".join(f"- {line}" for line in bad)
    if "ours" not in measured or len(measured) == 1:
        return "Ours was not compared."
    return f"None of {', '.join(sorted(measured - {'ours'}))} is better than ours in any row."


def _losses(results: list[Result]) -> Iterator[str]:
    """What must not be: a setting of ours that failed, letters lost, a cost that is too high."""
    seconds = {(result.book, result.setting): result.seconds for result in results}
    for result in results:
        if result.setting == "ours" and result.failure:
            yield f"{result.book}: ours failed: {result.failure}"
        if result.letters:
            yield f"{result.book}, {result.setting}: {result.letters} letters missing, or printed once too often"
        greedy = seconds.get((result.book, "greedy"), 0)
        if result.setting == "ours" and greedy and result.seconds > ALLOWED * greedy:
            ratio = f"{result.seconds / greedy:.2f} times the greedy one's seconds, not {ALLOWED}"
            yield f"{result.book}: ours takes {ratio}"


def _worse(results: list[Result]) -> Iterator[str]:
    """The rows in which ours is not the best."""
    found = [(result.book, result.setting, result.texture) for result in results if result.texture]
    for book, _, ours in (each for each in found if each[1] == "ours"):
        for row, (_, setting, other) in product(ROWS, (each for each in found if each[0] == book)):
            if row.value(ours) > row.value(other):
                yield f"{book}, {row.name}: ours {row.written(ours)}, {setting} {row.written(other)}"


def _versions() -> Iterator[str]:
    yield from engine_names()
    yield f"Typst {version('typst')}"
    if not lacking("xelatex"):
        told = subprocess.run(["xelatex", "--version"], capture_output=True, text=True, check=True).stdout
        yield told.splitlines()[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
