"""The design, read from `styles/`: style sheets, templates, faces and the limits of setting.

The files of faces come from packages of a fixed version or from `styles/` itself, never from the machine, so that every
machine sets the same pages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, replace
from importlib import resources
from pathlib import Path
from typing import Any

from book.cache import Cache
from book.data import Shape, YamlNode, load
from book.design import DesignPart, Face, Styles, Theme
from book.fonts import CUT_BY, cut
from book.installed import REPAIR, TOOL
from book.limits import HOUSE, Limits
from book.pages import FontFile
from book.problems import Problem, Span
from book.project import FACES as FONTS_OF_BOOK
from book.read.themes import FACTS, THEMES, facts

OWN = TOOL / "styles"
PARTS = Path(__file__).parent / "parts"
FACES = "fonts.yaml"
SETTING = "setting.yaml"
WEIGHT = {"type": "integer", "minimum": 100, "maximum": 900}
TEXT = {"type": "string", "minLength": 1}
FACE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["family", "weight", "style", "file"],
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


def read_styles(project: Path, cache: Cache, theme: str = "") -> tuple[Styles, tuple[Problem, ...]]:
    """The project's own `styles/`, file by file; what it does not have is taken from the theme of this name, and what
    that does not have from the tool's.

    Static cuts of variable fonts are kept in the cache. M-001 or B-010 for a file that cannot be read, D-001 to D-003
    for what is wrong in fonts.yaml or setting.yaml, E-002 for a face whose package does not have the file, B-007 or
    B-010 for one whose file is not in `styles/` or is not a font."""
    folders, problems = (OWN, project / "styles"), list[Problem]()
    themed = THEMES / theme
    sheets = {file.name: _text(file, problems) for folder in folders for file in sorted(folder.glob("*.css"))}
    templates = {
        file.name: _text(file, problems)
        for place in (OWN / "templates", *([themed] if theme else ()), project / "styles" / "templates")
        for file in sorted(place.glob("*.jinja"))
    }
    templates = _with_parts(templates, project / "styles" / "templates", problems)
    chosen, setting = (_text(_chosen(name, folders), problems) for name in (FACES, SETTING))
    faces = () if problems else _faces(chosen, _chosen(FACES, folders).parent, cache, problems)
    limits, parts = _limits(setting, problems), _parts(cache, problems)
    if not theme:
        return Styles(sheets, templates, faces, limits, parts), tuple(problems)
    ours = frozenset(file.name for file in (project / "styles").glob("*.css"))
    made, used = _theme(theme, faces, (project / FONTS_OF_BOOK).exists(), cache, problems)
    return Styles(sheets, templates, used, limits, parts, made, ours), tuple(problems)


def _theme(
    name: str, base: tuple[Face, ...], chosen: bool, cache: Cache, problems: list[Problem]
) -> tuple[Theme, tuple[Face, ...]]:
    """A theme, and the faces of a book that has it: the theme's, then those that the book has `chosen` itself, or of
    the usual design the one that has the signs which others lack."""
    folder, values = THEMES / name, facts(name)
    page, epub, cover = (_beside(folder / file) for file in ("page.css", "epub.css", "cover.css"))
    node, _ = load(_beside(folder / FACTS), f"{THEMES.name}/{name}/{FACTS}")
    own = [] if node is None else [_face(face, folder, cache, node.at("faces", number))
                                   for number, face in enumerate(values.get("faces", ()))]
    problems += [face for face in own if isinstance(face, Problem)]
    found = tuple(face for face in own if isinstance(face, Face))
    families = tuple(dict.fromkeys(face.family for face in found or base))
    spare = base if chosen or not found else base[:1]
    return Theme(name, page, epub, cover, families), (*found, *(face for face in spare if face not in found))


def _parts(cache: Cache, problems: list[Problem]) -> tuple[DesignPart, ...]:
    """The tool's own design of things that not every book has, a folder each: `page.css`, `epub.css`, `fonts.yaml`."""
    return tuple(_part(folder, cache, problems) for folder in sorted(PARTS.iterdir()) if folder.is_dir())


