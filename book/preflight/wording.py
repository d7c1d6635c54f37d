"""Problems in words: what is wrong, where, whose rule it is, what to do.

A book repeats its mistakes, so one problem stands for all places of a rule: the first are spelled out, the others
counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from book.orders import Printer, Rule
from book.pdfmarks import quoted
from book.pdfmarks.boxes import Box
from book.pdfmarks.facts import Mark, PdfPage, TextRun
from book.preflight.case import Case
from book.preflight.rule_words import requirement
from book.problems import Problem, Severity

SPELLED = 3
CheckResult = tuple[str, tuple[Problem, ...] | None]  # what was measured, in words; what is wrong, None if not checked


@dataclass(frozen=True, slots=True)
class Location:
    """Where something is wrong: a page, a box of it, what is there ("5.5 pt"), and the words, if it is a text."""

    page: PdfPage
    box: Box | None = None
    what: str = ""
    mark: Mark | None = None


def finding(
    case: Case, rule: Rule, code: str, what: str, places: Iterable[Location], remedy: str, level: Severity | None = None
) -> tuple[Problem, ...]:
    """One problem for all places, or none if there are none. It is as grave as its rule, if nothing else is said."""
    found = list(places)
    if not found:
        return ()
    several = len(case.pages) > 1
    if several:
        found = list({place.page.index: place for place in reversed(found)}.values())[::-1]
    told = [_told(case, place, several) for place in found[:SPELLED]]
    if len(found) > SPELLED:
        told.append(f"and {counted(len(found) - SPELLED, 'more page' if several else 'more place')}")
    return (problem(case.job.printer, rule, code, f"{what}: {'; '.join(told)}", remedy, level),)


def problem(
    printer: Printer, rule: Rule, code: str, message: str, remedy: str, level: Severity | None = None
) -> Problem:
    """A problem of the file as such. The hint ends with the rule and its source."""
    hint = f"{remedy}. {printer.name} asks for {requirement(rule)} ({sourced(printer, rule)})"
    return Problem(code, message, hint=hint, level=level or rule.level)


def sourced(printer: Printer, rule: Rule) -> str:
    """Where a rule was read, and how sure it is: "https://…, confidence B"."""
    return ", ".join([*addresses(printer, rule), f"confidence {rule.confidence}"])


def addresses(printer: Printer, rule: Rule) -> list[str]:
    """The addresses of a rule's sources; of one without an address, what the profile says of it."""
    known = [printer.sources[name] for name in rule.sources if name in printer.sources]
    return [words for source in known if (words := source.url or source.note)]


def page_name(page: PdfPage) -> str:
    """A page by its number in the file, and by its folio if that is another."""
    number = str(page.index + 1)
    return f"page {number}" if page.label in (number, "") else f"page {number} (folio {page.label})"


def counted(number: int, thing: str) -> str:
    """"1 page", "12 pages"."""
    return f"{number} {thing}" + ("" if number == 1 else "s")


def _told(case: Case, place: Location, several: bool) -> str:
    words = [place.what] if place.what else []
    if isinstance(place.mark, TextRun) and (said := quoted(place.mark)):
        words.append(said)
    if several:
        words.append(f"on {page_name(place.page)}" if words else page_name(place.page))
    if place.box:
        trim = case.trim(place.page)
        words.append(f"at {_points(place.box.left - trim.left)}, {_points(place.box.bottom - trim.bottom)} pt")
    return " ".join(words) or "the cover"


def _points(length: float) -> str:
    return f"{round(length) + 0}"
