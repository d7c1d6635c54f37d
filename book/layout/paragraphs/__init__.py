"""Paragraphs set whole.

The engine breaks lines one by one, each as long as it can be: the next has to take what is left, and word spaces vary
from line to line. Here the breaks of a whole paragraph are chosen together. `measure` finds where lines may end,
`solve` chooses, `plans` remembers, `setting` has the engine build each line. `requests` are what the manuscript and the
pages ask for, `alternatives` what a paragraph could be instead, `spares` lines built and not used yet. Anything not
understood is broken as before, and counted.
"""

from __future__ import annotations

from weasyprint.layout import block, inline

from book.layout.engine import replace
from book.layout.paragraphs import setting
from book.layout.paragraphs.alternatives import other_lengths, strain
from book.layout.paragraphs.plans import Plans
from book.layout.paragraphs.requests import BrokenWord, key_of
from book.layout.paragraphs.spares import SpareLines

__all__ = ["BrokenWord", "Plans", "SpareLines", "install", "key_of", "other_lengths", "strain"]


def install() -> None:
    """Set paragraphs whole from now on; after the repairs of `breaks`, on which it builds."""
    setting.OWN.update(
        iter_line_boxes=replace(block, "iter_line_boxes", setting.iter_line_boxes),
        split_inline_box=replace(inline, "split_inline_box", setting.split_inline_box),
        split_text_box=replace(inline, "split_text_box", setting.split_text_box),
        text_align=replace(inline, "text_align", setting.text_align))
