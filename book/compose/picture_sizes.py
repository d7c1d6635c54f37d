"""How large pictures are printed, and how many dots they need for that.

A picture is as large as it was written to be, or as it is at 96 dots an inch; never wider than the measure, and never
so high that it and its caption do not fit on a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from book.edition import Edition, Medium
from book.matter import Block, Book, Figure, Image, Inline, Picture
from book.matter.walk import all_blocks, lines
from book.matter.words import plain
from book.pictures import length

EM = 11.0  # points: the type of the text
PIXEL = 0.75  # points
LEADING, CAPTION_LEADING, LETTER = 14.0, 12.0, 4.2  # points: of lines of text and caption, and a letter of a caption
AROUND = 3 * LEADING  # the white above and below a figure and between it and its caption
PRINT, SCREEN = 300, 200  # dots an inch
ENOUGH = 1.25  # so many times the dots that are needed are not yet too many
MOST_IN_EPUB = 1600  # dots: more than a tablet has across
IN_NOTE, IN_CELL = 0.4, 0.7  # of a page's depth may be a picture in a note, and one under a table's head


def measure(edition: Edition) -> float:
    """The width of the text, in points."""
    return edition.trim.width * 72 - (edition.margins.inner + edition.margins.outer) / 25.4 * 72


def depth(edition: Edition) -> float:
    """The height of the text, in points."""
    return edition.trim.height * 72 - (edition.margins.head + edition.margins.foot) / 25.4 * 72


def room(node: Figure[Inline] | Image, edition: Edition, part: float = 1.0, share: float = 1.0) -> float:
    """The height that a picture may have in a part of a page's depth, in points, with its caption, which has a share of
    the measure."""
    words = len(plain(node.caption)) + 12 if isinstance(node, Figure) else 0
    rows = ceil(words * LETTER / (measure(edition) * share)) if words else 0
    return max(depth(edition) * part - AROUND - rows * CAPTION_LEADING, 3 * LEADING)


def printed_width(node: Figure[Inline] | Image, picture: Picture | None, edition: Edition, most: float,
                  across: float) -> float:
    """How wide it is printed, in points, where no more than `most` of height and `across` of width is free; 0 if nobody
    knows."""
    ratio = picture.width / picture.height if picture and picture.height else 0.0
    wide, high = length(node.width), length(node.height)
    widths = [wide.points(across, EM)] if wide else []
    if high and ratio:
        widths.append(high.points(depth(edition), EM) * ratio)
    if not widths and picture and picture.width:
        widths.append(picture.width * PIXEL)
    return min(*widths, across, *((most * ratio,) if ratio else ())) if widths else 0.0


def dots_needed(book: Book, medium: Medium) -> dict[str, tuple[int, int]]:
    """The most dots across and down that each picture has a use for, by its name."""
    needed: dict[str, tuple[int, int]] = {}
    for node in _uses(book):
        picture = book.pictures.get(node.picture)
        if picture is None or not picture.width or not picture.height:
            continue
        across = _across(node, picture, book.edition, medium)
        down = ceil(across * picture.height / picture.width)
        if not medium.paged:
            scale = min(1.0, MOST_IN_EPUB / max(across, down))
            across, down = round(across * scale), round(down * scale)
        before = needed.get(node.picture, (1, 1))
        needed[node.picture] = max(before[0], across), max(before[1], down)
    return needed


def _across(node: Figure[Inline] | Image, picture: Picture, edition: Edition, medium: Medium) -> int:
    """Dots across: what paper needs, and what glass does, where a part of the measure is a part of the screen."""
    in_line = isinstance(node, Image) and not (node.width or node.height or node.alone)
    ratio = picture.width / picture.height
    most = room(node, edition)
    points = LEADING * ratio if in_line else printed_width(node, picture, edition, most, measure(edition))
    if medium.paged:
        exact = points / 72 * PRINT
        return ceil(exact) if picture.width > exact * ENOUGH else ceil(picture.width)
    fixed = length(node.width) or length(node.height)
    if in_line or (fixed and fixed.unit != "%"):
        return max(ceil(points / 72 * SCREEN), 1)
    wide = length(node.width)
    return ceil(MOST_IN_EPUB * (wide.number / 100 if wide and wide.unit == "%" else 1))


def _uses(book: Book) -> Iterator[Figure[Inline] | Image]:
    for division in book.divisions:
        for blocks in (division.blocks, *(note.blocks for note in division.notes)):
            yield from _in(blocks)


def _in(blocks: tuple[Block[Inline], ...]) -> Iterator[Figure[Inline] | Image]:
    yield from (block for block in all_blocks(blocks) if isinstance(block, Figure))
    for line, _ in lines(blocks):
        yield from _images(line)


def _images(children: tuple[Inline, ...]) -> Iterator[Image]:
    for node in children:
        if isinstance(node, Image):
            yield node
        yield from _images(getattr(node, "children", ()))


