"""The examples of CommonMark's specification: each is set as it means, or refused at its line; none is bent in silence.

`commonmark/spec.json` has the examples (its licence stands beside it), `commonmark/verdicts.json` what became of each
and a count by section, `commonmark/reasons.json` why some are read otherwise on purpose. `--update` writes the
verdicts anew, and takes out of the reasons the examples that need none any more.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from manuscripts import Shelf
from meaning import htmls, ours

from book.markdown import parse
from book.matter import RawDivision
from book.problems import Problem, Span
from book.sourcegate import check_source

FOLDER = Path(__file__).parent / "commonmark"
EXAMPLES: list[dict[str, Any]] = json.loads((FOLDER / "spec.json").read_text("utf-8"))
REASONS: dict[str, list[int]] = json.loads((FOLDER / "reasons.json").read_text("utf-8"))
EQUAL, DIFFERENT, OTHERWISE = "equal", "different", "otherwise, for a reason"


def inside(problem: Problem, text: str) -> bool:
    """Whether a problem stands in the example."""
    return problem.span is not None and 1 <= problem.span.line <= text.count("\n") + 1


@cache
def verdicts() -> dict[int, str]:
    """What becomes of each example: equal, refused, told (a warning, or what the other reading finds), or different."""
    found: dict[int, str] = {}
    unlike: list[tuple[int, RawDivision, str]] = []
    for example in EXAMPLES:
        number, text = example["number"], example["markdown"]
        path = f"{number}.md"
        parsed, problems = parse(text, path)
        errors = sorted({each.code for each in problems if each.severity == "error" and inside(each, text)})
        same = ours(parsed.blocks) == htmls(example["html"])
        found[number] = EQUAL if same and not errors else f"refused {' '.join(errors)}" if errors else DIFFERENT
        if found[number] == DIFFERENT:
            warned = sorted({each.code for each in problems if inside(each, text)})
            found[number] = f"told {' '.join(warned)}" if warned else DIFFERENT
            unlike.append((number, RawDivision(path, "chapter", "body", "", "", parsed.blocks, parsed.notes,
                                               Span(path)), text))
    texts = {f"{number}.md": text for number, _, text in unlike}
    problems = check_source([each for _, each, _ in unlike], texts, Shelf())
    for number, _, _ in unlike:
        codes = sorted({each.code for each in problems if each.span and each.span.path == f"{number}.md"})
        if found[number] == DIFFERENT and codes:
            found[number] = f"told {' '.join(codes)}"
    listed = {number for numbers in REASONS.values() for number in numbers}
    return {number: OTHERWISE if said == DIFFERENT and number in listed else said for number, said in found.items()}


def counted(said: dict[int, str]) -> dict[str, dict[str, int]]:
    """How many examples of each section have which verdict."""
    table: dict[str, Counter[str]] = {}
    for example in EXAMPLES:
        table.setdefault(example["section"], Counter())[said[example["number"]].split(" ")[0].rstrip(",")] += 1
    return {section: dict(sorted(row.items())) for section, row in sorted(table.items())}


def test_no_example_is_bent_in_silence() -> None:
    silent = [number for number, said in verdicts().items() if said == DIFFERENT]
    assert silent == []


def test_a_reason_is_of_use(request: pytest.FixtureRequest) -> None:
    """An example that is equal or refused by now needs none."""
    said = verdicts()
    used = {reason: [number for number in numbers if said[number] == OTHERWISE] for reason, numbers in REASONS.items()}
    used = {reason: numbers for reason, numbers in used.items() if numbers}
    if request.config.getoption("--update") and used != REASONS:
        (FOLDER / "reasons.json").write_text(json.dumps(used, indent=1) + "\n", "utf-8")
        print("updated tests/commonmark/reasons.json")
    else:
        assert used == REASONS, "run it with --update"


def test_the_verdicts_are_those_on_record(request: pytest.FixtureRequest) -> None:
    said = verdicts()
    total = Counter(each.split(" ")[0].rstrip(",") for each in said.values())
    record = {"all": dict(sorted(total.items())), "sections": counted(said),
              "examples": {str(number): each for number, each in said.items()}}  # fmt: skip
    place = FOLDER / "verdicts.json"
    if request.config.getoption("--update"):
        place.write_text(json.dumps(record, indent=1) + "\n", "utf-8")
        print("updated tests/commonmark/verdicts.json")
    assert record == json.loads(place.read_text("utf-8")), "run it with --update, and look at what has changed"
