"""Colours: in which spaces, how black, how light, how much ink (R-010, R-011, R-012, R-017)."""

from __future__ import annotations

from book.orders import Rule
from book.pdfmarks.facts import Colour, Mark, PaintedPath, TextRun
from book.preflight import coverage
from book.preflight.case import Case
from book.preflight.rule_words import FAMILIES
from book.preflight.wording import CheckResult, Location, finding, page_name

SLACK = 1.0  # percent: a renderer rounds each of four inks


def colours(rule: Rule, case: Case) -> CheckResult:
    """R-010: spaces that the printer does not take; and colour of any kind on a paper that is printed with black."""
    marks = [(page, mark) for page, mark in case.marks() if mark.colour.space.family != "none"]
    there = sorted({mark.colour.space.family for _, mark in marks})
    told = ", ".join(FAMILIES[kind] for kind in there) or "nothing painted"
    wrong = [Location(page, mark.box, f"{_named(mark.colour)} {_kind(mark)}", mark) for page, mark in marks
             if mark.colour.space.family not in rule.value]
    found = finding(case, rule, "R-010", "a colour that the printer does not take", wrong, "convert it")
    if case.job.part == "interior" and case.job.paper and not case.job.paper.colour and not found:
        many = [Location(page, mark.box, _kind(mark), mark) for page, mark in marks
                if mark.colour.values and max(mark.colour.inks[:3]) > 0.05]
        what = f"colour, and {case.job.paper.name} is printed with black ink alone"
        found = finding(case, rule, "R-010", what, many, "convert it to grey, or take a paper for colour")
    return told, found


def black(rule: Rule, case: Case) -> CheckResult:
    """R-011: text and lines whose black or grey would be made of several inks, or by way of a profile.

    Broader areas may be black of several inks: there it is wanted."""
    small = [(page, mark) for page, mark in case.marks()
             if (isinstance(mark, TextRun) and mark.visible)
             or (isinstance(mark, PaintedPath) and mark.fine)]
    wrong = [Location(page, mark.box, f"{_written(mark.colour)} {_kind(mark)}", mark) for page, mark in small
             if mark.colour.values and mark.colour.neutral and not mark.colour.black_alone
             and mark.colour.space.family != "spot"]
    told = "text and lines in K alone" if not wrong else "black of several inks"
    return told, finding(case, rule, "R-011", "black that is not black ink alone", wrong,
                         "give it as 0/0/0/100, or as a grey")


def tint(rule: Rule, case: Case) -> CheckResult:
    """R-017: of the inks of a flat colour the heaviest; a lighter one than that is lost on press."""
    least = rule.value["least"]
    flat = [(page, mark, max(mark.colour.inks)) for page, mark in case.marks()
            if isinstance(mark, PaintedPath | TextRun) and mark.colour.values]
    places = [Location(page, mark.box, f"{ink:.0f} %") for page, mark, ink in flat if ink < least - 0.5]
    told = f"lightest tint {min(ink for *_, ink in flat):.0f} %" if flat else "nothing painted"
    return told, finding(case, rule, "R-017", "a tint is too light", places, f"make it {least:g} % or darker")


def ink(rule: Rule, case: Case) -> CheckResult:
    """R-012, by Ghostscript where it is installed: it mixes what lies one upon the other. Else by what is written."""
    found = coverage.measured(case.sheets, case.painted)
    most = rule.value["most"]
    heaviest = max(found.pages, key=lambda page: page.percent)
    where = f" on {page_name(case.pages[heaviest.index])}" if len(case.pages) > 1 else ""
    told = f"at most {heaviest.percent:.0f} %{where}, {found.how}"
    places = [Location(case.pages[page.index], page.box, f"{page.percent:.0f} %") for page in found.pages
              if page.percent > most + SLACK]
    return told, finding(case, rule, "R-012", "too much ink", places,
                         f"convert it with a profile for {most:g} % of ink, or give black as 0/0/0/100")


def _kind(mark: Mark) -> str:
    if isinstance(mark, PaintedPath):
        return "area" if mark.filled else "line"
    return "text" if isinstance(mark, TextRun) else "image"


def _named(colour: Colour) -> str:
    kind = {"gray": "grey", "rgb": "RGB", "cmyk": "CMYK", "spot": "spot ink", "icc": "ICC", "none": ""}
    names = ", ".join(name[1:] for name in colour.space.names)
    return f"{kind[colour.space.family]} {names}".strip()


def _written(colour: Colour) -> str:
    """The colour as its makers write it: "RGB 0/0/0", "CMYK 60/40/40/100"."""
    whole = 255 if colour.space.base == "rgb" else 100
    return f"{_named(colour)} {'/'.join(f'{value * whole:.0f}' for value in colour.values)}"
