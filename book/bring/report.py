"""What an import tells: IMPORT.md in the project, and the same grouped for the terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from book.bring.draft import ProjectDraft
from book.problems import Problem, Span


def grouped(remarks: Iterable[Problem]) -> tuple[Problem, ...]:
    """The remarks with those that say the same told once, at the first place."""
    heaps: dict[tuple[str, str, str], list[Problem]] = defaultdict(list)
    for each in remarks:
        heaps[each.code, each.message, each.hint].append(each)
    return tuple(heap[0] if len(heap) == 1 else replace(heap[0], message=_counted(heap)) for heap in heaps.values())


def _counted(heap: list[Problem]) -> str:
    more = len(heap) - 1
    return f"{heap[0].message} (and at {more} more place{'s' * (more > 1)})"


def as_text(draft: ProjectDraft, name: str, problems: Iterable[Problem], places: Mapping[tuple[str, int], str]) -> str:
    """IMPORT.md. `problems` are those that the reader finds in the project, `places` the lines of the source that lines
    of it came from."""
    left = [each for each in draft.remarks if each.code == "B-032"]
    changed = [each for each in draft.remarks if each.code == "B-031"]
    found = [each for each in problems if each.severity != "note"]
    lines = ["# Import", "", f"{name} was read as {draft.listing.kind}. This file is not part of the book.", ""]
    lines += _section("Left out, or left as it was", left, "Nothing.")
    lines += _section("Written otherwise", changed, "Nothing.")
    lines += ["## What the reader finds", ""]
    lines += [_found(each, places) for each in found] or ["Nothing."]
    copies = [f"- {old} → {new}" for new, old in draft.copies.items()]
    return "\n".join((*lines, "", "## Copied", "", *(copies or ["Nothing."]))) + "\n"


def _section(title: str, remarks: list[Problem], none: str) -> list[str]:
    rows = [f"- {_place(each.span)}{each.message}: {each.hint}" for each in remarks]
    return [f"## {title}", "", *(rows or [none]), ""]


def _place(span: Span | None) -> str:
    return f"{span.path}:{span.line}: " if span and span.path else ""


def _found(problem: Problem, places: Mapping[tuple[str, int], str]) -> str:
    span = problem.span
    source = places.get((span.path, span.line), "") if span else ""
    told = f" (from {source})" if source else ""
    return f"- {_place(span)}{problem.severity} {problem.code}: {problem.message}{told}"
