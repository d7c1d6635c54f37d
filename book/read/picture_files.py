"""Which file a picture's name means: as the author writes it, from the folder of his text or from `chapters/`.

A web page would write a space as `%20`, and one computer has “ü” as one character where another has it as two.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote

from book.project import CHAPTERS

WEB = re.compile(r"(?:https?|ftp|file|data|blob|cid|javascript|mailto):|[a-z][a-z0-9+.-]*://|//|[a-z]:[\\/]", re.I)
ENDINGS = (".png", ".jpg", ".jpeg", ".jpe", ".svg", ".webp", ".avif", ".gif", ".tif", ".tiff", ".bmp")
_SITES = (CHAPTERS, "", f"{CHAPTERS}/static", "static")  # where a web site has what it calls /picture.png
_NAMED = re.compile(r"\]\(\s*<?([^)>\n]+)|\]:\s*<?([^>\n]+)|src\s*=\s*[\"']?([^\"'>\n]+)")


def picture_name(project: Path, folder: str, name: str) -> str:
    """The picture's path from `chapters/`; the name itself if there is no such file in the project.

    `folder` is that of the text, from the project."""
    found = project_file(project, folder, name)
    return posixpath.relpath(found, CHAPTERS) if found else name


def project_file(project: Path, folder: str, name: str) -> str:
    """The path, from the project, of a file that a text in `folder` names; nothing if there is none inside it."""
    if not name or WEB.match(name):
        return ""
    root = project.resolve()
    for base in _SITES if name.startswith("/") else dict.fromkeys((folder, CHAPTERS, "")):
        for form in _forms(name.lstrip("/")):
            path = posixpath.normpath(posixpath.join(base, form))
            place = project / path
            inside = not path.startswith("../") and place.resolve().is_relative_to(root)
            if inside and place.is_file():
                return path
    return ""


def _forms(name: str) -> Iterator[str]:
    """The name as written, then as a web page, a Mac or Windows would have it."""
    plain = unquote(name)
    seen = dict.fromkeys((name, plain, re.split(r"[?#]", plain)[0], plain.replace("\\", "/")))
    for form in seen:
        if form and "\0" not in form and len(form) < 1000:
            yield from dict.fromkeys((form, unicodedata.normalize("NFC", form), unicodedata.normalize("NFD", form)))


def likely(project: Path, name: str) -> str:
    """The picture that a name without a file may mean: one of the same name elsewhere, or of one much like it."""
    root = project / CHAPTERS
    there = [posixpath.relpath(place.relative_to(project).as_posix(), CHAPTERS)
             for folder in (root, *(project / each for each in ("images", "figures", "pictures", "img", "assets")))
             for place in sorted(folder.rglob("*")) if place.suffix.lower() in ENDINGS and place.is_file()]
    wanted = posixpath.normpath(unquote(name))
    same = [each for each in there if posixpath.basename(each).lower() == posixpath.basename(wanted).lower()]
    stem = posixpath.splitext(posixpath.basename(wanted))[0].lower()
    same += [each for each in there if posixpath.splitext(posixpath.basename(each))[0].lower() == stem]
    near = get_close_matches(wanted, there, 1, 0.75)
    return (same or near or [""])[0]


def outside(project: Path) -> Iterator[str]:
    """The pictures beside `chapters/` that its texts name, as paths from the project: they make the book, too."""
    found: set[str] = set()
    for text in sorted((project / CHAPTERS).rglob("*.md")):
        folder = text.parent.relative_to(project).as_posix()
        try:
            words = text.read_text("utf-8", "replace")
        except OSError:
            continue
        for match in _NAMED.finditer(words):
            name = next(filter(None, match.groups())).strip()
            names = (name, re.split(r"\s+[\"'=]", name)[0])
            found.update(path for each in names if each.lower().endswith(ENDINGS) or "%" in each
                         if (path := project_file(project, folder, each)))
    yield from sorted(path for path in found if not path.startswith(f"{CHAPTERS}/"))
