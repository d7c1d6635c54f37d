"""Collects what pages draw, and makes it ready for ink: content, forms, patterns, pictures, graphics states.

Pages share what they draw: each form is made ready once, however many pages show it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from book.assemble.printfiles.content import Content, rewritten
from book.assemble.printfiles.inks import neutral
from book.assemble.printfiles.matrix import UNMOVED, Matrix, matrix, sides, times

OPAQUE = ("/Normal", "/Compatible")
INCHES = Name("/Inches")  # on a picture, from `prepare` to `order`: the largest size at which it is printed
POINTS = 72.0  # an inch


@dataclass(slots=True)
class ResourceFindings:
    """What printers may not take, as the code of a problem and its words; and the pictures with their places."""

    faults: set[tuple[str, str]] = field(default_factory=set)
    pictures: list[tuple[Any, Matrix]] = field(default_factory=list)

    def add(self, other: ResourceFindings, place: Matrix) -> None:
        """All that was found in something drawn at a place."""
        self.faults |= other.faults
        self.pictures += [(picture, times(within, place)) for picture, within in other.pictures]


class ResourceCollector:
    """Goes through what pages draw. `known` are forms and patterns already made ready, and what was found in them."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], ResourceFindings] = {}

    def page(self, page: Any) -> tuple[Content, set[tuple[str, str]]]:
        """The content of a page, and what was found. Its pictures are told their size."""
        content, found = self._content(pikepdf.Page(page), page.Resources)
        for picture, place in found.pictures:
            size = [round(side / POINTS, 4) for side in sides(place)]
            before = [float(side) for side in picture.get(INCHES, size)]
            picture[INCHES] = Array([max(pair) for pair in zip(size, before, strict=True)])
        return content, found.faults

    def _content(self, stream: Any, resources: Any) -> tuple[Content, ResourceFindings]:
        states = dict(resources.get("/ExtGState", Dictionary()).items())
        content = rewritten(stream, neutral, {name for name, state in states.items() if not live(state)})
        found = ResourceFindings({("R-014", live(states[name])) for name in content.states if name in states})
        found.faults |= {("R-010", f"a colour in the space {name[1:]}") for name in content.spaces}
        for name, place in content.drawn:
            found.add(self._inside(resources.XObject[name]), place)
        for name in sorted(content.patterns):
            found.add(self._inside(resources.Pattern[name]), UNMOVED)
        return content, found

    def _inside(self, stream: Any) -> ResourceFindings:
        """What is in a form or pattern, in the space of what draws it. A picture is found in itself."""
        if not isinstance(stream, Stream):
            return ResourceFindings()
        if stream.get("/Subtype") == Name.Image:
            return ResourceFindings(pictures=[(stream, UNMOVED)])
        if stream.objgen not in self.known:
            self.known[stream.objgen] = found = ResourceFindings()
            content, within = self._content(stream, stream.get("/Resources", Dictionary()))
            stream.write(content.data)
            found.add(within, matrix(stream.get("/Matrix", UNMOVED)))
        return self.known[stream.objgen]


def live(state: Any) -> str:
    """What a graphics state makes transparent, or nothing (ISO 32000-1, 11.6.4)."""
    if "/SMask" in state and state.SMask != Name.None_:
        return "a soft mask"
    if "/BM" in state and str(state.BM) not in OPAQUE:
        return f"the blend mode {str(state.BM)[1:]}"
    if alphas := [float(state[key]) for key in ("/ca", "/CA") if key in state and float(state[key]) < 1]:
        return f"an opacity of {min(alphas):.0%}"
    return ""
