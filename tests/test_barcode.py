"""The barcode of an ISBN: its measures, and that another library reads it back."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from book.barcode import LEAST, Barcode, ean13, price_figures

ISBN = "978-0-306-40615-7"
DOTS = 4  # a module


def drawn(code: Barcode) -> Image.Image:
    """The bars as a scanner sees them."""
    picture = Image.new("L", (round(code.width * DOTS), round(code.height * DOTS)), 255)
    pen = ImageDraw.Draw(picture)
    for bar in code.bars:
        right, foot = (bar.left + bar.width) * DOTS - 1, (bar.top + bar.height) * DOTS - 1
        pen.rectangle((bar.left * DOTS, bar.top * DOTS, right, foot), fill=0)
    return picture


def read_back(picture: Image.Image) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(picture, ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Read)}


@pytest.mark.parametrize(("isbn", "price"), [
    (ISBN, "51995"), ("979-10-90636-07-1", "90000"), ("9781402894626", "01299"),
])
def test_another_library_reads_isbn_and_price(isbn: str, price: str) -> None:
    assert read_back(drawn(ean13(isbn, price))) == {isbn.replace("-", "") + price, isbn.replace("-", "")}
    assert read_back(drawn(ean13(isbn))) == {isbn.replace("-", "")}


def test_bars_and_blank_zones_are_those_of_the_standard() -> None:
    code = ean13(ISBN)
    assert (code.width, code.bars[0].left, code.bars[-1].left + code.bars[-1].width) == (113, 11, 106)
    assert (round(code.module, 2), round(code.width_mm, 2)) == (0.33, 37.29)
    assert max(bar.height for bar in code.bars) * code.module == pytest.approx(22.85 + 5 * 0.33, abs=0.01)
    assert all(bar.width in (1, 2, 3, 4) for bar in code.bars)


def test_the_price_stands_apart_and_has_a_blank_zone_too() -> None:
    code = ean13(ISBN, "51995")
    price = [bar for bar in code.bars if bar.left > 106]
    assert 7 <= price[0].left - 106 <= 12
    assert code.width - price[-1].left - price[-1].width == 5
    assert round(code.width_mm, 2) == 55.11


def test_the_figures_are_printed_under_and_over_the_bars() -> None:
    figures = ean13(ISBN, "51995").figures
    assert [each.text for each in figures] == ["9", "780306", "406157", "51995"]
    assert [11 <= each.middle <= 106 for each in figures] == [False, True, True, False]
    assert figures[1].middle == pytest.approx(11 + 3 + 3 * 7, abs=0.5)
    assert [each.foot > 70 for each in figures] == [True, True, True, False]


def test_the_bars_are_rectangles_in_black_ink_alone() -> None:
    svg = ean13(ISBN).svg
    assert set(re.findall(r"<(\w+)", svg)) == {"svg", "rect"}
    assert set(re.findall(r'fill="([^"]*)"', svg)) == {"device-cmyk(0 0 0 1)"}
    assert svg.count("<rect") == 30


@pytest.mark.parametrize("room", [(50.8, 30.48), (44.45, 22.0), (100.0, 100.0), (60.0, 21.0)])
def test_it_is_as_large_as_the_room_lets_it_be(room: tuple[float, float]) -> None:
    code = ean13(ISBN, "51995").within(*room)
    assert code is not None
    assert LEAST <= code.scale <= 1
    assert code.width_mm <= room[0] and code.height_mm <= room[1]
    assert code.scale == 1 or code.width_mm > room[0] - 0.6 or code.height_mm > room[1] - 0.3


@pytest.mark.parametrize("room", [(44.0, 30.0), (50.0, 20.0)])
def test_it_is_never_smaller_than_a_scanner_can_read(room: tuple[float, float]) -> None:
    assert ean13(ISBN, "51995").within(*room) is None


@pytest.mark.parametrize("isbn", ["978-0-306-40615-8", "97803064", "", "abc", "978-0-306-40615-77"])
def test_what_is_no_isbn_has_no_bars(isbn: str) -> None:
    with pytest.raises(ValueError):
        ean13(isbn)


@pytest.mark.parametrize(("prices", "figures"), [
    ({"USD": "14.95"}, "51495"), ({"USD": "8"}, "50800"), ({"GBP": "12.99", "USD": "14.95"}, "51495"),
    ({"CAD": "19.95", "GBP": "12.99"}, "61995"), ({"GBP": "0.99"}, "00099"), ({"USD": "99.99"}, "59999"),
    ({"USD": "150.00"}, "59999"), ({"GBP": "150.00"}, ""), ({"EUR": "14.95"}, ""), ({}, ""),
])
def test_the_price_is_told_in_five_figures(prices: dict[str, str], figures: str) -> None:
    assert price_figures(prices) == figures
