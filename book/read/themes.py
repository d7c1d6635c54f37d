"""Themes: ready designs, each a folder of `book/themes/`, that say what differs from the usual design.

A theme has `theme.yaml` (what it is and for which books, its faces, and settings that book.yaml
can override), `page.css`, `epub.css`,
`cover.css`, and templates in place of the usual ones, all of which it may leave out but the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from book.data import YamlNode, load
from book.edition import LookSetting
from book.problems import Problem

THEMES = Path(__file__).parents[1] / "themes"
FACTS = "theme.yaml"


def names() -> tuple[str, ...]:
    """All themes, by the alphabet."""
    return tuple(sorted(file.parent.name for file in THEMES.glob(f"*/{FACTS}")))


@cache
def facts(name: str) -> Mapping[str, Any]:
    """What theme.yaml says; nothing for no theme."""
    if name not in names():
        return {}
    node, problems = load((THEMES / name / FACTS).read_text("utf-8"), f"{THEMES.name}/{name}/{FACTS}")
    assert node is not None and not problems, problems  # the tool's own file
    return dict(node.value)


def with_usual(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of book.yaml, and what its theme has for those that it does not name."""
    usual = facts(values["theme"]).get("settings", {}) if isinstance(values.get("theme"), str) else {}
    heads = {**usual.get("running-heads", {}), **values.get("running-heads", {})}
    return {**usual, **values, "running-heads": heads}


def look(values: Mapping[str, Any]) -> LookSetting:
    """What is asked of the design."""
    heads = values["running-heads"]
    return LookSetting(values.get("theme", ""), values.get("text", ""), heads.get("left", "book"),
                       heads.get("right", "division"))


def unknown(node: YamlNode) -> tuple[Problem, ...]:
    """B-003: a theme that does not exist."""
    name = node.value.get("theme", "")
    if not name or name in names():
        return ()
    near = get_close_matches(name, names(), 1, 0.6)
    hint = f"did you mean {near[0]}? " if near else ""
    what = f"there is no theme “{name}”"
    return (Problem("B-003", what, node.at("theme"), f"{hint}The themes are {', '.join(names())}"),)
