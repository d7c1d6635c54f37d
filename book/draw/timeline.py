"""A time line: one row an event, its place on the axis the time it took.

Comes in: rows with queries for dates. Goes out: SVG. Apart from the other kinds as each is a drawing of its own.

A row each, not labels along one line: five of the events of one year would print over one another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from book.draw.sheet import MIDDLE, WIDTH, drawn

ROW, AXIS, LABELS = 0.185, 0.24, 2.12  # inches
SHORTEST = 0.035  # inches: an event of a day must still be seen


def timeline(values: Mapping[str, Any], ask: Callable[[str], object], font: Path) -> bytes:
    """`values`: `from` and `to` (years), `every` (years between marks), `rows` with `label`, `start` and perhaps `end`.

    `start` and `end` are queries for dates. Raises KeyError, TypeError, ValueError."""
    rows = [
        (str(row["label"]), _when(row["start"], ask), _when(row.get("end", row["start"]), ask))
        for row in values["rows"]
    ]
    first, last, every = int(values["from"]), int(values["to"]), int(values.get("every", 10))
    height = len(rows) * ROW + AXIS

    def put(axes: Axes, face: FontProperties) -> None:
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(0, height)
        axes.axis("off")
        scale = (WIDTH - LABELS - 0.12) / (last - first)
        small = face.copy()
        small.set_size(face.get_size_in_points() - 0.8)
        for year in range(first, last + 1):
            if year % every == 0:
                x = LABELS + (year - first) * scale
                axes.plot([x, x], [AXIS, height], color="#c4c4c4", linewidth=0.35)
                axes.text(x, AXIS - 0.06, str(year), ha="center", va="top", fontproperties=small)
        axes.plot([LABELS, WIDTH - 0.12], [AXIS, AXIS], color="black", linewidth=0.5)
        for number, (label, start, end) in enumerate(rows):
            y = height - (number + 0.5) * ROW
            left = LABELS + (start - first) * scale
            right = max(LABELS + (end - first) * scale, left + SHORTEST)
            axes.plot([LABELS - 0.06, left], [y, y], color="#8c8c8c", linewidth=0.35, linestyle=(0, (0.6, 2.2)))
            axes.plot([left, right], [y, y], color="black", linewidth=5.2, solid_capstyle="butt")
            axes.text(LABELS - 0.1, y - MIDDLE, label, ha="right", va="baseline", fontproperties=face)

    return drawn(height, font, put)


def _when(query: str, ask: Callable[[str], object]) -> float:
    """A date as a year with its part. A month or year known alone stands at its middle, a fault of the query at 0."""
    text = str(ask(query))
    if text == "0":
        return 0.0
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    if not month:
        return year + 0.5
    return year + (date(year, month, day or 15) - date(year, 1, 1)).days / 365.25
