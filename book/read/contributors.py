"""Who had a part in the book besides its authors, by MARC's list of relators (https://id.loc.gov/vocabulary/relators)."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from book.data import YamlNode
from book.edition import Contributor
from book.problems import Problem

# word: (code, what stands before the name on a title page)
ROLES: Mapping[str, tuple[str, str]] = {
    "translator": ("trl", "Translated by"),
    "editor": ("edt", "Edited by"),
    "illustrator": ("ill", "Illustrated by"),
    "photographer": ("pht", "Photographs by"),
    "introduction": ("aui", "Introduction by"),
    "foreword": ("aui", "Foreword by"),
    "afterword": ("aft", "Afterword by"),
    "annotator": ("ann", "Annotated by"),
    "compiler": ("com", "Compiled by"),
    "adapter": ("adp", "Adapted by"),
    "contributor": ("ctb", "With"),
    "cartographer": ("ctg", "Maps by"),
    "commentator": ("cwt", "Commentary by"),
    "cover designer": ("cov", "Cover by"),
    "designer": ("bkd", "Designed by"),
    "indexer": ("-", "Index by"),
    "narrator": ("nrt", "Read by"),
    "proofreader": ("pfr", "Proofread by"),
    "series editor": ("pbd", "Series editor"),
    "typesetter": ("cmt", "Set by"),
}
_CODES = {code: words for code, words in ROLES.values() if code != "-"} | {"aui": "Introduction by"}


def read_contributors(node: YamlNode) -> tuple[tuple[Contributor, ...], tuple[Problem, ...]]:
    """The contributors as book.yaml lists them. B-003: a role that is neither a word of the list nor a MARC code."""
    found: list[Contributor] = []
    problems: list[Problem] = []
    for place, values in enumerate(node.value.get("contributors", ())):
        role = values["role"].strip().lower()
        code, words = _meaning(role)
        if not code:
            near = get_close_matches(role, ROLES, 1)
            hint = f"did you mean “{near[0]}”?" if near else f"write one of {', '.join(ROLES)}, or a MARC code (trl)"
            problems.append(Problem("B-003", f"there is no role “{role}” for a contributor",
                                    node.at("contributors", place, "role"), hint))
        found.append(_contributor(values, code, words))
    return tuple(found), tuple(problems)


def _contributor(values: Mapping[str, Any], code: str, words: str) -> Contributor:
    return Contributor(values["name"], values.get("sort", values["name"]), code, words)


def _meaning(role: str) -> tuple[str, str]:
    if role in ROLES:
        code, words = ROLES[role]
        return ("oth" if code == "-" else code), words
    if len(role) == 3 and role.isascii() and role.isalpha():
        return role, _CODES.get(role, "With")
    return "", ""
