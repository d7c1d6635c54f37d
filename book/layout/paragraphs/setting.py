"""Lines set where the whole paragraph wants them: what stands in the place of the engine's functions.

Each line is built by the engine's own `get_next_linebox`; only where it ends is decided here. While it is built, the
context of its document says where that is, as `line_end`. A paragraph that is not understood goes the engine's way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from weasyprint.layout import inline
from weasyprint.text.line_break import create_layout, first_line_metrics, strut

from book.layout.paragraphs.measure import NotUnderstood, TextLeaf
from book.layout.paragraphs.plans import PlannedLine
from book.layout.paragraphs.requests import key_of
from book.layout.paragraphs.spares import BuiltLine

WIDE = 1e7  # points: no line is as long, where its end is known


class LineEnd(NamedTuple):
    """Where a line ends: the text box, the bytes of it that the line takes, and whether a hyphen follows. The
    paragraph's last line has no box. `right` and `left` are how far it stands outside the measure."""

    box: Any = None
    size: int = 0
    hyphen: bool = False
    right: float = 0.0
    left: float = 0.0


OWN: dict[str, Callable[..., Any]] = {}  # the engine's functions in whose place ours stand, filled by `install`


def iter_line_boxes(context: Any, box: Any, position_y: float, bottom_space: float, skip_stack: Any,
                    containing_block: Any, absolute_boxes: list[Any], fixed_boxes: list[Any],
                    first_letter_style: Any, first_line_style: Any) -> Iterator[tuple[Any, Any]]:
    """Arguments and result are those of the engine's function."""
    requests = context.plans.requests
    try:
        leaves, plan = context.plans.plan(box, skip_stack, containing_block, first_letter_style or first_line_style)
    except NotUnderstood as reason:
        requests.leave(box.element)
        for line, resume_at in OWN["iter_line_boxes"](
                context, box, position_y, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes,
                first_letter_style, first_line_style):
            line.left_because = str(reason)
            yield line, resume_at
        return
    key, begins, given = key_of(box.element), skip_stack is None, requests.given(box.element)
    for planned in plan:
        line, resume_at = context.spares.take(planned, containing_block.content_box_x(), position_y) or (None, None)
        if line is None:
            end = _end(planned, leaves)
            line, resume_at = _line(end, context, box, position_y, bottom_space, skip_stack, containing_block,
                                    absolute_boxes, fixed_boxes)
        if line is None:
            return
        line.built = BuiltLine(planned, line, resume_at, containing_block.content_box_x())
        position_y = line.position_y + line.height
        skip_stack = None if resume_at is None else planned.after  # the same place, always written in the same way
        line.broken, line.given = planned.broken, given
        line.opens = key if begins else ""
        line.closes = key if skip_stack is None else ""
        begins = False
        yield line, skip_stack
        if skip_stack is None:
            return
        box.text_indent = 0


def _end(planned: PlannedLine, leaves: Sequence[TextLeaf]) -> LineEnd:
    position = planned.position
    if position is None:
        return LineEnd(left=planned.left)
    return LineEnd(leaves[position.leaf].box, position.size, position.hyphen, position.right, planned.left)


def _line(end: LineEnd, context: Any, box: Any, position_y: float, bottom_space: float, skip_stack: Any,
          containing_block: Any, absolute_boxes: list[Any], fixed_boxes: list[Any]) -> tuple[Any, Any]:
    outer, context.line_end = context.line_end, end
    try:
        line, resume_at = inline.get_next_linebox(context, box, position_y, bottom_space, skip_stack,
                                                  containing_block, absolute_boxes, fixed_boxes, None, None)
        return line, resume_at
    finally:
        context.line_end = outer


def split_inline_box(context: Any, box: Any, position_x: float, max_x: float, *rest: Any) -> Any:
    """As the engine's; a line whose end is known has no edge."""
    return OWN["split_inline_box"](context, box, position_x, max_x if context.line_end is None else WIDE, *rest)


def split_text_box(context: Any, box: Any, available_width: float, skip: int, is_line_start: bool = True) -> Any:
    """As the engine's; a text goes as far as its line does."""
    end: LineEnd | None = context.line_end
    if end is None:
        return OWN["split_text_box"](context, box, available_width, skip, is_line_start)
    data = box.text.encode()[skip:]
    if not data or not box.style["font_size"]:
        return None, None, False
    ends = box is end.box
    text = (data[:end.size - skip] if ends else data).decode()
    if ends:
        text = text.rstrip(" ") + (box.style["hyphenate_character"] if end.hyphen else "")
    resume_at = end.size if ends else None
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
    """As the engine's; a line too long by less than its spaces may lose is drawn together; characters at its
    ends hang."""
    end: LineEnd | None = context.line_end
    if end is None or line.style["text_align_all"] == "center":
        return OWN["text_align"](context, line, available_width, last)
    available_width += end.left + end.right
    blank = available_width - line.width
    if blank >= 0 or line.style["text_align_all"] != "justify":
        return OWN["text_align"](context, line, available_width, last) - end.left
    inline.justify_line(context, line, blank)
    return -end.left
