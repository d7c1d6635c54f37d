"""Figures drawn from the data."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import fontpkg_eb_garamond
import pytest

from book.draw import draw
from book.matter import DataSet, Drawing, Record
from book.problems import Problem, Span

FONT = (Path(fontpkg_eb_garamond.__file__).parent / "files" / "EBGaramond[wght].ttf").read_bytes()
AT = Span("chapters/figures/fates.yaml")
SVG = "{http://www.w3.org/2000/svg}"
BARS: dict[str, Any] = {
    "kind": "stacked-bars", "set": "people",
    "rows": [{"label": "First", "where": "trial=a"}, {"label": "Second", "where": "trial=b"}],
    "series": [{"label": "shot", "where": "fate=shot"}, {"label": "freed", "where": "fate=freed"}],
}  # fmt: skip
LINE: dict[str, Any] = {
    "kind": "timeline", "from": 1930, "to": 1940, "every": 5,
    "rows": [{"label": "Trial", "start": "trials.a.start", "end": "trials.a.end"}],
}  # fmt: skip

WHOLE: dict[str, Any] = {
    "kind": "bars", "set": "people",
    "rows": [{"label": "All shot", "query": "count people where fate=shot"}, {"label": "Freed", "where": "fate=freed"}],
}  # fmt: skip
STRIP: dict[str, Any] = {
    "kind": "strip", "set": "people", "to": "cleared.date", "unit": "years", "every": 10,
    "rows": [{"label": "First", "where": "trial=a", "from": "trials.a.start"},
             {"label": "Second", "where": "trial=b", "from": "trials.a.start"}],
}  # fmt: skip
MANY = "a fate that takes a great many more words to tell"
EVERY_KIND = (BARS, LINE, WHOLE, STRIP)
NAMES = ("stacked-bars", "timeline", "bars", "strip")


def data(*fates: tuple[str, str], start: str = "1936-08-19") -> dict[str, DataSet]:
    people = tuple(
        Record(f"p{n}", {"id": f"p{n}", "trial": trial, "fate": fate} | CLEARED.get(n, {}), AT)
        for n, (trial, fate) in enumerate(fates)
    )
    trial = Record("a", {"id": "a", "start": start, "end": "1937-08-24"}, AT)
    return {"people": DataSet("people", people), "trials": DataSet("trials", (trial,))}


# The first two of the first trial fifty-two years after it, the third never; the one of the second after twenty-one.
CLEARED = {0: {"cleared": {"date": "1988-06-13"}}, 1: {"cleared": {"date": "1988"}}, 3: {"cleared": {"date": "1957"}}}
FATES = (("a", "shot"), ("a", "shot"), ("a", "freed"), ("b", "shot"))


def drawn(values: dict[str, Any], facts: dict[str, DataSet]) -> bytes:
    svg, problems = draw(Drawing("fates", values, AT), facts, FONT)
    assert problems == ()
    return svg


def faults(values: dict[str, Any]) -> tuple[Problem, ...]:
    return draw(Drawing("fates", values, AT), data(*FATES), FONT)[1]


@pytest.mark.parametrize("values", EVERY_KIND, ids=NAMES)
def test_the_same_data_give_the_same_bytes(values: dict[str, Any]) -> None:
    assert drawn(values, data(*FATES)) == drawn(values, data(*FATES))


def test_another_fate_or_date_is_another_picture() -> None:
    assert drawn(BARS, data(*FATES)) != drawn(BARS, data(*FATES, ("b", "freed")))
    assert drawn(LINE, data(*FATES)) != drawn(LINE, data(*FATES, start="1933-04-12"))


@pytest.mark.parametrize("values", EVERY_KIND, ids=NAMES)
def test_a_picture_has_no_letters_no_clock_and_the_books_measure(values: dict[str, Any]) -> None:
    root = ElementTree.fromstring(drawn(values, data(*FATES)))
    assert not list(root.iter(f"{SVG}text"))
    assert b"dc:date" not in ElementTree.tostring(root)
    assert root.get("width") == "306pt"  # 4.25 in


def test_a_fresh_process_on_another_machine_draws_the_same_bytes(tmp_path: Path) -> None:
    """Neither the order of sets nor a matplotlib that was set up to someone's taste changes a picture."""
    (tmp_path / "matplotlibrc").write_text("savefig.bbox: tight\nlines.antialiased: False\n", "utf-8")
    script = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import test_draw as t; " + (
        "sys.stdout.buffer.write(b''.join(t.drawn(v, t.data(*t.FATES)) for v in t.EVERY_KIND))"
    )
    here = b"".join(drawn(values, data(*FATES)) for values in EVERY_KIND)
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "MATPLOTLIBRC": str(tmp_path), "TZ": "Pacific/Auckland"}
        there = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True)
        assert there.stdout == here


