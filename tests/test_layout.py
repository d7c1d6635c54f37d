"""A division laid out: what stands on its pages, what is linked, and what is refused."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from galleys import SENTENCE, font, galley, note, paragraph

from book.layout import ENGINE, engine, lay_out, repairs
from book.pages import Asset, Galley, PageRun, Side

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082")


@cache
def chapter() -> Galley:
    """Some ten pages with a note in every paragraph and a section now and then."""
    blocks = [paragraph(f"p{n}", SENTENCE * 3 + note("c", n) + SENTENCE * 3) for n in range(1, 16)]
    blocks[5] += '<h2 id="sect" data-key="h">A section</h2>'
    blocks.append('<p data-key="links">See <a href="#sect">here</a> and <a href="#elsewhere">there</a>.</p>')
    return galley("c", "".join(blocks))


@cache
def laid_out() -> PageRun:
    return lay_out(chapter(), "recto")


def faults(body: str, css: str = "", **more: object) -> list[tuple[str, str]]:
    """Codes and keys of the faults of a galley of this body."""
    return [(fault.code, fault.key) for fault in lay_out(galley("c", body, css=css, **more), "recto").faults]  # type: ignore[arg-type]


# --- pages --------------------------------------------------------------------------------------------------------


def test_a_clean_division_has_no_fault() -> None:
    assert laid_out().faults == ()
    assert ENGINE == "WeasyPrint 70.0"


def test_every_note_is_called_once_and_begins_on_one_page_in_order() -> None:
    wanted = [f"note-c-{number}" for number in range(1, 16)]
    assert [note for page in laid_out().pages for note in page.calls] == wanted
    assert [note for page in laid_out().pages for note in page.notes] == wanted


def test_pages_are_told_by_their_words_and_lines() -> None:
    first = laid_out().pages[0]
    assert (first.name, first.blank, first.first) == ("text", False, "Division")
    assert first.lines > 15
    assert laid_out().pages[-1].last == "there."


def test_a_named_string_stands_on_the_page_that_sets_it() -> None:
    assert [page.strings for page in laid_out().pages if page.strings] == [(("head", ("A section",)),)]


def test_each_page_start_is_the_place_of_its_first_word() -> None:
    text = {f"p{n}": "".join((SENTENCE * 6).split()) for n in range(1, 16)}
    text["c-title"], text["h"] = "Divisionc", "Asection"
    starts = [(page.start, page.first) for page in laid_out().pages]
    assert len(starts) > 6
    for start, first in starts:
        assert start is not None
        if start.key != "links":
            assert text[start.key][start.offset:].startswith(first.rstrip("-\u2010"))


def test_a_page_that_begins_inside_a_word_says_so() -> None:
    css = "@page { size: 1.4in 1in; margin: 0.2in } p { orphans: 1; widows: 1 } .note { display: none }"
    run = lay_out(galley("c", paragraph("p", "incomprehensibilities counterrevolutionary " * 12), css=css), "recto")
    middles = [page.start for page in run.pages if page.start and page.start.mid_word]
    assert middles
    words = "incomprehensibilitiescounterrevolutionary" * 12
    for page in run.pages[1:]:
        assert page.start is not None
        inside = page.start.offset % len("incomprehensibilitiescounterrevolutionary") not in (0, 21)
        assert page.start.mid_word == inside
        assert words[page.start.offset:].startswith(page.first.rstrip("-\u2010"))


@pytest.mark.parametrize(("side", "width"), [("recto", 288), ("verso", 360)])
def test_the_first_page_is_on_the_side_asked_for(side: Side, width: int) -> None:
    run = lay_out(galley("c", paragraph("p"), css="@page :left { size: 5in 6in }"), side)
    with pikepdf.open(io.BytesIO(run.pdf)) as pdf:
        assert [int(page.mediabox[2]) for page in pdf.pages] == [width]


# --- links and bookmarks ------------------------------------------------------------------------------------------


def test_anchors_of_text_calls_and_notes_have_their_places_in_points() -> None:
    anchors = laid_out().anchors
    assert anchors["c"].page == 0
    on_call, on_note = anchors["call-c-1"], anchors["note-c-1"]
    assert on_call.page == on_note.page
    assert 432 > on_call.y > on_note.y > 0
    assert 0 < on_note.x < 288


def test_bookmarks_are_the_division_and_its_sections() -> None:
    assert [(mark.level, mark.label) for mark in laid_out().bookmarks] == [(1, "Division c"), (2, "A section")]


def test_a_note_called_in_a_heading_is_no_part_of_its_bookmark_or_running_head() -> None:
    body = f'<h2 id="s" data-key="h">A <em>first</em>{note("c", 1)} section{note("c", 2)}</h2>' + paragraph("p")
    run = lay_out(galley("c", body), "recto")
    assert [mark.label for mark in run.bookmarks] == ["Division c", "A first section"]
    assert run.pages[0].strings == (("head", ("A first section",)),)


def test_a_bookmark_may_be_named_by_an_attribute() -> None:
    body = f'<h2 id="s" data-key="h" data-name="Short">A section{note("c", 1)}</h2>' + paragraph("p")
    run = lay_out(galley("c", body, css="h2 { bookmark-label: attr(data-name) }"), "recto")
    assert [mark.label for mark in run.bookmarks] == ["Division c", "Short"]


# --- faults -------------------------------------------------------------------------------------------------------


def test_text_that_is_not_shown_is_lost_text() -> None:
    assert faults(paragraph("a") + paragraph("b"), '[data-key="b"] { display: none }') == [("P-004", "b")]
    assert faults(paragraph("a", "Words") + paragraph("b"), '[data-key="a"] { visibility: hidden }') == [("P-004", "a")]


def test_text_cut_off_by_the_engine_is_lost_text() -> None:
    found = faults("".join(paragraph(f"p{n}") for n in range(30)), "html, body { height: 100% }")
    assert ("P-004", "p29") in found
    assert {code for code, _ in found} == {"P-004"}


def test_text_off_the_page_is_told_with_its_block() -> None:
    assert faults(paragraph("a", "Gone"), '[data-key="a"] { margin-left: -9in }') == [("P-005", "a")]


def test_a_word_that_runs_into_the_margin_is_told_with_its_block() -> None:
    found = lay_out(galley("c", paragraph("a") + paragraph("b", "See " + "www" * 10 + ".")), "recto").faults
    assert [(fault.code, fault.key) for fault in found] == [("P-005", "b")]
    assert "mm into the margin" in found[0].message


def test_a_placed_block_has_its_notes_strings_and_bookmarks_like_any_other() -> None:
    css = "body { position: relative } h2 { position: absolute; top: 2in }"
    run = lay_out(galley("c", paragraph("a") + f'<h2 id="s" data-key="h">Aside{note("c", 1)}</h2>', css=css), "recto")
    assert run.faults == ()
    assert run.pages[0].strings == (("head", ("Aside",)),)
    assert run.pages[0].calls == run.pages[0].notes == ("note-c-1",)
    assert [mark.label for mark in run.bookmarks] == ["Division c", "Aside"]


def test_text_placed_in_the_margin_on_purpose_is_no_fault() -> None:
    css = 'body { position: relative } [data-key="b"] { position: absolute; left: -0.5in; top: 1in }'
    assert faults(paragraph("a") + paragraph("b", "Aside"), css) == []


def test_a_picture_wider_than_the_type_area_is_told() -> None:
    body = '<figure><img src="asset:dot" alt="A dot"/><figcaption data-key="k">A dot.</figcaption></figure>'
    dot = (Asset("dot", "image/png", PNG),)
    found = lay_out(galley("c", body, css="img { width: 3in }", assets=dot), "recto").faults
    assert [(fault.code, "“A dot”" in fault.message) for fault in found] == [("P-005", True)]


def test_a_character_without_a_glyph_is_told_with_its_block() -> None:
    found = lay_out(galley("c", paragraph("a") + paragraph("b", "The hall 中 was full.")), "recto").faults
    assert [(fault.code, fault.key) for fault in found] == [("P-002", "b")]
    assert "“中” (U+4E2D)" in found[0].message


def test_a_face_that_is_not_the_galleys_is_told() -> None:
    other = font("roman", "EBGaramond-Italic[wght].ttf")
    stranger = replace(galley("c", paragraph("a")), fonts=(replace(other, digest="0" * 64),))
    codes = {fault.code for fault in lay_out(stranger, "recto").faults}
    assert "P-006" in codes


def test_a_family_that_is_not_the_galleys_is_told_with_its_block() -> None:
    found = lay_out(galley("c", paragraph("a") + paragraph("b"), css='[data-key="b"] { font-family: Arial }'), "recto")
    assert [(fault.code, fault.key) for fault in found.faults] == [("P-006", "b")]
    assert "Arial" in found.faults[0].message


def test_without_any_font_nothing_is_laid_out() -> None:
    run = lay_out(replace(galley("c", paragraph("a")), fonts=()), "recto")
    assert run.pages == ()
    assert run.faults[0].code == "P-006"


@pytest.mark.parametrize("address", [
    "https://example.org/x.png", "file:///etc/hostname", "asset:other", "x.png", "data:image/png;base64,AAAA"])
def test_nothing_is_loaded_but_the_galleys_own_pictures(address: str) -> None:
    body = f'<p data-key="p">Text <img src="{address}" alt="A picture"/></p>'
    assert {code for code, _ in faults(body)} == {"P-007"}


def test_the_galleys_own_picture_is_shown() -> None:
    body = '<figure id="f"><img src="asset:dot" alt="A dot"/><figcaption data-key="k">A dot.</figcaption></figure>'
    assert faults(body, assets=(Asset("dot", "image/png", PNG),)) == []


@pytest.mark.parametrize("css", [
    "p { colour: red }", "@font-face { font-family: X; src: url(font:none) }", "p { color }", "} p { }"])
def test_whatever_the_engine_says_is_a_fault(css: str) -> None:
    assert {code for code, _ in faults(paragraph("p"), css)} == {"P-007"}


def test_a_galley_that_is_not_xml_is_a_fault_and_no_traceback() -> None:
    run = lay_out(galley("c", "<p>One<p>Two"), "recto")
    assert [fault.code for fault in run.faults] == ["P-007"]
    assert run.pages == ()


def test_an_empty_element_does_not_swallow_what_follows() -> None:
    run = lay_out(galley("c", '<p data-key="p">One <span id="ix" class="ix"/>two</p>'), "recto")
    assert (run.anchors["ix"].page, run.pages[0].last) == (0, "two")


# --- the engine ---------------------------------------------------------------------------------------------------


def test_another_version_of_the_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "version", lambda name: "70.1")
    fault = repairs.prepare.__wrapped__()
    assert fault is not None
    assert (fault.code, "70.1" in fault.message) == ("E-002", True)


def test_the_same_values_give_the_same_bytes_in_any_process() -> None:
    program = ("import hashlib, test_layout as t; "
               "print(hashlib.sha256(repr(t.laid_out()).encode()).hexdigest())")
    digests = {
        subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parent, check=True, capture_output=True,
                       text=True, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}).stdout
        for seed, zone in (("1", "UTC"), ("4242", "Asia/Tokyo"))}
    assert len(digests) == 1


def test_fonts_are_told_glyph_by_glyph_with_the_file_they_came_from() -> None:
    uses = laid_out().fonts
    assert {use.digest for use in uses} <= {file.digest for file in chapter().fonts}
    assert Counter(use.family for use in uses).keys() == {"EB Garamond"}
    letters = {text for use in uses for _, _, text in use.glyphs}
    assert set("compsitrehk") <= letters
    assert all(width > 0 for use in uses for _, width, text in use.glyphs if text.strip())
