"""Strips: a row of upright bars for each group, a bar for each number of years, as high as its persons are many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle

from book.draw.fields import FigureRow, dated, number, only, rows, words
from book.draw.svg import LINE, MIDDLE, WIDTH, as_svg

LABELS, RIGHT, AXIS, UNIT = 1.55, 0.14, 0.22, 0.19  # inches: the rows' names, the margin, the scale, its name
HIGHEST, ABOVE, BAR, TICK = 0.4, 0.19, 0.05, 0.03  # inches: the tallest bar, room for its number, its width; a mark


@dataclass(frozen=True, slots=True)
class _Strip:
    label: str
    counts: dict[int, int]  # persons by years, in order of years


def strip(values: FigureRow, ask: Callable[[str], object], font: Path) -> bytes:
    """`values`: `set`, `to` (the field of its records with the later date), `unit` (the name of the scale), `every`
    (years between marks), `rows` with `label`, `where` and `from`, a query for the earlier date. Raises ValueError.

    Years are those from calendar year to calendar year: of a date of which only the year is known no other can be told.
    A record without the field is not drawn."""
    only(values, "kind", "set", "to", "unit", "every", "rows")
    every, unit = number(values, "every", 10), words(values, "unit")
    if every < 1:
        raise ValueError("“every” must be at least 1")
    strips = [_strip(values, row, ask) for row in rows(values, "rows", "label", "where", "from")]
    longest = max((*(years for each in strips for years in each.counts), 1))
    most = max((*(count for each in strips for count in each.counts.values()), 1))
    height = len(strips) * (HIGHEST + ABOVE) + AXIS + UNIT

    def put(axes: Axes, face: FontProperties) -> None:
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(0, height)
        axes.axis("off")
        small = face.copy()
        small.set_size(face.get_size_in_points() - 0.8)
        scale = (WIDTH - LABELS - RIGHT) / longest
        for mark in range(0, longest + 1, every):
            axes.text(LABELS + mark * scale, AXIS + UNIT - 0.06, str(mark), ha="center", va="top", fontproperties=small)
        axes.text((LABELS + WIDTH - RIGHT) / 2, 0.06, unit, ha="center", va="baseline", fontproperties=small)
        for place, each in enumerate(strips):
            base = height - (place + 1) * (HIGHEST + ABOVE)
            for mark in range(0, longest + 1, every):
                axes.plot([LABELS + mark * scale] * 2, [base, base - TICK], color="black", linewidth=LINE)
            _put(axes, face, each, base, scale, HIGHEST / most)

    return as_svg(height, font, put)


def _strip(values: FigureRow, row: FigureRow, ask: Callable[[str], object]) -> _Strip:
    """Asked date by date, as two dates may be as many years away."""
    label, chosen = words(row, "label"), f"where {words(row, 'where')}"
    data_set, field = words(values, "set"), words(values, "to")
    start, ends = ask(words(row, "from")), ask(f"list {data_set}.{field} {chosen}")
    counts: dict[int, int] = {}
    if start is None or not isinstance(ends, list):
        return _Strip(label, counts)
    for end in ends:
        years = dated(end, label)[0] - dated(start, label)[0]
        if years < 0:
            raise ValueError(f"“{label}” has the date {end}, before {start}")
        count = ask(f"count {data_set} {chosen} and {field}={end}")
        counts[years] = counts.get(years, 0) + (count if isinstance(count, int) else 0)
    return _Strip(label, dict(sorted(counts.items())))


def _put(axes: Axes, face: FontProperties, each: _Strip, base: float, scale: float, tall: float) -> None:
    axes.plot([LABELS - BAR / 2, WIDTH - RIGHT + BAR / 2], [base, base], color="black", linewidth=LINE)
    axes.text(LABELS - 0.1, base, each.label, ha="right", va="baseline", fontproperties=face)
    for years, count in each.counts.items():
        x, top = LABELS + years * scale, count * tall
        axes.add_patch(Rectangle((x - BAR / 2, base), BAR, top, facecolor="#1a1a1a", linewidth=0))
        foot = base + top + ABOVE / 2 - MIDDLE - 0.02
        axes.text(x, foot, str(count), ha="center", va="baseline", fontproperties=face)
