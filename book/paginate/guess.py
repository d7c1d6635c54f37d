"""Where everything stood in the last build: the page map of the first round.

Nothing of it need be true: a bad guess costs rounds, never correctness.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from book.pages import PageRun, Pagination


@dataclass(frozen=True, slots=True)
class Guess:
    """Pages per division, and the page of each anchor inside its division, from 0."""

    extents: Mapping[str, int]
    offsets: Mapping[str, Mapping[str, int]]

    @classmethod
    def nothing(cls) -> Guess:
        """No last build."""
        return cls({}, {})

    @classmethod
    def of(cls, pagination: Pagination) -> Guess:
        """What this build found, for the next."""
        return cls.of_runs(pagination.runs)

    @classmethod
    def of_runs(cls, runs: Iterable[PageRun]) -> Guess:
        """What these runs show."""
        runs = tuple(runs)
        return cls({run.division: len(run.pages) for run in runs},
                   {run.division: {anchor: place.page for anchor, place in run.anchors.items()} for run in runs})

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {"extents": dict(self.extents), "offsets": {name: dict(pages) for name, pages in self.offsets.items()}}

    @classmethod
    def from_json(cls, values: Any) -> Guess:
        """From plain values. Raises KeyError, TypeError or ValueError if they are not a guess."""
        extents = {str(name): int(pages) for name, pages in dict(values["extents"]).items()}
        offsets = {str(name): {str(anchor): int(page) for anchor, page in dict(pages).items()}
                   for name, pages in dict(values["offsets"]).items()}
        return cls(extents, offsets)
