"""Preflight for a printing house: any PDF against the rules of a printer's profile.

Comes in: a PDF's bytes, a job (whose rules, which part of the book). Goes out: an inspection: each rule with what was
measured and what is wrong, problems R-001 to R-022. Apart from the writers, with which it shares nothing but the
profiles: it reads with pypdf, and works out spines, sizes and margins anew.

The file is read once (`reading`) into facts; each rule of a profile has one small check (`checks`) that asks them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from book.pdfmarks import PdfFile, UnreadablePdf, read, shape
from book.preflight import checks
from book.preflight.case import Case
from book.preflight.checks import Check, papers
from book.preflight.findings import counted, page_name
from book.preflight.guess import filled
from book.preflight.guess import likely_part as _likely
from book.preflight.job import Checked, Inspection, Job, Outcome, Part
from book.preflight.report import report
from book.preflight.saying import Sayings, sayings, sayings_of, unsaid
from book.press import Rule
from book.problems import Problem

__all__ = ["Checked", "Inspection", "Job", "Sayings", "inspect", "likely_part", "report", "sayings_of", "unsaid"]

READABLE = Rule("readable", True, (), "A", "error")
ANEW = "make the file anew"


def inspect(pdf: bytes, job: Job, ink: bool = True, painted: bool = True) -> Inspection:
    """Every rule of the job's part. What of the job is None is worked out from the file, where it can be.

    `ink` False leaves the ink unmeasured, which takes longest; `painted` False has it read from the file instead of
    painted by Ghostscript, so that every machine says the same. Never raises: a file that cannot be read is F-004, or
    R-008 if a password keeps it shut, and no rule is checked then."""
    try:
        sheets = read(pdf)
    except UnreadablePdf as fault:
        return Inspection(job, tuple(_unread(job, fault)))
    job = filled(job, sheets)
    case = Case(sheets, job, painted)
    return Inspection(job, (_readable(sheets), *_checked(case, ink)), sayings(sheets))


def likely_part(pdf: bytes) -> Part:
    """Whether a PDF looks like a cover or an interior, by its pages."""
    try:
        return _likely(*shape(pdf))
    except UnreadablePdf:
        return "interior"


def _checked(case: Case, ink: bool) -> Iterator[Checked]:
    for rule, check in _rules(case.job):
        if rule.name == "ink" and not ink:
            yield Checked(rule, "not checked", "left out on request")
            continue
        measured, findings = check(rule, case)
        yield Checked(rule, _outcome(findings), measured, findings or ())


def _outcome(findings: tuple[Problem, ...] | None) -> Outcome:
    """A note tells of something; it breaks no rule."""
    if findings is None:
        return "not checked"
    return "broken" if any(finding.severity != "note" for finding in findings) else "kept"


def _rules(job: Job) -> Iterator[tuple[Rule, Check]]:
    """The printer's rules for the book and this part of it, the paper's limits among them."""
    own: Mapping[str, Rule] = job.printer.interior if job.part == "interior" else job.printer.cover
    known = checks.INTERIOR if job.part == "interior" else checks.COVER
    for rule in job.printer.book.values():
        yield rule, checks.BOOK[rule.name]
    if job.paper:
        yield papers.pages_rule(job.paper, job.trim), papers.pages
    for rule in own.values():
        yield rule, known[rule.name]


def _readable(sheets: PdfFile) -> Checked:
    faults = [page for page in sheets.pages if page.fault]
    told = f"PDF {sheets.version}, {counted(len(sheets.pages), 'page')}"
    found = tuple(
        Problem("F-004", f"{page_name(page)} cannot be read: {page.fault}", hint=ANEW) for page in faults
    )
    return Checked(READABLE, "broken" if found else "kept", told, found)


def _unread(job: Job, fault: UnreadablePdf) -> Iterator[Checked]:
    if fault.locked:
        problem = Problem("R-008", "the file is encrypted, and cannot be opened",
                          hint="save it without a password and without restrictions")
    else:
        problem = Problem("F-004", f"the PDF cannot be read: {fault}", hint=ANEW)
    yield Checked(READABLE, "broken", "the file cannot be read", (problem,))
    yield from (Checked(rule, "not checked", "the file cannot be read") for rule, _ in _rules(job))
