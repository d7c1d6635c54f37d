"""Sizes of type, of lines, and of images' pixels (R-013, R-016, R-017)."""

from __future__ import annotations

from book.orders import Rule
from book.pdfmarks.facts import PaintedPath, PlacedImage, TextRun
from book.preflight.case import Case
from book.preflight.wording import CheckResult, Location, finding

SLACK = 0.01  # points; and of pixels, half a percent: a width is rounded to whole ones


def type_size(rule: Rule, case: Case) -> CheckResult:
    """R-016, white type on a dark ground too: its thin strokes fill with ink."""
    least = rule.value["least"]
    texts = [(page, mark) for page in case.pages for mark in page.marks if isinstance(mark, TextRun) and mark.visible]
    places = [Location(page, mark.box, f"{mark.size:.3g} pt", mark)
              for page, mark in texts if mark.size < least - SLACK]
    told = f"smallest type {min(mark.size for _, mark in texts):.3g} pt" if texts else "no type"
    return told, finding(case, rule, "R-016", "type is too small", places, f"set it in {least:g} pt or larger")


def rule_weight(rule: Rule, case: Case) -> CheckResult:
    """R-017: lines, and areas so narrow that they are lines. The bars of a barcode are another rule's matter."""
    least = rule.value["least"]
    lines = [(page, mark, mark.weight) for page, mark in case.marks()
             if isinstance(mark, PaintedPath) and mark.weight is not None and max(mark.box.width, mark.box.height) > 2
             and not _bar(case, mark)]
    places = [Location(page, mark.box, f"{weight:.2g} pt") for page, mark, weight in lines if weight < least - SLACK]
    told = f"thinnest line {min(weight for *_, weight in lines):.2g} pt" if lines else "no lines"
    return told, finding(case, rule, "R-017", "a line is too thin", places, f"draw it {least:g} pt or heavier")


def _bar(case: Case, mark: PaintedPath) -> bool:
    """True of a bar on a cover: upright, filled, an eighth of an inch to an inch and a half tall."""
    upright = mark.filled and mark.boxed and 9 <= mark.box.height <= 108 and mark.box.width < 4
    return case.job.part == "cover" and upright


def resolution(rule: Rule, case: Case) -> CheckResult:
    """R-013. Too fine an image only makes the file large, and two tones want all that they have."""
    least, most = rule.value["least"], rule.value.get("most")
    images = [(page, mark) for page, mark in case.marks() if isinstance(mark, PlacedImage)]
    if not images:
        return "no images", ()
    coarse = [Location(page, mark.box, _pixels(mark)) for page, mark in images if mark.fineness < least * 0.995]
    fine = [Location(page, mark.box, _pixels(mark)) for page, mark in images
            if most and mark.bits > 1 and mark.fineness > most * 1.005]
    told = f"images of {min(m.fineness for _, m in images):.0f} to {max(m.fineness for _, m in images):.0f} ppi"
    return told, (
        *finding(case, rule, "R-013", "an image is too coarse", coarse,
                 f"give it at least {least:g} pixels an inch at the size at which it is printed"),
        *finding(case, rule, "R-013", "an image is finer than can be printed", fine,
                 f"bring it down to {most:g} pixels an inch" if most else "",
                 "note" if rule.level == "note" else "warning"),
    )


def _pixels(mark: PlacedImage) -> str:
    return f"{mark.fineness:.0f} ppi"
