"""The panels of a cover, which the templates of the covers are written against.

All lengths are in points from the sheet's upper left corner.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the sheet."""

    left: float
    top: float
    width: float
    height: float

    @property
    def style(self) -> str:
        """Its place, for a `style` attribute."""
        return f"left:{self.left:.3f}pt;top:{self.top:.3f}pt;width:{self.width:.3f}pt;height:{self.height:.3f}pt"

    def inside(self, inset: float) -> Panel:
        """What is left of it within its edges."""
        return Panel(self.left + inset, self.top + inset, self.width - 2 * inset, self.height - 2 * inset)

    def upper(self, height: float) -> Panel:
        """Its upper part."""
        return Panel(self.left, self.top, self.width, height)

    def below(self, top: float) -> Panel:
        """Its lower part, from there on."""
        return Panel(self.left, top, self.width, self.top + self.height - top)


@dataclass(frozen=True, slots=True)
class FrontPanel:
    """The front: type above, the field below; sizes in points. `unit` is what it is designed in."""

    unit: float
    head: Panel
    field: Panel
    title: float
    subtitle: float


@dataclass(frozen=True, slots=True)
class SpinePanel:
    """The spine, upper and lower part, the sizes of the type that runs down each, and whom the lower one names."""

    head: Panel
    field: Panel
    title: float
    authors: str
    house: float


@dataclass(frozen=True, slots=True)
class BackPanel:
    """The back: the blurb above; in the field below the box of the barcode, and room for words before it."""

    head: Panel
    field: Panel
    blurb: float
    box: Panel


@dataclass(frozen=True, slots=True)
class Flat:
    """The sheet with the field that runs across it, and its panels; an electronic cover has a front alone."""

    sheet: Panel
    field: Panel
    front: FrontPanel
    spine: SpinePanel | None = None
    back: BackPanel | None = None
