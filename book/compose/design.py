"""The design, read from `styles/`.

Comes in: a project's folder. Goes out: sheets, templates and faces. Apart because the design is the one thing of a book
that does not stand in `chapters/`, and its font files come from packages, never from the machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

from book.data import load
from book.pages import Face, FontFile, Styles
from book.problems import Problem, Span

OWN = Path(__file__).resolve().parents[2] / "styles"
FACES = "fonts.yaml"
Cut = Callable[[bytes, float], bytes]


def read_styles(project: Path, cut: Cut, keep: Path) -> tuple[Styles, tuple[Problem, ...]]:
    """The project's own `styles/`, file by file; what it does not have is taken from the tool's.

    Static cuts of variable fonts are kept in `keep`. A face whose package or file is not there is problem E-002."""
    folders = (OWN, project / "styles")
    sheets = {file.name: file.read_text("utf-8") for folder in folders for file in sorted(folder.glob("*.css"))}
    templates = {
        file.name: file.read_text("utf-8")
        for folder in folders
        for file in sorted((folder / "templates").glob("*.jinja"))
    }
    path = next(folder / FACES for folder in reversed(folders) if (folder / FACES).exists())
    node, problems = load(path.read_text("utf-8"), f"styles/{FACES}")
    faces: list[Face] = []
    for number, values in enumerate(node.value["faces"] if node else ()):
        place = node.at("faces", number) if node else Span(f"styles/{FACES}")
        face = _face(values, cut, keep, place)
        if isinstance(face, Problem):
            problems = (*problems, face)
        else:
            faces.append(face)
    return Styles(sheets, templates, tuple(faces)), problems


def _face(values: dict[str, Any], cut: Cut, keep: Path, span: Span) -> Face | Problem:
    """One face, cut to its weight if that has not been done before."""
    try:
        data = resources.files(values["package"]).joinpath(values["file"]).read_bytes()
    except (ModuleNotFoundError, OSError):
        return Problem("E-002", f"the font package {values['package']} has no {values['file']}", span, "run: make book")
    weight = int(values.get("instance", values["weight"]))
    stem = hashlib.sha256(b"cut 1\0%d\0" % weight + data).hexdigest()[:24]
    file = keep / f"{stem}.ttf"
    if not file.exists():
        new = keep / f"{stem}.new"
        new.write_bytes(cut(data, weight))
        new.replace(file)
    name = f"{values['family'].replace(' ', '')}-{values['weight']}-{values['style']}.ttf"
    font = FontFile(name, hashlib.sha256(file.read_bytes()).hexdigest(), str(file))
    return Face(values["family"], values["weight"], values["style"], font)
