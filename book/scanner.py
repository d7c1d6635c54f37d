"""Reads barcodes from a picture, as a shop's scanner does.

This is the only door to zxing-cpp. Zint draws our barcodes, so another library must read them back.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import Any

from PIL.Image import Image

MODULES = 95  # the width of an EAN-13 without its blank zones (ISO/IEC 15420)


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """An EAN-13: its 13 digits, the digits of its add-on or "", and the width of its thinnest bar in pixels."""

    digits: str
    add_on: str
    module: float


def scan(picture: Image) -> tuple[ScannedCode, ...]:
    """Every EAN-13 of a greyscale picture, each number once, in the order of their digits."""
    from zxingcpp import EanAddOnSymbol

    # With its add-on a symbol is reported as wide as both together, so its own width is read first.
    alone = {code.text: _module(code.position) for code in _read(picture, EanAddOnSymbol.Ignore)}
    add_ons = {code.text[:13]: code.text[13:] for code in _read(picture, EanAddOnSymbol.Require)} if alone else {}
    return tuple(ScannedCode(digits, add_ons.get(digits, ""), module) for digits, module in sorted(alone.items()))


def _read(picture: Image, add_on: Any) -> Any:
    from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes

    return read_barcodes(picture, formats=BarcodeFormats(BarcodeFormat.EAN13), ean_add_on_symbol=add_on)


def _module(position: Any) -> float:
    left, right = position.top_left, position.top_right
    return (hypot(right.x - left.x, right.y - left.y) + 1) / MODULES
