"""Printers' profiles: what they say, and what it comes to for a book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from handmade import EDITION
from hypothesis import given
from hypothesis import strategies as some

import book
from book.edition import Margins, Trim
from book.orders import Order, Paper, Printer, Rule, Spine, Standard, standard_of
from book.preflight.rule_words import requirement
from book.printers import LEVELS, OWN, names, printer
from book.printers.measures import cover_sheet, full_extent, gutter, spine, unmet

PRINTERS = ("ingramspark-paperback", "kdp-hardcover", "kdp-paperback", "lulu-casewrap", "lulu-paperback")
ROOM = replace(EDITION, trim=Trim(6, 9), margins=Margins(head=40, foot=40, inner=40, outer=40))


def known(name: str) -> Printer:
    found, problems = printer(name)
    assert found is not None, problems
    return found


def order(name: str, paper: str, *, bleed: bool = False, spine: float | None = None) -> Order:
    return Order(known(name), known(name).papers[paper], bleed, spine)


def test_the_printers_known() -> None:
    assert names() == PRINTERS


@pytest.mark.parametrize("name", PRINTERS)
def test_every_rule_and_paper_names_a_source(name: str) -> None:
    profile = known(name)
    rules: list[Rule | Paper] = [*profile.book.values(), *profile.interior.values(), *profile.cover.values()]
    rules += profile.papers.values()
    assert [rule for rule in rules if not rule.sources or not set(rule.sources) <= set(profile.sources)] == []
    assert set(profile.sources) == {source for rule in rules for source in rule.sources}


@pytest.mark.parametrize("name", PRINTERS)
def test_a_rule_that_is_not_sure_only_warns(name: str) -> None:
    profile = known(name)
    rules = [*profile.book.values(), *profile.interior.values(), *profile.cover.values()]
    assert [rule.name for rule in rules if rule.confidence in "CM" and rule.level == "error"] == []
    assert "error" in {rule.level for rule in rules}
    assert {LEVELS["A"], LEVELS["B"]} == {"error"}


# What printers' own calculators, templates and books that were made say, in the unit in which they say it:
# (printer, paper, trim, pages, unit, spine, width of the cover, its height, how exact the figures are).
VECTORS: list[tuple[str, str, tuple[float, float], int, float, float, float | None, float | None, float]] = [
    ("kdp-paperback", "white", (6, 9), 200, 1, 0.4504, 12.7004, 9.25, 0.00005),
    ("kdp-paperback", "white", (6, 9), 200, 72, 32.4288, 914.429, 666.0, 0.0005),
    ("kdp-paperback", "cream", (6, 9), 200, 1, 0.5, 12.75, 9.25, 0.00005),
    ("kdp-paperback", "white", (6, 9), 410, 25.4, 23.452, 334.6, 234.95, 0.005),
    ("kdp-paperback", "white", (7.5, 9.25), 600, 1, 1.3512, 16.6012, 9.5, 0.00005),
    ("lulu-paperback", "cream-60", (6, 9), 210, 1, 0.53297, None, None, 0.00001),
    ("lulu-paperback", "cream-60", (6, 9), 210, 72, 38.374, 920, 666, 0.5),
    ("lulu-paperback", "cream-60", (4.25, 6.875), 32, 25.4, 3.35, None, None, 0.01),
    ("lulu-paperback", "cream-60", (4.25, 6.875), 244, 25.4, 15.48, None, None, 0.01),
    ("lulu-paperback", "cream-60", (4.25, 6.875), 800, 25.4, 47.29, None, None, 0.01),
    ("lulu-casewrap", "white-60", (6, 9), 210, 1, 0.75, 14.5, 10.75, 0.00005),
    ("ingramspark-paperback", "creme-50", (6, 9), 200, 25.4, 11.63, None, None, 0.05),
    ("ingramspark-paperback", "creme-50", (6, 9), 100, 1, 0.240, None, None, 0.001),
    ("ingramspark-paperback", "creme-50", (6, 9), 500, 1, 1.114, None, None, 0.001),
    ("ingramspark-paperback", "white-70", (6, 9), 200, 1, 0.544, None, None, 0.0005),
    ("ingramspark-paperback", "groundwood-38", (6, 9), 200, 1, 0.51, None, None, 0.0005),
]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector[0]}-{vector[3]}-{vector[4]:g}")
def test_spines_and_covers_are_what_printers_say(vector: tuple[Any, ...]) -> None:
    name, paper, trim, pages, unit, thick, width, height, exact = vector
    wish = order(name, paper)
    sheet = cover_sheet(wish, Trim(*trim), pages)
    assert sheet is not None
    assert spine(wish, pages) == sheet.spine == pytest.approx(thick / unit, abs=exact / unit)
    if width is not None:
        assert [length * unit for length in sheet.size] == pytest.approx([width, height], abs=exact)


def test_a_case_of_kdp_has_the_size_of_its_template() -> None:
    sheet = cover_sheet(order("kdp-hardcover", "white", spine=13.996 - 12 - 36 / 25.4), Trim(6, 9), 110)
    assert sheet is not None
    assert sheet.size == pytest.approx((13.996, 10.417), abs=0.0005)


@pytest.mark.parametrize(("name", "size"), [("kdp-paperback", (6.125, 9.25)), ("ingramspark-paperback", (6.125, 9.25)),
                                            ("lulu-paperback", (6.25, 9.25))])
def test_the_size_of_a_page_with_bleed(name: str, size: tuple[float, float]) -> None:
    bleed = known(name).interior["bleed"].value
    across, down = ([bleed["size"] * (edge in bleed["edges"]) for edge in edges]
                    for edges in (("inside", "outside"), ("top", "bottom")))
    assert (6 + sum(across), 9 + sum(down)) == size


@pytest.mark.parametrize(("name", "pages", "inner"), [
    ("kdp-paperback", 24, 0.375), ("kdp-paperback", 150, 0.375), ("kdp-paperback", 151, 0.5),
    ("kdp-paperback", 300, 0.5), ("kdp-paperback", 301, 0.625), ("kdp-paperback", 500, 0.625),
    ("kdp-paperback", 501, 0.75), ("kdp-paperback", 700, 0.75), ("kdp-paperback", 701, 0.875),
    ("kdp-hardcover", 75, 0.375), ("kdp-hardcover", 550, 0.75),
    ("ingramspark-paperback", 18, 0.5), ("ingramspark-paperback", 1200, 0.5),
    ("lulu-paperback", 59, 0.5), ("lulu-paperback", 60, 0.625), ("lulu-paperback", 151, 1.0),
    ("lulu-paperback", 399, 1.0), ("lulu-paperback", 400, 1.125), ("lulu-paperback", 601, 1.25),
])
def test_the_gutter_grows_with_the_extent(name: str, pages: int, inner: float) -> None:
    assert gutter(known(name), pages) == inner


@pytest.mark.parametrize(("name", "paper", "trim", "pages", "code"), [
    ("kdp-paperback", "white", (6, 9), 24, None), ("kdp-paperback", "white", (6, 9), 23, "R-002"),
    ("kdp-paperback", "white", (6, 9), 828, None), ("kdp-paperback", "white", (6, 9), 829, "R-002"),
    ("kdp-paperback", "cream", (8.5, 11), 550, None), ("kdp-paperback", "cream", (8.5, 11), 551, "R-002"),
    ("kdp-paperback", "groundwood", (6, 9), 100, None), ("kdp-paperback", "groundwood", (6.14, 9.21), 100, "R-001"),
    ("kdp-paperback", "standard-colour", (6, 9), 71, "R-002"),
    ("kdp-paperback", "standard-colour", (8.27, 11.69), 100, "R-001"),
    ("kdp-paperback", "white", (4.3, 7.1), 100, None), ("kdp-paperback", "white", (3.9, 7.1), 100, "R-001"),
    ("lulu-paperback", "cream-60", (9, 7), 250, None), ("lulu-paperback", "cream-60", (9, 7), 252, "R-002"),
    ("lulu-casewrap", "cream-60", (6, 9), 24, None), ("lulu-paperback", "cream-60", (6, 9), 24, "R-002"),
    ("ingramspark-paperback", "creme-50", (6, 9), 98, "R-003"),
    ("ingramspark-paperback", "creme-50", (6, 9), 502, "R-003"),
    ("ingramspark-paperback", "white-50", (6, 9), 200, "R-003"), ("kdp-hardcover", "white", (6, 9), 200, "R-003"),
])
def test_what_a_printer_does_not_make(
    name: str, paper: str, trim: tuple[float, float], pages: int, code: str | None
) -> None:
    found = unmet(order(name, paper), replace(ROOM, trim=Trim(*trim)), pages, None)
    assert [problem.code for problem in found] == ([code] if code else [])


@pytest.mark.parametrize(("paper", "trim", "pages", "code"), [
    ("white", (8.5, 11), 600, "R-002"),  # the most pages of this size are known from one third party only
    ("standard-colour", (5.2, 7.9), 200, "R-001"),  # nobody says that a size of one's own cannot be had in colour
])
def test_what_is_known_by_hearsay_only_warns(paper: str, trim: tuple[float, float], pages: int, code: str) -> None:
    [problem] = unmet(order("kdp-paperback", paper), replace(ROOM, trim=Trim(*trim)), pages, None)
    assert (problem.code, problem.level) == (code, "warning")


def test_a_spine_from_the_template_is_taken_as_it_is() -> None:
    wish = order("ingramspark-paperback", "white-50", spine=0.424)
    assert spine(wish, 200) == 0.424
    assert list(unmet(wish, ROOM, 200, None)) == []


def test_a_missing_spine_says_where_to_get_it() -> None:
    [problem] = unmet(order("kdp-hardcover", "cream"), ROOM, 200, None)
    assert problem.message == "Amazon KDP hardcover publishes no spine width for 200 pages on black ink on cream"
    assert problem.hint == (
        "take it from the printer's template (https://kdp.amazon.com/cover-calculator: full width of the cover, less"
        " twice the trim width, less 36 mm) and write it as spine: “10.77 mm”")


def test_a_spine_of_which_we_are_not_sure_warns() -> None:
    [problem] = unmet(order("ingramspark-paperback", "white-70"), ROOM, 200, None)
    assert (problem.code, problem.level) == ("R-003", "warning")
    assert problem.message == ("the spine of 13.82 mm for 200 pages on black ink on white, 70 lb is a figure that"
                               " IngramSpark paperback does not publish")
    assert list(unmet(order("ingramspark-paperback", "white-70", spine=0.55), ROOM, 200, None)) == []


def test_a_narrow_margin_says_the_figure_that_is_needed() -> None:
    tight = replace(ROOM, margins=Margins(head=12, foot=22, inner=15, outer=17))
    found = list(unmet(order("lulu-paperback", "cream-60"), tight, 200, None))
    assert [(problem.code, problem.message, problem.hint) for problem in found] == [
        ("R-004", "the head margin is 12 mm; Lulu paperback asks 12.7 mm of a book of 200 pages",
         "write margins: {head: 13, foot: 22, inner: 25.5, outer: 17}"),
        ("R-004", "the inner margin is 15 mm; Lulu paperback asks 25.4 mm of a book of 200 pages",
         "write margins: {head: 13, foot: 22, inner: 25.5, outer: 17}"),
    ]
    assert [problem.level for problem in found] == ["error", "warning"]


def test_pages_with_bleed_need_more_margin_at_kdp() -> None:
    tight = replace(ROOM, margins=Margins(head=8, foot=40, inner=40, outer=40))
    assert list(unmet(order("kdp-paperback", "white"), tight, 200, None)) == []
    [problem] = unmet(order("kdp-paperback", "white", bleed=True), tight, 200, None)
    assert problem.message == "the head margin is 8 mm; Amazon KDP paperback asks 9.5 mm of a book of 200 pages"


@pytest.mark.parametrize(("name", "pages", "blank", "full"), [
    ("kdp-paperback", 199, False, 200), ("kdp-paperback", 200, False, 200),
    ("ingramspark-paperback", 199, False, 200), ("ingramspark-paperback", 200, False, 202),
    ("ingramspark-paperback", 200, True, 200),
])
def test_the_extent_that_the_printer_gets(name: str, pages: int, blank: bool, full: int) -> None:
    wish = order(name, next(iter(known(name).papers)))
    assert full_extent(wish, pages, last_is_blank=blank) == full


@given(name=some.sampled_from(PRINTERS), pages=some.integers(1, 1300), blank=some.booleans())
def test_the_extent_is_even_and_loses_no_page(name: str, pages: int, blank: bool) -> None:
    full = full_extent(order(name, next(iter(known(name).papers))), pages, last_is_blank=blank)
    assert full % 2 == 0
    assert pages <= full <= pages + 2


@given(name=some.sampled_from(PRINTERS), pages=some.integers(24, 800), width=some.floats(4, 9),
       height=some.floats(6, 12))
def test_a_cover_is_two_pages_a_spine_and_its_edges(name: str, pages: int, width: float, height: float) -> None:
    wish = order(name, next(iter(known(name).papers)), spine=pages * 0.0025)
    sheet = cover_sheet(wish, Trim(width, height), pages)
    assert sheet is not None
    assert sheet.size == pytest.approx((2 * width + sheet.spine + 2 * sheet.edge, height + 2 * sheet.edge))
    assert sheet.edge >= 0.125


@pytest.mark.parametrize(("name", "bare", "lettered"), [("kdp-paperback", 78, 80), ("lulu-paperback", 80, 82),
                                                        ("ingramspark-paperback", 46, 48)])
def test_a_thin_spine_has_no_text(name: str, bare: int, lettered: int) -> None:
    wish = order(name, next(iter(known(name).papers)), spine=0.3)
    sheets = [cover_sheet(wish, Trim(6, 9), pages) for pages in (bare, lettered)]
    assert [sheet is not None and sheet.spine_clear is not None for sheet in sheets] == [False, True]


def test_a_book_may_have_its_own_profile(tmp_path: Path) -> None:
    text = (OWN / "kdp-paperback.yaml").read_text("utf-8")
    (tmp_path / "kdp-paperback.yaml").write_text(text.replace("name: Amazon KDP paperback", "name: Ours"), "utf-8")
    (tmp_path / "corner-press.yaml").write_text(text, "utf-8")
    found, problems = printer("kdp-paperback", tmp_path)
    assert (found and found.name, problems) == ("Ours", ())
    assert names(tmp_path) == ("corner-press", *PRINTERS)


def test_a_profile_that_names_no_known_source_is_told(tmp_path: Path) -> None:
    text = (OWN / "kdp-paperback.yaml").read_text("utf-8")
    (tmp_path / "ours.yaml").write_text(text.replace("is: true, from: [print-options]", "is: true, from: [hearsay]"))
    found, [problem] = printer("ours", tmp_path)
    assert found is None
    assert (problem.code, problem.message) == ("D-006", "there is no source “hearsay” in styles/printers/ours.yaml")


def test_a_profile_with_an_unknown_rule_is_told(tmp_path: Path) -> None:
    text = (OWN / "kdp-paperback.yaml").read_text("utf-8")
    (tmp_path / "ours.yaml").write_text(text.replace("  type-size:", "  typesize:"))
    found, [problem] = printer("ours", tmp_path)
    assert found is None
    assert (problem.code, problem.span.path if problem.span else "") == ("D-003", "styles/printers/ours.yaml")


def test_a_profile_may_leave_out_the_rules_of_a_covers_text_and_barcode(tmp_path: Path) -> None:
    """What is not asked has a size all the same: the barcode's box is white somewhere."""
    lines = (OWN / "kdp-paperback.yaml").read_text("utf-8").partition("\ncover:\n")[0]
    cover = "\ncover:\n  bleed: {is: {size: 0.125, edges: [top, bottom, outside]}, from: [cover], confidence: B}\n"
    (tmp_path / "ours.yaml").write_text(lines + cover, "utf-8")
    found, problems = printer("ours", tmp_path)
    assert found, problems
    sheet = cover_sheet(Order(found, found.papers["white"], False), Trim(6, 9), 200)
    assert sheet is not None
    assert (sheet.box, sheet.from_bottom, sheet.from_spine, sheet.safe) == ((2.0, 1.2), 0.25, 0.25, 0.0)


