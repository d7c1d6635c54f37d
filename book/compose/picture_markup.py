"""Writes pictures as XHTML: in a block of their own, in a line, in a note.

What needs no size of its own has none in its markup, and no class: the style sheets know what a figure is.
"""

from __future__ import annotations

from book.compose.context import WriterContext
from book.compose.markup import Markup, void
from book.compose.picture_sizes import IN_CELL, IN_NOTE, measure, printed_width, room
from book.matter import Figure, Image, Inline
from book.pictures import length

CELL = 8.0  # points: the white at the sides of a cell
SHADE = 0.5  # points: less is no difference


def block_picture(node: Figure[Inline], context: WriterContext) -> Markup:
    """The picture of a figure."""
    return _picture(node, context, style=_size(node, context))


def figure_classes(node: Figure[Inline], context: WriterContext) -> str:
    """The figure's classes; "picture" calls the design of those that are sized or have no number."""
    sized = "picture" if not node.id or node.classes or _size(node, context) else ""
    return " ".join(filter(None, (sized, *node.classes)))


def note_picture(node: Figure[Inline], context: WriterContext) -> Markup:
    """The picture of a figure in a printed note, which stands in a paragraph."""
    return _picture(node, context, class_="picture alone", style=_size(node, context, in_note=True))


def line_picture(node: Image, context: WriterContext) -> Markup:
    """A picture in a line: as high as the text, if it was not written otherwise."""
    classes = " ".join(("picture", "alone" if node.alone or node.width or node.height else "in-line", *node.classes))
    return _picture(node, context, class_=classes,
                    style=_size(node, context) if node.alone or node.width or node.height else "")


def _picture(node: Figure[Inline] | Image, context: WriterContext, class_: str = "", style: str = "") -> Markup:
    return void("img", src=f"asset:{context.picture(node.picture)}", alt=node.alt, class_=class_, style=style)


def _size(node: Figure[Inline] | Image, context: WriterContext, in_note: bool = False) -> str:
    """The width in CSS, if it must be said: it was written, or the picture would be too high for a page.

    A reading system's screen is as high as it is: there the style sheet keeps pictures on it."""
    edition, picture = context.book.edition, context.book.pictures.get(node.picture)
    part = IN_NOTE if in_note else IN_CELL if context.share < 1 else 1.0
    most = room(node, edition, part, context.share)
    across = measure(edition) * context.share - (CELL if context.share < 1 else 0)
    fits = printed_width(node, picture, edition, most, across)
    free = printed_width(node, picture, edition, 1e9, measure(edition) if context.share < 1 else across)
    wide, written = length(node.width), bool(node.width or node.height)
    if context.medium.paged and fits < free - SHADE:
        return f"width:{fits:.2f}pt"
    if not written:
        return ""
    if wide and (wide.unit == "%" or not node.height):
        return f"width:{wide}" if not node.height else f"width:{free:.2f}pt"
    return f"width:{free:.2f}pt" if free else f"height:{node.height}"
