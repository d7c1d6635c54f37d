"""Bars, whole or divided.

Comes in: rows, series, and someone to ask. Goes out: SVG. Apart from the other kinds as each is a drawing of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle

from book.draw.sheet import GREYS, MIDDLE, WIDTH, drawn

ROW, BAR = 0.27, 0.17  # inches
LABELS = 1.55  # inches kept for the rows' names
LEGEND = 0.24  # inches a line of the legend


def stacked(values: Mapping[str, Any], ask: Callable[[str], object], font: Path) -> bytes:
    """A bar a row, divided by series, each part with its number; a bar without series is one part.

    `values`: `set`, `rows` with `label` and `where`, `series` likewise; or, without series, `rows` with `label`
    and `query`. Raises KeyError, TypeError, ValueError."""
    rows, series = values["rows"], values.get("series") or [{"label": "", "where": ""}]
    table = [[_count(values.get("set", ""), row, part, ask) for part in series] for row in rows]
    named = [part["label"] for part in series if part["label"]]
    lines = (len(named) + 1) // 2
    height = len(rows) * ROW + lines * LEGEND + 0.12

    def put(axes: Axes, face: FontProperties) -> None:
        _scale(axes, height)
        unit = (WIDTH - LABELS - 0.3) / max(1, *(sum(counts) for counts in table))
        for number, (row, counts) in enumerate(zip(rows, table, strict=True)):
            _bar(axes, face, row["label"], counts, height - (number + 0.5) * ROW, unit)
        _legend(axes, face, named, lines)

    return drawn(height, font, put)


def _count(data_set: str, row: Mapping[str, str], part: Mapping[str, str], ask: Callable[[str], object]) -> int:
    if "query" in row:
        return int(str(ask(row["query"])))
    tests = " and ".join(test for test in (row["where"], part["where"]) if test)
    return int(str(ask(f"count {data_set} where {tests}")))


def _scale(axes: Axes, height: float) -> None:
    """One unit is one inch, so that nothing is stretched."""
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, height)
    axes.axis("off")


def _bar(axes: Axes, face: FontProperties, label: str, counts: list[int], y: float, unit: float) -> None:
    axes.text(LABELS - 0.1, y - MIDDLE, label, ha="right", va="baseline", fontproperties=face)
    x = LABELS
    for number, count in enumerate(counts):
        if not count:
            continue
        grey = GREYS[number % len(GREYS)]
        axes.add_patch(Rectangle((x, y - BAR / 2), count * unit, BAR, facecolor=grey, edgecolor="black", linewidth=0.4))
        ink = "white" if number % len(GREYS) < 2 else "black"
        axes.text(
            x + count * unit / 2,
            y - MIDDLE,
            str(count),
            ha="center",
            va="baseline",
            color=ink,
            fontproperties=face,
        )
        x += count * unit
    total = str(sum(counts)) if len(counts) > 1 else ""
    axes.text(x + 0.07, y - MIDDLE, total, ha="left", va="baseline", fontproperties=face)


def _legend(axes: Axes, face: FontProperties, named: list[str], lines: int) -> None:
    """Two columns under the bars, read down."""
    for number, words in enumerate(named):
        x, y = (0.35, 2.35)[number // lines], (lines - number % lines - 0.5) * LEGEND
        axes.add_patch(
            Rectangle((x, y - 0.05), 0.16, 0.1, facecolor=GREYS[number % len(GREYS)], edgecolor="black", linewidth=0.4)
        )
        axes.text(x + 0.24, y - MIDDLE, words, va="baseline", fontproperties=face)
