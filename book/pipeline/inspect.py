"""`book preflight`: checks any finished PDF against a printer's rules.

What the command line does not say of a file in `build/print/` is taken from the book that it was made from.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from book.edition import Edition, Trim
from book.orders import Order, Printer
from book.pipeline.folder import PRINT
from book.preflight import Inspection, PrintFile, inspect, likely_part
from book.printers import names, printer
from book.problems import Problem
from book.project import PRINTERS
from book.read import read_edition


@dataclass(frozen=True, slots=True)
class InspectRequest:
    """What the command line says of a file; None and empty for what it leaves open. Lengths in inches."""

    cover: bool = False
    trim: tuple[float, float] | None = None
    paper: str = ""
    pages: int | None = None
    spine: float | None = None
    bleed: bool | None = None
    isbn: str = ""


def inspect_file(
    file: Path, name: str, asked: InspectRequest, project: Path
) -> tuple[Inspection | None, tuple[Problem, ...]]:
    """The inspection, or None with the problems that forbid it: R-023 for a printer or paper that nobody knows, B-010
    for a file that cannot be read."""
    profiles = project / PRINTERS
    if name not in names(profiles):
        hint = f"known are {', '.join(names(profiles))}"
        return None, (Problem("R-023", f"no printer is called “{name}”", hint=hint),)
    known, problems = printer(name, profiles)
    if known is None:
        return None, problems
    if asked.paper and asked.paper not in known.papers:
        hint = f"it has {', '.join(known.papers)}"
        return None, (Problem("R-023", f"{known.name} has no paper “{asked.paper}”", hint=hint),)
    try:
        pdf = file.read_bytes()
    except OSError as fault:
        return None, (Problem("B-010", f"{file} cannot be read: {fault.strerror}"),)
    job = _from_book(file, known, project) or PrintFile(known, "cover" if asked.cover else likely_part(pdf))
    return inspect(pdf, _said(job, asked)), ()


def _from_book(file: Path, known: Printer, project: Path) -> PrintFile | None:
    """What the book says of a file of its own, or None: of any other file only the printer is known."""
    folder = project / "build" / PRINT / known.id
    edition = read_edition(project)[0] if file.resolve().parent == folder.resolve() else None
    order = _order(edition, known.id) if edition else None
    if edition is None or order is None:
        return None
    part: Literal["interior", "cover"] = "cover" if file.stem.endswith(("cover", "_cov")) else "interior"
    return PrintFile(known, part, edition.trim, order.paper, _pages(project, known.id), order.bleed, order.spine,
               edition.isbn, edition.prices)


def _order(edition: Edition, name: str) -> Order | None:
    return next((order for target in edition.targets for order in target.orders if order.printer.id == name), None)


def _pages(project: Path, name: str) -> int | None:
    """The extent that the last build ordered of a printer."""
    try:
        return int(json.loads((project / "build/report.json").read_text("utf-8"))["print"][name]["pages"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _said(job: PrintFile, asked: InspectRequest) -> PrintFile:
    """The command line has the last word."""
    return replace(
        job,
        trim=Trim(*asked.trim) if asked.trim else job.trim,
        paper=job.printer.papers[asked.paper] if asked.paper else job.paper,
        pages=asked.pages or job.pages,
        spine=asked.spine or job.spine,
        bleed=job.bleed if asked.bleed is None else asked.bleed,
        isbn=asked.isbn or job.isbn,
    )
