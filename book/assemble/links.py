"""Links between divisions, and the places they lead to: named destinations, only those used.

A run cannot know where another begins, so its links out of it are `book:ANCHOR` until here. Problem F-007 is a link to
nowhere.
"""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from book.assemble.join import Joined
from book.pages import PagePoint, Pagination
from book.problems import Problem

SCHEME = "book:"


def places(joined: Joined, pagination: Pagination) -> dict[str, tuple[Any, PagePoint]]:
    """Each anchor's page and place. Of an anchor that two runs have, the first counts."""
    found: dict[str, tuple[Any, PagePoint]] = {}
    for run, made in zip(pagination.runs, joined.runs, strict=True):
        for anchor, place in run.anchors.items():
            found.setdefault(anchor, (made.pages[place.page], place))
    return found


def destination(page: Any, place: PagePoint) -> Array:
    """A place on a page, the reader's magnification kept (ISO 32000-1, 12.3.2.2)."""
    return Array([page, Name.XYZ, place.x, place.y, 0])


def link(pdf: Pdf, joined: Joined, pagination: Pagination) -> tuple[Problem, ...]:
    """Give every link inside the book its destination."""
    known = places(joined, pagination)
    used: set[str] = set()
    problems: dict[tuple[str, str], Problem] = {}
    for run in joined.runs:
        for page in run.pages:
            for annotation in page.get("/Annots", ()):
                anchor = _led_home(annotation)
                if anchor in known:
                    used.add(anchor)
                elif anchor is not None:
                    problems[run.division, anchor] = _nowhere(run.division, anchor)
    _write_names(pdf, {anchor: destination(*known[anchor]) for anchor in used})
    return tuple(problems.values())


def _led_home(annotation: Any) -> str | None:
    """The anchor that a link leads to, written as a named destination from now on; None if it leaves the book."""
    if "/Rect" in annotation:
        annotation.Rect = _upright([float(edge) for edge in annotation.Rect])
    if "/Dest" in annotation:
        return str(annotation.Dest)
    action = annotation.get("/A", Dictionary())
    if action.get("/S") != Name.URI or not str(action.URI).startswith(SCHEME):
        return None
    anchor = str(action.URI).removeprefix(SCHEME)
    annotation.Dest = String(anchor)
    del annotation["/A"]
    return anchor


def _upright(rectangle: list[float]) -> Array:
    """Lower left corner first, as ISO 32000-1, 7.9.5 has it; the engine writes the upper one first."""
    left, bottom, right, top = rectangle
    edges = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return Array([round(edge, 3) for edge in edges])


def _nowhere(division: str, anchor: str) -> Problem:
    return Problem(
        "F-007",
        f"a link in “{division}” leads to “{anchor}”, which stands on no page",
        hint=f"give a heading, figure or passage the name #{anchor}, or correct the link",
    )


def _write_names(pdf: Pdf, destinations: dict[str, Array]) -> None:
    """A name tree is sorted by the bytes of its names; one node, as in the files released so far, and as pikepdf's
    `NameTree` would not leave it."""
    if not destinations:
        return
    names = sorted(destinations, key=lambda name: bytes(String(name)))
    flat = [item for name in names for item in (String(name), destinations[name])]
    pdf.Root.Names = Dictionary(Dests=pdf.make_indirect(Dictionary(Names=Array(flat))))