def _part(folder: Path, cache: Cache, problems: list[Problem]) -> DesignPart:
    page, epub, cover, fonts = (_beside(folder / name) for name in ("page.css", "epub.css", "cover.css", "fonts.yaml"))
    return DesignPart(folder.name, page, epub, _faces(fonts, folder, cache, problems) if fonts else (), cover)


def _with_parts(templates: Mapping[str, str], own: Path, problems: list[Problem]) -> dict[str, str]:
    """The templates with those of the parts below them. A book that has its own `imprint.xhtml.jinja` means it for each
    of its imprints, `imprint-brief.xhtml.jinja` too, if it has none of that name."""
    found = {file.name: _text(file, problems) for file in sorted(PARTS.glob("*/*.jinja"))}
    for name in found:
        usual = name.replace("-brief", "").replace("-nested", "").replace("-formed", "")
        if usual != name and (own / usual).is_file():
            found[name] = templates[usual]
    return {**found, **templates}


def _beside(file: Path) -> str:
    return file.read_text("utf-8") if file.is_file() else ""


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


def _shaped(node: YamlNode, shape: Shape, name: str, problems: list[Problem]) -> bool:
    violations = shape.violations(node)
    for wrong in violations:
        message = wrong.message.replace("the record", name)
        problems.append(Problem("D-003" if wrong.kind == "unknown" else "D-002", message, wrong.span, wrong.hint))
    return not violations


def _faces(text: str, folder: Path, cache: Cache, problems: list[Problem]) -> tuple[Face, ...]:
    node, found = load(text, f"styles/{FACES}")
    problems += found
    if node is None or found:
        return ()
    if _shaped(node, SHAPE, FACES, problems) and all(face["style"] != "normal" for face in node.value["faces"]):
        hint = "a book needs an upright face, in which its figures are drawn too"
        problems.append(Problem("D-002", "no face has the style normal", node.at("faces"), hint))
    if problems:
        return ()
    made = [_face(face, folder, cache, node.at("faces", number))
            for number, face in enumerate(node.value["faces"])]
    problems += [face for face in made if isinstance(face, Problem)]
    return tuple(face for face in made if isinstance(face, Face))


def _face(values: dict[str, Any], folder: Path, cache: Cache, span: Span) -> Face | Problem:
    """One face, cut to its weight if that has not been done before."""
    data = _packaged(values["package"], values["file"], span) if "package" in values else (
        _own(folder, values["file"], span))
    if isinstance(data, Problem):
        return data
    try:
        font = _cut(data, int(values.get("instance", values["weight"])), cache)
    except ValueError as fault:
        if "package" in values:
            return Problem("E-002", f"{values['file']} of {values['package']} cannot be used: {fault}", span)
        return Problem("B-010", f"styles/{values['file']} cannot be used: {fault}", span)
    name = f"{values['family'].replace(' ', '')}-{values['weight']}-{values['style']}.ttf"
    return Face(values["family"], values["weight"], values["style"], FontFile.of(name, font))


def _packaged(package: str, file: str, span: Span) -> bytes | Problem:
    """A font file of an installed package."""
    try:
        return resources.files(package).joinpath(file).read_bytes()
    except (ModuleNotFoundError, OSError, TypeError, ValueError):
        return Problem("E-002", f"the font package {package} has no {file}", span, REPAIR)


def _own(folder: Path, file: str, span: Span) -> bytes | Problem:
    """A font file of `styles/`. Links are followed before it is asked whether the file is inside."""
    place = folder / file
    if not place.resolve().is_relative_to(folder.resolve()):
        return Problem("B-007", f"{file} leaves styles/", span, "copy the font into styles/, and its licence with it")
    try:
        return place.read_bytes()
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        hint = "write its path from styles/, or name the package that has it"
        return Problem("B-010", f"styles/{file} cannot be read: {reason}", span, hint)


def _cut(data: bytes, weight: int, cache: Cache) -> bytes:
    """The static font of this weight. Raises ValueError for what is not a font, or has no such weight."""
    key = hashlib.sha256(f"cut {CUT_BY} {weight} ".encode() + data).hexdigest()
    kept = cache.get(key)
    if kept is None:
        kept = cut(data, weight)
        cache.put(key, kept)
    return kept
