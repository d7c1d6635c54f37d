"""Lines set where the whole paragraph wants them.

Comes in: the engine's line boxes. Goes out: lines, as from the engine's `iter_line_boxes`, whose place it takes.
Apart because it stands among the engine's functions: each line is built by the engine's own `get_next_linebox`; only
where it ends is decided here. A paragraph that is not understood goes the engine's way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint.layout import inline
from weasyprint.text.line_break import create_layout, first_line_metrics, strut

from book.layout.paragraphs.measure import NotUnderstood
from book.layout.paragraphs.plans import Made, key_of, plans_of

WIDE = 1e7  # points: no line is as long, where its end is known


class End(NamedTuple):
    """Where a line ends: the text box, the bytes of it that the line takes, and whether a hyphen follows. The
    paragraph's last line has no box. `right` and `left` are how far it stands outside the measure."""

    box: Any = None
    size: int = 0
    hyphen: bool = False
    right: float = 0.0
    left: float = 0.0


class Engine:
    """The engine's own functions, and the line being set: None where the engine decides."""

    iter_line_boxes: Any = inline.iter_line_boxes
    split_inline_box: Any = inline.split_inline_box
    split_text_box: Any = inline.split_text_box
    text_align: Any = inline.text_align
    line: End | None = None


def iter_line_boxes(context: Any, box: Any, position_y: float, bottom_space: float, skip_stack: Any,
                    containing_block: Any, absolute_boxes: list[Any], fixed_boxes: list[Any],
                    first_letter_style: Any, first_line_style: Any) -> Iterator[tuple[Any, Any]]:
    """Arguments and result are those of the engine's function."""
    plans = plans_of(context)
    try:
        leaves, plan = plans.plan(box, skip_stack, containing_block, first_letter_style or first_line_style)
    except NotUnderstood as reason:
        plans.leave(box.element)
        for line, resume_at in Engine.iter_line_boxes(
                context, box, position_y, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes,
                first_letter_style, first_line_style):
            line.left_because = str(reason)
            yield line, resume_at
        return
    key, begins, given = key_of(box.element), skip_stack is None, plans.given(box.element)
    for planned in plan:
        place, after, turn, left = planned
        line, resume_at = plans.take(planned, containing_block.content_box_x(), position_y) or (None, None)
        if line is None:
            end = End(leaves[place.leaf].box, place.size, place.hyphen, place.right, left) if place else End(left=left)
            line, resume_at = _line(end, context, box, position_y, bottom_space, skip_stack, containing_block,
                                    absolute_boxes, fixed_boxes)
        if line is None:
            return
        line.made = Made(planned, line, resume_at, containing_block.content_box_x())
        position_y = line.position_y + line.height
        skip_stack = None if resume_at is None else after  # the same place, always written in the same way
        line.turn, line.given = turn, given
        line.opens = key if begins else ""
        line.closes = key if skip_stack is None else ""
        begins = False
        yield line, skip_stack
        if skip_stack is None:
            return
        box.text_indent = 0


def _line(end: End, context: Any, box: Any, position_y: float, bottom_space: float, skip_stack: Any,
          containing_block: Any, absolute_boxes: list[Any], fixed_boxes: list[Any]) -> tuple[Any, Any]:
    outer, Engine.line = Engine.line, end
    try:
        line, resume_at = inline.get_next_linebox(context, box, position_y, bottom_space, skip_stack,
                                                  containing_block, absolute_boxes, fixed_boxes, None, None)
        return line, resume_at
    finally:
        Engine.line = outer


def split_inline_box(context: Any, box: Any, position_x: float, max_x: float, *rest: Any) -> Any:
    """As the engine's; a line whose end is known has no edge."""
    return Engine.split_inline_box(context, box, position_x, max_x if Engine.line is None else WIDE, *rest)


def split_text_box(context: Any, box: Any, available_width: float, skip: int, is_line_start: bool = True) -> Any:
    """As the engine's; a text goes as far as its line does."""
    if Engine.line is None:
        return Engine.split_text_box(context, box, available_width, skip, is_line_start)
    data = box.text.encode()[skip:]
    if not data or not box.style["font_size"]:
        return None, None, False
    ends = box is Engine.line.box
    text = (data[:Engine.line.size - skip] if ends else data).decode()
    if ends:
        text = text.rstrip(" ") + (box.style["hyphenate_character"] if Engine.line.hyphen else "")
    resume_at = Engine.line.size if ends else None
    return (_text_box(context, box, text) if text else None), resume_at, False


def _text_box(context: Any, box: Any, text: str) -> Any:
    layout = create_layout(text, box.style, context, None, box.justification_spacing)
    line, _ = layout.get_first_line()
    layout, _, _, width, height, baseline = first_line_metrics(line, text, layout, None, True, box.style)
    made = box.copy_with_text(layout.text)
    made.width, made.height, made.pango_layout = width, height, layout
    made.margin_top = made.margin_bottom = (strut(box.style)[0] - height) / 2
    made.baseline = baseline + made.margin_top
    return made


def text_align(context: Any, line: Any, available_width: float, last: bool) -> Any:
    """As the engine's; a line too long by less than its spaces may lose is drawn together; signs at its ends hang."""
    if Engine.line is None or line.style["text_align_all"] == "center":
        return Engine.text_align(context, line, available_width, last)
    available_width += Engine.line.left + Engine.line.right
    blank = available_width - line.width
    if blank >= 0 or line.style["text_align_all"] != "justify":
        return Engine.text_align(context, line, available_width, last) - Engine.line.left
    inline.justify_line(context, line, blank)
    return -Engine.line.left
