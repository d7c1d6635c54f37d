"""The files of a project, opened by paths as the manuscript writes them. No path may leave the project."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from book.problems import Problem, Span
from book.project import CHAPTERS

# Also the characters that turn the direction of writing and so can show a reader of the file another text than is read.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_BOM = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Files:
    """A project's files. `named` gathers those that the book asks for, `problems` what is wrong with them."""

    project: Path
    named: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, message: str, span: Span, hint: str = "") -> None:
        """Keeps a problem."""
        self.problems.append(Problem(code, message, span, hint))

    def chapter(self, name: str) -> str:
        """The path of a file that is named from inside `chapters/`. An absolute one stays so, to be refused."""
        return (PurePosixPath(CHAPTERS) / name).as_posix()

    def normal(self, path: str) -> str:
        """The path without `..` where it stays in the project; one that leaves it stays as it is, to be refused."""
        plain = posixpath.normpath(path)
        return path if plain.startswith("..") else plain

    def find(self, path: str, asked: Span | None = None, missing: str = "") -> Path | None:
        """The file at a path relative to the project, or None.

        A path that leaves the project is B-007; if there is no file, `missing` is the code to report."""
        span = asked or Span(path)
        place = self.project / path
        self.named.add(PurePosixPath(path).as_posix())
        if PurePosixPath(path).is_absolute() or not place.resolve().is_relative_to(self.project.resolve()):
            self.report("B-007", f"{path} leaves the project", span, "keep all files of the book in its own folder")
            return None
        if place.is_file():
            return place
        if missing:
            self.report(missing, f"there is no file {path}", span, "write it, or correct the name")
        return None

    def data(self, path: str, asked: Span | None = None, missing: str = "") -> bytes | None:
        """The bytes of a file."""
        place = self.find(path, asked, missing)
        try:
            return place.read_bytes() if place else None
        except OSError as error:
            self.report("B-010", f"{path} cannot be read: {error.strerror}", asked or Span(path))
            return None

    def text(self, path: str, asked: Span | None = None, missing: str = "", strict: bool = True) -> str | None:
        """The text of a file, lines ended by a line feed; every character that cannot be printed is reported, but not
        if the book is not `strict`: then whoever reads the text leaves them out."""
        data = self.data(path, asked, missing)
        if data is None:
            return None
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[:error.start].decode("utf-8")
            self.report("M-001", "the file is not UTF-8 from here on", _place(path, before, len(before)),
                        "save the file as UTF-8")
            return None
        if data.startswith(_BOM) and strict:
            self.report("M-002", "the file begins with a byte order mark", Span(path),
                        "save the file as UTF-8 without it")
        text = text.removeprefix("\ufeff")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        for found in _CONTROL.finditer(text) if strict else ():
            self.report("M-002", f"the control character U+{ord(found[0]):04X}", _place(path, text, found.start()),
                        "take it out")
        return text

    def no_tabs(self, path: str, text: str) -> None:
        """Reports the first tab of each line: nobody sees how wide it is."""
        for number, line in enumerate(text.split("\n"), 1):
            if "\t" in line:
                self.report("M-003", "a tab", Span(path, number, line.index("\t") + 1), "write spaces")

    def unnamed(self, exceptions: tuple[str, ...]) -> None:
        """Reports files in `chapters/` that nothing in the book asks for. Hidden files do not count."""
        root = self.project / CHAPTERS
        for place in sorted(root.rglob("*")):
            path = place.relative_to(self.project).as_posix()
            inside = place.relative_to(root)
            excused = any(part.startswith(".") for part in inside.parts) or any(map(inside.match, exceptions))
            if place.is_file() and not excused and path not in self.named and not self._mentioned(place.name):
                self.report("B-005", "nothing in the book names this file", Span(path),
                            "name it in book.yaml or in the text, list it under unused, or take it away")


    def _mentioned(self, name: str) -> bool:
        """True if a text that could not be read to its end may well ask for the file."""
        broken = {each.span.path for each in self.problems if each.severity == "error" and each.span
                  and each.span.path.endswith(".md")}
        names = {form.encode() for form in (name, quote(name), unicodedata.normalize("NFC", name))}
        texts = ((self.project / path).read_bytes() for path in sorted(broken) if (self.project / path).is_file())
        return any(form in text for text in texts for form in names)


def _place(path: str, text: str, offset: int) -> Span:
    line = text.count("\n", 0, offset)
    return Span(path, line + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1)
