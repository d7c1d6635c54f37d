"""Pages: their text, then their note area, and what is carried to the next.

`make_all_pages` takes the place of the engine's; `remake_page` and `page_block_layout` stand before the engine's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import page
from weasyprint.text.line_break import strut

from book.layout.notes.area import lay_out_block
from book.layout.notes.context import NoRoomForBody

_remake = page.remake_page
_name_page = page._update_page_groups


def page_block_layout(context: Any, box: Any, bottom_space: float, skip_stack: Any, containing_block: Any,
                      page_is_empty: bool = True, absolute_boxes: Any = None, fixed_boxes: Any = None,
                      adjoining_margins: Any = ()) -> Any:
    """Lay out a top-level box of a page: its text, its note area, or another one."""
    def lay_out(box: Any, page_is_empty: bool) -> Any:
        return lay_out_block(context, box, bottom_space, skip_stack, containing_block, page_is_empty, absolute_boxes,
                             fixed_boxes, [*adjoining_margins])

    if isinstance(box, boxes.FootnoteAreaBox):
        return (context.finish_note_area(context.page_text, absolute_boxes),)
    if not box.is_for_root_element:
        return lay_out(box, page_is_empty)
    state, positioned, bare = context.text_state(), absolute_boxes[:], False
    try:
        result = lay_out(box, page_is_empty)
        if result[0] and (height := context.height_to_reserve(result[0])):
            absolute_boxes[:] = positioned
            context.restart_text(state, height)
            result = lay_out(box, page_is_empty)
    except NoRoomForBody:  # a page of notes: no text, which goes on where it was on the next page
        absolute_boxes[:] = positioned
        context.restart_text(state)
        text = lay_out(_empty_at(box, skip_stack), True)[0]
        bare = True
        result = text, skip_stack, {"break": "any", "page": containing_block.page_type.name}, [], False, None
    context.page_text = result[0] or box.copy_with_children([])
    context.text_goes_on = bool(result[1]) and result[2]["break"] == "any" and not bare
    return result


def _empty_at(box: Any, skip_stack: Any) -> Any:
    """A copy of a box that has no content from `skip_stack` on."""
    box = parent = box.deepcopy()
    parent.force_fragmentation = True
    while skip_stack and len(skip_stack) == 1:
        ((skip, skip_stack),) = skip_stack.items()
        child = parent.children[skip]
        if child.is_table_wrapper or not isinstance(child, boxes.BlockBox):
            break
        parent.children = parent.children[: skip + 1]
        parent = child
        parent.force_fragmentation = True
    parent.children = []
    return box


def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
    """Make a page with the notes carried to it. Before a forced break, carried notes get pages of their own."""
    context.start_page(index + 1)
    _, next_page, right_page, _, _ = context.page_maker[index]
    drain = context.reported_footnotes and next_page["break"] != "any"
    blank = {**next_page, "break": "left" if right_page else "right"}
    if drain:
        _replace_break(context, index, next_page, blank)
        _replace_break(context, index + 1, next_page, blank)
    result = _remake(index, context, root_box, html)
    root_box.page_name = result[0].page_type.name
    if drain:
        _replace_break(context, index, blank, next_page)
        _replace_break(context, index + 1, blank, next_page)
    context.end_page(index + 1)
    return result


def name_page(page_groups: Any, resume_at: Any, next_page: Any, root_box: Any, blank: bool) -> Any:
    """The name of a page. Pages of notes after the end of the text are of the last page's name, not the root's."""
    name = _name_page(page_groups, resume_at, next_page, root_box, blank)
    return getattr(root_box, "page_name", name) if blank and resume_at is None else name


def _replace_break(context: Any, index: int, old: Any, new: Any) -> None:
    """Change the break that begins a page."""
    if index < len(context.page_maker) and context.page_maker[index][1] == old:
        resume_at, _, *others = context.page_maker[index]
        context.page_maker[index] = (resume_at, new, *others)


def make_all_pages(context: Any, root_box: Any, html: Any, pages: list[Any]) -> list[Any]:
    """The pages without their margin boxes; of a later pass, only those that changed are made again."""
    footnotes = context.footnotes.copy()

    def again(pages: list[Any], first: int, stop: int | None = None) -> list[Any]:
        context.footnotes = footnotes.copy()
        context.stale |= set(range(first + 1, (stop or len(pages)) + 1))
        return list(_pages(context, root_box, html, pages))

    return list(context.closed(list(_pages(context, root_box, html, pages)), root_box, again))


def _pages(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """One pass."""
    index = 0
    context.rendered_notes = []
    context.forget_parts()
    body = next(iter(root_box.children), root_box)
    context.body_line_height = strut(body.style)[0]
    while True:
        state = context.page_maker[index][-1]
        number = index + 1
        if index >= len(pages) or number in context.stale or state["content_changed"] or state["pages_wanted"]:
            state.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
            made, resume_at = remake_page(index, context, root_box, html)
            yield made
        else:
            resume_at = context.page_maker[number][0]
            yield pages[index]
        index += 1
        if resume_at is None and not context.carried.get(index + 1):
            context.page_maker = context.page_maker[: index + 1]
            context.broken_out_of_flow.clear()
            return


def report_footnotes(context: Any, height: float) -> None:
    """Leave for the next page the notes that do not fit below a multi-column box."""
    area = context.current_footnote_area
    while context.current_page_footnotes and area.margin_height() > height:
        context.report_footnote(context.current_page_footnotes[-1])
