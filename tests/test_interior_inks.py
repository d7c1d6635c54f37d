"""Inks: what black ink or four inks make of text, pictures, gradients and of transparency."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops
from presses import X1A, dressed, opened, order, page_run, painted, picture

from book.assemble.printfiles.inks import grey, neutral, process
from book.assemble.printfiles.pictures import inked
from book.orders import Order

SLOPE = Image.linear_gradient("L").resize((64, 64))
TURNED = (SLOPE, SLOPE.rotate(90), SLOPE.rotate(180))
COLOURED = Image.merge("RGB", TURNED)
PART = st.floats(0, 1)


def file(image: Image.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


@cache
def pressed_as(body: str, css: str, colour: bool) -> bytes:
    data, problems = dressed(page_run(body, css), order(colour))
    assert problems == ()
    return data


def pictures_of(image: Image.Image, ordered: Order, name: str = "a.png", kind: str = "PNG", css: str = "") -> Any:
    """What becomes of a picture: the object in the PDF."""
    run = page_run(f'<p data-key="a"><img src="asset:{name}" alt="a"/></p>', css, {name: file(image, kind)})
    data, problems = dressed(run, ordered)
    (found,) = (o for o in opened(data).objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image")
    assert problems == () and "/SMask" not in found
    return found


def pixels(item: Any) -> Image.Image:
    """A picture read without the help of the library that wrote it."""
    modes = {("/DeviceGray", 8): "L", ("/DeviceGray", 1): "1", ("/DeviceCMYK", 8): "CMYK"}
    mode = modes[str(item.ColorSpace), int(item.BitsPerComponent)]
    return Image.frombytes(mode, (int(item.Width), int(item.Height)), item.read_bytes())


# --- colours -----------------------------------------------------------------------------------------------------

TEXT = '<p data-key="a">black</p><p data-key="b" class="red">red</p><p data-key="c" class="mixed">mixed</p>'
COLOURS = ".red { color: #8c1c13 } .mixed { color: device-cmyk(0.1 0.2 0.3 0.4) } .k { color: device-cmyk(0 0 0 1) }"


def test_black_text_is_black_ink_alone_on_any_paper() -> None:
    for colour in (False, True):
        assert painted(pressed_as('<p data-key="a">black</p>', "", colour)) == {"0.00 g"}


def test_on_black_ink_paper_a_colour_becomes_its_grey() -> None:
    found = painted(pressed_as(TEXT, COLOURS, False))
    assert found == {"0.00 g", "0.24 g", "0.42 g"}  # 0.3 R + 0.59 G + 0.11 B; 1 - (0.03 + 0.118 + 0.033 + 0.4)


def test_on_colour_paper_a_colour_becomes_four_inks_and_mixed_inks_are_left() -> None:
    found = painted(pressed_as(TEXT, COLOURS, True))
    assert {"0.00 g", "0.10 0.20 0.30 0.40 k"} < found
    (red,) = found - {"0.00 g", "0.10 0.20 0.30 0.40 k", "0.00 0.00 0.00 1.00 k"}
    cyan, magenta, yellow, black = (float(part) for part in red.split()[:4])
    assert magenta > 0.8 and yellow > 0.8 and cyan < 0.4 and black < 0.5 and red.endswith(" k")


def test_black_ink_named_as_such_is_kept() -> None:
    assert "0.00 0.00 0.00 1.00 k" in painted(pressed_as('<p data-key="a" class="k">x</p>', COLOURS, True))


@given(PART, PART, PART)
def test_no_colour_takes_more_ink_than_the_limit(red: float, green: float, blue: float) -> None:
    mixed = process(2.4)((red, green, blue))
    assert len(mixed) == 1 or sum(mixed) <= 2.4 + 1e-3


@given(PART)
def test_greys_are_grey_ink(light: float) -> None:
    assert process(2.4)((light,) * 3) == grey((light,) * 3) == neutral((light,) * 3) == (round(light, 4),)


def test_a_colour_without_inks_is_told_with_its_page() -> None:
    run = page_run('<p data-key="a">one</p><p data-key="b" style="break-before: page; color: lab(50 40 30)">two</p>')
    _, problems = dressed(run, order())
    assert [(p.code, p.message, p.severity) for p in problems] == [
        ("R-010", "a colour in the space lab-d50 on page 2 (div)", "error")]  # fmt: skip


# --- pictures ----------------------------------------------------------------------------------------------------


def test_a_picture_in_colour_is_its_grey_in_black_ink() -> None:
    found = pixels(pictures_of(COLOURED, order()))
    assert found.size == COLOURED.size
    assert ImageChops.difference(found, COLOURED.convert("L")).getextrema() == (0, 0)


def test_a_picture_in_colour_keeps_within_the_limit_of_ink() -> None:
    dark = Image.merge("RGB", [band.point(lambda light: light // 4) for band in TURNED])
    free, held = (pixels(pictures_of(dark, ordered)) for ordered in (order(True), order(True, ink={"most": 240.0})))
    assert free.mode == held.mode == "CMYK"
    assert _most(free) > 2.6 and 2.2 < _most(held) <= 2.4
    assert ImageChops.difference(free.getchannel("K"), held.getchannel("K")).getextrema() == (0, 0)


def _most(image: Image.Image) -> float:
    data = image.tobytes()
    return max(sum(data[at:at + 4]) for at in range(0, len(data), 4)) / 255


def test_a_grey_picture_stays_as_it_is() -> None:
    found = pictures_of(SLOPE, order(True), "a.jpg", "JPEG")
    assert found.Filter == pikepdf.Name.DCTDecode
    assert ImageChops.difference(Image.open(io.BytesIO(found.read_raw_bytes())), Image.open(io.BytesIO(
        file(SLOPE, "JPEG")))).getextrema() == (0, 0)


def test_greys_stored_as_colours_need_no_colour() -> None:
    found = pixels(pictures_of(Image.merge("RGB", [SLOPE] * 3), order(True)))
    assert found.mode == "L" and ImageChops.difference(found, SLOPE).getextrema() == (0, 0)


def test_line_art_stays_line_art() -> None:
    art = SLOPE.point(lambda light: 255 * (light > 99)).convert("1")
    assert pixels(pictures_of(art, order())).tobytes() == art.tobytes()


def test_a_picture_in_inks_is_not_turned_over() -> None:
    inks = Image.merge("CMYK", (*TURNED, Image.new("L", SLOPE.size)))
    found = pixels(pictures_of(inks, order(True, ink={"most": 150.0}), "a.jpg", "JPEG")).tobytes()
    shown = Image.open(io.BytesIO(file(inks, "JPEG"))).tobytes()
    pairs = [(shown[at:at + 4], found[at:at + 4]) for at in range(0, len(shown), 4)]
    light = [(was, now) for was, now in pairs if sum(was) <= 382]
    assert 100 < len(light) < len(pairs) and all(was == now for was, now in light)


def test_a_picture_that_is_in_the_right_inks_stays_as_it_is() -> None:
    found = pictures_of(Image.merge("CMYK", [SLOPE] * 4), order(True), "a.jpg", "JPEG")
    assert found.Filter == pikepdf.Name.DCTDecode and [float(part) for part in found.Decode] == [1, 0] * 4


def test_what_shines_through_is_on_white() -> None:
    clear = Image.new("RGBA", SLOPE.size, (0, 0, 0, 255))
    clear.putalpha(SLOPE)
    found = pixels(pictures_of(clear, order()))
    assert ImageChops.difference(found, ImageChops.invert(SLOPE)).point(lambda step: step > 1).getbbox() is None


FINE = {"least": 10, "most": 32}  # pixels an inch; the pictures have 64 pixels, and are an inch wide


@pytest.mark.parametrize(("image", "css", "size"), [
    (COLOURED, "", (32, 32)), (SLOPE, "", (32, 32)), (COLOURED, "img { width: 2in; height: 3in }", (64, 64)),
    (COLOURED, "img { height: 1.5in }", (32, 48)), (COLOURED, "img { transform: rotate(90deg) scale(1.5) }", (48, 48)),
    (SLOPE.point(lambda light: 255 * (light > 99)), "", (64, 64)),
])  # fmt: skip
def test_a_picture_is_no_finer_than_the_printer_takes(image: Image.Image, css: str, size: tuple[int, int]) -> None:
    found = pixels(pictures_of(image, order(resolution=FINE), css=css))
    assert found.size == size
    again = image.convert("L").resize(size, Image.Resampling.BOX)
    assert ImageChops.difference(found.convert("L"), again).getextrema()[1] <= 2  # type: ignore[operator]


def test_a_picture_that_is_drawn_twice_is_fine_enough_for_the_larger() -> None:
    body = '<p data-key="a"><img src="asset:a.png" alt="a"/></p><div data-key="b"> </div>'
    css = 'div { height: 2in; background: url("asset:a.png") 0 0 / 1.5in 1.5in }'  # a pattern
    data, problems = dressed(page_run(body, css, {"a.png": file(COLOURED)}), order(resolution=FINE))
    streams = [item for item in opened(data).objects if isinstance(item, pikepdf.Stream)]
    assert problems == () and any("/PatternType" in item for item in streams)
    assert [pixels(item).size for item in streams if item.get("/Subtype") == "/Image"] == [(48, 48)]


@pytest.mark.parametrize(("mode", "colour", "made"), [
    ("RGB", False, "L"), ("RGB", True, "CMYK"), ("CMYK", False, "L"), ("CMYK", True, "CMYK"), ("L", True, "L"),
    ("1", True, "1")])  # fmt: skip
def test_every_mode_has_its_inks(mode: str, colour: bool, made: str) -> None:
    assert inked(COLOURED.convert(mode), colour, 4.0).mode == made


# --- gradients ---------------------------------------------------------------------------------------------------

GRADIENT = '<div data-key="a" class="g"> </div>'


def shadings(data: bytes) -> list[tuple[str, list[float]]]:
    return [(str(item.ColorSpace), [float(part) for part in item.Function.Functions[0].C0])
            for item in opened(data).objects if isinstance(item, pikepdf.Dictionary) and "/ShadingType" in item]


@pytest.mark.parametrize(("colours", "colour", "space", "first"), [
    ("#f00, #00f", False, "/DeviceGray", [0.3]), ("#000, #fff", True, "/DeviceGray", [0.0]),
    ("#000, #f00", True, "/DeviceCMYK", [0.0, 0.0, 0.0, 1.0])])  # fmt: skip
def test_gradients_are_in_the_inks_of_the_paper(colours: str, colour: bool, space: str, first: list[float]) -> None:
    css = f".g {{ height: 1in; background: linear-gradient({colours}) }}"
    data = pressed_as(GRADIENT, css, colour)
    assert shadings(data) == [(space, first)]
    column = picture(data).crop((100, 40, 101, 100)).convert("L")
    assert column.getpixel((0, 0)) != column.getpixel((0, 50))


# --- transparency ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("style", "what"), [
    ("opacity: 0.5", "an opacity of 50%"), ("color: rgba(0, 0, 0, 0.4)", "an opacity of 40%"),
    ("box-shadow: 2pt 2pt 5pt #000", "a soft mask")])  # fmt: skip
def test_transparency_is_told_with_its_page_and_division(style: str, what: str) -> None:
    run = page_run(f'<p data-key="a">one</p><p data-key="b" style="break-before: page; {style}">two</p>')
    _, problems = dressed(run, order(transparency="none"))
    assert [(p.code, p.message, p.severity) for p in problems] == [("R-014", f"{what} on page 2 (div)", "error")]


def test_transparency_is_as_grave_as_the_rule() -> None:
    run = page_run('<p data-key="a" style="opacity: 0.5">one</p>')
    assert dressed(run, order())[1] == ()
    (doubtful,) = dressed(run, order(level="warning", transparency="none"))[1]
    (standard,) = dressed(run, order(**X1A))[1]
    assert (doubtful.severity, standard.code, standard.severity) == ("warning", "R-014", "error")
