"""A note cut between its lines, so that it is laid out only once. A note that is more than paragraphs is left to the
engine, which can only lay it out again.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from book.layout.notes.part import TOLERANCE, NotePart


class NoteLine(NamedTuple):
    """A line of a note, the paragraph that it stands in, and where the note goes on after it."""

    line: Any
    paragraph: Any
    after: Any


def can_be_cut(whole: NotePart) -> bool:
    """True of a note that is nothing but lines, or paragraphs of lines, without frames, margins or placed boxes."""
    box = whole.box
    plain = _bare(box) and not whole.above and not whole.below and not whole.positioned
    return bool(plain and (_only_lines(box) or all(_bare(child) and _only_lines(child) for child in box.children)))


def _bare(box: Any) -> bool:
    breaks = ("break_inside", "break_before", "break_after")
    return isinstance(box, boxes.BlockBox) and box.margin_height() == box.height and all(
        box.style[name] == "auto" for name in breaks)


def _only_lines(box: Any) -> bool:
    return bool(box.children) and all(isinstance(line, boxes.LineBox) for line in box.children)


def cut(whole: NotePart, skip: Any, height: float, force: bool) -> NotePart | None:
    """The piece of a note from `skip` on, in at most `height`; None if too little of it fits.

    Orphans and widows as in CSS Fragmentation Level 3, 3.3; with `force` at least a line is set."""
    rows = _rows(whole.box)
    start = 0 if skip is None else next(n for n, row in enumerate(rows, 1) if row.after == skip)
    top = rows[start].line.position_y
    fitting = sum(row.line.position_y + row.line.height <= top + height + TOLERANCE for row in rows[start:])
    count = _legal(rows[start:], fitting, force)
    if not count:
        return None
    piece = rows[start : start + count]
    rest = piece[-1].after if start + count < len(rows) else None
    return NotePart(whole.note, skip, rest, _piece(whole.box, piece), 0, 0, origin=(0, top))


def _rows(box: Any) -> list[NoteLine]:
    """The lines of a note, from first to last."""
    if _only_lines(box):
        return [NoteLine(line, box, {0: line.resume_at}) for line in box.children]
    rows = []
    for number, paragraph in enumerate(box.children):
        rows += [NoteLine(line, paragraph, {number: {0: line.resume_at}}) for line in paragraph.children]
        rows[-1] = rows[-1]._replace(after={number + 1: None})
    return rows


def _legal(left: list[NoteLine], fitting: int, force: bool) -> int:
    """How many rows of those left may stand where so many fit."""
    if fitting >= len(left):
        return len(left)
    for count in range(fitting, 0, -1):
        paragraph = left[count - 1].paragraph
        before = sum(row.paragraph is paragraph for row in left[:count])
        behind = sum(row.paragraph is paragraph for row in left[count:])
        style = paragraph.style
        if not behind or (before >= style["orphans"] and behind >= style["widows"]):
            return count
    return max(fitting, 1) if force else 0


def _piece(note: Any, rows: list[NoteLine]) -> Any:
    """A note's box with these of its lines."""
    lines: dict[Any, list[Any]] = {}
    for row in rows:
        lines.setdefault(row.paragraph, []).append(row.line)
    paragraphs = [_shortened(paragraph, here) for paragraph, here in lines.items()]
    return paragraphs[0] if rows[0].paragraph is note else _shortened(note, paragraphs)


def _shortened(box: Any, children: list[Any]) -> Any:
    made, last = box.copy_with_children(children), children[-1]
    made.position_y = children[0].position_y
    made.height = last.position_y + last.height - made.position_y
    return made