def widths(svg: bytes) -> list[float]:
    """How wide each filled rectangle is, in points."""
    found = []
    for path in ElementTree.fromstring(svg).iter(f"{SVG}path"):
        points = re.findall(r"[ML] ([\d.]+) ([\d.]+)", path.get("d", ""))
        if "fill: #" in path.get("style", "") and len(points) == 4 and len({y for _, y in points}) == 2:
            found.append(max(float(x) for x, _ in points) - min(float(x) for x, _ in points))
    return found


def test_a_bar_is_as_long_as_its_number_is_great() -> None:
    first, second, third, *legend = widths(drawn(BARS, data(*FATES)))
    assert (first / second, first / third) == (pytest.approx(2), pytest.approx(2))  # two shot, one freed; one shot
    assert len(legend) == len(BARS["series"])


def test_bars_without_series_show_the_answer_to_a_query_or_a_count() -> None:
    one, two = widths(drawn(WHOLE, data(*FATES)))
    assert one / two == pytest.approx(3)


def test_a_part_too_narrow_for_its_number_leaves_it_to_the_sum() -> None:
    def digits(*fates: tuple[str, str]) -> int:
        svg = drawn({**BARS, "rows": BARS["rows"][:1]}, data(*fates))
        return svg.count(b"<use ")

    few, many = [("a", "shot")] * 10 + [("a", "freed")], [("a", "shot")] * 98 + [("a", "freed")]
    assert digits(*many) == digits(*few) - 1  # 10 1 11, and 98 99


def test_a_bar_too_short_for_its_number_has_it_beside() -> None:
    svg = drawn(WHOLE, data(*[("a", "shot")] * 300, ("a", "freed")))
    assert svg.count(b"<use ") == len("All shot" "300" "Freed" "1")


def test_a_longer_trial_is_a_longer_line() -> None:
    def length(start: str) -> float:
        root = ElementTree.fromstring(drawn(LINE, data(*FATES, start=start)))
        thick = [p.get("d", "") for p in root.iter(f"{SVG}path") if "stroke-width: 5.2" in p.get("style", "")]
        left, right = (float(x) for x in re.findall(r"[ML] ([\d.]+) ", thick[0]))
        return right - left

    assert length("1934-08-24") / length("1936-08-24") == pytest.approx(3, rel=0.01)


def uprights(svg: bytes) -> list[tuple[float, float]]:
    """Where each bar of a strip stands and how high it is, in points."""
    found = []
    for path in ElementTree.fromstring(svg).iter(f"{SVG}path"):
        points = [(float(x), float(y)) for x, y in re.findall(r"[ML] ([\d.]+) ([\d.]+)", path.get("d", ""))]
        if "fill: #1a1a1a" in path.get("style", "") and len(points) == 4:
            across, down = zip(*points, strict=True)
            found.append(((min(across) + max(across)) / 2, max(down) - min(down)))
    return found


def test_a_strip_sets_each_bar_at_its_years_as_high_as_its_persons_are_many() -> None:
    (late, two), (early, one) = uprights(drawn(STRIP, data(*FATES)))
    assert two / one == pytest.approx(2)  # the day and the bare year of 1988 are as many years away
    nought = late - (late - early) / (52 - 21) * 52
    (far, _), (near, _) = uprights(drawn(STRIP, data(*FATES, start="1926-08-19")))
    assert (near - nought) / (far - nought) == pytest.approx(31 / 62)  # counted anew from the earlier date


def test_who_has_no_date_is_not_drawn() -> None:
    assert drawn(STRIP, data(*FATES)) == drawn(STRIP, data(*FATES, ("a", "freed")))
    assert sum(high for _, high in uprights(drawn(STRIP, data(*FATES)))) == pytest.approx(0.6 * 72)


