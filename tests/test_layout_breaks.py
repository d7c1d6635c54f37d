"""Where lines break: markup that takes no room must not move a line break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import pytest
from galleys import galley
from weasyprint.formatting_structure import boxes

from book.layout import repairs
from book.layout.galley import render
from book.layout.sheets import body_sheet
from book.layout.supply import Supply

WIDTHS = [120 + number * 1.3 for number in range(180)]  # CSS pixels
ENGINE_S = "p::first-line { color: black }"  # a paragraph with such a rule is not set whole
ANCHOR = '<span id="{}"></span>'


def lines(text: str, css: str = "") -> Iterator[tuple[float, list[str], list[float]]]:
    """The text set in every width: the width, the lines' texts, and by how much each line falls short of it."""
    assert repairs.prepare() is None
    numbered = (re.sub(r'id="\{\}"', f'id="a{number}"', text) for number in range(len(WIDTHS)))
    body = "".join(f'<p data-key="k{number}" style="width: {width}px">{text}</p>'
                   for number, (width, text) in enumerate(zip(WIDTHS, numbered, strict=True)))
    one = galley("c", body, css="@page { size: 8in 9999in } p { hyphens: manual } " + css)
    document = render(one.html, partial(body_sheet, one.css, "recto"), Supply(one))
    for box in document.pages[0]._page_box.descendants():
        if isinstance(box, boxes.BlockBox) and box.element_tag == "p":
            set_lines = [line for line in box.children if isinstance(line, boxes.LineBox)]
            texts = ["".join(b.text for b in line.descendants() if isinstance(b, boxes.TextBox)) for line in set_lines]
            yield box.width, texts, [box.width - _right_edge(line) + box.content_box_x() for line in set_lines]


def _right_edge(line: boxes.LineBox) -> float:
    return max(b.position_x + b.width for b in line.descendants() if isinstance(b, boxes.TextBox) and b.text.strip())


@pytest.mark.parametrize("marked", [
    f"enemies of {ANCHOR}Stalin by",
    f"enemies {ANCHOR}of {ANCHOR}Stalin{ANCHOR} by",
    "enemies of <em>Stalin</em> by",
    "<em>enemies</em> of <em>Stalin </em>by",
    f"<em>enemies of {ANCHOR}</em>Stalin by",
    f"<em>enemies of</em> {ANCHOR}Stalin by",
    f"enemies of {ANCHOR}{ANCHOR}<em>Stalin</em> by",
    '<span><span>enemies</span> <span>of </span></span><a href="#x">Stalin</a> by',
])
@pytest.mark.parametrize(("hyphens", "way"), [("manual", ENGINE_S), ("auto", ENGINE_S), ("auto", "")],
                         ids=["engine-manual", "engine-auto", "whole-auto"])
def test_markup_without_width_moves_no_line_break(marked: str, hyphens: str, way: str) -> None:
    text = "The sixteen men who were tried in August 1936 had not become {} conspiring against him. The best known."
    css = f"em {{ font-style: normal }} p {{ hyphens: {hyphens} }} {way}"
    plain = [[line.strip() for line in texts] for _, texts, _ in lines(text.format("enemies of Stalin by"), css)]
    found = [[line.strip() for line in texts] for _, texts, _ in lines(text.format(marked), css)]
    assert len({len(texts) for texts in plain}) > 3
    assert found == plain


@pytest.mark.parametrize("way", [ENGINE_S, ""], ids=["engine", "whole"])
def test_justified_lines_are_full_whatever_stands_at_their_end(way: str) -> None:
    text = f"It was said <em>of </em>{ANCHOR}the <em>sixteen {ANCHOR}</em>men that they were not enemies."
    short = {round(left, 1) for _, texts, lefts in lines(text, way) for left in lefts[:-1]}
    assert short == {0}
