"""Running heads and folios: what stands at the head and foot of each page."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdf
import pytest
from galleys import SENTENCE, galley, paragraph

from book.layout import draw_heads, lay_out
from book.pages import Folio, Galley, Numbering, PageStart, Side

SECTIONS = "".join(
    paragraph(f"p{n}", SENTENCE * 8) + f'<h2 id="s{n}" data-key="h{n}">Section {n}: “a” &amp; <em>b</em></h2>'
    for n in range(1, 8))


def heads(chapter: Galley, number: int = 1, numbering: Numbering = "arabic", side: Side = "recto") -> list[str]:
    """The text of each page of the running heads, white space collapsed."""
    run = lay_out(chapter, side)
    assert run.faults == ()
    drawn = draw_heads(chapter, run, PageStart("c", Folio(number, numbering), side, 0))
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(drawn.pdf)).pages]
    assert len(pages) == len(run.pages)
    return pages


def test_folios_count_from_the_runs_first_page() -> None:
    texts = heads(galley("c", SECTIONS), 43)
    assert len(texts) > 4
    assert [re.findall(r"\d+$", text) for text in texts] == [[str(43 + n)] for n in range(len(texts))]


def test_front_matter_counts_in_roman_on_either_side() -> None:
    texts = heads(galley("c", SECTIONS, numbering="roman"), 8, "roman", "verso")
    assert [text.split()[-1] for text in texts[:3]] == ["viii", "ix", "x"]


def test_a_counter_that_names_its_own_style_keeps_it() -> None:
    css = "@page text { @bottom-center { content: counter(page, upper-alpha) } }"
    assert "B" in heads(galley("c", paragraph("p"), css=css), 2, "roman", "verso")[0].split()


def test_the_running_head_is_the_page_s_own_section_or_the_one_before() -> None:
    chapter = galley("c", SECTIONS, strings=(("head", 'The "Head"; {1} \\ é'),))
    run, texts = lay_out(chapter, "recto"), heads(chapter)
    current = 'The "Head"; {1} \\ é'
    for page, text in zip(run.pages, texts, strict=True):
        set_here = dict(page.strings).get("head", ())
        current_on_page = current if not set_here or page is run.pages[0] else set_here[0]
        assert text.startswith(current_on_page)
        current = set_here[-1] if set_here else current
    assert current == "Section 7: “a” & b"


def test_a_blank_page_inside_a_division_has_no_head_and_still_counts() -> None:
    css = '[data-key="after"] { break-before: recto }'
    for side in ("recto", "verso"):
        chapter = galley("c", paragraph("before") + paragraph("after"), css=css, strings=(("head", "Head"),))
        run = lay_out(chapter, side)  # type: ignore[arg-type]
        texts = heads(chapter, 1 if side == "recto" else 2, side=side)  # type: ignore[arg-type]
        assert [page.blank for page in run.pages] == ([False, True, False] if side == "recto" else [False, False])
        assert texts == (["Head 1", "", "Head 3"] if side == "recto" else ["Head 2", "Head 3"])


def test_the_body_knows_no_folio_and_no_running_head() -> None:
    chapter = galley("c", paragraph("p"), strings=(("head", "The Head"),))
    body = pypdf.PdfReader(io.BytesIO(lay_out(chapter, "recto").pdf)).pages[0].extract_text()
    assert "Head" not in body
    assert not re.search(r"^\d+$", body, re.MULTILINE)
    other = galley("c", paragraph("p"), css="@page { @top-left { content: 'X' } }")
    assert lay_out(chapter, "recto") == lay_out(other, "recto")


@pytest.mark.parametrize("css", [
    "body { background: #eee } @page text { background: #eee }", "div { border: 1pt solid }"])
def test_heads_paint_nothing_over_the_text(css: str) -> None:
    chapter = galley("c", paragraph("p"), css=css)
    drawn = draw_heads(chapter, lay_out(chapter, "recto"), PageStart("c", Folio(1, "arabic"), "recto", 0))
    with pikepdf.open(io.BytesIO(drawn.pdf)) as pdf:
        painted = {str(operator) for _, operator in pikepdf.parse_content_stream(pdf.pages[0])}
    assert not painted & {"f", "f*", "S", "s", "B", "Do"}


def test_other_folios_change_nothing_else() -> None:
    chapter = galley("c", SECTIONS)
    first, later = heads(chapter, 1), heads(chapter, 101)
    assert [text.rsplit(" ", 1)[0] for text in first[2:]] == [text.rsplit(" ", 1)[0] for text in later[2:]]
