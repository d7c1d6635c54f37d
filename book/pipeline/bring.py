"""`book import`: a project made of a manuscript, written beside its place and moved there when it is whole."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from book.bring import ImportWishes, NotImportable, ProjectDraft, as_text, draft_of, repaired, written
from book.pipeline.check import check
from book.pipeline.folder import Unwritable
from book.pipeline.run import Watch
from book.problems import Problem

ROUNDS = 10  # of reading and taking out what the reader refuses
REPORT = "IMPORT.md"


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import came to: the remarks on the source, the problems that the reader finds in the project, and its
    files. `good`: there is a project."""

    remarks: tuple[Problem, ...]
    problems: tuple[Problem, ...] = ()
    kind: str = ""
    files: tuple[str, ...] = ()
    good: bool = False


def bring(place: Path, folder: Path, wishes: ImportWishes, watch: Watch) -> ImportOutcome:
    """Makes the project of a manuscript in a folder that is new or empty.

    Problems: B-030, B-020; B-009 if it cannot be written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        problem = Problem("B-020", f"{folder} is there already and not empty", hint="name a folder that is new")
        return ImportOutcome((problem,))
    watch("import", 0, 0)
    try:
        draft = draft_of(place, wishes)
        return _made(draft, place, folder, watch)
    except NotImportable as fault:
        return ImportOutcome((fault.problem,))
    except OSError as fault:
        return ImportOutcome((Unwritable(folder, fault).problem,))


def _made(draft: ProjectDraft, place: Path, folder: Path, watch: Watch) -> ImportOutcome:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.resolve().parent) as name:
        project = Path(name) / "project"
        top = place.resolve() if place.is_dir() else place.resolve().parent
        for new, old in draft.copies.items():
            (project / new).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(top / old, project / new)
        draft, problems = _readable(draft, project, watch)
        report = as_text(draft, place.name, problems, _places(draft))
        (project / REPORT).write_text(report, encoding="utf-8")
        shutil.rmtree(project / "build", ignore_errors=True)
        files = tuple(sorted(each.relative_to(project).as_posix() for each in project.rglob("*") if each.is_file()))
        if folder.exists():
            for each in sorted(project.iterdir()):
                each.rename(folder / each.name)
        else:
            project.rename(folder)
    return ImportOutcome(draft.remarks, problems, draft.listing.kind, files, True)


def _readable(draft: ProjectDraft, project: Path, watch: Watch) -> tuple[ProjectDraft, tuple[Problem, ...]]:
    """The draft written and read, again and again while the reader refuses what can be taken out."""
    for _ in range(ROUNDS):
        _write(draft, project)
        problems = check(project, watch).problems
        better = repaired(draft, problems)
        if better is None:
            break
        draft = better
    return draft, problems


def _write(draft: ProjectDraft, project: Path) -> None:
    for name, data in written(draft).items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes(data)


def _places(draft: ProjectDraft) -> dict[tuple[str, int], str]:
    """For each line of the project's texts the line of the source that it came from."""
    divisions = [each for division in draft.divisions for each in (division, *division.inner)]
    return {(f"chapters/{each.file}", number): f"{line.path}:{line.number}" for each in divisions
            for number, line in enumerate(each.lines, 1) if line.number}
