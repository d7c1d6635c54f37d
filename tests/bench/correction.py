"""What a correction of one word costs, from the command to the finished files, beside a build from nothing.

    python -m tests.bench.correction [--rounds 3] [--was WORDS --now WORDS]

Comes in: nothing but the project. Goes out: a table in Markdown. Works on a copy of the flagship. Seconds by the clock
and of CPU, each the least of all rounds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.compositors import ROOT

BOOK = Path(sys.executable).with_name("book")
TARGETS = {"PDF and EPUB": ("--target", "screen,epub"), "these and three print packages": ()}
Cost = tuple[float, float]  # seconds by the clock, seconds of CPU


def main(words: list[str]) -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.correction")
    parser.add_argument("--rounds", type=int, default=3, help="how often all is done; the least times count")
    parser.add_argument("--was", default="take up the point", help="words of the flagship that stand there once")
    parser.add_argument("--now", default="take up the matter", help="what they become")
    options = parser.parse_args(words)
    print("| files made | from nothing | corrected, then made | the same again | in all, from nothing being 1 |")
    print("|:-----------|-------------:|---------------------:|---------------:|-----------------------------:|")
    for name, target in TARGETS.items():
        rounds = [dict(_steps(target, options.was, options.now)) for _ in range(options.rounds)]
        cold, correct, build, again = ([min(each) for each in zip(*(done[step] for done in rounds), strict=True)]
                                       for step in ("cold", "correct", "build", "again"))
        ratio = (correct[0] + build[0]) / cold[0]
        print(f"| {name} | {_said(cold)} | {_said(correct)} + {_said(build)} | {_said(again)} | {ratio:.2f} |")


def _said(cost: list[float]) -> str:
    return f"{cost[0]:.1f} s ({cost[1]:.1f})"


def _steps(target: tuple[str, ...], was: str, now: str) -> Iterator[tuple[str, Cost]]:
    with TemporaryDirectory() as folder:
        project = Path(folder)
        for part in ("chapters", "styles"):
            shutil.copytree(ROOT / part, project / part)
        yield "cold", _run(project, "build", *target)
        reason = ("--why", "To see what it costs.", "--date", "2026-11-24")
        yield "correct", _run(project, "correct", "--was", was, "--now", now, *reason)
        yield "build", _run(project, "build", *target)
        yield "again", _run(project, "build", *target)


def _run(project: Path, *command: str) -> Cost:
    before, start = os.times(), time.perf_counter()
    subprocess.run([BOOK, command[0], "--project", project, *command[1:]], check=True, capture_output=True)
    clock, after = time.perf_counter() - start, os.times()
    return clock, after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main(sys.argv[1:])
