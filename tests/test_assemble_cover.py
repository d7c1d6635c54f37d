"""The cover as printers take it: one sheet with its bleed, in inks."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from handmade import EDITION, font_bytes
from presses import X1A, opened, order, page_run, painted, picture

from book.assemble import press_cover
from book.orders import CoverSheet, Order
from book.pages import PageRun

SHEET = CoverSheet(4, 6, 0.5, 0.125, 0.125, 0.0625, (2.0, 1.2), 0.25, 0.25)
CSS = """
@page { size: 8.75in 6.25in; bleed: 0; margin: 0; background: #8c1c13 }
html { color: device-cmyk(0 0 0 1) } p { margin: 1in; width: 2in }
.box { background: #fff; color: #000 }
"""
BODY = '<p data-key="a">A Small Book</p><p data-key="b" class="box">ISBN</p>'


def cover_run(css: str = CSS) -> PageRun:
    return page_run(BODY, css)


def covered(ordered: Order, sheet: CoverSheet = SHEET) -> Any:
    data, problems = press_cover(cover_run(), EDITION, ordered, sheet, font_bytes())
    assert problems == ()
    return data


def test_the_sheet_is_as_large_as_the_printer_wants_with_the_bleed_within() -> None:
    (page,) = opened(covered(order())).pages
    assert [float(edge) for edge in page.mediabox] == [0, 0, 630, 450] == [float(edge) for edge in page.obj.BleedBox]
    assert [float(edge) for edge in page.trimbox] == [9, 9, 621, 441]


def test_of_a_case_the_wrap_is_inside_the_trim() -> None:
    case = CoverSheet(4, 6, 0.5, 0.875, 0.5, None, (2.0, 1.2), 0.25, 0.25)
    run = cover_run(CSS.replace("8.75in 6.25in", "10.25in 7.75in"))
    data, _ = press_cover(run, EDITION, order(), case, font_bytes())
    (page,) = opened(data).pages
    assert [float(edge) for edge in page.mediabox] == [0, 0, 738, 558]
    assert [float(edge) for edge in page.trimbox] == [9, 9, 729, 549]


def test_the_design_stays_where_it_is_and_reaches_the_edge() -> None:
    ordered, seen = covered(order()), picture(covered(order()))
    assert seen.size == (630, 450)
    corners = {seen.getpixel(corner) for corner in ((0, 0), (629, 0), (0, 449), (629, 449))}
    assert len(corners) == 1 and corners != {(255, 255, 255)}
    assert ordered == covered(order())


def test_a_cover_is_in_colour_on_any_paper_and_its_black_is_black_ink() -> None:
    found = painted(covered(order()))
    assert {"0.00 0.00 0.00 1.00 k", "1.00 g", "0.00 g"} < found
    assert not any(operator.endswith((" rg", " RG")) for operator in found)
    (red,) = (operator for operator in found if operator.endswith(" k") and operator != "0.00 0.00 0.00 1.00 k")
    assert sum(float(part) for part in red.split()[:4]) <= 4


def test_a_cover_keeps_within_the_limit_of_ink() -> None:
    found = painted(covered(order(ink={"most": 150.0})))
    inks = [[float(part) for part in operator.split()[:4]] for operator in found if operator.endswith(" k")]
    assert len(inks) == 2 and max(sum(parts) for parts in inks) <= 1.51


@pytest.mark.parametrize("ordered", [order(**X1A), order()])
def test_a_cover_keeps_the_standard_where_there_is_one(ordered: Order) -> None:
    book = opened(covered(ordered))
    wanted = "standard" in ordered.printer.cover
    assert ("/GTS_PDFXVersion" in book.docinfo, "/OutputIntents" in book.Root) == (wanted, wanted)
    assert book.pdf_version == ("1.3" if wanted else "1.4")
    assert not {"/Annots", "/Group", "/Tabs", "/StructParents"} & set(map(str, book.pages[0].obj.keys()))
    assert all(o.get("/Subtype") != pikepdf.Name.Link for o in book.objects if isinstance(o, pikepdf.Dictionary))
