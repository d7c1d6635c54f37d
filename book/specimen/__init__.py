"""A new book: the files that `book new` writes.

`project/` has the files of every book, `kinds/KIND/` the chapters of a kind and its part of book.yaml, `settings.yaml`.
In files of `project/`, `$title` and its like stand for what the author said.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from book.installed import LIBRARIES, VERSION
from book.project import CHAPTERS, SETTINGS

FOLDER = Path(__file__).parent
KINDS = ("novel", "monograph", "textbook", "poems", "cookbook", "anthology")
OF_KIND = "settings.yaml"
# Where the files of `project/` go: a name with a dot would hide them here, from packagers too.
PLACES = {"book.yaml": SETTINGS, "gitignore": ".gitignore", "workflow.yml": ".github/workflows/book.yml"}


@dataclass(frozen=True, slots=True)
class NewBook:
    """What is known of a book before it is written. `author` and `theme` may be empty; `identifier` is a URN."""

    title: str
    author: str
    language: str
    kind: str
    identifier: str
    theme: str = ""


def specimen(new: NewBook) -> Mapping[str, str]:
    """The texts of all files by path from the project's folder."""
    texts = _texts(FOLDER / "kinds" / new.kind)
    values = {
        "title": _quoted(new.title), "people": _people(new), "language": new.language, "identifier": new.identifier,
        "theme": f"theme: {new.theme}\n" if new.theme else "", "divisions": texts.pop(OF_KIND).strip(),
        "libraries": " ".join(LIBRARIES.values()), "package": f"corrigenda=={VERSION}" if VERSION else "corrigenda",
    }  # fmt: skip
    whole = {PLACES[name]: Template(text).substitute(values) for name, text in _texts(FOLDER / "project").items()}
    return {**whole, **{f"{CHAPTERS}/{name}": text for name, text in texts.items()}}


def themes() -> tuple[str, ...]:
    """The names of the designs that a book may choose from, none if the program has none."""
    folder = FOLDER.parent / "themes"
    found = sorted(folder.iterdir()) if folder.is_dir() else ()
    return tuple(place.name for place in found if place.is_dir() and place.name[0].isalpha())


def _people(new: NewBook) -> str:
    """An anthology has an editor; its authors are named by its chapters."""
    if not new.author:
        return "# author: Your Name"
    name = _quoted(new.author)
    return f"contributors: [{{name: {name}, role: editor}}]" if new.kind == "anthology" else f"author: {name}"


def _quoted(text: str) -> str:
    """As YAML, whatever signs are in it: a JSON string is one of YAML's, too."""
    return json.dumps(text, ensure_ascii=False)


def _texts(folder: Path) -> dict[str, str]:
    return {place.name: place.read_text("utf-8") for place in sorted(folder.iterdir()) if place.is_file()}
