"""The lines of a block, each kept on the page with its notes or moved to the next.

`lines_layout` takes the place of the engine's `_linebox_layout`, and follows its shape.

A line with calls: where all its notes fit whole, they are set. Else the line moves to the next page if that leaves few
lines blank. Else its last note is split. Else the line moves. The first line of a page is set whatever happens.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.layout import block

from book.layout.notes.context import NoRoomForBody, NoteContext
from book.layout.notes.part import TOLERANCE


class LineQueue:
    """An iterator of (line, where the next begins) that can look ahead."""

    def __init__(self, lines: Iterator[tuple[Any, Any]]) -> None:
        self.lines = lines
        self.ahead: deque[tuple[Any, Any]] = deque()

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        while self.peek(1):
            yield self.ahead.popleft()

    def peek(self, count: int) -> list[Any]:
        """The next lines, fewer at the paragraph's end."""
        while len(self.ahead) < count and (item := next(self.lines, None)):
            self.ahead.append(item)
        return [line for line, _ in self.ahead][:count]


@dataclass(slots=True)
class NoteBlock:
    """A block while its lines are set. `kept` are the lines on this page, `empty` tells that nothing is above them."""

    context: NoteContext
    box: Any
    lines: LineQueue
    kept: list[Any]
    empty: bool
    bottom_space: float

    @property
    def may_move(self) -> bool:
        """The next line may go to the next page: something is set on this one."""
        return bool(self.kept) or not self.empty

    def overflows(self, bottom: float) -> bool:
        """True if a line that ends there is below the page's text."""
        return bool(self.context.overflows_page(self.bottom_space, bottom))


def lines_layout(context: Any, box: Any, index: int, child: Any, new_children: list[Any], page_is_empty: bool,
                 absolute_boxes: list[Any], fixed_boxes: list[Any], adjoining_margins: list[float],
                 bottom_space: float, position_y: float, skip_stack: Any, first_letter_style: Any,
                 first_line_style: Any, draw_bottom_decoration: bool, max_lines: int | None) -> tuple[Any, ...]:
    """Lay out the lines of a block with their notes. Arguments and result are those of the engine's function."""
    assert len(box.children) == 1, "line box with siblings before layout"
    abort = stop = False
    resume_at = None
    new_notes: list[Any] = []
    if adjoining_margins:
        position_y += block.collapse_margin(adjoining_margins)
    lines = LineQueue(block.iter_line_boxes(
        context, child, position_y, bottom_space, skip_stack, box, absolute_boxes, fixed_boxes, first_letter_style,
        first_line_style))
    setting = NoteBlock(context, box, lines, new_children, page_is_empty, bottom_space)
    for line, resume_at in lines:
        if max_lines is not None:
            if max_lines == 0:
                new_children[-1].block_ellipsis = box.style["block_ellipsis"]
                break
            max_lines -= 1
        line.resume_at = resume_at
        draw_bottom_decoration |= resume_at is None
        decoration = box.border_bottom_width + box.padding_bottom if draw_bottom_decoration else 0
        keep = _keeps(setting, line, decoration)
        if keep and (notes := context.waiting_notes(line)):
            keep = _begins_notes(setting, line, notes, line.position_y + line.height + decoration)
            new_notes.extend(notes if keep else ())
        if not keep:
            needed = _widows_missing(setting)
            for next_line, _ in lines.ahead:
                block.remove_placeholders(context, next_line.children, absolute_boxes, fixed_boxes)
            built = [*new_children, line, *(next_line for next_line, _ in lines.ahead)]
            abort, stop, resume_at = block._break_line(
                context, box, line, new_children, needed, page_is_empty, index, skip_stack, resume_at, absolute_boxes,
                fixed_boxes)
            context.unused(built if abort else built[len(new_children):])
            break
        new_children.append(line)
        position_y = line.position_y + line.height
        skip_stack = resume_at
    if new_children:
        resume_at = {index: new_children[-1].resume_at}
    return abort, stop, resume_at, position_y, new_notes, max_lines


def _keeps(setting: NoteBlock, line: Any, decoration: float) -> bool:
    """True if the line stays on this page, as far as the text goes. Something has to be set on each page."""
    bottom = line.position_y + line.height
    if setting.may_move and setting.overflows(bottom + decoration):
        extra = _lines_to_legal_break(setting.box, len(setting.kept), setting.lines)
        if extra is None or setting.context.in_column:
            return False
        last = [line, *setting.lines.peek(extra)][-1]
        return setting.context.give_lines_back(last.position_y + line.height + decoration + setting.bottom_space)
    if setting.empty and setting.overflows(bottom):
        line.translate(0, -setting.box.margin_top)
        setting.box.margin_top = 0
    return True


def _lines_to_legal_break(box: Any, count: int, lines: LineQueue) -> int | None:
    """How many lines must follow this one before the page may end; None if it may end before this one."""
    orphans, widows = box.style["orphans"], box.style["widows"]
    ahead = len(lines.peek(orphans + widows))
    if count == 0 or (count >= orphans and ahead + 1 >= widows):
        return None
    for extra in range(ahead):
        if count + 1 + extra >= orphans and ahead - extra >= widows:
            return extra
    return ahead


def _begins_notes(setting: NoteBlock, line: Any, notes: list[Any], line_bottom: float) -> bool:
    """Set the notes called in a line; False if the line should be moved."""
    context = setting.context
    if context.in_column:
        context.force_notes(notes, context.note_limit())
        return True
    limit = context.note_limit(line_bottom + setting.bottom_space)
    hard = context.note_limit(line_bottom + setting.bottom_space, hard=True)
    if context.pending:
        if setting.may_move:
            return False
        if context.carried_pending and not context.room_for_least(notes, limit):
            raise NoRoomForBody
    elif context.begin_notes(notes, limit):
        return True
    movable = setting.may_move and context.fit_on_fresh_page(notes[:-1])
    if movable and context.fit_on_fresh_page(notes) and _moves_whole(setting, line, notes):
        return False
    kept = _room_below_heading(setting)
    if context.begin_notes(notes, limit - kept, split=True):
        return True
    if movable or (setting.may_move and not context.room_to_begin(notes, hard)):
        return False
    fair = limit - kept
    context.force_notes(notes, fair if context.room_for_least(notes, fair) else hard)
    return True


def _moves_whole(setting: NoteBlock, line: Any, notes: list[Any]) -> bool:
    """True if it is better to move the line, and keep its notes whole, than to split the last one."""
    whole = any(note.style["footnote_policy"] != "auto" for note in notes)
    most = setting.context.limits.blank_above_notes * line.height + TOLERANCE
    return whole or _blank_before(setting, line) <= most


def _blank_before(setting: NoteBlock, line: Any) -> float:
    """The height left blank if the page ends before this line."""
    kept = len(setting.kept) - _widows_missing(setting)
    moved = [*setting.kept, line]
    first = moved[kept] if kept >= setting.box.style["orphans"] else moved[0]
    return float(setting.context.page_bottom - setting.bottom_space - first.position_y)


def _widows_missing(setting: NoteBlock) -> int:
    """How many lines the next page would lack, if it began with this line."""
    widows = setting.box.style["widows"] - 1
    return int(widows - len(setting.lines.peek(widows)))


def _room_below_heading(setting: NoteBlock) -> float:
    """The room kept below a heading whose note is split."""
    context = setting.context
    if not block.avoid_page_break(setting.box.style["break_after"], context):
        return 0
    return float(setting.box.margin_bottom + context.limits.lines_below_heading * context.body_line_height)
