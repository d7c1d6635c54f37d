"""matplotlib's figure as SVG, set up to give the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font

WIDTH = 4.25  # inches: the measure of a 6 × 9 in page
TEXT = 8.6  # points
MIDDLE = 0.033  # inches from a baseline to the middle of letters and figures of this size
LINE = 0.75  # points: no line is thinner, which Amazon KDP asks (help G201857950, 2026-11-22)
GREYS = ("#1a1a1a", "#6e6e6e", "#a8a8a8", "#dcdcdc", "#ffffff")
SETTINGS: Any = {
    "svg.fonttype": "path",
    "svg.hashsalt": "corrigenda",
    "text.parse_math": False,  # dollars are dollars
    "axes.linewidth": LINE,
    "hatch.linewidth": LINE,
}


def as_svg(height: float, font: Path, put: Callable[[Axes, FontProperties], None]) -> bytes:
    """What `put` draws on axes that fill a sheet of this height in inches. Raises ValueError for words not legible."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()  # a machine may have settings of its own
        matplotlib.rcParams.update(SETTINGS)
        figure = Figure(figsize=(WIDTH, height), dpi=72)  # as in SVG: words are measured in points
        FigureCanvasSVG(figure)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_frame_on(False)
        put(axes, FontProperties(fname=str(font), size=TEXT))
        _legible(axes, font)
        buffer = io.BytesIO()
        # Date, creator and the matplotlib version would change bytes without changing the picture.
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def _legible(axes: Axes, font: Path) -> None:
    """Nothing is cut off at the edge, printed as a box, or printed over something else."""
    known, sheet = get_font(str(font)).get_charmap(), axes.get_window_extent()
    boxes: list[tuple[str, Any]] = []
    for text in axes.texts:
        said = text.get_text()
        if lacking := [sign for sign in said if ord(sign) not in known]:
            raise ValueError(f"the font has no “{lacking[0]}”, which “{said}” needs")
        box = text.get_window_extent()
        if box.x0 < sheet.x0 or box.x1 > sheet.x1:
            raise ValueError(f"“{said}” is too long")
        for other, taken in boxes:
            if said and other and box.x0 < taken.x1 and taken.x0 < box.x1 and box.y0 < taken.y1 and taken.y0 < box.y1:
                raise ValueError(f"“{other}” and “{said}” would stand on one another")
        boxes.append((said, box))