@pytest.mark.parametrize("standard", [*get_args(Standard), "PDF/X-1b"])
def test_a_profile_may_name_the_standards_that_the_program_knows(standard: str, tmp_path: Path) -> None:
    text = (OWN / "ingramspark-paperback.yaml").read_text("utf-8")
    (tmp_path / "ours.yaml").write_text(text.replace("is: PDF/X-1a:2001", f'is: "{standard}"'), "utf-8")
    found, problems = printer("ours", tmp_path)
    if standard in get_args(Standard):
        assert found and {standard_of(found.interior), standard_of(found.cover)} == {standard} and problems == ()
    else:
        assert found is None and {problem.code for problem in problems} == {"D-002"}


PARTS = (("The book", "book"), ("The interior", "interior"), ("The cover", "cover"))
OPENING = """# What each printer asks

This page is generated from the profiles in `book/printers/`; `pytest tests/test_printers.py --update` updates it.
[printing.md](printing.md) explains how to use it.

Confidence: **A**, we have seen the printer's own text, or as much of it as can be read without an account;
**B**, two or more others quote it; **C**, one does; **M**, from memory.
Breaking a rule of confidence A or B is an error, breaking one of C or M a warning, unless the table says otherwise.
All lengths are in inches.
"""


def cell(text: str) -> str:
    return text.replace("|", "/")


