"""Which notes stand on the page being made.

These are the decisions; measures are in `area`, the lines of the text in `lines`, pages in `paging`.

The attributes that the engine's `make_page` resets keep their names: `current_page_footnotes` is the list of this
page's parts from top to bottom, `reported_footnotes` the list of (note, skip) that could not begin on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import inf
from typing import Any

from book.layout.notes.area import NoteArea
from book.layout.notes.part import TOLERANCE, NotePart, called_notes, content_bottom, trim
from book.layout.notes.rule import ruled

Carried = tuple[Any, Any]  # a note, and where it goes on


class NoRoomForBody(Exception):
    """The page would begin with a line whose notes wait behind a longer note that is carried over."""


class NoteContext(NoteArea):
    """The engine's layout context, which sets the notes of the page being made."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.called_on: dict[Any, float] = {}  # note: page of its call
        self.carried: dict[int, list[Carried]] = {}  # page: what goes on there
        self.stale: set[int] = set()  # pages to which something else is carried than when they were made
        self.reserved_height = 0.0  # least height of the note area
        self.page_text: Any = None
        self.text_goes_on = False  # on the next page, from this one that has some of it

    # --- pages ---------------------------------------------------------------------------------------------------

    def start_page(self, number: int) -> None:
        """Prepare to make or remake a page: none of its own notes is called yet."""
        self.stale.discard(number)
        self.called_on = {note: called for note, called in self.called_on.items() if called != number}
        self.reported_footnotes = self.carried.get(number, [])
        self.reserved_height = 0

    def end_page(self, number: int) -> None:
        """Note what the next page has to go on with."""
        carried = [(part.note, part.rest if part.drawn else part.skip)
                   for part in self.current_page_footnotes if part.rest or not part.drawn]
        carried += self.reported_footnotes
        if carried != self.carried.get(number + 1, []):
            self.carried[number + 1] = carried
            self.stale.add(number + 1)

    def unused(self, lines: list[Any]) -> None:
        """Lines that were built for this page and will begin the next: whoever keeps lines may keep them."""

    def closed(self, pages: list[Any], _root: Any, _again: Callable[..., list[Any]]) -> list[Any]:
        """The pages of a box tree, at the end of a pass; whoever cares how they end may have them made again, from an
        index to another or to the end, and what follows as far as it changes."""
        return pages

    def text_state(self) -> tuple[Any, Any, Any]:
        """What the layout of the page's text changes, besides notes."""
        return self._excluded_shapes.copy(), self._excluded_shapes_root_boxes[:], self.broken_out_of_flow.copy()

    def restart_text(self, state: tuple[Any, Any, Any], reserved_height: float = 0) -> None:
        """Come back to the beginning of the page's text."""
        self._excluded_shapes, self._excluded_shapes_root_boxes, out_of_flow = state
        self.broken_out_of_flow.clear()
        self.broken_out_of_flow.update(out_of_flow)
        for running_elements in self.running_elements.values():
            running_elements.pop(self.current_page, None)
        self.in_column, self.reserved_height = False, reserved_height
        for note, called in list(self.called_on.items()):
            if called == self.current_page:
                self.unlayout_footnote(note)
        self._update_footnote_area()

    # --- notes of the page ---------------------------------------------------------------------------------------

    @property
    def pending(self) -> bool:
        """Something is left for the next page: no other note can begin here."""
        return bool(self.reported_footnotes) or any(part.rest for part in self.current_page_footnotes)

    @property
    def carried_pending(self) -> bool:
        """What is left for the next page was already carried to this one."""
        notes = [note for note, _ in self.reported_footnotes]
        notes += [part.note for part in self.current_page_footnotes if part.rest]
        return any(self.called_on.get(note, 0) < self.current_page for note in notes)

    def waiting_notes(self, box: Any) -> list[Any]:
        """The notes called in a box that are on no page yet, in order."""
        return list(dict.fromkeys(
            note for note in called_notes(box) if self.called_on.get(note, inf) > self.current_page))

    def fit_on_fresh_page(self, notes: Iterable[Any]) -> bool:
        """True if these notes would fit whole on a page of their own."""
        return self.stack([*map(self.whole_note, notes)])[1] <= self.note_limit() + TOLERANCE

    def room_to_begin(self, notes: Iterable[Any], limit: float) -> bool:
        """True if each of these notes can begin below those of the page, with the lines it keeps together."""
        parts = self.current_page_footnotes
        height = self.stack(parts)[1] if parts else 0
        return height + sum(map(self.least_height, notes)) <= limit + TOLERANCE

    def room_for_least(self, notes: Iterable[Any], limit: float) -> bool:
        """True if the page's notes and these have room, each cut down to the lines it keeps together."""
        here = [part.note for part in self.current_page_footnotes]
        return sum(map(self.least_height, [*here, *notes])) <= limit + TOLERANCE

    def begin_notes(self, notes: list[Any], limit: float, split: bool = False) -> bool:
        """Add all the notes called by a line, or none; tell if they were added. `split` lets the last be split."""
        parts = list(self.current_page_footnotes)
        for note in notes:
            part = None if self.pending else self.fit(parts, note, None, limit, split and note is notes[-1])
            if part is None:
                return False
            parts.append(part)
        self._set_notes(notes, parts, self.reported_footnotes)
        return True

    def force_notes(self, notes: list[Any], limit: float) -> None:
        """Add the notes called by a line that stays whatever happens."""
        items = [*self._items(), *((note, None) for note in notes)]
        self._set_notes(notes, *self._placed(items, limit, notes))

    def continue_notes(self, items: Iterable[Carried], limit: float) -> None:
        """Add notes that have to be on this page, or to go on there, in order."""
        self._set_notes((), *self._placed([*self._items(), *items], limit))

    def give_lines_back(self, body_bottom: float) -> bool:
        """Shorten what is split, so that the text can go down to `body_bottom`."""
        if not any(part.rest for part in self.current_page_footnotes):
            return False
        limit = self.note_limit(body_bottom)
        parts, left = self._placed(self._items(), limit, force=False)
        if len(left) > len(self.reported_footnotes) or self.stack(parts)[1] > limit + TOLERANCE:
            return False
        self._set_notes((), parts, left)
        return True

    def _items(self) -> list[Carried]:
        """The notes of the page, and where each goes on there."""
        return [*((part.note, part.skip) for part in self.current_page_footnotes), *self.reported_footnotes]

    def _placed(self, items: Sequence[Carried], limit: float, called: Sequence[Any] = (), force: bool = True
                ) -> tuple[list[NotePart], list[Carried]]:
        """Notes set in `limit`, and what is left of them. Where one is split, only those called on this page follow it.

        `called` are called by the line being set. Room is kept for each of them, and those of the page, to begin. With
        `force` a line of the first is set even where it should keep more together."""
        parts: list[NotePart] = []
        left: list[Carried] = []
        begins = [skip is None and (note in called or self.called_on.get(note) == self.current_page)
                  for note, skip in items]
        for number, (note, skip) in enumerate(items):
            part = None
            if not left and (begins[number] or not any(part.rest for part in parts)):
                later = [note for (note, _), here in zip(items[number + 1:], begins[number + 1:], strict=True) if here]
                part = self.fit(parts, note, skip, self._room(parts, note, later, limit), split=True, force=force)
            if part:
                parts.append(part)
            else:
                left.append((note, skip))
        return parts, left

    def _room(self, parts: list[NotePart], note: Any, later: list[Any], limit: float) -> float:
        """The height down to which a note may go: later ones must begin below it, as far as there is room at all."""
        least = (self.stack(parts)[1] if parts else 0) + self.least_height(note)
        return min(limit, max(limit - sum(map(self.least_height, later)), least))

    def _set_notes(self, called: Iterable[Any], parts: list[NotePart], left: list[Carried]) -> None:
        self.called_on.update(dict.fromkeys(called, self.current_page))
        self.current_page_footnotes, self.reported_footnotes = parts, left
        self._update_footnote_area()

    def height_to_reserve(self, text: Any) -> float:
        """The height that the text should have left to its notes, or 0 if it did.

        A note's room may be known too late: when its call is in the last cell of a row longer than the page, or in an
        absolutely positioned box."""
        unseen = self.waiting_notes(text)
        parts = [*self.current_page_footnotes, *map(self.whole_note, unseen)]
        overlap = content_bottom(text) > self.page_bottom + TOLERANCE
        if unseen or (parts and overlap):
            return self.decoration + min(self.stack(parts)[1], self.note_limit())
        return 0

    def finish_note_area(self, text: Any, positioned_boxes: list[Any]) -> Any:
        """The note area of the page: the notes called by the lines really kept on it.

        Where the text ends early, a split note takes the lines left blank, as far as notes may."""
        self._match_notes_to(text)
        area = self.frame.copy_with_children([])
        area.style = ruled(area.style, any(part.skip for part in self.current_page_footnotes[:1]))
        offsets, area.height = self.stack(self.current_page_footnotes)
        for part, offset in zip(self.current_page_footnotes, offsets, strict=True):
            part.move_to(area.content_box_x(), area.content_box_y() + offset)
            part.drawn = True
            area.children.append(part.box)
            positioned_boxes.extend(part.positioned)
        return area

    def _match_notes_to(self, text: Any) -> None:
        own = [part.note for part in self.current_page_footnotes]
        own = [*own, *(note for note, _ in self.reported_footnotes)]
        own = [note for note in own if self.called_on.get(note) == self.current_page]
        called = [note for note in dict.fromkeys(called_notes(text))
                  if self.called_on.get(note, inf) >= self.current_page]
        body_bottom = content_bottom(text)
        limit = self.note_limit(body_bottom, hard=not self.text_goes_on)
        if own != called:
            for note in own:
                self.unlayout_footnote(note)
            self.force_notes(called, limit)
        height = self.stack(self.current_page_footnotes)[1]
        if self.current_page_footnotes and (self.pending or height > limit + TOLERANCE):
            self.continue_notes((), max(limit, 0))  # set again, in this height
            trim(text, max(body_bottom, self.page_bottom))

    # --- what the engine calls -----------------------------------------------------------------------------------

    def layout_footnote(self, item: Carried) -> bool:
        """Go on with a carried note, at the beginning of a page."""
        self.footnotes.pop()  # added by the engine's make_page
        blank = self.current_footnote_area.page.page_type.blank
        self.continue_notes([item], self.note_limit(hard=blank))
        return False

    def unlayout_footnote(self, note: Any) -> None:
        """Take off a note whose call is taken off the page."""
        drawn = any(part.drawn for part in self.current_page_footnotes if part.note is note)
        if self.called_on.get(note) != self.current_page or drawn:
            return
        del self.called_on[note]
        self.current_page_footnotes = [part for part in self.current_page_footnotes if part.note is not note]
        self.reported_footnotes = [item for item in self.reported_footnotes if item[0] is not note]
        for nested in called_notes(note):
            self.unlayout_footnote(nested)
        self._update_footnote_area()

    def report_footnote(self, part: NotePart) -> None:
        """Leave the last note of a multi-column box for the next page."""
        self.current_page_footnotes.remove(part)
        self.reported_footnotes.insert(0, (part.note, part.skip))
        self._update_footnote_area()

    def _update_footnote_area(self) -> None:
        """Set the height of the note area, and the foot of the text."""
        area = self.current_footnote_area
        area.height = "auto"
        if self.current_page_footnotes:
            area.height = self.stack(self.current_page_footnotes)[1]
        if not self.in_column:
            height = 0 if area.height == "auto" else area.margin_height()
            self.page_bottom = self.page_foot - max(height, self.reserved_height)
