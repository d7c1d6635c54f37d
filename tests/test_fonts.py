"""Cuts and subsets of fonts, seen by shaping text with them."""

from __future__ import annotations

import io
from pathlib import Path

import fontpkg_eb_garamond
import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from book.fonts import NotCuttable, characters, cut, subset_glyphs, subset_text

FILES = Path(fontpkg_eb_garamond.__file__).parent / "files"
ROMAN = (FILES / "EBGaramond[wght].ttf").read_bytes()
ITALIC = (FILES / "EBGaramond-Italic[wght].ttf").read_bytes()


@pytest.fixture(scope="module")
def semibold() -> bytes:
    return cut(ROMAN, 600)


def shaped(data: bytes, text: str, *features: str) -> list[tuple[int, int]]:
    """Glyph numbers and advances of a text."""
    font, buffer = hb.Font(hb.Face(data)), hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, dict.fromkeys(features, True))
    return [(i.codepoint, p.x_advance) for i, p in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)]


def names(data: bytes) -> dict[int, str]:
    return {n.nameID: str(n) for n in TTFont(io.BytesIO(data))["name"].names}


def test_a_cut_is_static_and_sets_as_the_variable_font_does(semibold: bytes) -> None:
    assert "fvar" not in TTFont(io.BytesIO(semibold))
    heavy, buffer = hb.Font(hb.Face(ROMAN)), hb.Buffer()
    heavy.set_variations({"wght": 600})
    buffer.add_str("AVATAR office")
    buffer.guess_segment_properties()
    hb.shape(heavy, buffer)
    as_variable = [p.x_advance for p in buffer.glyph_positions]
    assert [advance for _, advance in shaped(semibold, "AVATAR office")] == pytest.approx(as_variable, abs=1)


def test_a_cut_is_named_as_a_foundry_would(semibold: bytes) -> None:
    assert [names(cut(ITALIC, 400)).get(n) for n in (1, 2, 4, 6)] == [
        "EB Garamond", "Italic", "EB Garamond Italic", "EBGaramond-Italic"]  # fmt: skip
    assert [names(semibold).get(n) for n in (1, 2, 16, 17, 6)] == [
        "EB Garamond SemiBold", "Regular", "EB Garamond", "SemiBold", "EBGaramond-SemiBold"]  # fmt: skip
    bold = TTFont(io.BytesIO(cut(ITALIC, 700)))
    assert (bold["OS/2"].usWeightClass, bold["OS/2"].fsSelection & 0x61, bold["head"].macStyle) == (700, 0x21, 3)


def test_a_cut_keeps_small_capitals_figures_and_ligatures(semibold: bytes) -> None:
    plain = shaped(semibold, "nkvd 1936")
    assert shaped(semibold, "nkvd 1936", "smcp") != plain != shaped(semibold, "nkvd 1936", "onum")
    assert len(shaped(semibold, "fi")) == 1


def test_the_same_cut_twice_is_the_same_bytes(semibold: bytes) -> None:
    assert cut(ROMAN, 600) == semibold


def test_a_weight_that_the_font_lacks_is_told() -> None:
    with pytest.raises(NotCuttable, match="no weight 900: the font has weights 400 to 800"):
        cut(ROMAN, 900)
    with pytest.raises(NotCuttable, match="not a font"):
        cut(b"<html>", 400)


def test_a_static_font_is_left_alone(semibold: bytes) -> None:
    assert cut(semibold, 400) == semibold


def test_a_glyph_subset_keeps_numbers_and_drops_outlines(semibold: bytes) -> None:
    (a, _), (b, _) = shaped(semibold, "ab")
    small = subset_glyphs(semibold, [a])
    glyf = TTFont(io.BytesIO(small))["glyf"]
    drawn = [n for n, glyph in enumerate(glyf.glyphs.values()) if glyph.compile(glyf)]
    assert drawn == [0, a] and b not in drawn
    assert len(small) < 20_000


def test_a_text_subset_sets_its_text_as_the_whole_font_does(semibold: bytes) -> None:
    text = "The office of 1936"
    small = subset_text(semibold, text)
    for features in ((), ("smcp",), ("onum",), ("lnum",)):
        assert [a for _, a in shaped(small, text, *features)] == [a for _, a in shaped(semibold, text, *features)]
    assert ord("Q") not in characters(small) and ord("T") in characters(small)
    assert len(small) < len(semibold) / 4


def test_a_text_subset_can_be_woff2(semibold: bytes) -> None:
    pytest.importorskip("brotli")
    assert subset_text(semibold, "abc", "woff2")[:4] == b"wOF2"


def test_characters_of_a_font(semibold: bytes) -> None:
    assert {ord("ж"), ord("ǎ")} - characters(semibold) == set()
    assert ord("漢") not in characters(semibold)
    with pytest.raises(ValueError, match="not a font"):
        characters(b"nothing")
