"""A repair of the engine's notes: none lost, none out of order.

Comes in: nothing. Goes out: nothing; `install` replaces one function and wraps two methods.
Apart because it leans on the very text of a private function; a test and `install` itself compare it.

WeasyPrint 70, layout/block.py, `_linebox_layout`: a line that is kept on the page by postponing earlier notes never
lays out its own, so they vanish without a word; and postponed notes are put back in reverse order only inside one
loop, so that note 20 may stand before 19.
"""

from __future__ import annotations

import inspect
from typing import Any

from weasyprint.layout import LayoutContext, block

KEPT = """                if not context.overflows_page(bottom_space, new_position_y + offset_y):
                    new_children.append(line)
"""
KEPT_WITH_ITS_NOTES = """                if not context.overflows_page(bottom_space, new_position_y + offset_y):
                    for descendant in line.descendants():
                        if descendant.footnote in context.footnotes:
                            context.layout_footnote(descendant.footnote)
                            context.report_footnote(descendant.footnote)
                            new_footnotes.append(descendant.footnote)
                    new_children.append(line)
"""
REVERSED = """            if reported_footnotes >= 2:
                extra = context.reported_footnotes[-1:-reported_footnotes-1:-1]
                context.reported_footnotes[-reported_footnotes:] = extra
"""


class Mismatch(Exception):
    """The engine's source is not what this repair was written for."""


def install() -> None:
    """Mend the engine for this process. Raises Mismatch if its source differs from what is replaced."""
    source = inspect.getsource(block._linebox_layout)
    if source.count(KEPT) != 1 or source.count(REVERSED) != 1:
        raise Mismatch("WeasyPrint's block._linebox_layout is not the one that this program mends")
    mended = source.replace(KEPT, KEPT_WITH_ITS_NOTES).replace(REVERSED, "")
    exec(compile(mended, block.__file__, "exec"), block.__dict__)
    _keep_order()


def _keep_order() -> None:
    """Keep postponed notes in the order of their calls."""
    lay_out, postpone = LayoutContext.layout_footnote, LayoutContext.report_footnote

    def layout_footnote(self: Any, note: Any) -> Any:
        if not hasattr(self, "note_order"):  # here the waiting list is complete and in the order of the text
            self.note_order = {id(waiting): place for place, waiting in enumerate(self.footnotes)}
        return lay_out(self, note)

    def report_footnote(self: Any, note: Any) -> None:
        postpone(self, note)
        self.reported_footnotes.sort(key=lambda waiting: self.note_order.get(id(waiting), 0))

    LayoutContext.layout_footnote, LayoutContext.report_footnote = layout_footnote, report_footnote
