"""The folder of the book that a command works on: the one named, or the nearest above the current one."""

from __future__ import annotations

import os
from pathlib import Path

from book.problems import Problem
from book.project import SETTINGS


def book_folder(start: Path, home: Path) -> Path:
    """The nearest folder from `start` upwards that holds a book; the current one if none does.

    The search ends at `home` and where another file system begins: what is above is not the author's."""
    for folder in (start, *start.parents):
        if _holds_book(folder):
            return Path() if folder == start else folder
        if folder == home or os.path.ismount(folder):
            break
    return Path()


def _holds_book(folder: Path) -> bool:
    try:
        return (folder / SETTINGS).is_file()
    except OSError:  # it cannot be entered
        return False


def closed(project: Path) -> Problem | None:
    """B-010 if the folder is there and cannot be entered; every stage may rely on that."""
    try:
        (project / SETTINGS).stat()
    except PermissionError as fault:
        return Problem("B-010", f"{project} cannot be read: {fault.strerror}", hint="look at the folder's permissions")
    except OSError:  # it is not there, or is not a folder: B-001
        return None
    return None