def test_dollars_are_no_mathematics() -> None:
    one, two = ({**WHOLE, "rows": [{"label": f"{sign}x_1{sign}", "query": "count people where fate=shot"}]}
                for sign in ("$", "€"))
    shapes = [drawn(values, data(*FATES)).count(b"<use ") for values in (one, two)]
    assert shapes[0] == shapes[1] == 6  # $x_1$ and the 3


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"kind": "pie"}, "“pie” is not a kind of figure"),
        ({}, "“” is not a kind of figure"),
        ({**BARS, "serie": []}, "“serie” means nothing here; known are kind, set, rows, series"),
        ({**BARS, "rows": "none"}, "“rows” must be a list of rows such as {label: …, where: …}"),
        ({**BARS, "rows": []}, "“rows” must be a list of rows such as {label: …, where: …}"),
        ({**BARS, "series": ["shot"]}, "“series” must be a list of rows such as {label: …, where: …}"),
        ({**BARS, "rows": [{"where": "trial=a"}]}, "“label” is missing"),
        ({**BARS, "rows": [{"label": "First"}]}, "“where” is missing in the row “First”"),
        ({**BARS, "rows": [{"label": "First", "query": "trials.a.start"}]},
         "“query” means nothing here; known are label, where"),
        ({"kind": "stacked-bars", "rows": BARS["rows"], "series": BARS["series"]}, "“set” is missing"),
        ({**BARS, "series": BARS["series"] * 3}, "it has 6 series, and there are 5 greys"),
        ({**WHOLE, "rows": [{"label": "First", "query": "trials.a.start"}]},
         "the answer to “trials.a.start” is 1936-08-19, and a bar needs a whole number"),
        ({**BARS, "rows": [{"label": "A label that no reader will find the time to read", "where": "trial=a"}]},
         "“A label that no reader will find the time to read” is too long"),
        ({**BARS, "rows": [{"label": "Trial 審", "where": "trial=a"}]}, "the font has no “審”, which “Trial 審” needs"),
        ({**BARS, "series": [{"label": MANY, "where": "fate=shot"}, BARS["series"][1]]},
         f"“{MANY}” and “freed” would stand on one another"),
        ({**BARS, "series": [BARS["series"][0], {"label": MANY, "where": "fate=freed"}]}, f"“{MANY}” is too long"),
        ({**LINE, "from": 1920, "to": 1990, "every": 1}, "“1920” and “1921” would stand on one another"),
        ({"kind": "timeline", "from": 1930}, "“to” is missing"),
        ({**LINE, "from": "early"}, "“from” must be a whole number"),
        ({**LINE, "to": 1930}, "“from” must be before “to”, and “every” at least 1"),
        ({**LINE, "every": 0}, "“from” must be before “to”, and “every” at least 1"),
        ({**LINE, "rows": [{"label": "Trial"}]}, "“start” is missing in the row “Trial”"),
        ({**LINE, "rows": [{"label": "Trial", "start": "people.p0.fate"}]},
         "“Trial” needs a date, and the answer is “shot”"),
        ({**LINE, "to": 1936}, "“Trial”, 1936-08-19, is not between 1930 and 1936"),
        ({**STRIP, "years": 50}, "“years” means nothing here; known are kind, set, to, unit, every, rows"),
        ({**STRIP, "every": 0}, "“every” must be at least 1"),
        ({**STRIP, "unit": ""}, "“unit” is missing"),
        ({**STRIP, "rows": [{"label": "First", "where": "trial=a"}]}, "“from” is missing in the row “First”"),
        ({**STRIP, "to": "fate"}, "“First” needs a date, and the answer is “shot”"),
        ({**STRIP, "rows": [{"label": "First", "where": "trial=a", "from": "people.p0.fate"}]},
         "“First” needs a date, and the answer is “shot”"),
        ({**STRIP, "rows": [{"label": "First", "where": "trial=b", "from": "people.p0.cleared.date"}]},
         "“First” has the date 1957, before 1988-06-13"),
        ({**LINE, "rows": [{"label": "Trial", "start": "trials.a.end", "end": "trials.a.start"}]},
         "“Trial” ends on 1936-08-19, before it begins"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_told_at_the_figures_file(values: dict[str, Any], message: str) -> None:
    (problem,) = faults(values)
    assert (problem.code, problem.span) == ("M-017", AT)
    assert problem.message.removeprefix("the figure “fates” cannot be drawn: ") == message
    assert problem.hint in ("see manual/figures.md", "one of: stacked-bars, bars, timeline, strip")


def test_every_query_that_cannot_be_answered_is_told_at_once() -> None:
    rows = [{"label": "One", "start": "trials.x.start"}, {"label": "Two", "start": "how many?"}]
    assert [(p.code, p.message) for p in faults({**LINE, "rows": rows})] == [
        ("D-009", "there is no record “x” in trials (asked by “trials.x.start”)"),
        ("D-008", "this query cannot be read: how many?"),
    ]


def test_a_field_that_nobody_has_is_told_for_each_row() -> None:
    problems = faults({**STRIP, "to": "cleared.day"})
    asked = [f"(asked by “list people.cleared.day where trial={trial}”)" for trial in "ab"]
    assert [p.message for p in problems] == [f"no record of people.cleared has a field “day” {each}" for each in asked]


def test_a_month_and_a_day_of_it_are_no_contradiction() -> None:
    rows = [{"label": "Trial", "start": "trials.a.start", "end": "trials.a.month"}]
    facts = data(*FATES)
    record = facts["trials"].records[0]
    facts["trials"] = DataSet("trials", (Record("a", {**record.values, "month": "1936-08"}, AT),))
    assert drawn({**LINE, "rows": rows}, facts)
