"""The barcode on a cover (R-022): a white box where the printer looks for it, and in it the book's own bars, or
nothing where the printer adds them.
"""

from __future__ import annotations

from book.orders import Rule
from book.pdfmarks.boxes import Box
from book.pdfmarks.facts import Mark, PaintedPath, PlacedImage
from book.preflight.case import INCH, NEAR, Case
from book.preflight.checks import isbn
from book.preflight.wording import CheckResult, Location, finding, problem
from book.problems import Problem, Severity
from book.scanner import ScannedCode

BARS = 30  # of an EAN-13: that many are meant as one
SHIFT = 4.5  # points, a sixteenth of an inch: the fold itself may lie that far off


def barcode(rule: Rule, case: Case) -> CheckResult:
    """R-022: a white box at its place on the back; in it the barcode of the book, or nothing where the printer adds
    it."""
    if case.spine is None:
        return "the width of the spine is not known", None
    box = _white(rule, case) or _paper(rule, case)
    if box is None:
        codes = isbn.codes_in(case, _back(case))
        return _told("no white box", codes), (_no_box(rule, case), *isbn.wrong_codes(rule, case, codes))
    over = _over(case, box)
    bars = [mark for mark in over if _is_bar(mark)]
    codes = isbn.codes_in(case, box) if over else ()
    return _told("a white box", codes or ("empty" if not over else "no barcode that can be read")), (
        *_misplaced(rule, case, box, bool(bars)), *_content(rule, case, over, bars),
        *isbn.wrong_codes(rule, case, codes), *(() if codes else _unread(rule, case, bars)))


def _told(box: str, within: tuple[ScannedCode, ...] | str) -> str:
    words = within if isinstance(within, str) else isbn.described(within)
    return f"{box}, {words}" if words else box


def filled_box(case: Case) -> Box | None:
    """The box that holds the book's own bars: its figures stand where the printer wants the box, however near to the
    trim that is."""
    rule = case.job.printer.cover.get("barcode")
    if rule is None or case.spine is None:
        return None
    box = _white(rule, case) or _wanted(rule, case)
    return box if box and any(_is_bar(mark) for mark in _over(case, box)) else None


def _misplaced(rule: Rule, case: Case, box: Box, filled: bool) -> tuple[Problem, ...]:
    """A box elsewhere is left blank by the printer, whose own bars go to the place; bars of the book's own are read
    anywhere, so that is only a warning."""
    wanted = _wanted(rule, case)
    places = [Location(case.pages[0], box)] if wanted and not box.holds(wanted, SHIFT) else []
    return finding(case, rule, "R-022", "the barcode's white box is not at its place", places,
                   f"set it {_place(rule)}", "warning" if filled else None)


def _content(rule: Rule, case: Case, over: list[Mark], bars: list[Mark]) -> tuple[Problem, ...]:
    page = case.pages[0]
    coloured = [Location(page, bar.box) for bar in bars if isinstance(bar, PaintedPath) and not bar.colour.black_alone]
    found = finding(case, rule, "R-022", "bars of the barcode are not in black ink alone", coloured,
                    "give them as 0/0/0/100")
    if not bars and _wanted(rule, case):  # the printer's own bars would go there
        stray = [Location(page, mark.box) for mark in over]
        found += finding(case, rule, "R-022", "something is printed in the barcode's white box", stray, "move it away")
    return found


def _unread(rule: Rule, case: Case, bars: list[Mark]) -> tuple[Problem, ...]:
    """Bars that no scanner reads, whoever asks for them; and no bars where the printer wants some."""
    job = case.job
    if bars and (job.isbn or len(bars) >= BARS):
        wanted = f"; the book's ISBN is {job.isbn}" if job.isbn else ""
        message = f"there is no barcode on the cover that can be read{wanted}"
        return (problem(job.printer, rule, "R-022", message, isbn.ANEW, "error"),)
    if not rule.value["required"]:
        return ()
    if job.isbn:
        return (problem(job.printer, rule, "R-022", "there is no barcode on the cover", isbn.ANEW),)
    message = f"the book has no ISBN yet, and its cover no barcode; {job.printer.name} will not print without"
    return (problem(job.printer, rule, "R-022", message, "get an ISBN and write it as isbn", "note"),)


def _no_box(rule: Rule, case: Case) -> Problem:
    wide, high = rule.value["box"]
    message = f"there is no white box of {wide:g} × {high:g} in for the barcode, {_place(rule)}"
    level: Severity | None = "warning" if "remembered" in rule.value else None
    return problem(case.job.printer, rule, "R-022", message, f"leave {wide:g} × {high:g} in white on the back", level)


def _place(rule: Rule) -> str:
    if "from-bottom" not in rule.value or "from-spine" not in rule.value:
        return "on the back"
    return f"{rule.value['from-bottom']:g} in from the bottom and {rule.value['from-spine']:g} in from the spine"


def _wanted(rule: Rule, case: Case) -> Box | None:
    """Where the box must be; None if anywhere on the back will do."""
    if case.spine is None or "from-bottom" not in rule.value or "from-spine" not in rule.value:
        return None
    wide, high = (length * INCH for length in rule.value["box"])
    right = case.spine.left - rule.value["from-spine"] * INCH
    bottom = case.spine.bottom + rule.value["from-bottom"] * INCH
    return Box(right - wide, bottom, right, bottom + high)


def _back(case: Case) -> Box:
    """The back of the book."""
    trim = case.trim(case.pages[0])
    return Box(trim.left, trim.bottom, case.spine.left if case.spine else trim.right, trim.top)


def _white(rule: Rule, case: Case) -> Box | None:
    """The white box that was drawn last on the back, if it is large enough."""
    back, (wide, high) = _back(case), (length * INCH - NEAR for length in rule.value["box"])
    found = [mark.box for mark in case.pages[0].marks if _is_white(mark) and back.holds(mark.box, NEAR)
             and mark.box.width >= wide and mark.box.height >= high]
    return found[-1] if found else None


def _paper(rule: Rule, case: Case) -> Box | None:
    """White paper is white too: the place of the box, or where there is none, a back without any area of colour."""
    place = _wanted(rule, case)
    if place:
        return place if all(_is_bar(mark) for mark in _over(case, place)) else None
    back = _back(case)
    return None if any(isinstance(mark, PaintedPath) and not mark.fine and not _is_bar(mark)
                       for mark in _over(case, back)) else back


def _over(case: Case, box: Box) -> list[Mark]:
    """What is printed in a box, over the last white that covers it."""
    marks, inside = case.pages[0].marks, box.grown(-NEAR)
    under = max((mark.order for mark in marks if _is_white(mark) and mark.box.holds(inside)), default=-1)
    return [mark for mark in marks if mark.order > under and not mark.colour.blank and inside.meet(mark.box)]


def _is_white(mark: Mark) -> bool:
    return isinstance(mark, PaintedPath) and mark.filled and mark.boxed and mark.colour.blank


def _is_bar(mark: Mark) -> bool:
    """A bar, or a whole barcode as an image. The figures below it are no bars, and are let be where bars are."""
    if isinstance(mark, PaintedPath):
        return mark.filled and mark.box.width < 4 and mark.box.height > 9
    return isinstance(mark, PlacedImage)
