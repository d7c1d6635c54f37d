"""Verifying: whether a released printing can still be made, byte for byte.

Comes in: a project's folder, the number of a printing. Goes out: for each file of its record whether it came out as it
was. Apart because it makes another commit's book, in another folder, with that commit's own pipeline if it has one.

Nothing of today's manuscript is used but the record, and nothing is written but in a folder that is gone afterwards.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import book
from book.commits import NoCommits, export
from book.pipeline.engine import Engine, engine
from book.pipeline.run import Watch
from book.problems import Problem
from book.read import read_records
from book.record import EditionRecord

TOOL = Path(book.__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Verified:
    """A printing made again: each file of its record with True if it is the same, and what was found on the way."""

    number: str
    files: Mapping[str, bool]
    problems: tuple[Problem, ...]


def verify(project: Path, number: str, watch: Watch, workers: int = 2) -> Verified:
    """Makes a printing again from its commit and compares.

    Problems: L-032 (no record), L-016 (a spoiled one), L-024 (no commit), L-025 (another engine, a warning), L-026
    (its commit makes no book any more), L-027 (a file differs)."""
    watch("read", 0, 0)
    records, problems = read_records(project)
    known = {record.number: record for record in records}
    if number not in known:
        missing = Problem("L-032", f"there is no record of a printing {number}", None,
                          f"there are records of {', '.join(known)}" if known else "book release makes them")
        return Verified(number, {}, problems or (missing,))
    record = known[number]
    pins = tuple(_pins(record, engine()))
    watch("verify", 0, 0)
    with TemporaryDirectory(prefix="book-") as folder:
        try:
            made, failed = _made(project, record, Path(folder), workers)
        except NoCommits as fault:
            lost = Problem("L-024", f"printing {number} was made from commit {record.commit[:12]}: {fault}", None,
                           "fetch the repository's whole history (git fetch --unshallow)")
            return Verified(number, {}, (*problems, *pins, lost))
    if failed:
        return Verified(number, {}, (*problems, *pins, *failed))
    same = {name: made.get(name) == digest for name, digest in record.files.items()}
    return Verified(number, same, (*problems, *pins, *_differences(record, made, same)))


def _pins(record: EditionRecord, here: Engine) -> Iterator[Problem]:
    """What was another version then: it may be why a file differs."""
    now = dict(here)
    for name, was in record.engine:
        if now.get(name) != was:
            have = now.get(name)
            yield Problem("L-025", f"printing {record.number} was made with {name} {was}; this machine has "
                          + (have if have else "none"), None, f"install {name} {was} if a file differs")


def _made(
    project: Path, record: EditionRecord, folder: Path, workers: int
) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """The digests of the files that the commit makes today, or why it makes none. Raises `NoCommits`."""
    there = export(project, record.commit, folder)
    own = folder if (folder / "book" / "__main__.py").is_file() else TOOL
    command = [sys.executable, "-m", "book", "release", record.number, "--rehearse", "--json",
               "--project", str(there), "--jobs", str(workers)]
    path = os.pathsep.join(filter(None, (str(own), os.environ.get("PYTHONPATH", ""))))
    done = subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=False)
    made = there / "build" / "releases" / record.number
    if done.returncode or not made.is_dir():
        return {}, (*_said(done.stdout), Problem("L-026", f"commit {record.commit[:12]} makes no book any more", None,
                    "its own pipeline ran here; see what it says above, and which versions differ"))
    return {name: sha256((made / name).read_bytes()).hexdigest()
            for name in record.files if (made / name).is_file()}, ()


def _said(output: bytes) -> Iterator[Problem]:
    """The errors of the commit's own run, without the places: its files are not those of today."""
    try:
        values: Any = json.loads(output)
        for problem in values["problems"]:
            if problem["severity"] == "error":
                yield Problem("L-026", f"{problem['code']}: {problem['message']}", None, problem["hint"])
    except (ValueError, LookupError, TypeError):
        return


def _differences(record: EditionRecord, made: Mapping[str, str], same: Mapping[str, bool]) -> Iterator[Problem]:
    for name, right in same.items():
        if not right:
            what = "came out otherwise than it was released" if name in made else "was not made at all"
            yield Problem("L-027", f"{name} of printing {record.number} {what}", None,
                          "see which versions differ from those it was made with, if any do")
