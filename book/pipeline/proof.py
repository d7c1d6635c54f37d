"""`book proof`: spreads or a booklet of a PDF, to print at home."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from book.impose import booklet_pairs, imposed, labels, page_range, spread_pairs
from book.pipeline.folder import BuildFolder, Unwritable
from book.problems import Problem
from book.read import read_edition

PROOF = "proof.pdf"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was made: the file, and how many sides of paper it has; of a booklet, how many sheets."""

    file: Path
    sheets: int


def proof(
    project: Path, file: Path | None, pages: str, booklet: bool, paper: str, out: Path | None
) -> tuple[Proof | None, tuple[Problem, ...]]:
    """Writes spreads, or the sides of a booklet. Problems: B-001 to B-003 of the book, B-009 (cannot be written),
    B-010 (cannot be read), B-011 (a range that is none)."""
    if file is None:
        edition, problems = read_edition(project)
        if edition is None:
            return None, problems
        file = project / "build" / f"{edition.id}.pdf"
    try:
        pdf = file.read_bytes()
        folios = labels(pdf)
    except OSError as fault:
        return None, (Problem("B-010", f"{file} cannot be read: {fault.strerror}", hint="run: book build"),)
    except ValueError as fault:
        return None, (Problem("B-010", f"{file} cannot be read: {fault}"),)
    wanted, problems = page_range(pages, folios)
    if problems:
        return None, problems
    pairs = booklet_pairs(wanted) if booklet else spread_pairs(wanted)
    try:
        where = BuildFolder(project).put(imposed(pdf, pairs, paper, booklet), out or project / "build" / PROOF)
    except Unwritable as fault:
        return None, (fault.problem,)
    return Proof(where, len(pairs) // 2 if booklet else len(pairs)), ()
