"""`book import`: small manuscripts of each tool, the project that each becomes, and what is told of it.

`tests/imports/KIND.yaml` has the manuscripts, `KIND.txt` beside it what they become; `--update` writes it anew.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from book.bring import ImportWishes
from book.cli import main
from book.pandoc import PROGRAM
from book.pipeline.bring import ImportOutcome, bring

IMPORTS = Path(__file__).parent / "imports"
CASES = [(file.stem, number, case) for file in sorted(IMPORTS.glob("*.yaml"))
         for number, case in enumerate(yaml.safe_load_all(file.read_text("utf-8")))]


def picture(place: Path) -> None:
    Image.new("RGB", (40, 20), "gray").save(place)


def laid(folder: Path, files: dict[str, str]) -> Path:
    """A source; with one text and nothing but pictures it is that text, else the folder."""
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if text == "picture":
            picture(place)
        else:
            place.write_text(text, "utf-8")
    return folder


def imported(source: Path, target: Path, wishes: dict[str, Any] | None = None) -> ImportOutcome:
    said = wishes or {}
    asked = ImportWishes(said.get("title", ""), tuple(filter(None, [said.get("author")])), said.get("language", ""))
    return bring(source, target, asked, lambda *_: None)


def shown(project: Path, outcome: ImportOutcome) -> str:
    """The texts of a project, the names of its other files, and the report."""
    out = []
    for name in outcome.files:
        place = project / name
        text = place.read_text("utf-8") if place.suffix in (".md", ".yaml", ".rs", ".bib") else ""
        out.append(f"==== {name}\n{text}")
    return "\n".join(out)


@pytest.mark.parametrize(("kind", "number", "case"), CASES, ids=[f"{kind}-{n}" for kind, n, _ in CASES])
def test_a_manuscript_becomes_a_project(kind: str, number: int, case: dict[str, Any], tmp_path: Path,
                                        request: pytest.FixtureRequest) -> None:
    source = laid(tmp_path / "source", case["source"])
    outcome = imported(source, tmp_path / "book", case.get("wishes"))
    assert outcome.good, outcome.remarks
    assert [each for each in outcome.problems if each.severity == "error"] == []
    golden = IMPORTS / f"{kind}-{number}.txt"
    text = f"{case['about']}\n\n{shown(tmp_path / 'book', outcome)}"
    if request.config.getoption("--update"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")
