"""What a book is made of: the SHA-256 of every file that makes it, and a short id of them all.

Left out are the records of printings, since a book does not change when one is written; the styles of pages that do
not belong to a book; and the program, whose version stands in a record anyway. The program's own styles count where the
book has none in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib import resources
from pathlib import Path

from book.data import load
from book.project import CHAPTERS, EDITIONS, FACES, SETTINGS, STYLES
from book.read import included
from book.read.picture_files import outside
from book.read.settings import load_settings
from book.read.themes import FACTS, THEMES, names

BESIDE = frozenset({"styles/compare.html.jinja", "styles/errata.css"})
SHORT = 10  # hexadecimal digits, as they stand on the imprint page


def inputs(project: Path, tool: Path) -> dict[str, str]:
    """The digests of all files of `chapters/` and `styles/` by path, of the pictures and texts beside `chapters/`
    that it names, of the files of its theme, and of the fonts that `fonts.yaml` and the theme name.

    Files that cannot be read are left out: whoever needs them says so."""
    beside = {path: project / path for path in (*outside(project), *included.outside(project))}
    theme = _theme(project)
    places = {**_files(tool, STYLES), **_files(project, STYLES), **theme, **beside, **_files(project, CHAPTERS)}
    counted = {name: place for name, place in places.items()
               if name not in BESIDE and not name.startswith(f"{EDITIONS}/")}
    digests = {name: digest for name, place in counted.items() if (digest := _digest(place))}
    naming = [places[FACES]] if FACES in places else []
    naming += [place for name, place in theme.items() if name.endswith(f"/{FACTS}")]
    fonts = dict(font for place in naming for font in _fonts(place))
    return dict(sorted({**digests, **fonts}.items()))


def _theme(project: Path) -> dict[str, Path]:
    """The files of the theme that book.yaml names, if it names one."""
    try:
        node, _ = load_settings((project / SETTINGS).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return {}
    values = node.value if node and isinstance(node.value, dict) else {}
    return _files(THEMES.parent, f"{THEMES.name}/{values['theme']}") if values.get("theme") in names() else {}


def short_id(digests: Mapping[str, str]) -> str:
    """A name for exactly these inputs: the same on every machine, another if a comma is.

    >>> short_id({"chapters/book.yaml": "00"})
    'a6ec525a9c'
    """
    listed = "".join(f"{name}\0{digest}\n" for name, digest in sorted(digests.items()))
    return sha256(listed.encode()).hexdigest()[:SHORT]


def _files(root: Path, folder: str) -> dict[str, Path]:
    """The files of a folder by posix path; hidden ones do not count."""
    found = ((place, place.relative_to(root)) for place in sorted((root / folder).rglob("*")) if place.is_file())
    return {inside.as_posix(): place for place, inside in found if not any(part[0] == "." for part in inside.parts)}


def _digest(place: Path) -> str:
    """Lines of a text end as git keeps them, whatever a checkout on some machine has made of it."""
    try:
        data = place.read_bytes()
    except OSError:
        return ""
    return sha256(data if b"\0" in data else data.replace(b"\r\n", b"\n")).hexdigest()


def _fonts(faces: Path) -> Iterator[tuple[str, str]]:
    """Fonts come in packages, the same on every machine."""
    try:
        node, problems = load(faces.read_text("utf-8"), FACES)
        listed = node.value.get("faces", ()) if node and not problems else ()
        named = {(face["package"], face["file"]) for face in listed}
        for package, file in sorted(named):
            data = resources.files(package).joinpath(file).read_bytes()
            yield f"fonts/{package}/{file}", sha256(data).hexdigest()
    except (ModuleNotFoundError, OSError, TypeError, ValueError, LookupError):
        return  # composing says what is wrong with them
