"""What the printer makes at all, whatever the file is like: sizes and extents (R-001, R-002)."""

from __future__ import annotations

from book.edition import Trim
from book.orders import Paper, Rule
from book.preflight.case import INCH, NEAR, Case
from book.preflight.rule_words import size
from book.preflight.wording import CheckResult, problem
from book.printers import LEVELS

UNKNOWN = "the trim size could not be told from the file"


def trims(rule: Rule, case: Case) -> CheckResult:
    """R-001: the paper has sizes of its own, or the printer's are meant, or any between limits."""
    trim, paper = case.job.trim, case.job.paper
    if trim is None:
        return UNKNOWN, None
    sizes = paper.trims if paper and paper.trims else rule.value["sizes"]
    free = rule.value.get("custom")
    between = bool(free and _between(trim, free))
    told = f"a trim of {size((trim.width, trim.height))} in"
    if any(_same(trim, one) for one in sizes) or (between and not (paper and paper.trims)):
        return told, ()
    wanted = f"make the book one of {', '.join(size(one) for one in sizes)} in"
    where = f" on {paper.name}" if paper and paper.trims else ""
    message = f"{told} is none that the printer makes{where}"
    return told, (problem(case.job.printer, rule, "R-001", message, wanted, "warning" if between else None),)


def _same(trim: Trim, other: tuple[float, float]) -> bool:
    return abs(trim.width - other[0]) * INCH < NEAR and abs(trim.height - other[1]) * INCH < NEAR


def _between(trim: Trim, free: dict[str, list[float]]) -> bool:
    slack = NEAR / INCH
    return all(free[side][0] - slack <= length <= free[side][1] + slack
               for side, length in (("width", trim.width), ("height", trim.height)))


def file_names(rule: Rule, case: Case) -> CheckResult:
    """A file is read, not its name: the report says what it must be."""
    isbn = "".join(sign for sign in case.job.isbn if sign.isdigit())
    if not isbn:
        return "there is no ISBN to name the file by", None
    return f"name the file {rule.value[case.job.part].format(isbn=isbn)}", None


def pages_rule(paper: Paper, trim: Trim | None) -> Rule:
    """What a paper allows, as a rule; some sizes have limits of their own."""
    limits, sure = paper.pages, paper.confidence
    for known in paper.pages_by_trim:
        if trim and _same(trim, known.trim):
            limits, sure = known.pages, known.confidence
    return Rule("pages", limits, paper.sources, sure, LEVELS[sure])


def pages(rule: Rule, case: Case) -> CheckResult:
    """R-002."""
    count, (least, most) = case.job.pages, rule.value
    if count is None:
        return "the extent of the book is not known", None
    told = f"{count} pages"
    if least <= count <= most:
        return told, ()
    paper = case.job.paper.name if case.job.paper else ""
    message = f"the book has {count} pages; of {paper} the printer binds {least:g} to {most:g}"
    return told, (problem(case.job.printer, rule, "R-002", message, "take another paper, or another trim"),)
