"""A line's last space may stick out.

Comes in: nothing. Goes out: nothing; `install` wraps one function of the engine for this process.
Apart because it leans on one defect of the engine, and can go when that is mended.

WeasyPrint 70, text/line_break.py, `split_first_line`, step 2: a text that fits the line is taken whole only if it fits
with its last space. Where it fits without, the text is taken for one that cannot be broken, and is cut after its first
word ("tence / of death was carried out."). It happens before every element in a line: a link, an emphasis, an anchor.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline
from weasyprint.text import line_break

from book.layout.mismatch import Mismatch


def install() -> None:
    """Mend the engine for this process. Raises Mismatch if the function is not where it was."""
    if inline.split_first_line is not line_break.split_first_line:
        raise Mismatch("WeasyPrint's inline.split_first_line is not the one that this program mends")
    inline.split_first_line = split_first_line


def split_first_line(text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float,
                     is_line_start: bool = True, minimum: bool = False) -> Any:
    """Arguments and result are those of the engine's function; a text that fits without its last space fits."""
    rest = (style, context, max_width, justification_spacing, is_line_start, minimum)
    line = line_break.split_first_line(text, *rest)
    _, _, resume_index, *_ = line
    if resume_index is None or not text.endswith(" ") or style["white_space"] != "normal":
        return line
    bare = line_break.split_first_line(text.rstrip(" "), *rest)
    if bare[2] is not None:
        return line
    return line_break.split_first_line(text, style, context, None, justification_spacing, is_line_start, minimum)
