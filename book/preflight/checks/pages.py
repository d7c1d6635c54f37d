"""Pages, whatever is printed on them: how many, how large, which of them blank (R-005 to R-008)."""

from __future__ import annotations

from itertools import groupby

from book.orders import Rule
from book.pdfmarks.boxes import Box
from book.pdfmarks.facts import PaintedPath, PdfPage, PlacedImage, TextRun
from book.preflight.case import INCH, NEAR, Case
from book.preflight.rule_words import size
from book.preflight.wording import CheckResult, Location, counted, finding, page_name, problem
from book.problems import Problem

MEET = 0.5  # points: what comes that near to the edge is meant to run off it


def even_extent(rule: Rule, case: Case) -> CheckResult:
    """R-006."""
    count = len(case.pages)
    told = counted(count, "page")
    if count % 2 == 0:
        return told, ()
    message = f"the file has {told}, an odd number"
    return told, (problem(case.job.printer, rule, "R-006", message, "add a blank page at the end"),)


def last_page_blank(rule: Rule, case: Case) -> CheckResult:
    """R-006."""
    last = case.pages[-1]
    if last.blank:
        return f"{page_name(last)} is blank", ()
    mark = next(mark for mark in last.marks if not mark.colour.blank)
    places = [Location(last, mark.box)]
    remedy = "add a blank page, or two to keep the number even"
    return f"{page_name(last)} is printed", finding(case, rule, "R-006", "the last page is not blank", places, remedy)


def blank_pages(rule: Rule, case: Case) -> CheckResult:
    """R-007: runs of blank pages, in the book and at its end."""
    runs = [list(run) for blank, run in groupby(case.pages, key=lambda page: page.blank) if blank]
    end = runs[-1] if runs and runs[-1][-1] is case.pages[-1] else []
    limits = [(run, rule.value.get("at-end" if run is end else "together", len(run))) for run in runs]
    places = [Location(run[0], None, counted(len(run), "blank page") + " from")
              for run, most in limits if len(run) > most]
    longest = max((len(run) for run in runs), default=0)
    told = f"{counted(sum(map(len, runs)), 'blank page')}, at most {longest} together"
    found = tuple(
        problem(case.job.printer, rule, "R-007", f"too many blank pages: {place.what} {page_name(place.page)} on",
                "take some out") for place in places
    )
    return told, found


def sizes(rule: Rule, case: Case) -> CheckResult:
    """R-005: every page as large as the trim and its bleed, cut where the printer cuts, upright; and what reaches the
    edge goes over it."""
    trim = case.job.trim
    if trim is None:
        return "the trim size could not be told from the file", None
    found = [*_sizes(rule, case), *_boxes(rule, case)]
    turned = [Location(page, None, f"{page.turned}°") for page in case.pages if page.turned]
    found += finding(case, rule, "R-005", "pages are turned", turned, "save them upright")
    found += short_of_bleed(rule, case, "R-005") if case.job.bleed else _without_bleed(rule, case)
    shown = sorted({size(_inches(page.sheet)) for page in case.pages})
    return f"pages of {', '.join(shown[:3])} in, {'with' if case.job.bleed else 'without'} bleed", tuple(found)


def _sizes(rule: Rule, case: Case) -> tuple[Problem, ...]:
    wrong = []
    wanted = (0.0, 0.0)
    for page in case.pages:
        assert case.job.trim is not None
        left, bottom, right, top = case.bleeds(page)
        wanted = case.job.trim.width * INCH + left + right, case.job.trim.height * INCH + bottom + top
        if abs(page.sheet.width - wanted[0]) > NEAR or abs(page.sheet.height - wanted[1]) > NEAR:
            wrong.append(Location(page, None, f"{size(_inches(page.sheet))} in"))
    inches = f"{round(wanted[0] / INCH, 3):g} × {round(wanted[1] / INCH, 3):g} in"
    what = f"pages are not of {inches}, the trim {'with' if case.job.bleed else 'without'} bleed"
    return finding(case, rule, "R-005", what, wrong, f"make each page {inches}")


def _boxes(rule: Rule, case: Case) -> tuple[Problem, ...]:
    """A trim box, where there is one, stands where the printer cuts: he looks at the sheet's edges alone."""
    wrong = []
    for page in case.pages:
        left, bottom, right, top = case.bleeds(page)
        sheet = page.sheet
        cut = Box(sheet.left + left, sheet.bottom + bottom, sheet.right - right, sheet.top - top)
        if page.trim and not (cut.holds(page.trim, NEAR) and page.trim.holds(cut, NEAR)):
            wrong.append(Location(page, page.trim))
    return finding(case, rule, "R-005", "the trim box is not where the printer cuts", wrong,
                   "set it to the page without its bleed")


def short_of_bleed(rule: Rule, case: Case, code: str) -> tuple[Problem, ...]:
    """What is meant to run off the page, and stops at the trim or short of the sheet's edge."""
    places = []
    for page, mark in case.marks():
        if isinstance(mark, PaintedPath | PlacedImage):
            edges = zip(mark.box, case.trim(page), page.sheet, strict=True)
            if _large(mark) and any(_stops_short(*edge) for edge in edges):
                places.append(Location(page, mark.box))
    return finding(case, rule, code, "something reaches the trim, but not the edge of the bleed", places,
                   "let it run to the edge of the sheet")


def _stops_short(edge: float, trim: float, sheet: float) -> bool:
    """True if an edge lies on the trim or in the bleed, and not at the sheet's own edge."""
    bled = abs(sheet - trim) > NEAR and abs(edge - sheet) > MEET
    return bled and min(trim, sheet) - MEET <= edge <= max(trim, sheet) + MEET


def _without_bleed(rule: Rule, case: Case) -> tuple[Problem, ...]:
    """What runs off pages that have no bleed: after cutting, a white edge may be left."""
    places = [Location(page, mark.box) for page, mark in case.marks() if isinstance(mark, PaintedPath | PlacedImage)
              and not case.trim(page).grown(-MEET).holds(mark.box) and mark.box.meet(case.trim(page))]
    return finding(case, rule, "R-005", "something runs to the trim, and the pages have no bleed", places,
                   "give all pages with bleed, or keep it within the margins")


def _large(mark: PaintedPath | PlacedImage) -> bool:
    """Crop marks are found by another rule."""
    return mark.box.width > 12 and mark.box.height > 12


def _inches(box: Box) -> tuple[float, float]:
    return round(box.width / INCH, 3), round(box.height / INCH, 3)


def wholly_outside(case: Case, page: PdfPage) -> list[Location]:
    """Lines and words of a page that stand beyond the trim alone: crop marks, registration marks, slugs. Areas there
    may be a part of what runs off the page."""
    trim = case.trim(page).grown(-0.01)
    return [Location(page, mark.box) for mark in page.marks if not mark.colour.blank and not mark.box.meet(trim)
            and (isinstance(mark, TextRun) or (isinstance(mark, PaintedPath) and mark.fine))]
