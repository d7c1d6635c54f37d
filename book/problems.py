"""Problems: where something is wrong, what is wrong and what to do about it; and the table of their codes.

A code's first letter says where the fault lies: B `book.yaml` and the project, M manuscript, D data, C citations,
X cross-references and index, P pages, F finished files, R a printer's rules, L the ledger, records and releases,
E the machine, I this program itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from unicodedata import combining

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: posix path relative to the project, line and column from 1, length in characters."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: what was found (`message`), where (`span`), and what to do (`hint`).

    `level` is how grave it is where the table of codes does not decide: a rule known by hearsay only warns.
    `trace` is the traceback of an error in the program, shown with `--debug` only."""

    code: str
    message: str
    span: Span | None = None
    hint: str = ""
    level: Severity | None = None
    trace: str = ""

    @property
    def severity(self) -> Severity:
        """As the table of codes has it, if nothing else is said."""
        return self.level or CODES[self.code][0]


# code: (severity, what it is about). The message says what was found, the hint what to do.
CODES: Mapping[str, tuple[Severity, str]] = {
    "B-001": ("error", "no chapters/book.yaml"),
    "B-002": ("error", "unknown key in book.yaml"),
    "B-003": ("error", "missing or wrong value in book.yaml"),
    "B-004": ("error", "a division's file is missing"),
    "B-005": ("error", "a file that nothing uses"),
    "B-006": ("error", "unknown target"),
    "B-007": ("error", "a path outside the project"),
    "B-008": ("error", "another build is running"),
    "B-009": ("error", "a folder cannot be written"),
    "B-010": ("error", "a file or folder of the project cannot be read"),
    "B-011": ("error", "not a valid page range"),
    "B-012": ("note", "divisions in the order of their files' names"),
    "B-020": ("error", "a folder that is not empty"),
    "B-021": ("error", "a command line that cannot be understood"),
    "B-022": ("note", "a new book without a first commit"),
    "B-030": ("error", "a manuscript that cannot be imported"),
    "B-031": ("note", "something of an imported manuscript that is written otherwise"),
    "B-032": ("warning", "something of an imported manuscript that was left out, or left as it was"),
    "M-001": ("error", "not UTF-8"),
    "M-002": ("error", "a NUL or control character"),
    "M-003": ("error", "a tab"),
    "M-004": ("error", "a file's head is missing or broken"),
    "M-005": ("error", "unknown key in a file's head"),
    "M-006": ("error", "something opened but not closed"),
    "M-007": ("error", "raw HTML"),
    "M-008": ("error", "an id used twice"),
    "M-009": ("error", "a picture is missing or cannot be read"),
    "M-010": ("warning", "a picture without a text alternative"),
    "M-011": ("error", "a web address where a file is expected"),
    "M-012": ("error", "unknown name in an attribute"),
    "M-013": ("error", "a heading at the wrong level"),
    "M-014": ("error", "a note called but not written"),
    "M-015": ("error", "a note written but not called"),
    "M-016": ("error", "a note written twice"),
    "M-017": ("error", "a template or figure that is missing or fails"),
    "M-018": ("note", "a claim without a source"),
    "M-019": ("error", "a link that leads nowhere"),
    "M-020": ("error", "a note inside a note"),
    "M-021": ("error", "a table row with too many cells"),
    "M-022": ("warning", "a file without a title"),
    "M-030": ("error", "a formula that cannot be set"),
    "M-032": ("error", "what only another program can read: TeX, a shortcode, a second head"),
    "M-034": ("warning", "lines that look like verse, and are set as prose"),
    "M-035": ("error", "a file or a part of one that cannot be taken in"),
    "M-036": ("warning", "code in an unknown language"),
    "M-041": ("warning", "a table row with too few cells"),
    "M-042": ("error", "something in an HTML table that cannot be kept"),
    "M-043": ("error", "a table that is not whole"),
    "M-051": ("warning", "a picture that is not set quite as it was made or written"),
    "M-060": ("error", "words of the manuscript that would be lost"),
    "M-061": ("warning", "words that two readings of the manuscript take as different things"),
    "M-062": ("note", "the manuscript was not read a second time"),
    "D-001": ("error", "not YAML"),
    "D-002": ("error", "data with the wrong shape"),
    "D-003": ("error", "unknown field"),
    "D-004": ("error", "figures that do not agree"),
    "D-005": ("error", "an id used twice in a data set"),
    "D-006": ("error", "a reference to a record that does not exist"),
    "D-007": ("error", "records out of order"),
    "D-008": ("error", "a query that cannot be read"),
    "D-009": ("error", "a query that finds nothing"),
    "D-010": ("error", "words that differ from the data"),
    "D-011": ("error", "a data set without a shape"),
    "C-001": ("error", "unknown citation key"),
    "C-002": ("error", "a citation that cannot be read"),
    "C-003": ("error", "a work with the wrong shape"),
    "C-004": ("error", "a key used for two works"),
    "C-005": ("error", "a work with no printed form"),
    "C-006": ("error", "the citation engine reports a fault"),
    "C-007": ("error", "a work that belongs to no section of the bibliography"),
    "C-008": ("error", "a citation style that is missing or cannot be used"),
    "C-009": ("error", "citations in the text, and no list of works"),
    "C-010": ("warning", "something that the citation style does not print"),
    "C-011": ("warning", "figures of citations that look like those of notes"),
    "X-001": ("error", "a cross-reference to something that does not exist"),
    "X-002": ("error", "a cross-reference to something without a number"),
    "X-003": ("error", "an index range without a beginning or an end"),
    "X-004": ("error", "an index entry that refers to an entry that does not exist"),
    "X-005": ("error", "an unknown person"),
    "X-006": ("warning", "an index subject that does not occur in the text"),
    "X-007": ("error", "an index entry of more than three levels"),
    "X-008": ("warning", "an index or a bibliography without entries"),
    "X-009": ("error", "an entry of an index that the book does not have"),
    "P-001": ("error", "page numbers that do not settle"),
    "P-002": ("error", "a character that the fonts lack"),
    "P-003": ("warning", "a note on a later page than its call"),
    "P-004": ("error", "text lost in the layout"),
    "P-005": ("error", "text outside the page"),
    "P-006": ("error", "a font that is not the book's own"),
    "P-007": ("error", "a fault reported by the layout engine"),
    "P-008": ("warning", "a paragraph that cannot be set longer or shorter"),
    "P-010": ("error", "a table too large for its page"),
    "F-001": ("error", "words missing from a finished file"),
    "F-002": ("error", "words in a finished file that the book does not have"),
    "F-003": ("error", "a note missing from a finished file"),
    "F-004": ("error", "a finished file that cannot be read back"),
    "F-005": ("error", "wrong page labels"),
    "F-006": ("error", "wrong bookmarks"),
    "F-007": ("error", "a link that leads nowhere"),
    "F-008": ("error", "a font that is not embedded, or a face embedded twice"),
    "F-009": ("error", "wrong title, language or metadata"),
    "F-010": ("error", "wrong structure tags"),
    "R-001": ("error", "a trim size that the printer does not make"),
    "R-002": ("error", "more or fewer pages than the paper allows"),
    "R-003": ("error", "a spine that only the printer's template knows"),
    "R-004": ("error", "a margin or gutter that is too narrow"),
    "R-005": ("error", "pages of the wrong size, or boxes in the wrong place"),
    "R-006": ("error", "an odd number of pages, or a last page that is not blank"),
    "R-007": ("error", "too many blank pages together"),
    "R-008": ("error", "something in the file that the printer forbids"),
    "R-009": ("error", "a font that is not embedded, or not whole"),
    "R-010": ("error", "a colour that the printer does not take"),
    "R-011": ("error", "black that is not black ink alone"),
    "R-012": ("error", "too much ink"),
    "R-013": ("error", "a picture that is too coarse or too fine"),
    "R-014": ("error", "transparency"),
    "R-015": ("error", "not the standard that the printer asks for"),
    "R-016": ("error", "type that is too small"),
    "R-017": ("error", "a line that is too thin, or a tint that is too light"),
    "R-018": ("error", "a file that is too large"),
    "R-019": ("error", "a cover of the wrong size"),
    "R-020": ("error", "text on the spine where none is allowed"),
    "R-021": ("error", "text too close to the edge of a cover"),
    "R-022": ("error", "a barcode that is missing, wrong or in the wrong place"),
    "R-023": ("error", "unknown printer or paper"),
    "R-024": ("error", "drawing that cannot be read, so that no rule can be checked there"),
    "L-001": ("error", "a correction with the wrong shape"),
    "L-002": ("error", "an id used for two corrections"),
    "L-003": ("error", "a correction that names what the book does not have"),
    "L-004": ("error", "words of a correction that are no longer in their division"),
    "L-005": ("error", "words that are in no file of the book"),
    "L-006": ("error", "words that occur more than once in the manuscript"),
    "L-007": ("error", "a correction that must be made by hand"),
    "L-008": ("error", "a correction that would break the book"),
    "L-009": ("error", "a line that no printing on record has"),
    "L-010": ("error", "a number that is not the edition's number"),
    "L-011": ("error", "a printing that has already been released"),
    "L-012": ("error", "a printing that comes before the last one released"),
    "L-013": ("error", "changes that are not committed"),
    "L-014": ("error", "a book without commits"),
    "L-015": ("error", "a printing before this one that has no record"),
    "L-016": ("error", "a record that was changed by hand or is incomplete"),
    "L-017": ("error", "a change of text that the ledger does not have"),
    "L-018": ("error", "a page break that moved"),
    "L-019": ("error", "no pages to keep"),
    "L-020": ("error", "a file that is neither a PDF nor an EPUB"),
    "L-021": ("error", "two files of different kinds"),
    "L-022": ("error", "a file without words to compare"),
    "L-023": ("note", "pages that cannot be drawn"),
    "L-024": ("error", "a commit that is missing"),
    "L-025": ("warning", "a different engine from the one the printing was made with"),
    "L-026": ("error", "a printing that its commit no longer produces"),
    "L-027": ("error", "a file that differs from the one released"),
    "L-030": ("error", "words of a correction that are not in an earlier printing"),
    "L-031": ("error", "words of a correction that occur more than once"),
    "L-032": ("error", "a printing without a record"),
    "L-033": ("note", "no changes to list in this printing"),
    "L-034": ("note", "a printing without errata"),
    "E-001": ("error", "a system library is missing"),
    "E-002": ("error", "a package is missing or has the wrong version"),
    "E-003": ("warning", "a program that some commands use is missing"),
    "I-001": ("error", "an error in this program"),
}


