"""Pages that end well: full, and without a broken word where the reader turns the leaf.

Comes in: the text of a page as it was laid out. Goes out: the same, or the page laid out again with other lines.
Apart because it stands before the layout of pages and asks the paragraphs for another setting, and neither knows it.

A bounded search, page by page: a page that stays a line or more too short, because a heading or a note would not fit,
asks those of its paragraphs that can best bear it for a line more. Only a recto turns: the paragraph at its foot is
asked not to end a line in a word there; from a verso the eye goes on across the gutter.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from weasyprint.layout import page

from book.layout.closing import closed
from book.layout.facing import evened
from book.layout.lines import lines_of, willing
from book.layout.notes.context import NoteContext
from book.layout.notes.part import content_bottom
from book.layout.paragraphs import Turn, plans_of
from book.pages import PageEnd

TRIES = 2  # for a word at the turn


class Engine:
    """The layout of a page's top-level boxes, as `notes` has mended it."""

    page_block_layout: Any = None


class Call(NamedTuple):
    """What the engine asks for: `page_block_layout`'s arguments, and how all stood before the first try."""

    context: Any
    box: Any
    bottom_space: float
    skip_stack: Any
    page: Any
    page_is_empty: bool
    absolute: list[Any]
    fixed: list[Any]
    margins: tuple[Any, ...]
    before: tuple[Any, ...]

    def again(self, result: Any) -> Any:
        """Another result, from the beginning; lines of the one before are used again."""
        plans_of(self.context).keep(list(lines_of(result[0])))
        self.absolute[:], self.fixed[:] = self.before[0], self.before[1]
        self.context.restart_text(self.before[2])
        return Engine.page_block_layout(*self[:8], [*self.margins])


def install() -> None:
    """Look at the end of each page from now on; install only once, after the repairs of `notes`."""
    Engine.page_block_layout = page.block_level_layout
    page.block_level_layout = page_block_layout
    NoteContext.unused = _keep  # type: ignore[method-assign, assignment]
    NoteContext.closed = _closed  # type: ignore[method-assign, assignment]


def _keep(context: Any, lines: list[Any]) -> None:
    """What a page could not take, the next one need not build again."""
    plans_of(context).keep(lines)


def _closed(context: Any, pages: list[Any], root: Any, again: Any) -> list[Any]:
    return closed(context, evened(context, pages, again), root, again)


def page_block_layout(context: Any, box: Any, bottom_space: float, skip_stack: Any, containing_block: Any,
                      page_is_empty: bool = True, absolute_boxes: Any = None, fixed_boxes: Any = None,
                      adjoining_margins: Any = ()) -> Any:
    """Arguments and result are those of the function whose place it takes."""
    before: tuple[Any, ...] = ()
    if box.is_for_root_element:
        before = absolute_boxes[:], fixed_boxes[:], context.text_state()
        bottom_space += plans_of(context).left_out.get(context.current_page, 0) * context.body_line_height
    call = Call(context, box, bottom_space, skip_stack, containing_block, page_is_empty, absolute_boxes, fixed_boxes,
                tuple(adjoining_margins), before)
    result = Engine.page_block_layout(*call[:8], [*adjoining_margins])
    if box.is_for_root_element and context.text_goes_on:
        result = _turned(call, _filled(call, result))
    if box.is_for_root_element:
        _note_end(call, result)
    return result


def _note_end(call: Call, result: Any) -> None:
    """How the page ends, for whoever fits copy by hand."""
    context, plans, number = call.context, plans_of(call.context), call.context.current_page
    plans.ends.pop(number, None)
    plans.feet.pop(number, None)
    if context.text_goes_on:
        blank = (context.page_bottom - content_bottom(result[0])) / context.body_line_height
        plans.ends[number] = PageEnd(number - 1, round(blank, 1), _turn(call, result) is not None)
        if not context.current_page_footnotes:
            plans.feet[number] = blank


def _filled(call: Call, result: Any) -> Any:
    """A page that is short by some lines, filled by as many paragraphs that stand whole on it and can bear a line more.

    It stays as it was if that does not fill it: what takes the room may be what comes next."""
    plans, short = plans_of(call.context), _lines_short(call, result[0])
    asked = willing(plans, result[0], 1)[:int(short)] if short >= 1 else []
    if not asked:
        return result
    plans.ask(asked, 1)
    again = call.again(result)
    if call.context.text_goes_on and 0 <= _lines_short(call, again[0]) < short:
        return again
    plans.ask(asked, 0)
    return call.again(again)


def _lines_short(call: Call, text: Any) -> float:
    """How many lines more would stand on the page, down to its notes or to where it is to end."""
    bottom = call.context.page_bottom - call.bottom_space
    return float((bottom - content_bottom(text)) / call.context.body_line_height)


def _turned(call: Call, result: Any) -> Any:
    """A recto whose last line does not end in a word, if its paragraph can help it."""
    for _ in range(TRIES):
        turn = _turn(call, result)
        if turn is None:
            break
        plans_of(call.context).shun(turn)
        result = call.again(result)
    return result


def _turn(call: Call, result: Any) -> Turn | None:
    """The broken word at the end of a recto."""
    if call.page.page_type.side != "right" or not call.context.text_goes_on:
        return None
    return getattr(next(lines_of(result[0], backwards=True), None), "turn", None)
