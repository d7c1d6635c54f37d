"""`book new`: the folder of a new book, its first files and its first commit."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from book.commits import NoCommits, begin, kept
from book.problems import Problem

MESSAGE = "Begin the book"
ASIDE = ".book-new"  # where the files are written before they are moved into place


def begin_book(folder: Path, files: Mapping[str, str]) -> tuple[Problem, ...]:
    """Writes the files into `folder`, which is made; a folder that is there must be empty.

    All or nothing is written. B-020: it is not empty; B-009: it cannot be written; B-022: no commit could be made."""
    try:
        if refusal := _refusal(folder):
            return (refusal,)
        _write(folder, files)
    except OSError as fault:
        return (Problem("B-009", f"{folder} cannot be written: {fault.strerror or type(fault).__name__}",
                        hint="choose another folder"),)
    return tuple(_committed(folder))


def _refusal(folder: Path) -> Problem | None:
    if folder.is_dir():
        found = sorted(place.name for place in folder.iterdir())
        told = ", ".join(found[:3]) + (" …" if found[3:] else "")
        what = f"{folder} is not empty: it has {told}" if found else ""
    else:
        what = f"{folder} is a file" if folder.exists() or folder.is_symlink() else ""
    return Problem("B-020", what, hint="name a folder that does not exist yet, or an empty one") if what else None


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """All files aside first: inside a folder that is there, so that whoever stands in it stays in it, else beside."""
    there = folder.is_dir()
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = folder / ASIDE if there else folder.with_name(f"{ASIDE}-{folder.name}")
    shutil.rmtree(aside, ignore_errors=True)  # of a command that was cut off
    try:
        for name, text in files.items():
            place = aside / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8", newline="\n")
        for place in sorted(aside.iterdir()) if there else ():
            place.rename(folder / place.name)
        if not there:
            aside.rename(folder)
    finally:
        with suppress(OSError):
            shutil.rmtree(aside)


def _committed(folder: Path) -> list[Problem]:
    """A repository for a book that is in none. Without git there is nothing to say: nobody need use it."""
    if kept(folder) or not shutil.which("git"):
        return []
    try:
        begin(folder, MESSAGE)
    except NoCommits as fault:
        return [Problem("B-022", f"the book's first commit was not made: {fault}",
                        hint='tell git who you are (git config --global user.name "Your Name", and user.email), then: '
                             f'git add --all && git commit -m "{MESSAGE}"')]
    return []