def as_value(problem: Problem) -> dict[str, Any]:
    """A problem as every `--json` and `report.json` has it: code, severity, message, hint, and its place or None."""
    return {"code": problem.code, "severity": problem.severity, "message": problem.message, "hint": problem.hint,
            "place": place_value(problem.span)}


def place_value(span: Span | None) -> dict[str, Any] | None:
    """A place in a file as plain values, None if there is none."""
    if span is None:
        return None
    return {"path": span.path, "line": span.line, "column": span.column, "length": span.length}


def render(problem: Problem, text_of: Mapping[str, str]) -> str:
    """A problem as it is printed: place, severity, code, message; the line with a mark under the place; the hint.

    `text_of` has the texts of the files by their paths; for a file that is not there, no line is shown."""
    place = f"{problem.span}: " if problem.span else ""
    lines = [f"{place}{problem.severity} {problem.code}: {problem.message}"]
    if problem.span and problem.span.path in text_of and not _binary(text_of[problem.span.path]):
        lines += _excerpt(problem.span, text_of[problem.span.path])
    if problem.hint:
        lines.append(f"  hint: {problem.hint}")
    # A control character of the manuscript must not reach the terminal.
    return "\n".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", "�", line) for line in lines)


def _binary(text: str) -> bool:
    """True of what no editor would show: a picture, for instance."""
    start = text[:400]
    return sum(sign == "\ufffd" or (sign < " " and sign not in "\t\n\r") for sign in start) > len(start) // 20


def _excerpt(span: Span, text: str, width: int = 96) -> list[str]:
    """The line of a span and carets under it. Of a long line, what stands around the span."""
    lines = text.split("\n")
    line = lines[span.line - 1].rstrip().replace("\t", " ") if span.line <= len(lines) else ""
    if not line:
        return []
    start = 0 if len(line) <= width or span.column < width * 2 // 3 else span.column - 1 - width // 3
    shown = ("…" if start else "") + line[start:start + width] + ("…" if start + width < len(line) else "")
    before = shown[:span.column - 1 - start + (1 if start else 0)]
    carets = max(1, min(span.length, len(shown) - len(before)))
    # An accent that stands on the letter before it takes no column of its own.
    return [f"  {shown}", "  " + " " * sum(not combining(character) for character in before) + "^" * carets]


def has_errors(problems: Iterable[Problem]) -> bool:
    """True if one of them stops the build."""
    return any(problem.severity == "error" for problem in problems)
