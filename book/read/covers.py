"""The cover of book.yaml: its marks, its colour, its pattern, its picture."""

from __future__ import annotations

from collections.abc import Iterator

from book.data import YamlNode
from book.edition import CoverSetting, Tally
from book.markdown import typeset
from book.problems import Problem

FILLS = ("tally", "pattern", "picture")  # what the field shows: one of them


def read_tally(node: YamlNode) -> Tally | None:
    """The marks that are counted from the data."""
    cover = node.value.get("cover", {})
    if "tally" not in cover:
        return None
    note = typeset(" ".join(cover.get("note", "").split()))
    return Tally(tuple(cover["tally"]), cover.get("solid", ""), note, node.at("cover"))


def read_cover(node: YamlNode) -> CoverSetting:
    """How else the cover looks."""
    cover = node.value.get("cover", {})
    return CoverSetting(cover.get("colour", ""), cover.get("pattern", ""), cover.get("picture", ""),
                        cover.get("picture-fit", "full") == "full", node.at("cover", "picture"))


def cover_problems(node: YamlNode) -> Iterator[Problem]:
    """B-003: keys that do not go together."""
    cover = node.value.get("cover", {})
    fills = [key for key in FILLS if key in cover]
    for key in fills[1:]:
        yield Problem("B-003", f"a cover cannot have {fills[0]} and {key} at once", node.key_at("cover", key),
                      "leave one of them out")
    for key, needed in (("solid", "tally"), ("note", "tally"), ("picture-fit", "picture")):
        if key in cover and needed not in cover:
            yield Problem("B-003", f"the cover's {key} needs {needed}", node.key_at("cover", key),
                          f"add {needed}, or leave {key} out")
