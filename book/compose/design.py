"""Reads the design of a book from `styles/`: sheets, templates, faces, limits of lines.

Fonts come from packages, never from the machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import fields, replace
from importlib import resources
from pathlib import Path
from typing import Any

from book.data import Node, Shape, load
from book.fonts import CUT_BY
from book.limits import HOUSE, Limits
from book.pages import Face, FontFile, Styles
from book.problems import Problem, Span

OWN = Path(__file__).resolve().parents[2] / "styles"
FACES = "fonts.yaml"
SETTING = "setting.yaml"
WEIGHT = {"type": "integer", "minimum": 100, "maximum": 900}
TEXT = {"type": "string", "minLength": 1}
FACE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["family", "weight", "style", "package", "file"],
    "properties": {
        "family": TEXT, "weight": WEIGHT, "style": {"enum": ["normal", "italic"]},
        "package": TEXT, "file": TEXT, "instance": WEIGHT,
    },
}  # fmt: skip
SHAPE = Shape({
    "type": "object",
    "additionalProperties": False,
    "required": ["faces"],
    "properties": {"faces": {"type": "array", "minItems": 1, "items": FACE}},
})  # fmt: skip
LIMITS = Shape({
    "type": "object",
    "additionalProperties": False,
    "properties": {
        field.name.replace("_", "-"): {"type": "number", "minimum": 0, "maximum": 1e9} for field in fields(Limits)
    },
})  # fmt: skip
Cut = Callable[[bytes, float], bytes]


def read_styles(project: Path, cut: Cut, keep: Path) -> tuple[Styles, tuple[Problem, ...]]:
    """The project's own `styles/`, file by file; what it does not have is taken from the tool's.

    Static cuts of variable fonts are kept in `keep`. M-001 or B-010 for a file that cannot be read, D-001 to D-003 for
    what is wrong in fonts.yaml or setting.yaml, E-002 for a face whose package or file is not there."""
    folders, problems = (OWN, project / "styles"), list[Problem]()
    sheets = {file.name: _text(file, problems) for folder in folders for file in sorted(folder.glob("*.css"))}
    templates = {
        file.name: _text(file, problems)
        for folder in folders
        for file in sorted((folder / "templates").glob("*.jinja"))
    }
    chosen, setting = (_text(_chosen(name, folders), problems) for name in (FACES, SETTING))
    faces = () if problems else _faces(chosen, cut, keep, problems)
    return Styles(sheets, templates, faces, _limits(setting, problems)), tuple(problems)


def _chosen(name: str, folders: tuple[Path, ...]) -> Path:
    return next(folder / name for folder in reversed(folders) if (folder / name).exists())


def _text(file: Path, problems: list[Problem]) -> str:
    """The text of a file of `styles/`; M-001 or B-010 if it cannot be read."""
    name = f"styles/{file.parent.name}/{file.name}" if file.parent.name == "templates" else f"styles/{file.name}"
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        problems.append(Problem("M-001", "the file is not UTF-8", Span(name), "save the file as UTF-8"))
    except OSError as fault:
        problems.append(Problem("B-010", f"{name} cannot be read: {fault.strerror}", Span(name)))
    return ""


def _limits(text: str, problems: list[Problem]) -> Limits:
    """The limits of setting.yaml; what it does not name is as the tool has it."""
    node, found = load(text, f"styles/{SETTING}")
    problems += found
    if node is None or not _shaped(node, LIMITS, SETTING, problems):
        return HOUSE
    return replace(HOUSE, **{key.replace("-", "_"): value for key, value in node.value.items()})


def _shaped(node: Node, shape: Shape, name: str, problems: list[Problem]) -> bool:
    violations = shape.violations(node)
    for wrong in violations:
        message = wrong.message.replace("the record", name)
        problems.append(Problem("D-003" if wrong.kind == "unknown" else "D-002", message, wrong.span, wrong.hint))
    return not violations


def _faces(text: str, cut: Cut, keep: Path, problems: list[Problem]) -> tuple[Face, ...]:
    node, found = load(text, f"styles/{FACES}")
    problems += found
    if node is None or found:
        return ()
    if _shaped(node, SHAPE, FACES, problems) and all(face["style"] != "normal" for face in node.value["faces"]):
        hint = "a book needs an upright face, in which its figures are drawn too"
        problems.append(Problem("D-002", "no face has the style normal", node.at("faces"), hint))
    if problems:
        return ()
    made = [_face(face, cut, keep, node.at("faces", number)) for number, face in enumerate(node.value["faces"])]
    problems += [face for face in made if isinstance(face, Problem)]
    return tuple(face for face in made if isinstance(face, Face))


def _face(values: dict[str, Any], cut: Cut, keep: Path, span: Span) -> Face | Problem:
    """One face, cut to its weight if that has not been done before."""
    try:
        data = resources.files(values["package"]).joinpath(values["file"]).read_bytes()
    except (ModuleNotFoundError, OSError, TypeError, ValueError):
        return Problem("E-002", f"the font package {values['package']} has no {values['file']}", span, "run: make book")
    weight = int(values.get("instance", values["weight"]))
    stem = hashlib.sha256(f"{CUT_BY}\0{weight}\0".encode() + data).hexdigest()[:24]
    file = keep / f"{stem}.ttf"
    try:
        if not file.exists():
            _write(file, cut(data, weight))
        name = f"{values['family'].replace(' ', '')}-{values['weight']}-{values['style']}.ttf"
        font = FontFile(name, hashlib.sha256(file.read_bytes()).hexdigest(), str(file))
    except ValueError as fault:
        return Problem("E-002", f"{values['file']} of {values['package']} cannot be used: {fault}", span)
    return Face(values["family"], values["weight"], values["style"], font)


def _write(file: Path, data: bytes) -> None:
    new = file.with_suffix(".new")
    new.write_bytes(data)
    new.replace(file)
