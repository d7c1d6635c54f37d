"""Pages that end well: full, and without a broken word where the reader turns the leaf.

A bounded search, page by page: a page that stays a line or more too short, because a heading or a note would not fit,
asks those of its paragraphs that can best bear it for a line more. Only a recto turns: the paragraph at its foot is
asked not to end a line in a word there; from a verso the eye goes on across the gutter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from weasyprint import document
from weasyprint.layout import page

from book.layout.closing import closed
from book.layout.ends import PageEnds
from book.layout.engine import replace
from book.layout.facing import evened
from book.layout.lines import lines_of, willing
from book.layout.notes.context import NoteContext
from book.layout.notes.paging import page_block_layout as lay_out_top
from book.layout.notes.part import content_bottom
from book.layout.paragraphs import BrokenWord, Plans, SpareLines
from book.layout.tries import attempt

TRIES = 2  # for a word at the turn


class PageContext(NoteContext):
    """The engine's layout context with all that the layout of one document remembers: nothing is kept elsewhere.

    `line_end` says where the line being built ends, None where the engine decides."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.plans = Plans(self, self.limits)
        self.spares = SpareLines()
        self.page_ends = PageEnds()
        self.line_end: Any = None

    def unused(self, lines: list[Any]) -> None:
        """What a page could not take, the next one need not build again."""
        self.spares.keep(lines)

    def closed(self, pages: list[Any], root: Any, again: Callable[..., list[Any]]) -> list[Any]:
        """Facing pages level, and some lines on the last page."""
        def anew(pages: list[Any], first: int, stop: int | None = None) -> list[Any]:
            made = again(pages, first, stop)
            self.page_ends.forget_after(len(made))
            return made

        self.page_ends.forget_after(len(pages))
        return closed(self.plans, evened(self.plans, self.page_ends, pages, anew), root, anew)


class PageCall(NamedTuple):
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

    def made(self) -> Any:
        """The page's box, as `notes` lays it out."""
        return lay_out_top(*self[:8], [*self.margins])

    def again(self, result: Any) -> Any:
        """Another result, from the beginning; lines of the one before are used again."""
        self.context.spares.keep(lines_of(result[0]))
        self.absolute[:], self.fixed[:] = self.before[0], self.before[1]
        self.context.restart_text(self.before[2])
        return self.made()


def install() -> None:
    """Look at the end of each page from now on; after the repairs of `notes`, on which it builds."""
    replace(document, "LayoutContext", PageContext)
    replace(page, "block_level_layout", page_block_layout)


def page_block_layout(context: Any, box: Any, bottom_space: float, skip_stack: Any, containing_block: Any,
                      page_is_empty: bool = True, absolute_boxes: Any = None, fixed_boxes: Any = None,
                      adjoining_margins: Any = ()) -> Any:
    """Arguments and result are those of the function whose place it takes."""
    before: tuple[Any, ...] = ()
    if box.is_for_root_element:
        before = absolute_boxes[:], fixed_boxes[:], context.text_state()
        bottom_space += context.page_ends.left_out.get(context.current_page, 0) * context.body_line_height
    call = PageCall(context, box, bottom_space, skip_stack, containing_block, page_is_empty, absolute_boxes,
                    fixed_boxes, tuple(adjoining_margins), before)
    result = call.made()
    if box.is_for_root_element and context.text_goes_on:
        result = _turned(call, _filled(call, result))
    if box.is_for_root_element:
        _note_end(call, result)
    return result


def _note_end(call: PageCall, result: Any) -> None:
    context, number = call.context, call.context.current_page
    if context.text_goes_on:
        blank = (context.page_bottom - content_bottom(result[0])) / context.body_line_height
        broken = _broken_at_turn(call, result) is not None
        context.page_ends.note(number, blank, broken, in_notes=bool(context.current_page_footnotes))
    else:
        context.page_ends.forget(number)


def _filled(call: PageCall, result: Any) -> Any:
    """A page that is short by some lines, filled by as many paragraphs that stand whole on it and can bear a line more.

    It stays as it was if that does not fill it: what takes the room may be what comes next."""
    plans, short = call.context.plans, _lines_short(call, result[0])
    asked = willing(plans, result[0], 1)[:int(short)] if short >= 1 else []
    if not asked:
        return result
    return attempt(
        result, lambda more: plans.requests.ask(asked, int(more)), call.again,
        lambda made: bool(call.context.text_goes_on) and 0 <= _lines_short(call, made[0]) < short)[0]


def _lines_short(call: PageCall, text: Any) -> float:
    """How many lines more would stand on the page, down to its notes or to where it is to end."""
    bottom = call.context.page_bottom - call.bottom_space
    return float((bottom - content_bottom(text)) / call.context.body_line_height)


def _turned(call: PageCall, result: Any) -> Any:
    """A recto whose last line does not end in a word, if its paragraph can help it."""
    for _ in range(TRIES):
        broken = _broken_at_turn(call, result)
        if broken is None:
            break
        call.context.plans.requests.shun(broken)
        result = call.again(result)
    return result


def _broken_at_turn(call: PageCall, result: Any) -> BrokenWord | None:
    """The broken word at the end of a recto."""
    if call.page.page_type.side != "right" or not call.context.text_goes_on:
        return None
    return getattr(next(lines_of(result[0], backwards=True), None), "broken", None)
