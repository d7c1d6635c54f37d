"""The build folder: its lock, its cache, the pages of the last build, and the moving of finished files into place.

Every file is written beside its place first and then renamed, so that an interrupted build leaves the last good files
whole.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from book.cache import Cache, ReadingCache
from book.problems import Problem
from book.project import CHAPTERS, SETTINGS, STYLES

BUILD = "build"
LOCK = "lock"
PRINT = "print"  # the folder of what goes to printers
DEBUG = ".debug"  # the folder of what `--debug` keeps
RELEASES = "releases"  # a folder for each printing


class Locked(Exception):
    """Another build holds the folder."""

    problem = Problem("B-008", "another build of this book is running", hint="wait for it to end, then build again")


class Unwritable(Exception):
    """The folder, or a file in it, cannot be written."""

    def __init__(self, path: Path, fault: OSError) -> None:
        super().__init__(str(path))
        reason = fault.strerror or type(fault).__name__
        at = path.parts[::-1].index("build") if "build" in path.parts else -1
        inside = "/".join(path.parts[len(path.parts) - at:])
        what = str(path) if at < 0 else f"build/{inside}" if inside else "the folder build/"
        self.problem = Problem(
            "B-009",
            f"{what} cannot be written: {reason}",
            hint="look at the folder's owner and free space; `book build --out DIR` builds elsewhere",
        )


class BuildFolder:
    """`build/` of one project, or the folder `out` that is used in its place."""

    def __init__(self, project: Path, memory: str = ".cache", out: Path | None = None) -> None:
        self.project, self.folder = project, out or project / BUILD
        self._inner = self.folder / memory
        self._cache = Cache(self._inner / "store")

    def refusal(self) -> Problem | None:
        """B-020 if the folder is not for finished files: a build removes what it no longer makes, and must never do so
        among files of the book or of anyone else."""
        inside = (self.project / name for name in (CHAPTERS, STYLES))
        own = self.folder.resolve()
        if own == (self.project / BUILD).resolve():
            return None
        if any(own.is_relative_to(folder.resolve()) for folder in inside):
            return Problem("B-020", f"{self.folder} is inside the book", hint="choose a folder outside chapters/")
        try:
            strange = not (self._inner / LOCK).exists() and any(self.folder.iterdir())
        except OSError:  # it is not there yet, or whoever writes to it says what is wrong
            return None
        return Problem("B-020", f"{self.folder} holds files that no build made",
                       hint="choose a new or empty folder, or one of an earlier build") if strange else None

    def cache(self) -> Cache:
        """Bytes by digest, for citations, drawings, fonts and page runs. Raises `Unwritable`, but makes nothing where
        there is no book."""
        try:
            if not isinstance(self._cache, ReadingCache) and (self.project / SETTINGS).is_file():
                self._cache.folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise Unwritable(self.folder, fault) from fault
        return self._cache

    def read_only(self) -> BuildFolder:
        """The same folder for a command that writes nothing: its cache is read where there is one."""
        self._cache = ReadingCache(self._inner / "store")
        return self

    @contextmanager
    def forgetful(self) -> Iterator[BuildFolder]:
        """The same folder without any memory of an earlier build; what it keeps itself is removed in the end."""
        memory = self.folder / ".clean"
        shutil.rmtree(memory, ignore_errors=True)  # of a release that was cut off
        try:
            yield BuildFolder(self.project, memory.name, self.folder)
        finally:
            shutil.rmtree(memory, ignore_errors=True)

    @contextmanager
    def locked(self) -> Iterator[BuildFolder]:
        """Holds the folder for one build. The system lets go of the lock when the process dies, however it dies."""
        try:
            self._inner.mkdir(parents=True, exist_ok=True)
            file = (self._inner / LOCK).open("w")
        except OSError as fault:
            raise Unwritable(self.folder, fault) from fault
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as fault:
                raise Locked from fault
            yield self

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A full disk, wherever in the folder it is met, is `Unwritable`; any other fault is left as it is."""
        try:
            yield
        except OSError as fault:
            if fault.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
                raise
            raise Unwritable(self.folder, fault) from fault

    def last_pages(self) -> Any:
        """What the last build kept of its pages, as plain values; None if there is nothing that can be read."""
        try:
            return json.loads((self._inner / "pages.json").read_text("utf-8"))
        except (OSError, ValueError):
            return None

    def keep_pages(self, values: Any) -> None:
        """For the next build's first round."""
        self._write(self._inner / "pages.json", json.dumps(values, sort_keys=True).encode())

    def keep_debug(self, texts: Mapping[str, str]) -> None:
        """The texts as files in `build/.debug/`, in place of those of the last command that kept any."""
        shutil.rmtree(self.folder / DEBUG, ignore_errors=True)
        for name, text in texts.items():
            self._write(self.folder / DEBUG / name, text.encode())

    def publish(self, files: Mapping[str, bytes]) -> None:
        """All files beside first, then all into place: the only instants between are those of a rename.

        A folder that gets files is afterwards as this build made it: a file that has got another name is gone."""
        beside = [(self._beside(self.folder / name, data), self.folder / name) for name, data in files.items()]
        for new, final in beside:
            new.replace(final)
        finals = {final for _, final in beside}
        for folder in sorted({final.parent for final in finals} - {self.folder}):
            for file in sorted(set(folder.iterdir()) - finals):
                if file.is_file():
                    file.unlink()

    def release(self, number: str, files: Mapping[str, bytes]) -> None:
        """The folder of a printing, `releases/NUMBER/`: all files beside it first, then all of it in one instant."""
        final = self.folder / RELEASES / number
        new, old = (final.with_name(f".{number}.{part}") for part in ("new", "old"))
        for unfinished in (new, old):
            shutil.rmtree(unfinished, ignore_errors=True)
        for name, data in files.items():
            self._write(new / name, data)
        if final.exists():  # of a rehearsal, or of a release that got no record
            final.replace(old)
        new.replace(final)
        shutil.rmtree(old, ignore_errors=True)

    def keep_only(self, folder: str, kept: frozenset[str]) -> None:
        """Takes away the folders within `folder` that no build makes any more: a printer that is no longer named."""
        for old in sorted((self.folder / folder).glob("*/")):
            if old.name not in kept:
                shutil.rmtree(old)

    def write_report(self, text: str) -> None:
        """`report.json`, of a good build or a bad one."""
        self._write(self.folder / "report.json", text.encode())

    def put(self, data: bytes, path: Path) -> Path:
        """A file that somebody asked for, wherever it is to be. Raises `Unwritable`."""
        self._write(path, data)
        return path

    def _write(self, path: Path, data: bytes) -> None:
        self._beside(path, data).replace(path)

    def _beside(self, path: Path, data: bytes) -> Path:
        new = path.with_name(f".{path.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with new.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as fault:
            raise Unwritable(path, fault) from fault
        return new
