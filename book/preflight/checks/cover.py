"""The flat of a cover: its size, its spine, and the room around its text (R-003, R-019 to R-021)."""

from __future__ import annotations

from book.orders import Rule
from book.pdfmarks.boxes import Box
from book.pdfmarks.facts import TextRun
from book.pdfmarks.outlines import exact
from book.preflight.case import INCH, NEAR, Case
from book.preflight.checks.barcode import filled_box
from book.preflight.checks.pages import short_of_bleed
from book.preflight.wording import CheckResult, Location, finding, problem
from book.problems import Problem

SLACK = 0.05  # points: rounding in the file
FROM_TEMPLATE = "the width of the spine is not known"


def sheet(rule: Rule, case: Case) -> CheckResult:
    """R-019: one page, as large as back, spine, front and the bleed around them."""
    page, job = case.pages[0], case.job
    told = f"a sheet of {_inches(page.sheet.width)} × {_inches(page.sheet.height)} in"
    found: tuple[Problem, ...] = ()
    if len(case.pages) > 1:
        message = f"the cover has {len(case.pages)} pages"
        found += (problem(job.printer, rule, "R-019", message, "put back, spine and front on one sheet"),)
    if job.trim is None:
        return f"{told}; the trim size could not be told from it", found or None
    high = job.trim.height * INCH + 2 * case.edge
    if "wrap" not in job.printer.cover and abs(page.sheet.height - high) > NEAR:
        found += (_wrong(rule, case, "high", page.sheet.height, high),)
    found += short_of_bleed(rule, case, "R-019")
    if job.spine is None:
        return told, (*found, _unknown(rule, case))
    wide = 2 * job.trim.width * INCH + job.spine * INCH + 2 * case.edge
    if abs(page.sheet.width - wide) > NEAR:
        found += (_wrong(rule, case, "wide", page.sheet.width, wide),)
    return f"{told}, spine {job.spine:.4g} in", found


def _unknown(rule: Rule, case: Case) -> Problem:
    """A spine that nobody has said: for want of the extent or the paper, or because only the template knows it."""
    job, remedy = case.job, f"give the width of the printer's template ({case.job.printer.template})"
    if job.pages is None or job.paper is None:
        wanted = [thing for thing, known in (("the extent", job.pages), ("the paper", job.paper)) if known is None]
        why, remedy = f"without {' and '.join(wanted)}", f"say {' and '.join(wanted)}, or {remedy}"
    else:
        why = f"for {job.pages} pages of {job.paper.name}"
    message = f"{FROM_TEMPLATE} {why}, so the width of the sheet cannot be checked"
    return problem(job.printer, rule, "R-003", message, remedy)


def _wrong(rule: Rule, case: Case, way: str, have: float, want: float) -> Problem:
    spine = f" with a spine of {case.job.spine:.4g} in" if way == "wide" and case.job.spine is not None else ""
    message = f"the sheet is {_inches(have)} in {way}, not {_inches(want)} in{spine}"
    return problem(case.job.printer, rule, "R-019", message, f"make it {_inches(want)} in {way}")


def wrap(rule: Rule, case: Case) -> CheckResult:
    """R-019: of a case, the height tells whether the sheet is large enough to be folded in."""
    page, trim = case.pages[0], case.job.trim
    if trim is None:
        return "the trim size could not be told from the sheet", None
    high = trim.height * INCH + 2 * case.edge
    told = f"{_inches((page.sheet.height - trim.height * INCH) / 2)} in beyond the trim, with its bleed"
    return told, (_wrong(rule, case, "high", page.sheet.height, high),) if abs(page.sheet.height - high) > NEAR else ()


def safe(rule: Rule, case: Case) -> CheckResult:
    """R-021: text within the trim; that of the barcode goes with its box."""
    page, clear = case.pages[0], rule.value["inside-trim"] * INCH
    room, bars = case.trim(page).grown(-clear), filled_box(case)
    texts = [mark for mark in page.marks if isinstance(mark, TextRun) and mark.visible
             and not room.holds(mark.box, SLACK) and not (bars and bars.meet(mark.box))]
    near = [Location(page, box, "", text) for text in texts if not room.holds(box := exact(text), SLACK)]
    told = "text too near to the trim" if near else f"all text {rule.value['inside-trim']:g} in or more inside the trim"
    return told, finding(case, rule, "R-021", "text too near to the trim", near,
                         f"move it {rule.value['inside-trim']:g} in inside the trim")


def spine_text(rule: Rule, case: Case) -> CheckResult:
    """R-020: none on a thin book; on a thicker one, clear of the folds."""
    if case.spine is None:
        return FROM_TEMPLATE, None
    there = _on_spine(case, case.spine)
    if not there:
        return "no text on the spine", ()
    pages = case.job.pages
    if pages is not None and pages < rule.value["least-pages"]:
        what = f"text on the spine of a book of {pages} pages"
        return f"text on the spine, {pages} pages", finding(
            case, rule, "R-020", what, there, "leave the spine without text")
    gaps = [(place, min(place.box.left - case.spine.left, case.spine.right - place.box.right))
            for place in there if place.box]
    near = [place for place, gap in gaps if gap < rule.value["clear"] * INCH - SLACK]
    return f"text {min(gap for _, gap in gaps) / INCH:.3f} in clear of the folds", finding(
        case, rule, "R-020", "text on the spine is too near to a fold", near, "set it smaller, and in the middle")


def _on_spine(case: Case, spine: Box) -> list[Location]:
    """Text of which any ink is on the spine."""
    page, inner = case.pages[0], Box(spine.left + SLACK, spine.bottom, spine.right - SLACK, spine.top)
    texts = [mark for mark in page.marks if isinstance(mark, TextRun) and mark.visible and mark.box.meet(inner)]
    boxes = [(text, exact(text)) for text in texts]
    return [Location(page, box, "", text) for text, box in boxes if box.meet(inner)]


def _inches(length: float) -> str:
    return f"{round(length / INCH, 3):g}"
