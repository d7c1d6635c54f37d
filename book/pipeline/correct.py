"""`book correct`: finds printed words in the manuscript, changes them and records the correction in the ledger.

It is the only command that changes what an author wrote. The corrected book is read and resolved as a copy before
anything is moved. The ledger is moved first: if the command is cut off between the two files, the ledger has an entry
whose words are not in the text, `book check` reports it (L-004), and the same command run again puts them in.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from book.correct import (
    CorrectionRequest,
    CorrectionResult,
    RecordedLine,
    ReportedPlace,
    correct,
    line_at,
    on_page,
)
from book.pipeline.correct_sources import gathered, text_of
from book.pipeline.folder import BuildFolder, Unwritable
from book.pipeline.run import Session, Stopped, Watch
from book.problems import Problem, Span, has_errors
from book.project import LEDGER
from book.read import read, read_records
from book.resolve import resolve


@dataclass(frozen=True, slots=True)
class CorrectionReport:
    """What was found, and the correction if it was made; `before` has the texts of the files that it changed."""

    problems: tuple[Problem, ...]
    result: CorrectionResult | None = None
    before: Mapping[str, str] = field(default_factory=dict)


def make_correction(
    project: Path, request: CorrectionRequest, watch: Watch, rehearsal: bool = False
) -> CorrectionReport:
    """Corrects and records; in a rehearsal everything but the writing. L-008: the book would be worse for it."""
    session, folder = Session(watch), BuildFolder(project)
    try:
        sources, known = gathered(project, folder, session)
        with session.stage("correct"):
            result = session.take(correct(request, sources))
        assert result is not None
        with session.stage("check"):
            session.problems += _worse(project, result, folder, known)
        before = {path: text_of(project, path) for path in result.files}
        if not rehearsal:
            _move(project, result.files, {**sources.texts, LEDGER: sources.ledger_text})
    except Stopped:
        return CorrectionReport(tuple(session.problems))
    except Unwritable as fault:
        return CorrectionReport((*session.problems, fault.problem))
    return CorrectionReport(tuple(session.problems), result, before)


def look_up(project: Path, at: ReportedPlace, around: int = 2) -> tuple[tuple[RecordedLine, ...], tuple[Problem, ...]]:
    """The line that a reader names, with those around it. Problems: L-009, L-016."""
    records, problems = read_records(project)
    if has_errors(problems):
        return (), problems
    found, problems = line_at(at, records)
    if not found:
        return (), problems
    record = next(each for each in records if each.number == at.number)
    page = on_page(record, at.folio, at.note)
    return tuple(line for line in page if abs(line.row - at.row) <= around), ()


def _worse(
    project: Path, result: CorrectionResult, folder: BuildFolder, known: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """What is wrong with the corrected book and was not with the book before it, with L-008 at its head."""
    with tempfile.TemporaryDirectory() as elsewhere:
        copy = Path(elsewhere)
        for name in ("chapters", "styles"):
            if (project / name).is_dir():
                shutil.copytree(project / name, copy / name)
        for path, text in result.files.items():
            (copy / path).write_bytes(text.encode())
        manuscript, problems = read(copy)
        found = resolve(manuscript, folder.cache())[1] if manuscript and not has_errors(problems) else ()
    before = Counter((each.code, each.message) for each in known)
    new = [each for each in (*problems, *found)
           if each.severity != "note" and (each.code, each.message) not in before]
    if not new:
        return ()
    facts = any(each.code.startswith("D-") for each in new)
    hint = "correct text and data by hand, then run this command again: it writes the entry" if facts else "see below"
    return (Problem("L-008", f"with “{result.correction.now}” the book would have errors; nothing was changed",
                    result.at, hint), *new)


def _move(project: Path, files: Mapping[str, str], before: Mapping[str, str]) -> None:
    """Writes all files beside the old ones, then moves each into its place. Raises `Unwritable`."""
    beside: list[tuple[Path, Path]] = []
    try:
        for path, text in files.items():
            beside.append((_beside(project / path, text), project / path))
        for path in files:
            if text_of(project, path) != before[path]:
                raise FileChanged(path)
        for new, final in beside:
            new.replace(final)
    finally:
        for new, _ in beside:
            new.unlink(missing_ok=True)


class FileChanged(Unwritable):
    """Somebody wrote to the file while the correction was made."""

    def __init__(self, path: str) -> None:
        super().__init__(Path(path), OSError("it was changed just now"))
        self.problem = Problem("L-007", f"{path} was changed while this command ran", Span(path),
                               "nothing was written; save the file and run the command again")


def _beside(path: Path, text: str) -> Path:
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, new)
    except OSError as fault:
        raise Unwritable(path, fault) from fault
    return new
