"""What a build did, for machines: `build/report.json` and `--json`. Its keys are a promise to those who read them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from book.layout import engine_names
from book.pages import Pagination
from book.problems import Problem, as_value, has_errors

# For each printer: "pages", how many it gets, and "spine_in", the spine's width in inches.
Orders = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found, how many seconds each stage took, the files it made, their pages, what printers get."""

    problems: tuple[Problem, ...]
    seconds: Mapping[str, float]
    files: Mapping[str, bytes] = field(default_factory=dict)
    pagination: Pagination | None = None
    orders: Orders = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """No error was found."""
        return not has_errors(self.problems)


def report(outcome: Outcome) -> str:
    """The outcome as JSON, keys in a fixed order."""
    return json.dumps(as_values(outcome), ensure_ascii=False, indent=1) + "\n"


def as_values(outcome: Outcome) -> dict[str, Any]:
    """The outcome as plain values."""
    values: dict[str, Any] = {
        "good": outcome.good,
        "problems": [as_value(problem) for problem in outcome.problems],
        "files": {name: _file(data) for name, data in sorted(outcome.files.items())},
        "seconds": dict(outcome.seconds),
    } | ({"print": {name: dict(order) for name, order in outcome.orders.items()}} if outcome.orders else {})
    return values | (_pages(outcome.pagination) if outcome.pagination else {})


def _file(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _pages(pagination: Pagination) -> dict[str, Any]:
    divisions = [
        {
            "division": run.division,
            "first": str(start.folio),
            "side": start.side,
            "pages": len(run.pages),
            "blanks_before": start.blanks,
        }
        for start, run in zip(pagination.starts, pagination.runs, strict=True)
    ]
    extent = pagination.extent
    return {
        "engine": list(engine_names()),
        "extent": {
            "pages": extent.total,
            "front": extent.front,
            "body": extent.body,
            "blanks": extent.blanks,
        },
        "rounds": pagination.rounds,
        "layouts": pagination.layouts,
        "divisions": divisions,
        "page_map": {anchor: str(folio) for anchor, folio in sorted(pagination.page_map.items())},
    }
