"""The stock book under git, as an editor keeps it who releases its printings."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from conftest import STOCK, Stock

from book.cli import main

NUMBER = "number: '1.0', name: First edition, date: 2026-01-15"
ENTRY = """- id: {id}
  date: 2026-02-01
  kind: erratum
  division: {division}
  was: "{was}"
  now: "{now}"
  why: So the log.
  since: '1.0'
"""


def git(project: Stock, *words: str) -> str:
    """Runs git as somebody with a name, whatever the machine's settings are."""
    who = ("-c", "user.name=Ed", "-c", "user.email=ed@example.org", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(project), *who, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def kept(folder: Path) -> Stock:
    """A copy of the stock book, with one commit."""
    shutil.copytree(STOCK, folder)
    return begun(Stock(folder))


def begun(project: Stock) -> Stock:
    """The book with one commit."""
    project.write(".gitignore", "build/\n")
    git(project, "init", "-q")
    commit(project, "Begin")
    return project


def released(project: Stock, number: str, *words: str) -> Stock:
    """The book after a release, which succeeded; its record is not committed."""
    code, said = say(project, "release", number, *words)
    assert code == 0, said
    project.write("build/said.txt", said)
    return project


def commit(project: Stock, words: str) -> None:
    """Commits all there is."""
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", words)


def numbered(project: Stock, number: str, before: str = "1.0") -> None:
    """Gives book.yaml the number of another printing."""
    project.replace("chapters/book.yaml", f"number: '{before}'", f"number: '{number}'")


def corrected(project: Stock, id: str, was: str, now: str, division: str = "storm") -> None:
    """Writes an entry of the ledger."""
    name = "chapters/corrections.yaml"
    had = project.read(name) if (project / name).is_file() else "corrections:\n"
    project.write(name, had + ENTRY.format(id=id, division=division, was=was, now=now))


def say(project: Stock, *words: str) -> tuple[int, str]:
    """The command in the project: its exit code, and all that it prints but the names of stages.

    What it lays out, it lays out in this process, which has loaded the engine already."""
    if words[0] in ("build", "release", "compare", "copyfit", "verify"):
        words = (*words, "--jobs", "1")
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main([*words, "--project", str(project)])
    return code, "\n".join(line for line in said.getvalue().splitlines() if not re.fullmatch("[a-z]+", line))


def files(folder: Path) -> list[str]:
    """All files of a folder by path."""
    return sorted(os.path.relpath(place, folder) for place in folder.rglob("*") if place.is_file())
