"""Figures drawn from the data."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import fontpkg_eb_garamond
import pytest

from book.draw import draw
from book.matter import DataSet, Drawing, Record
from book.problems import Problem, Span

FONT = Path(fontpkg_eb_garamond.__file__).parent / "files" / "EBGaramond[wght].ttf"
AT = Span("chapters/figures/fates.yaml")
SVG = "{http://www.w3.org/2000/svg}"
BARS = {
    "kind": "stacked-bars", "set": "people",
    "rows": [{"label": "First", "where": "trial=a"}, {"label": "Second", "where": "trial=b"}],
    "series": [{"label": "shot", "where": "fate=shot"}, {"label": "freed", "where": "fate=freed"}],
}  # fmt: skip
LINE = {
    "kind": "timeline", "from": 1930, "to": 1940, "every": 5,
    "rows": [{"label": "Trial", "start": "trials.a.start", "end": "trials.a.end"}],
}  # fmt: skip


def data(*fates: tuple[str, str], start: str = "1936-08-19") -> dict[str, DataSet]:
    people = tuple(
        Record(f"p{n}", {"id": f"p{n}", "trial": trial, "fate": fate}, AT) for n, (trial, fate) in enumerate(fates)
    )
    trial = Record("a", {"id": "a", "start": start, "end": "1937-08-24"}, AT)
    return {"people": DataSet("people", people), "trials": DataSet("trials", (trial,))}


FATES = (("a", "shot"), ("a", "shot"), ("a", "freed"), ("b", "shot"))


def drawn(values: dict[str, Any], facts: dict[str, DataSet]) -> bytes:
    svg, problems = draw(Drawing("fates", values, AT), facts, FONT)
    assert problems == ()
    return svg


def faults(values: dict[str, Any]) -> tuple[Problem, ...]:
    return draw(Drawing("fates", values, AT), data(*FATES), FONT)[1]


@pytest.mark.parametrize("values", [BARS, LINE], ids=["bars", "timeline"])
def test_the_same_data_give_the_same_bytes(values: dict[str, Any]) -> None:
    assert drawn(values, data(*FATES)) == drawn(values, data(*FATES))


def test_another_fate_or_date_is_another_picture() -> None:
    assert drawn(BARS, data(*FATES)) != drawn(BARS, data(*FATES, ("b", "freed")))
    assert drawn(LINE, data(*FATES)) != drawn(LINE, data(*FATES, start="1933-04-12"))


@pytest.mark.parametrize("values", [BARS, LINE], ids=["bars", "timeline"])
def test_a_picture_has_no_letters_no_clock_and_the_books_measure(values: dict[str, Any]) -> None:
    root = ElementTree.fromstring(drawn(values, data(*FATES)))
    assert not list(root.iter(f"{SVG}text"))
    assert b"dc:date" not in ElementTree.tostring(root)
    assert root.get("width") == "306pt"  # 4.25 in


def test_an_unknown_kind_is_told_with_the_known_ones() -> None:
    (problem,) = faults({**BARS, "kind": "pie"})
    assert problem.code == "M-017"
    assert "pie" in problem.message
    assert "timeline" in problem.hint


def test_what_is_missing_from_a_figure_is_told_not_thrown() -> None:
    assert [p.code for p in faults({"kind": "timeline", "from": 1930})] == ["M-017"]


def test_every_query_that_cannot_be_answered_is_told_at_once() -> None:
    rows = [{"label": "One", "start": "trials.x.start"}, {"label": "Two", "start": "trials.y.start"}]
    assert {p.code for p in faults({**LINE, "rows": rows})} <= {"D-008", "D-009"}
    assert len(faults({**LINE, "rows": rows})) >= 2
