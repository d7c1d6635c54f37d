"""Draws the barcode of a book, as vectors: the only door to Zint.

An EAN-13 is 95 modules wide with 11 blank before and 7 after it, a module 0.33 mm at full size (ISO/IEC 15420); books
carry it at 80 to 200 % (BISG, "Machine-Readable Coding Guidelines"). The five figures of the add-on stand 9 modules
after it, with 5 blank behind them. All lengths are in modules where not said otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

MODULE = 0.33  # mm, at full size
LEAST = 0.8  # of full size: what a scanner at the counter still reads
BARS = 22.85 / MODULE  # the height of the bars
GAP = 9  # before the add-on, of the 7 to 12 allowed
FINE = 2  # units of a drawing by Zint to the module
PITCH, PITCH_OF_PRICE = 7.0, 9.0  # from figure to figure
AT_THE_RIGHT = 2  # Zint's word for figures that end where they are placed
BLACK = "device-cmyk(0 0 0 1)"
# Which figure the add-on of a currency begins with; a hundred and more has a form in US dollars alone.
CURRENCIES = {"USD": "5", "CAD": "6", "GBP": "0"}
HUNDRED, HUNDRED_AND_MORE = 10000, {"USD": "59999"}  # cents


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, from the upper left corner of the symbol with its blank zones."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures printed at the symbol, for people: their middle from the left, their foot from the top."""

    text: str
    middle: float
    foot: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Barcode:
    """A symbol at `scale` of its full size; `width` includes the blank zones that it must have."""

    bars: tuple[Bar, ...]
    figures: tuple[Figures, ...]
    width: float
    height: float
    scale: float = 1.0

    @property
    def module(self) -> float:
        """The width of the thinnest bar, in mm."""
        return MODULE * self.scale

    @property
    def width_mm(self) -> float:
        """With the blank zones."""
        return self.width * self.module

    @property
    def height_mm(self) -> float:
        """From the top of the bars to the foot of the figures under them."""
        return self.height * self.module

    @property
    def svg(self) -> str:
        """The bars as an inline SVG: rectangles in black ink alone."""
        drawn = "".join(
            f'<rect x="{bar.left:g}" y="{bar.top:g}" width="{bar.width:g}" height="{bar.height:g}" fill="{BLACK}"/>'
            for bar in self.bars
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width_mm:.4f}mm" height="{self.height_mm:.4f}mm"'
            f' viewBox="0 0 {self.width:g} {self.height:g}">{drawn}</svg>'
        )

    def within(self, width: float, height: float) -> Barcode | None:
        """The symbol as large as a room (mm) lets it be, at most at full size; None if that is under 80 %."""
        scale = min(1.0, width / (self.width * MODULE), height / (self.height * MODULE))
        return replace(self, scale=int(scale * 100) / 100) if scale >= LEAST else None


def price_figures(prices: Mapping[str, str]) -> str:
    """The add-on for a price in one of `prices` (ISO 4217 code to amount), US dollars before others; or nothing."""
    for currency, sign in CURRENCIES.items():
        if currency in prices:
            cents = round(float(prices[currency]) * 100)
            return f"{sign}{cents:04d}" if cents < HUNDRED else HUNDRED_AND_MORE.get(currency, "")
    return ""


def ean13(isbn: str, price_addon: str = "") -> Barcode:
    """The symbol of an ISBN-13, with or without hyphens, at full size.

    Raises ValueError for what is not an ISBN, or an add-on that is not five figures."""
    figures = "".join(sign for sign in isbn if sign.isdigit())
    if len(figures) != 13 or len(price_addon) not in (0, 5):
        raise ValueError(f"{isbn}{price_addon and '+'}{price_addon} has not the figures of an ISBN")
    drawn = _drawn(f"{figures}+{price_addon}" if price_addon else figures)
    bars = tuple(Bar(*map(_modules, (each.x, each.y, each.width, each.height))) for each in drawn.rectangles)
    return Barcode(bars, tuple(map(_figures, drawn.strings)), _modules(drawn.width), _modules(drawn.height))


def _figures(drawn: Any) -> Figures:
    pitch = PITCH_OF_PRICE if len(drawn.text) == 5 else PITCH
    middle = _modules(drawn.x) - (pitch / 4 if drawn.halign == AT_THE_RIGHT else 0)
    return Figures(drawn.text, middle, _modules(drawn.y), pitch)


def _modules(length: float) -> float:
    return round(length / FINE, 3)


def _drawn(data: str) -> Any:
    """Zint's drawing of a symbol; it looks at the last figure too."""
    import zint

    symbol = zint.Symbol()
    symbol.symbology = zint.Symbology.EANX
    symbol.height, symbol.option_2 = BARS, GAP
    try:
        symbol.encode(data)
        symbol.buffer_vector()
    except (RuntimeError, ValueError) as fault:
        raise ValueError(f"{data}: {fault}") from fault
    return symbol.vector
