"""What a file has or lacks: fonts, layers, annotations, transparency, bytes (R-008, R-009, R-014, R-018)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import chain

from book.orders import Rule
from book.pdfmarks.facts import PdfFont, PdfPage
from book.preflight.case import Case
from book.preflight.checks.pages import wholly_outside
from book.preflight.wording import CheckResult, Location, counted, finding, page_name, problem
from book.problems import Problem

MEGABYTE = 1_000_000
MEANT: Mapping[str, tuple[str, str]] = {  # kind of thing: what to say of it, what to do
    "bookmarks": ("the file has bookmarks", "export it without bookmarks"),
    "attachments": ("a file is attached", "take the attachment out"),
    "layers": ("the file has layers that can be hidden", "flatten the layers"),
    "encryption": ("the file is encrypted", "save it without a password and without restrictions"),
}
ODDITIES = {"bookmarks": "bookmarks", "attachments": "attachment", "layers": "layers"}


def forbidden(rule: Rule, case: Case) -> CheckResult:
    """R-008, one finding for each kind of thing."""
    found = {kind: FORBIDDEN[kind](replace(rule, value=[kind]), case, kind) for kind in rule.value}
    there = [kind for kind, findings in found.items() if findings]
    told = ", ".join(there) if there else f"no {', no '.join(rule.value)}"
    return told, tuple(chain.from_iterable(found.values()))


def _annotations(rule: Rule, case: Case, _: str) -> tuple[Problem, ...]:
    places = [Location(page, box, kind.lower()) for page in case.pages for kind, box in page.notes]
    return finding(case, rule, "R-008", "annotations", places, "export without links, comments and form fields")


def _scripts(rule: Rule, case: Case, _: str) -> tuple[Problem, ...]:
    whole = any(odd.kind == "script" or (odd.kind, odd.name) == ("catalog", "AA") for odd in case.sheets.whole)
    pages = [page.index + 1 for page in case.pages if any(odd.kind == "script" for odd in page.oddities)]
    if not whole and not pages:
        return ()
    where = "" if whole else f" on page {pages[0]}"
    message = f"there is JavaScript in the file{where}"
    return (problem(case.job.printer, rule, "R-008", message, "take the scripts out"),)


def _of_file(rule: Rule, case: Case, kind: str) -> tuple[Problem, ...]:
    there = case.sheets.locked if kind == "encryption" else any(
        odd.kind == ODDITIES[kind] for odd in case.sheets.whole)
    return (problem(case.job.printer, rule, "R-008", *MEANT[kind]),) if there else ()


def _marks(rule: Rule, case: Case, _: str) -> tuple[Problem, ...]:
    places = [place for page in case.pages for place in wholly_outside(case, page)]
    return finding(case, rule, "R-008", "printed outside the trim, as crop marks are", places, "export without marks")


FORBIDDEN: Mapping[str, Callable[[Rule, Case, str], tuple[Problem, ...]]] = {
    "encryption": _of_file, "annotations": _annotations, "bookmarks": _of_file, "scripts": _scripts,
    "attachments": _of_file, "layers": _of_file, "marks": _marks,
}  # fmt: skip


def transparency(rule: Rule, case: Case) -> CheckResult:
    """R-014: what is seen through. A group whose parts are all opaque is not."""
    places = [Location(page, odd.box, odd.name) for page in case.pages for odd in page.oddities
              if odd.kind == "transparent"]
    told = f"transparency on {counted(len({place.page.index for place in places}), 'page')}" if places else "none"
    return told, finding(case, rule, "R-014", "transparency", places, "flatten it, or make it opaque")


def _faces(case: Case) -> list[tuple[PdfFont, PdfPage]]:
    """Each font once, with the page where it comes first."""
    found: dict[tuple[str, bool], tuple[PdfFont, PdfPage]] = {}
    for page in case.pages:
        for face in page.faces:
            found.setdefault((face.name, face.embedded), (face, page))
    return list(found.values())


def fonts_embedded(rule: Rule, case: Case) -> CheckResult:
    """R-009."""
    faces = _faces(case)
    missing = [(face, page) for face, page in faces if not face.embedded]
    told = f"{len(faces) - len(missing)} of {counted(len(faces), 'font')} embedded"
    return told, tuple(
        problem(case.job.printer, rule, "R-009", f"the font {face.name} is not embedded (first on {page_name(page)})",
                "embed it when the file is made") for face, page in missing
    )


def fonts_whole(rule: Rule, case: Case) -> CheckResult:
    """R-009: a subset has six letters and a plus before its name."""
    faces = [face for face, _ in _faces(case)]
    parts = sorted(face.name for face in faces if face.subset)
    told = f"{len(faces) - len(parts)} of {counted(len(faces), 'font')} not subsets"
    if not parts:
        return told, ()
    message = f"embedded as {'a subset' if len(parts) == 1 else 'subsets'}: {', '.join(parts)}"
    return told, (problem(case.job.printer, rule, "R-009", message, "embed the whole fonts"),)


def file_size(rule: Rule, case: Case) -> CheckResult:
    """R-018."""
    have, most = case.sheets.size / MEGABYTE, rule.value["megabytes"]
    told = f"{have:.2g} MB" if have < 1 else f"{have:.1f} MB"
    if have <= most:
        return told, ()
    remedy = "make its images smaller, down to the printer's resolution"
    return told, (problem(case.job.printer, rule, "R-018", f"the file has {told}", remedy),)
