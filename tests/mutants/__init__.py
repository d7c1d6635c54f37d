"""Mistakes made on purpose, to see that the tests notice them.

The table `mutants.yaml` is a hand-picked one. Tools such as mutmut and cosmic-ray make every mutant that an operator
can think of: here tens of thousands, each worth minutes of layout, most of them equivalent or noticed by whole suites.
This list keeps the few that once survived, or that would cost a reader something, with the tests that answer for them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

ROOT = Path(__file__).parent.parent.parent
TABLE = Path(__file__).with_name("mutants.yaml")
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build")
SECONDS = 900  # a mutant that never ends is noticed, too
Fate = Literal["killed", "survived"]


class Stale(Exception):
    """An entry whose old text does not stand exactly once in its file."""


class Unusable(Exception):
    """Tests that did not run: nothing can be said of a mutant by them."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mistake: `old` becomes `new` in a file, whose path is relative to the project; one of `tests` must then fail.

    `why` is what a user would notice, `review` the mutant's name in the review that found it alive, or empty."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    why: str
    review: str = ""


def load(table: Path = TABLE) -> tuple[Mutant, ...]:
    """All mutants of a table."""
    entries = yaml.safe_load(table.read_text("utf-8"))
    return tuple(Mutant(**{**entry, "tests": tuple(entry["tests"])}) for entry in entries)


def mutated(mutant: Mutant, root: Path) -> str:
    """The text of the file with the mistake in it. Raises `Stale`."""
    place = root / mutant.file
    text = place.read_text("utf-8") if place.is_file() else ""
    if (count := text.count(mutant.old)) != 1:
        raise Stale(f"{mutant.name}: {mutant.file} has {mutant.old!r} {count} times")
    return text.replace(mutant.old, mutant.new)


def copied(root: Path, folder: Path) -> Path:
    """A copy of a project without what is hidden or built; its programs can be spoiled."""
    return Path(shutil.copytree(root, folder / "project", ignore=LEFT_OUT))


def fate(mutant: Mutant, root: Path) -> Fate:
    """Makes the mistake in a project, runs its tests, and takes it back. Raises `Stale` and `Unusable`."""
    place, text = root / mutant.file, mutated(mutant, root)
    whole = place.read_text("utf-8")
    place.write_text(text, "utf-8")
    try:
        return "killed" if failure(mutant.tests, root, SECONDS) else "survived"
    finally:
        place.write_text(whole, "utf-8")


def failure(tests: tuple[str, ...], root: Path, seconds: float | None = None) -> str:
    """What pytest says of the first test that fails in a project, or nothing. Raises `Unusable` if they cannot run."""
    paths = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH", "")]))
    # Without bytecode: a file that changes twice a second, and not in length, would be taken for the compiled one.
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", *tests]
    try:
        ran = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"not done after {seconds} seconds"
    said = (ran.stdout + ran.stderr)[-3000:]
    if ran.returncode not in (0, 1):
        raise Unusable(f"{' '.join(tests)}: pytest ended with {ran.returncode}\n{said}")
    return said if ran.returncode else ""
