"""Paragraphs set whole.

Comes in: nothing; `install` mends the engine for this process. Goes out: nothing.
Apart because the engine breaks lines one by one, each as long as it can be: the next has to take what is left, and
word spaces vary from line to line.

Here the breaks of a whole paragraph are chosen together. `measure` finds where lines may end, `solve` chooses, `plans`
remembers, `setting` has the engine build each line. Anything not understood is broken as before, and counted.
"""

from __future__ import annotations

from types import ModuleType

from weasyprint.layout import block, inline

from book.layout.mismatch import Mismatch
from book.layout.notes import digest_of
from book.layout.paragraphs import setting
from book.layout.paragraphs.plans import Planned, Plans, Turn, key_of, last_plans, plans_of, within

__all__ = ["Planned", "Plans", "Turn", "install", "key_of", "last_plans", "plans_of", "within"]

# What is replaced, and what the replacement leans on, by the digest of its source in WeasyPrint 70.0.
SOURCES: dict[tuple[ModuleType, str], str] = {
    (inline, "iter_line_boxes"): "04aec48abfcad809",
    (inline, "get_next_linebox"): "67af458c2545e74f",
    (inline, "split_text_box"): "8c564329599ef23f",
    (inline, "text_align"): "e953d41b87ccfc30",
    (inline, "justify_line"): "f83b21ff8793ba6b",
}


def install() -> None:
    """Set paragraphs whole from now on. Raises Mismatch if the engine's source is another; install only once, after
    the repairs of `breaks`."""
    for (module, name), digest in SOURCES.items():
        if digest_of(module, name) != digest:
            raise Mismatch(f"WeasyPrint's {module.__name__}.{name} is not the one that this program mends")
    setting.Engine.split_inline_box = inline.split_inline_box  # as `breaks` has mended it
    block.iter_line_boxes = setting.iter_line_boxes
    inline.split_inline_box = setting.split_inline_box
    inline.split_text_box = setting.split_text_box
    inline.text_align = setting.text_align
