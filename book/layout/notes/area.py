"""The note area of a page: its measures, and the setting of one note in it. Which note stands where, `context` decides.

The engine lays out the whole area again for each note that is added. Here each note is laid out once at the area's
width and cut where it has to be, and the area's height is a sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import LayoutContext, block
from weasyprint.text.line_break import strut

from book.layout.notes.cut import can_be_cut, cut
from book.layout.notes.part import TOLERANCE, NotePart, called_notes, content_bottom, trim
from book.limits import Limits

lay_out_block = block.block_level_layout


class NoteArea(LayoutContext):  # type: ignore[misc]  # the engine hands its own context to every function
    """The engine's layout context, which knows the measures of the page's note area."""

    body_line_height = 0.0
    called_on: dict[Any, float]
    current_page_footnotes: list[NotePart]

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.limits: Limits = self.font_config.limits
        self.font_config.context = self
        self.forget_parts()

    def forget_parts(self) -> None:
        """Forget laid out notes: page counters may have changed their text."""
        self._sources: dict[Any, Any] = {}
        self._whole: dict[Any, NotePart] = {}

    @property
    def frame(self) -> Any:
        """The empty note area: width, margins, borders and padding."""
        area = self.current_footnote_area
        if not hasattr(area, "frame"):
            area.frame = lay_out_block(self, area.copy_with_children([]), -inf, None, area.page)[0]
            area.margin_top, area.margin_bottom = area.frame.margin_top, area.frame.margin_bottom
        return area.frame

    @property
    def decoration(self) -> float:
        """Height of the note area's margins, borders and padding."""
        return float(self.frame.margin_height() - self.frame.height)

    @property
    def page_foot(self) -> float:
        """Where the page's content ends."""
        return float(self.current_footnote_area.position_y)

    def note_limit(self, body_bottom: float = -inf, hard: bool = False) -> float:
        """Greatest height of the notes under a text that ends at `body_bottom`.

        `hard` ignores the share of the page that notes may take (`max-height` of `@footnote`), as where the text could
        not go down further anyway."""
        height = self.current_footnote_area.page.height
        limit = min(self.page_foot - body_bottom, height) - self.decoration
        if hard:
            return float(limit)
        body = self.limits.lines_above_notes * self.body_line_height
        return float(min(limit, height - body - self.decoration, self.frame.max_height))

    def stack(self, parts: Sequence[NotePart]) -> tuple[list[float], float]:
        """The parts' places from the top of the note area, and its height."""
        offsets: list[float] = []
        height = 0.0
        margins: list[float] = []
        for part in parts:
            if offsets:
                height += block.collapse_margin([*margins, part.above])
            elif self.frame.top_margin_collapses():
                height += max(0, part.above - self.frame.margin_top)
            else:
                height += part.above
            offsets.append(height)
            height += part.height
            margins = [part.below]
        if not self.frame.bottom_margin_collapses():
            height += block.collapse_margin(margins)
        return offsets, max(height, self.frame.min_height)

    def piece(self, note: Any, skip: Any, height: float, force: bool = False) -> NotePart | None:
        """A note from `skip` on, in at most `height`; None if nothing of it fits.

        The note's orphans, widows and break-inside hold unless `force` is true."""
        whole = self.whole_note(note)
        return cut(whole, skip, height, force) if can_be_cut(whole) else self._set_note(note, skip, height, force)

    def whole_note(self, note: Any) -> NotePart:
        """A note laid out without a limit, once for all pages of this pass over the book."""
        key = note, self.frame.width
        if key not in self._whole:
            part = self._set_note(note, None, inf, False)
            assert part is not None, "a note laid out without limit"
            self._whole[key] = part
        return self._whole[key]

    def least_height(self, note: Any) -> float:
        """The height of the least that may stand of a note where it is called: its orphans.

        All of it if it has fewer lines than orphans and widows together, and so cannot be split."""
        whole = self.whole_note(note)
        orphans, widows, line = note.style["orphans"], note.style["widows"], strut(note.style)[0]
        splits = whole.height > (orphans + widows) * line - TOLERANCE
        return float(whole.above + (orphans * line if splits else whole.height))

    def _set_note(self, note: Any, skip: Any, height: float, force: bool) -> NotePart | None:
        source = self._source(note)
        positioned: list[Any] = []
        names = ("page_bottom", "in_column", "called_on", "current_page_footnotes")
        saved = {name: getattr(self, name) for name in names}
        self.page_bottom, self.in_column, self.current_page_footnotes = height, False, []
        self.called_on = dict.fromkeys(called_notes(note), 0)  # notes called in the note
        source.position_x = source.position_y = 0
        self.create_block_formatting_context(source)
        box, rest, _, margins, _, _ = lay_out_block(
            self, source, -inf if height == inf else 0, skip, self.frame, force, positioned, positioned)
        self.finish_block_formatting_context()
        self.__dict__.update(saved)
        if box is None:
            return None
        if rest is not None:
            trim(box, content_bottom(box))
        below = block.collapse_margin([*margins, box.margin_bottom])
        return NotePart(note, skip, rest, box, box.border_box_y(), below, positioned)

    def _source(self, note: Any) -> Any:
        """The note's box tree, ready to be laid out."""
        if note not in self._sources:
            source = note.deepcopy()
            source.process_whitespace()  # WeasyPrint 70 does these two steps for the text outside notes only
            source.process_text_transform()
            area = build.create_anonymous_boxes(self.frame.copy_with_children([source]))
            source, *others = area.children
            if others or not isinstance(source, boxes.BlockLevelBox):
                source = boxes.BlockBox.anonymous_from(self.frame, area.children)
            self._sources[note] = source
        return self._sources[note]

    def fit(self, parts: Sequence[NotePart], note: Any, skip: Any, limit: float, split: bool,
            force: bool = False) -> NotePart | None:
        """The part of a note that fits below `parts`, or None.

        With `force` the first part of a page is set even where it does not fit."""
        part, room = None, limit - (self.stack(parts)[1] if parts else 0)
        if skip is None:
            part = self.whole_note(note)
            room = limit - (self.stack([*parts, part])[1] - part.height) + part.above
        if part is None or (split and part.height + part.above > room + TOLERANCE):
            part = self.piece(note, skip, room)
            if part is None and force:
                part = self.piece(note, skip, room, force=True)
        if part is None:
            return None
        fits = self.stack([*parts, part])[1] <= limit + TOLERANCE
        return part if fits or (force and not parts) else None
