"""What a cover shows besides its type: a colour of the book's own, a pattern of simple shapes, a picture.

A pattern is made of the front's measures alone, so that the same book has the same cover. All lengths are in points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import cos, pi

from book.compose.cover_panels import Flat, Panel
from book.edition import CoverSetting
from book.matter import Picture
from book.problems import Problem

POINTS = 72.0  # an inch
LEAST = 300  # pixels an inch, as KDP and IngramSpark ask for pictures
TOP, FOOT = 2.9, 4.6  # units left free in the field: above, and below, where the publisher's name stands
LIGHT = 0.4  # relative luminance from which type on a colour is black
VECTOR = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class CoverMark:
    """A shape of a pattern: `filled`, `round` or a `ring`."""

    panel: Panel
    look: str


@dataclass(frozen=True, slots=True)
class CoverArt:
    """For the template: the shapes; the asset's name of the picture (or nothing), its place, and whether it is
    `full`."""

    marks: tuple[CoverMark, ...] = ()
    picture: str = ""
    place: Panel | None = None
    full: bool = False


def art(setting: CoverSetting, flat: Flat, front: Panel, asset: str) -> CoverArt:
    """What the cover shows. `front` is the front with its bleed, `asset` the name of the picture, if there is one."""
    if asset:
        return CoverArt((), asset, front if setting.full else front.below(flat.field.top), setting.full)
    field, unit = flat.front.field, flat.front.unit
    room = Panel(field.left, field.top + TOP * unit, field.width, field.height - (TOP + FOOT) * unit)
    return CoverArt(tuple(PATTERNS[setting.pattern](room)) if setting.pattern else ())


def coarse(setting: CoverSetting, picture: Picture, place: Panel) -> tuple[Problem, ...]:
    """R-013 as a warning: the picture has fewer pixels than printers ask for at this size."""
    if picture.media_type == VECTOR or not picture.width or not picture.height:
        return ()
    wide, high = place.width / POINTS, place.height / POINTS
    fineness = min(picture.width / wide, picture.height / high)
    if fineness >= LEAST * 0.995:
        return ()
    what = (f"the cover's picture has {fineness:.0f} pixels an inch at {wide:.2f} × {high:.2f} in, "
            f"where printers ask for {LEAST}")
    hint = f"take one of {wide * LEAST:.0f} × {high * LEAST:.0f} pixels or more"
    return (Problem("R-013", what, setting.at, hint, level="warning"),)


def coloured(colour: str) -> str:
    """The rules for a field of this colour, #rrggbb, and type on it that can be read; inks are made of it in print."""
    if not colour:
        return ""
    pale = "#1d1b19" if _luminance(colour) > LIGHT else "#ffffff"
    return f".screen, .print {{ --red: {colour}; --pale: {pale} }}"


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = (int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _bars(room: Panel) -> Iterator[CoverMark]:
    """Upright bars, each as high as a wave is there."""
    count = 17
    pitch = room.width / (count - 0.5)
    for number in range(count):
        height = room.height * (0.55 + 0.45 * cos(number * pi / 5.3))
        yield CoverMark(Panel(room.left + number * pitch, room.top + room.height - height, pitch / 2, height), "filled")


def _dots(room: Panel) -> Iterator[CoverMark]:
    """Dots in rows, which grow towards the foot."""
    columns = 12
    pitch = room.width / columns
    rows = max(2, int(room.height / pitch))
    for row in range(rows):
        size = pitch * (0.15 + 0.6 * row / (rows - 1))
        for column in range(columns):
            left, top = room.left + (column + 0.5) * pitch - size / 2, room.top + (row + 0.5) * pitch - size / 2
            yield CoverMark(Panel(left, top, size, size), "round")


def _rings(room: Panel) -> Iterator[CoverMark]:
    """Rings about one another."""
    most = min(room.width, room.height)
    for number in range(1, 8):
        size = most * number / 7
        left, top = room.left + (room.width - size) / 2, room.top + (room.height - size) / 2
        yield CoverMark(Panel(left, top, size, size), "ring")


def _steps(room: Panel) -> Iterator[CoverMark]:
    """Lines that grow longer from row to row."""
    count = 9
    pitch = room.height / (count - 0.5)
    for number in range(count):
        yield CoverMark(Panel(room.left, room.top + number * pitch, room.width * (number + 1) / count, pitch / 2),
                        "filled")


def _waves(room: Panel) -> Iterator[CoverMark]:
    """Rows of short strokes that rise and fall."""
    columns, rows = 36, 7
    pitch, line = room.width / columns, room.height / rows
    for row in range(rows):
        for column in range(columns):
            rise = line * 0.35 * (1 + cos(column * pi / 6 + row * pi / 3)) / 2
            yield CoverMark(Panel(room.left + column * pitch, room.top + row * line + rise, pitch * 0.8, 1.5), "filled")


PATTERNS: Mapping[str, Callable[[Panel], Iterator[CoverMark]]] = {
    "bars": _bars, "dots": _dots, "rings": _rings, "steps": _steps, "waves": _waves,
}
