"""The text of check.txt: what was inspected, rule by rule.

It has no date but the profile's, and no path, so that files of two builds can be compared.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from book.orders import Printer
from book.preflight.inspection import CheckedRule, Inspection, Outcome, PrintFile
from book.preflight.rule_words import requirement, size
from book.preflight.wording import addresses
from book.problems import Problem

WIDTH = 100
BLEED = {True: "with bleed", False: "without bleed", None: "not known"}
OUTCOMES: Mapping[Outcome, str] = {"kept": "kept", "broken": "BROKEN", "not checked": "not checked"}
CONFIDENCE = (
    "How sure each rule is: A the printer's own text was seen; B two or more others quote it; C one does;"
    " M from memory."
)


def check_report(inspection: Inspection) -> str:
    """The whole report, ending with a line break."""
    job, printer = inspection.job, inspection.job.printer
    lines = [f"{printer.name}: {job.part}", f"Rules gathered on {printer.collected}.", *_wrapped(CONFIDENCE), ""]
    lines += [*_job(job), "", *_tally(inspection), ""]
    for checked in inspection.checked:
        lines += _rule(checked, printer)
    lines += ["", "Findings" if inspection.findings else "No findings."]
    for finding in inspection.findings:
        lines += _finding(finding)
    return "\n".join(lines) + "\n"


def _job(job: PrintFile) -> Iterator[str]:
    yield f"Trim:    {f'{size((job.trim.width, job.trim.height))} in' if job.trim else 'not known'}"
    yield f"Extent:  {f'{job.pages} pages' if job.pages else 'not known'}"
    yield f"Paper:   {job.paper.name if job.paper else 'not said'}"
    if job.part == "interior":
        yield f"Bleed:   {BLEED[job.bleed]}"
    else:
        yield f"Spine:   {f'{job.spine:.4g} in ({job.spine * 25.4:.2f} mm)' if job.spine is not None else 'not known'}"
        yield f"ISBN:    {job.isbn or 'none'}"


def _tally(inspection: Inspection) -> Iterator[str]:
    outcomes = [checked.outcome for checked in inspection.checked]
    parts = [f"{outcomes.count(outcome)} {outcome}" for outcome in OUTCOMES]
    yield f"Rules:   {', '.join(parts)}"


def _rule(checked: CheckedRule, printer: Printer) -> Iterator[str]:
    rule = checked.rule
    yield from _wrapped(f"{OUTCOMES[checked.outcome]:<12} {rule.name:<19} {checked.measured}", 0, 33)
    sources = "; ".join(addresses(printer, rule))
    words = f"asked: {requirement(rule)}" + (f" ({rule.confidence}; {sources})" if sources else "")
    yield from _wrapped(words, 13)


def _finding(finding: Problem) -> Iterator[str]:
    yield ""
    yield from _wrapped(f"{finding.severity} {finding.code}: {finding.message}", 0, 2)
    yield from _wrapped(finding.hint, 2)


def _wrapped(text: str, indent: int = 0, hang: int | None = None) -> list[str]:
    after = indent if hang is None else hang
    return textwrap.wrap(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * after,
                         break_long_words=False, break_on_hyphens=False)
