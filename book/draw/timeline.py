"""A time line: one row an event, its place on the axis the time it took.

A row each, not labels along one line: five of the events of one year would print over one another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from book.draw.fields import FigureRow, dated, number, only, rows, words
from book.draw.svg import LINE, MIDDLE, WIDTH, as_svg

ROW, AXIS, LABELS = 0.185, 0.24, 2.12  # inches
SHORTEST = 0.035  # inches: an event of a day must still be seen


@dataclass(frozen=True, slots=True)
class _Event:
    label: str
    start: float
    end: float


def timeline(values: FigureRow, ask: Callable[[str], object], font: Path) -> bytes:
    """`values`: `from` and `to` (years), `every` (years between marks), `rows` with `label`, `start` and perhaps `end`.

    `start` and `end` are queries for dates. Raises ValueError."""
    only(values, "kind", "from", "to", "every", "rows")
    first, last, every = number(values, "from"), number(values, "to"), number(values, "every", 10)
    if first >= last or every < 1:
        raise ValueError("“from” must be before “to”, and “every” at least 1")
    events = [_event(row, first, last, ask) for row in rows(values, "rows", "label", "start", "end")]
    height = len(events) * ROW + AXIS

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
                axes.plot([x, x], [AXIS, height], color="#dcdcdc", linewidth=LINE)
                axes.text(x, AXIS - 0.06, str(year), ha="center", va="top", fontproperties=small)
        axes.plot([LABELS, WIDTH - 0.12], [AXIS, AXIS], color="black", linewidth=LINE)
        for place, event in enumerate(events):
            y = height - (place + 0.5) * ROW
            left = LABELS + (event.start - first) * scale
            right = max(LABELS + (event.end - first) * scale, left + SHORTEST)
            axes.plot([LABELS - 0.06, left], [y, y], color="#a8a8a8", linewidth=LINE, linestyle=(0, (0.6, 2.2)))
            axes.plot([left, right], [y, y], color="black", linewidth=5.2, solid_capstyle="butt")
            axes.text(LABELS - 0.1, y - MIDDLE, event.label, ha="right", va="baseline", fontproperties=face)

    return as_svg(height, font, put)


def _event(row: FigureRow, first: int, last: int, ask: Callable[[str], object]) -> _Event:
    label = words(row, "label")
    queries = [words(row, key) for key in ("start", "end") if key == "start" or key in row]
    dates = [str(found) for found in map(ask, queries) if found is not None]
    places = [_place(each, first, last, label) for each in dates] or [first]
    # A day and its month are the same as far as both tell.
    if len(dates) == 2 and dates[1][: len(dates[0])] < dates[0][: len(dates[1])]:
        raise ValueError(f"“{label}” ends on {dates[1]}, before it begins")
    return _Event(label, places[0], max(places))


def _place(text: str, first: int, last: int, label: str) -> float:
    """A date as a year with its part. A month or year known alone stands at its middle."""
    year, month, day = dated(text, label)
    part = (date(year, month, day or 15) - date(year, 1, 1)).days / 365.25 if month else 0.5
    if not first <= year + part <= last:
        raise ValueError(f"“{label}”, {text}, is not between {first} and {last}")
    return year + part
