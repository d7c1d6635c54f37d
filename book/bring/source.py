"""The folder of a source, read only inside itself: a link that leads out of it is not followed."""

from __future__ import annotations

import os
import posixpath
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from book.bring.draft import Lines, Remarks, SourceLine, lines_of
from book.problems import Problem, Span

MOST_FILES = 50_000
MOST_BYTES = 64_000_000  # of one text or document
# What programs make or keep beside a manuscript.
_NEVER = frozenset({"node_modules", "_book", "_site", "_bookdown_files", "_freeze", "build", "__pycache__", "renv"})


class NotImportable(Exception):
    """A source that cannot be imported; `problem` says why."""

    def __init__(self, what: str, hint: str, path: str = "", code: str = "B-030") -> None:
        super().__init__(what)
        self.problem = Problem(code, what, Span(path) if path else None, hint)


@dataclass
class Source:
    """A folder, and in it the one file that is the manuscript, if it is one. Paths are posix, from the folder."""

    folder: Path
    main: str = ""
    remarks: Remarks = field(default_factory=Remarks)

    @classmethod
    def at(cls, place: Path) -> Source:
        """The source at a place. Raises `NotImportable` if there is none."""
        if place.is_dir():
            return cls(place.resolve())
        if place.is_file():
            return cls(place.resolve().parent, place.resolve().name)
        raise NotImportable(f"there is no file or folder {place}", "name the manuscript, or the folder that it is in")

    @cached_property
    def files(self) -> tuple[str, ...]:
        """All files, hidden ones and what other programs made left out."""
        found = []
        for path in self._walk():
            found.append(path)
            if len(found) > MOST_FILES:
                raise NotImportable(f"the folder has more than {MOST_FILES} files", "name the folder of the book only")
        return tuple(sorted(found))

    def _walk(self) -> Iterator[str]:
        for folder, folders, names in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if name[0] not in "." and name not in _NEVER
                                and not (Path(folder) / name / "chapters" / "book.yaml").is_file())
            inside = Path(folder).relative_to(self.folder)
            for name in sorted(names):
                place = (inside / name).as_posix()
                if not name.startswith(".") and self.find(place):
                    yield place
                elif not name.startswith("."):
                    self.remarks.left(SourceLine("", place, 1), f"{place} is a link that leads out of the folder, "
                                      "or no plain file", "it was not followed")

    def find(self, path: str) -> str:
        """The path of a file inside the folder, or nothing. The name may be written as in a web address."""
        for form in dict.fromkeys((path, unquote(path), unicodedata.normalize("NFC", path),
                                   unicodedata.normalize("NFD", path))):
            plain = posixpath.normpath(form)
            if "\0" in form or len(form) > 1000 or plain.startswith(("/", "..")):
                continue
            place = self.folder / plain
            try:
                if place.is_file() and place.resolve().is_relative_to(self.folder):
                    return plain
            except OSError:
                continue
        return ""

    def data(self, path: str) -> bytes:
        """The bytes of a file. Raises `NotImportable` if it cannot be read, is too large or is not in the folder."""
        found = self.find(path)
        if not found:
            raise NotImportable(f"there is no file {path}", "write it, or correct its name", path)
        place = self.folder / found
        try:
            if place.stat().st_size > MOST_BYTES:
                raise NotImportable(f"{path} is larger than {MOST_BYTES // 1_000_000} MB", "divide it", path)
            return place.read_bytes()
        except OSError as fault:
            raise NotImportable(f"{path} cannot be read: {fault.strerror}", "let yourself read it", path) from fault

    def text(self, path: str) -> str:
        """The text of a file; one that is not UTF-8 is taken for Windows' Western letters, which is told."""
        data = self.data(path)
        for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as fault:
                line = data.count(b"\n", 0, fault.start) + 1
                self.remarks.left(SourceLine("", path, line), "the file is not UTF-8 from here on",
                                  "it was read as Windows-1252: look at letters with accents")
        return data.decode("cp1252", "replace")

    def lines(self, path: str) -> Lines:
        """The lines of a text."""
        return lines_of(self.text(path), path)
