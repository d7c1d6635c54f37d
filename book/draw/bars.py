"""Bars, whole or divided by series."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle

from book.draw.fields import FigureRow, only, rows, words
from book.draw.svg import GREYS, LINE, MIDDLE, WIDTH, as_svg

ROW, BAR = 0.27, 0.17  # inches
FIGURE = 0.056  # inches: the width of a figure in the words' size
LABELS = 1.55  # inches kept for the rows' names
LEGEND = 0.24  # inches a line of the legend


def stacked(values: FigureRow, ask: Callable[[str], object], font: Path) -> bytes:
    """A bar a row, divided by series, each part with its number; a bar without series is one part.

    `values`: `set`, `rows` with `label` and `where`, `series` likewise; or, without series, `rows` with `label`
    and `query`. Raises ValueError."""
    only(values, "kind", "set", "rows", "series")
    series = rows(values, "series", "label", "where") if "series" in values else []
    if len(series) > len(GREYS):
        raise ValueError(f"it has {len(series)} series, and there are {len(GREYS)} greys")
    bars = rows(values, "rows", "label", "where" if series else "query", *(() if series else ("where",)))
    table = [_counts(values, row, [words(part, "where") for part in series], ask) for row in bars]
    named = [words(part, "label") for part in series]
    lines = (len(named) + 1) // 2
    height = len(bars) * ROW + lines * LEGEND + 0.12

    def put(axes: Axes, face: FontProperties) -> None:
        _scale(axes, height)
        most = max(1, *(sum(counts) for counts in table))
        unit = (WIDTH - LABELS - max(0.3, 0.12 + len(str(most)) * FIGURE)) / most
        for number, (row, counts) in enumerate(zip(bars, table, strict=True)):
            _bar(axes, face, words(row, "label"), counts, height - (number + 0.5) * ROW, unit)
        _legend(axes, face, named, lines)

    return as_svg(height, font, put)


def _counts(values: FigureRow, row: FigureRow, parts: list[str], ask: Callable[[str], object]) -> list[int]:
    """The numbers of a row: of each part, or of the whole."""
    if "query" in row:
        return [_count(words(row, "query"), ask)]
    question = f"count {words(values, 'set')} where {words(row, 'where')}"
    return [_count(f"{question} and {part}", ask) for part in parts] or [_count(question, ask)]


def _count(query: str, ask: Callable[[str], object]) -> int:
    found = ask(query)
    if found is None:
        return 0
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise ValueError(f"the answer to “{query}” is {found}, and a bar needs a whole number")
    return found


def _scale(axes: Axes, height: float) -> None:
    """One unit is one inch, so that nothing is stretched."""
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, height)
    axes.axis("off")


def _bar(axes: Axes, face: FontProperties, label: str, counts: list[int], y: float, unit: float) -> None:
    axes.text(LABELS - 0.1, y - MIDDLE, label, ha="right", va="baseline", fontproperties=face)
    x = LABELS
    for number, count in enumerate(counts):
        width = count * unit
        if not count:
            continue
        grey = GREYS[number % len(GREYS)]
        axes.add_patch(Rectangle((x, y - BAR / 2), width, BAR, facecolor=grey, edgecolor="black", linewidth=LINE))
        ink = "white" if number % len(GREYS) < 2 else "black"
        middle, inside = x + width / 2, str(count) if _holds(width, count) else ""
        axes.text(middle, y - MIDDLE, inside, ha="center", va="baseline", color=ink, fontproperties=face)
        x += width
    total = str(sum(counts)) if len(counts) > 1 or not _holds(counts[0] * unit, counts[0]) else ""
    axes.text(x + 0.07, y - MIDDLE, total, ha="left", va="baseline", fontproperties=face)


def _holds(width: float, count: int) -> bool:
    """Whether a part of this width, in inches, has room for its number."""
    return width >= len(str(count)) * FIGURE


def _legend(axes: Axes, face: FontProperties, named: list[str], lines: int) -> None:
    """Two columns under the bars, read down."""
    for number, label in enumerate(named):
        x, y = (0.35, 2.35)[number // lines], (lines - number % lines - 0.5) * LEGEND
        axes.add_patch(
            Rectangle((x, y - 0.05), 0.16, 0.1, facecolor=GREYS[number % len(GREYS)], edgecolor="black", linewidth=LINE)
        )
        axes.text(x + 0.24, y - MIDDLE, label, va="baseline", fontproperties=face)
