"""Files that texts take in, found as pictures are: from the text's folder, from `chapters/`, from the project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from book.markdown import Include
from book.problems import Span
from book.project import CHAPTERS
from book.read.files import Files
from book.read.picture_files import project_file

MOST_LETTERS = 2_000_000  # of a file; more is not a part of a book
_ALONE = re.compile(r"^ {0,3}\{\{(?:#|<\s*)include\s+([^:{}<>\n]+?)\s*>?\}\}[ \t]*$", re.M)
_ASIDE = re.compile(r"<!--.*?-->|^[ ]*(`{3,}|~{3,}).*?^[ ]*\1[`~]*[ \t]*$", re.S | re.M)  # remarks and code
_NAMED = re.compile(r"\{\{(?:#\w*|<\s*)include\s+([^:{}<>\n]+)|\binclude=[\"']?([^\"'\s}]+)")


def includer(files: Files, strict: bool) -> Include:
    """What finds the files of a project and reads them; M-035 if there is no such file, or if it is far too large."""
    def include(name: str, text: str, span: Span) -> tuple[str, str] | None:
        path = project_file(files.project, PurePosixPath(text).parent.as_posix(), name)
        if not path:
            files.report("M-035", f"there is no file {name} in the book's folder", span,
                         "correct the name, or copy the file into the folder")
            return None
        found = files.text(path, span, "M-035", strict)
        if found is not None and len(found) > MOST_LETTERS:
            files.report("M-035", f"{path} is too large to be taken in", span, "take in a part of it, as a file")
            return None
        return None if found is None else (path, found)

    return include


def texts(project: Path, names: Iterable[str]) -> frozenset[str]:
    """The texts inside `chapters/` that others of these take in whole: they are no divisions by themselves. Of texts
    that only take in each other none is left out."""
    takes = {name: _taken_whole(project, name) - {name} for name in names}
    waiting = set(takes) - frozenset().union(*takes.values())
    found: set[str] = set()
    while waiting:
        more = takes.get(waiting.pop(), set()) - found
        found |= more
        waiting |= more
    return frozenset(found)


def _taken_whole(project: Path, name: str) -> set[str]:
    try:
        words = (project / CHAPTERS / name).read_text("utf-8", "replace")
    except OSError:
        return set()
    folder = PurePosixPath(CHAPTERS, name).parent.as_posix()
    paths = (project_file(project, folder, match[1].strip()) for match in _ALONE.finditer(_ASIDE.sub("", words)))
    return {path.removeprefix(f"{CHAPTERS}/") for path in paths if path}


def outside(project: Path) -> Iterator[str]:
    """The files beside `chapters/` that its texts may take in, as paths from the project: they make the book, too."""
    found: set[str] = set()
    for text in sorted((project / CHAPTERS).rglob("*.md")):
        try:
            words = text.read_text("utf-8", "replace")
        except OSError:
            continue
        names = (next(filter(None, match.groups())).strip() for match in _NAMED.finditer(words))
        found.update(project_file(project, text.parent.relative_to(project).as_posix(), name) for name in names)
    yield from sorted(path for path in found if path and not path.startswith(f"{CHAPTERS}/"))
