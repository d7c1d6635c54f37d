"""A sheet of drawing paper.

Comes in: a height, a font. Goes out: an empty figure, and its SVG when it is drawn.
Apart because what makes a drawing the same bytes every time is decided here, once.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

WIDTH = 4.25  # inches: the measure of a 6 × 9 in page
TEXT = 8.6  # points
MIDDLE = 0.033  # inches from a baseline to the middle of letters and figures of this size
GREYS = ("#1a1a1a", "#6e6e6e", "#a8a8a8", "#dcdcdc", "#ffffff")
SETTINGS: Any = {"svg.fonttype": "path", "svg.hashsalt": "corrigenda", "axes.linewidth": 0.5, "hatch.linewidth": 0.5}


def drawn(height: float, font: Path, put: Callable[[Axes, FontProperties], None]) -> bytes:
    """What `put` draws on axes that fill a sheet of this height in inches."""
    with matplotlib.rc_context(SETTINGS):
        figure = Figure(figsize=(WIDTH, height))
        FigureCanvasSVG(figure)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_frame_on(False)
        put(axes, FontProperties(fname=str(font), size=TEXT))
        buffer = io.BytesIO()
        # Date, creator and the matplotlib version would change bytes without changing the picture.
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return buffer.getvalue()
