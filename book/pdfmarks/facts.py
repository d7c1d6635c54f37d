"""What is in a PDF, in points of the page: `PdfFile`, its pages, their marks and oddities.

Plain values, filled by `reading`; no check needs the file again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from book.pdfmarks.boxes import Box, Matrix

Family = Literal["gray", "rgb", "cmyk", "spot", "icc", "none"]


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: what printers call its kind; the device space that it resembles; of spots, their names."""

    family: Family
    base: Literal["gray", "rgb", "cmyk", "lab", "spot"]
    names: tuple[str, ...] = ()
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as it is written, 0 to 1 a part. No values: something of many colours, as a shading."""

    space: Space
    values: tuple[float, ...] = ()

    @property
    def inks(self) -> tuple[float, float, float, float]:
        """Cyan, magenta, yellow and black, in percent, as the plainest conversion has them (ISO 32000-1, 10.3)."""
        match self.space.base, self.values:
            case _, ():
                return 0.0, 0.0, 0.0, 0.0
            case "gray", (grey, *_):
                return 0.0, 0.0, 0.0, 100 * (1 - grey)
            case "rgb", (red, green, blue):
                return 100 * (1 - red), 100 * (1 - green), 100 * (1 - blue), 0.0
            case "cmyk", (cyan, magenta, yellow, black):
                return 100 * cyan, 100 * magenta, 100 * yellow, 100 * black
            case "lab", (light, *_):
                return 0.0, 0.0, 0.0, 100 - light
        return 0.0, 0.0, 0.0, 100 * sum(self.values)

    @property
    def total(self) -> float:
        """All inks together, in percent."""
        return sum(self.inks)

    @property
    def blank(self) -> bool:
        """True of white: it leaves no ink."""
        return bool(self.values) and self.total < 0.05

    @property
    def neutral(self) -> bool:
        """True of greys and blacks, however they are mixed: of CMYK the dark ones, since a light tint of several inks
        is a colour of its own, as that of paper."""
        cyan, magenta, yellow, black = self.inks
        light = (1 - black / 100) * (1 - (cyan + magenta + yellow) / 300)
        grey = max(cyan, magenta, yellow) - min(cyan, magenta, yellow) <= 20
        return grey and (self.space.base != "cmyk" or light < 0.5)

    @property
    def black_alone(self) -> bool:
        """True if nothing but black ink can come of it: a device grey, or CMYK with K alone."""
        return self.space.family in ("gray", "cmyk") and max(self.inks[:3]) < 0.05


@dataclass(frozen=True, slots=True, eq=False)
class PdfFont:
    """A font of the file. `codes` is how many bytes a character has; widths and heights are in thousandths of the size.

    `ascent` and `descent` are never too little; `declared` is what the font calls them, accents left out, or None.
    `program` is the embedded font, with the key under which the file keeps it ("/FontFile2"); `glyphs` the numbers of
    its glyphs by code, two bytes each, where they are not the codes themselves; `meanings` the file's own table of what
    its characters mean."""

    name: str
    kind: str
    embedded: bool
    subset: bool
    opentype: bool
    codes: int
    widths: Mapping[int, float]
    ascent: float
    descent: float
    program: tuple[str, Any] | None = None
    glyphs: bytes = b""
    meanings: Any = None
    declared: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters shown at one go. `box` is never too small: it takes the font's full height. `size` is in points as
    printed; `codes` are the characters; `shown` (the operands, with shifts), `matrix` (of an em) and `spacing` (after
    each character, each space, in ems) say where each stands. `mcid` is the number of the page's marked content that
    the text belongs to, by which a tag finds it."""

    box: Box
    colour: Colour
    order: int
    size: float
    face: PdfFont
    shown: bytes
    codes: bytes
    matrix: Matrix
    spacing: tuple[float, float]
    visible: bool
    mcid: int | None


@dataclass(frozen=True, slots=True)
class PaintedPath:
    """A line, or a filled area. `weight`: how thick a line is in points, a narrow filled box being one too;
    `boxed` is true of filled rectangles."""

    box: Box
    colour: Colour
    order: int
    weight: float | None
    filled: bool
    boxed: bool

    @property
    def fine(self) -> bool:
        """True of a line: what is broader than two points is an area."""
        return self.weight is not None and self.weight <= 2


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image as placed: `fineness` in pixels an inch, the coarser way; its samples are in `stream`."""

    box: Box
    colour: Colour
    order: int
    fineness: float
    bits: int
    stream: Any


Mark = TextRun | PaintedPath | PlacedImage


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something about an object of a page: what (`kind`, a word that the checks know) and its name."""

    kind: str
    name: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class UnreadOperator:
    """Something of a content stream that could not be done, so that a mark may be missing: the operator, "" for bytes
    that belong to none, and why."""

    operator: str
    why: str

    def __str__(self) -> str:
        return f"{self.operator or 'bytes'}: {self.why}"


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page. Boxes that it does not have are None. `turned` in degrees; `fault` says why it could not be read;
    `unread` has what of its content could not be, each as often as it is there."""

    index: int
    label: str
    media: Box
    crop: Box | None
    bleed: Box | None
    trim: Box | None
    art: Box | None
    turned: int
    marks: tuple[Mark, ...]
    oddities: tuple[Oddity, ...]
    notes: tuple[tuple[str, Box | None], ...]  # annotations: kind and place
    faces: tuple[PdfFont, ...]
    fault: str = ""
    unread: tuple[UnreadOperator, ...] = ()

    @property
    def sheet(self) -> Box:
        """What is seen of it: the media box, cropped if the file says so."""
        return (self.media.meet(self.crop) if self.crop else None) or self.media

    @property
    def blank(self) -> bool:
        """True if no ink comes of it."""
        return all(mark.colour.blank or (isinstance(mark, TextRun) and not mark.visible) for mark in self.marks)


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A file: its pages, and what it has beside them. `whole` holds the oddities of the file as such."""

    pages: tuple[PdfPage, ...]
    size: int
    version: str
    whole: tuple[Oddity, ...]
    info: Mapping[str, str]
    intents: tuple[Mapping[str, str], ...]
    locked: bool
    pdf: bytes