def thickness(known: Spine) -> str:
    """How a spine is calculated, in words."""
    if known.steps:
        return "in steps: " + ", ".join(f"{width:g} in from {pages} pages" for pages, width in known.steps)
    if not known.per_page:
        return "from the printer's template"
    line = f"{known.per_page:.6g} in per page" + (f" plus {known.base:g} in" if known.base else "")
    return f"{line}, for {known.least} to {known.most} pages; otherwise from the template" if known.least > 1 else line


def paper_row(paper: Paper) -> str:
    limits = "".join(f"; {known.pages[0]:g}–{known.pages[1]:g} at {known.trim[0]:g} × {known.trim[1]:g}"
                     + (f" ({known.confidence})" if known.confidence != paper.confidence else "")
                     for known in paper.pages_by_trim)
    sizes = "; only " + ", ".join(f"{width:g} × {height:g}" for width, height in paper.trims) if paper.trims else ""
    return (f"| `{paper.id}` | {paper.name} | {paper.pages[0]:g}–{paper.pages[1]:g}{limits}{sizes}"
            f" | {thickness(paper.spine)} | {', '.join(paper.sources)} | {paper.confidence} |")


def rule_rows(rules: Mapping[str, Rule]) -> Iterator[str]:
    for rule in rules.values():
        note = f" ({rule.note})" if rule.note else ""
        level = f", {rule.level}" if rule.level != LEVELS[rule.confidence] else ""
        what, sources = cell(requirement(rule) + note), ", ".join(rule.sources)
        yield f"| `{rule.name}` | {what} | {sources} | {rule.confidence}{level} |"


def chapter(profile: Printer) -> Iterator[str]:
    """A printer's part of the page."""
    yield f"## {profile.name}\n\nName in `book.yaml`: `{profile.id}`. Rules collected on {profile.collected}."
    yield f"Template: {profile.template}\n\n| paper | what | pages | spine | sources | confidence |"
    yield "|---|---|---|---|---|---|"
    yield from map(paper_row, profile.papers.values())
    for title, part in PARTS:
        yield f"\n### {profile.name}: {title.lower()}\n\n| rule | requires | sources | confidence |\n|---|---|---|---|"
        yield from rule_rows(getattr(profile, part))
    yield "\n| source | where | confidence |\n|---|---|---|"
    for name, source in profile.sources.items():
        where = "; ".join(filter(None, (source.url, source.note)))
        yield f"| {name} | {cell(where)} | {source.confidence} |"
    yield ""


def test_the_manual_has_every_rule(golden: Callable[[Path, str], None]) -> None:
    lines = [line for name in PRINTERS for line in chapter(known(name))]
    golden(Path(book.__file__).parent.parent / "manual" / "printers.md", "\n".join([OPENING, *lines]).rstrip() + "\n")
