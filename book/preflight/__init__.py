"""Preflight for a printing house: any PDF against the rules of a printer's profile, with problems R-001 to R-024.

It shares nothing with the writers but the profiles: the file is read back with pypdf (`pdfmarks`), and spines, sizes
and margins are worked out anew. The file is read once; each rule of a profile has one small check in `checks`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from book.orders import Rule
from book.pdfmarks import UnreadablePdf, read, shape
from book.pdfmarks.facts import PdfFile, PdfPage
from book.preflight import checks
from book.preflight.case import Case
from book.preflight.check_report import check_report
from book.preflight.checks import Check, papers
from book.preflight.guess import filled
from book.preflight.guess import likely_part as _likely
from book.preflight.inspection import CheckedRule, Inspection, Outcome, Part, PrintFile
from book.preflight.text_digests import TextDigests, missing_text, text_digests, text_digests_of
from book.preflight.wording import SPELLED, counted, page_name
from book.problems import Problem

__all__ = [
    "CheckedRule", "Inspection", "PrintFile", "TextDigests", "check_report", "inspect", "likely_part", "missing_text",
    "text_digests_of",
]  # fmt: skip

READABLE = Rule("readable", True, (), "A", "error")
ANEW = "make the file anew"
UNREAD = "ours: report it; others: save the file anew, or with another program"


def inspect(pdf: bytes, job: PrintFile, ink: bool = True, painted: bool = True) -> Inspection:
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
    return Inspection(job, (_readable(sheets), *_checked(case, ink)), text_digests(sheets))


def likely_part(pdf: bytes) -> Part:
    """Whether a PDF looks like a cover or an interior, by its pages."""
    try:
        return _likely(*shape(pdf))
    except UnreadablePdf:
        return "interior"


def _checked(case: Case, ink: bool) -> Iterator[CheckedRule]:
    for rule, check in _rules(case.job):
        if rule.name == "ink" and not ink:
            yield CheckedRule(rule, "not checked", "left out on request")
            continue
        measured, findings = check(rule, case)
        yield CheckedRule(rule, _outcome(findings), measured, findings or ())


def _outcome(findings: tuple[Problem, ...] | None) -> Outcome:
    """A note tells of something; it breaks no rule."""
    if findings is None:
        return "not checked"
    return "broken" if any(finding.severity != "note" for finding in findings) else "kept"


def _rules(job: PrintFile) -> Iterator[tuple[Rule, Check]]:
    """The printer's rules for the book and this part of it, the paper's limits among them."""
    own: Mapping[str, Rule] = job.printer.interior if job.part == "interior" else job.printer.cover
    known = checks.INTERIOR if job.part == "interior" else checks.COVER
    for rule in job.printer.book.values():
        yield rule, checks.BOOK[rule.name]
    if job.paper:
        yield papers.pages_rule(job.paper, job.trim), papers.pages
    for rule in own.values():
        yield rule, known[rule.name]


def _readable(sheets: PdfFile) -> CheckedRule:
    """The file as such. What was not read may break any rule, so it is told however kind viewers are to it."""
    told = f"PDF {sheets.version}, {counted(len(sheets.pages), 'page')}"
    found = tuple(Problem("F-004", f"{page_name(page)} cannot be read: {page.fault}", hint=ANEW)
                  for page in sheets.pages if page.fault)
    found += _unread_operators(sheets)
    return CheckedRule(READABLE, "broken" if found else "kept", told, found)


def _unread_operators(sheets: PdfFile) -> tuple[Problem, ...]:
    """R-024 for each page, the first few spelled out; the others in one more."""
    pages = [page for page in sheets.pages if page.unread]
    found = [Problem("R-024", f"{counted(len(page.unread), 'drawing operator')} on {page_name(page)} could not be read,"
                     f" so no rule could be checked there ({_first(page)})", hint=UNREAD) for page in pages[:SPELLED]]
    if len(pages) > SPELLED:
        rest = pages[SPELLED:]
        found.append(Problem("R-024", f"{counted(sum(len(page.unread) for page in rest), 'drawing operator')} on"
                             f" {counted(len(rest), 'more page')} could not be read", hint=UNREAD))
    return tuple(found)


def _first(page: PdfPage) -> str:
    """The kinds of operators, most frequent first: "Td: not enough values to unpack"."""
    kinds = [str(unread) for unread, _ in Counter(page.unread).most_common(SPELLED + 1)]
    return "; ".join(kinds[:SPELLED]) + ("; and others" if len(kinds) > SPELLED else "")


def _unread(job: PrintFile, fault: UnreadablePdf) -> Iterator[CheckedRule]:
    if fault.locked:
        problem = Problem("R-008", "the file is encrypted, and cannot be opened",
                          hint="save it without a password and without restrictions")
    else:
        problem = Problem("F-004", f"the PDF cannot be read: {fault}", hint=ANEW)
    yield CheckedRule(READABLE, "broken", "the file cannot be read", (problem,))
    yield from (CheckedRule(rule, "not checked", "the file cannot be read") for rule, _ in _rules(job))
