"""`book verify`: makes a released printing again from its commit and compares every byte.

The commit is made in a temporary folder, with the commit's own pipeline if it has one. Of today's project only the
record is used, and nothing in it is changed.
"""

from __future__ import annotations

import json
import os
import signal
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
from book.pipeline.run import Watch
from book.problems import Problem
from book.read import read_records
from book.record import EditionRecord
from book.release.versions import Versions, versions

TOOL = Path(book.__file__).parent.parent
PATIENCE = 7200  # seconds for a release; the largest book so far takes a few minutes


@dataclass(frozen=True, slots=True)
class Verification:
    """A printing made again: each file of its record with True if it is the same, and what was found on the way."""

    number: str
    files: Mapping[str, bool]
    problems: tuple[Problem, ...]


def verify(project: Path, number: str, watch: Watch, workers: int = 2) -> Verification:
    """Makes a printing again from its commit and compares.

    Problems: L-032 (no record), L-016 (a spoiled one), L-024 (no commit), L-025 (another engine, a warning), L-026
    (its commit makes no book any more), L-027 (a file differs)."""
    watch("read", 0, 0)
    records, problems = read_records(project)
    known = {record.number: record for record in records}
    if number not in known:
        missing = Problem("L-032", f"there is no record of a printing {number}", None,
                          f"there are records of {', '.join(known)}" if known else "book release makes them")
        return Verification(number, {}, problems or (missing,))
    record = known[number]
    pins = tuple(_pins(record, versions()))
    watch("verify", 0, 0)
    with TemporaryDirectory(prefix="book-") as folder:
        try:
            made, failed = _made(project, record, Path(folder), workers)
        except NoCommits as fault:
            lost = Problem("L-024", f"printing {number} was made from commit {record.commit[:12]}: {fault}", None,
                           "fetch the repository's whole history (git fetch --unshallow)")
            return Verification(number, {}, (*problems, *pins, lost))
    if failed:
        return Verification(number, {}, (*problems, *pins, *failed))
    same = {name: made.get(name) == digest for name, digest in record.files.items()}
    return Verification(number, same, (*problems, *pins, *_differences(record, made, same)))


def _pins(record: EditionRecord, here: Versions) -> Iterator[Problem]:
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
    code, output = _run(command, folder, {**os.environ, "PYTHONPATH": path})
    if code is None:
        return {}, (Problem("L-026", f"commit {record.commit[:12]} made no book in {PATIENCE // 60} minutes", None,
                            "its own pipeline ran here and was stopped; give the machine more time or --jobs"),)
    made = there / "build" / "releases" / record.number
    if code or not made.is_dir():
        return {}, (*_said(output), Problem("L-026", f"commit {record.commit[:12]} makes no book any more", None,
                    "its own pipeline ran here; see what it says above, and which versions differ"))
    return {name: sha256((made / name).read_bytes()).hexdigest()
            for name in record.files if (made / name).is_file()}, ()


def _run(command: list[str], folder: Path, environment: Mapping[str, str]) -> tuple[int | None, bytes]:
    """The exit code of a command and what it printed; None if it had to be stopped, which ends its workers, too."""
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          start_new_session=True) as process:
        try:
            output, _ = process.communicate(timeout=PATIENCE)
        except BaseException as fault:
            os.killpg(process.pid, signal.SIGKILL)
            if isinstance(fault, subprocess.TimeoutExpired):
                return None, b""
            raise
    return process.returncode, output


def _said(output: bytes) -> Iterator[Problem]:
    """The errors of the commit's own session, without the places: its files are not those of today."""
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
