"""The walk in the manual: its commands, run in a copy of the stock book, print what it says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Stock
from printings import kept, say

WALK = Path(__file__).parent.parent / "manual" / "walk.md"
CODE = "    "
EDITOR = {f"GIT_{who}_{what}": said for who in ("AUTHOR", "COMMITTER")
          for what, said in (("NAME", "Ed"), ("EMAIL", "ed@example.org"))}


def test_the_walk_prints_what_the_manual_says(
    tmp_path: Path, golden: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not on this machine")
    project = kept(tmp_path / "book")
    monkeypatch.chdir(project.path)
    golden(WALK, "\n".join(walked(WALK.read_text("utf-8"), project)) + "\n")


def walked(text: str, project: Stock) -> Iterator[str]:
    """The page, line by line, with what each command prints now in the place of what stood there."""
    inside = False
    for line in text.splitlines():
        if line.startswith(f"{CODE}$ "):
            inside = True
            yield line
            yield from (f"{CODE}{said}".rstrip() for said in printed(line.removeprefix(f"{CODE}$ "), project))
        elif not (inside and (line.startswith(CODE) or not line)):
            if inside:
                yield ""
            inside = False
            yield line


def printed(command: str, project: Stock) -> list[str]:
    """What a command prints: ours in this process, any other in a shell. Content ids are left out: each change of the
    tool's own design brings others."""
    if command.startswith("book "):
        _, said = say(project, *shlex.split(command)[1:])
        return re.sub(r"(?<=Content )[0-9a-f]{10}", "…", said.replace(f"{project.path}/", "")).splitlines()
    done = subprocess.run(["bash", "-ec", command], capture_output=True, text=True, env={**os.environ, **EDITOR})
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout.splitlines()
