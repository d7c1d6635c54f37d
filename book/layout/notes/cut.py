"""A note cut between its lines, so that it is laid out only once.

Comes in: a whole note laid out, where the piece begins and what height it has. Goes out: the piece.
Apart because the engine could only lay the note out again; a note that is more than lines is left to it.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

from book.layout.notes.part import TOLERANCE, NotePart


def can_be_cut(whole: NotePart) -> bool:
    """True of a note that is nothing but lines, without a frame or placed boxes: one as most are."""
    box = whole.box
    plain = box.border_height() == box.height and not whole.above and not whole.below and not whole.positioned
    return bool(plain and box.style["break_inside"] == "auto"
                and box.children and all(isinstance(line, boxes.LineBox) for line in box.children))


def cut(whole: NotePart, skip: Any, height: float, force: bool) -> NotePart | None:
    """The piece of a note from `skip` on, in at most `height`; None if too little of it fits.

    Orphans and widows as in CSS Fragmentation Level 3, 3.3; with `force` at least a line is set."""
    lines = whole.box.children
    start = 0 if skip is None else next(n for n, line in enumerate(lines, 1) if {0: line.resume_at} == skip)
    top = lines[start].position_y
    fitting = sum(line.position_y + line.height <= top + height + TOLERANCE for line in lines[start:])
    count = _legal(fitting, len(lines) - start, whole.box.style, force)
    if not count:
        return None
    piece = lines[start : start + count]
    box = whole.box.copy_with_children(piece)
    box.position_y, box.height = top, piece[-1].position_y + piece[-1].height - top
    rest = {0: piece[-1].resume_at} if start + count < len(lines) else None
    return NotePart(whole.note, skip, rest, box, 0, 0, origin=(0, top))


def _legal(fitting: int, left: int, style: Any, force: bool) -> int:
    """How many lines may stand where so many fit of those left."""
    if fitting >= left:
        return left
    count: int = min(fitting, left - style["widows"])
    if count >= style["orphans"]:
        return count
    return max(fitting, 1) if force else 0
