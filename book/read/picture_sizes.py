"""What of a picture's size can be judged before anything is laid out: whether it is larger than there is room for."""

from __future__ import annotations

from collections.abc import Iterator

from book.edition import Edition
from book.matter import Block, Figure, RawInline
from book.matter.walk import all_blocks
from book.pictures import length
from book.problems import Problem
from book.read.divisions import ReadDivision

EM = 11.0  # points, as good as any to judge by
SLACK = 1.0  # points


def oversized(divisions: list[ReadDivision], edition: Edition) -> tuple[Problem, ...]:
    """M-051 for each figure that is to be wider than the measure, or higher than the page: it is made to fit."""
    room = {"width": edition.trim.width * 72 - (edition.margins.inner + edition.margins.outer) / 25.4 * 72,
            "height": edition.trim.height * 72 - (edition.margins.head + edition.margins.foot) / 25.4 * 72}
    found = []
    for figure in _figures(divisions):
        for name, most in room.items():
            size = length(getattr(figure, name))
            if size and size.points(most, EM) > most + SLACK:
                what = "the measure" if name == "width" else "the page"
                told = f"a {name} of {size} is more than {what} has, {most / 72 * 25.4:.0f} mm"
                found.append(Problem("M-051", f"{told}; the picture is made to fit", figure.span,
                                     f"write a smaller {name}, or {name}=100%"))
    return tuple(found)


def _figures(divisions: list[ReadDivision]) -> Iterator[Figure[RawInline]]:
    for each in divisions:
        texts: tuple[tuple[Block[RawInline], ...], ...] = (each.division.blocks, *each.division.notes.values())
        for blocks in texts:
            yield from (block for block in all_blocks(blocks) if isinstance(block, Figure))
