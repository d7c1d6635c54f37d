"""What is inspected and for whom (`PrintFile`), and what came of it (`Inspection`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from book.edition import Price, Trim
from book.orders import Paper, Printer, Rule
from book.problems import Problem

Part = Literal["interior", "cover"]
Outcome = Literal["kept", "broken", "not checked"]


@dataclass(frozen=True, slots=True)
class PrintFile:
    """A file that goes to a printer. What is None is worked out from the file where it can be.

    `paper` is one of the printer's; `pages` the extent of the book, which a cover's spine needs; `bleed` whether
    an interior's pages are given with bleed; `spine` in inches, from the printer's template; `isbn` and `prices`
    what the barcode must say, if known."""

    printer: Printer
    part: Part
    trim: Trim | None = None
    paper: Paper | None = None
    pages: int | None = None
    bleed: bool | None = None
    spine: float | None = None
    isbn: str = ""
    prices: tuple[Price, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """One rule, what of it was measured in the file, and what is wrong."""

    rule: Rule
    outcome: Outcome
    measured: str
    findings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """All rules of a part. `job` has what was guessed filled in; `text_digests` is what each page says (`saying`)."""

    job: PrintFile
    checked: tuple[CheckedRule, ...]
    text_digests: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Problem, ...]:
        """What is wrong, in the order of the rules."""
        return tuple(finding for checked in self.checked for finding in checked.findings)
