"""The divisions of a book in their order, as book.yaml lists them or, where it lists none, as their files are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from book.data import YamlNode
from book.matter import Part, Role
from book.problems import Problem, Span
from book.project import SETTINGS
from book.read import defaults

_PARTS: tuple[Part, ...] = ("front", "body", "back")
Opens = Literal["", "recto", "any"]


@dataclass(frozen=True, slots=True)
class ListedDivision:
    """A division as book.yaml lists it; `file` and `title` may be empty. `level` is 2 for one that stands in a part of
    the book; `opens` says on which page it begins, where it does not do as all others; `of` names an index."""

    role: Role
    part: Part
    file: str
    title: str
    id: str
    span: Span
    level: int = 1
    numbered: bool = True
    opens: Opens = ""
    of: str = ""


def with_an_order(values: Mapping[str, Any], files: Iterable[str]) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    """The values with a body. B-012: the order that was guessed; B-003: there is nothing to guess it from."""
    if "body" in values:
        return values, ()
    if not (texts := defaults.in_order(files)):
        hint = "list them: body: [{role: chapter, file: 01.md}]"
        what = "book.yaml lists no divisions, and chapters/ has no text"
        return values, (Problem("B-003", what, Span(SETTINGS), hint),)
    named = {entry if isinstance(entry, str) else entry.get("file") for part in ("front", "back")
             for entry in values.get(part, ())}
    guessed = defaults.guessed(text for text in texts if text not in named)
    told = ", ".join(entry["file"] for part in _PARTS for entry in guessed[part] if "file" in entry)
    note = Problem("B-012", f"book.yaml lists no divisions, so they stand in the order of their names: {told}",
                   Span(SETTINGS), "list them under front, body and back to have them otherwise")
    return {**guessed, **values}, (note,)


def listed(values: Mapping[str, Any], node: YamlNode) -> tuple[ListedDivision, ...]:
    """All divisions, those of a part behind it."""
    return tuple(division for part in _PARTS for division in _entries(values.get(part, ()), part, node, (part,)))


def listed_twice(divisions: Iterable[ListedDivision]) -> Iterator[Problem]:
    """B-003 for each file that is listed again: its text would be printed twice."""
    seen: dict[str, Span] = {}
    for each in divisions:
        if each.file and each.file in seen:
            yield Problem("B-003", f"{each.file} is listed twice", each.span, f"the first time is at {seen[each.file]}")
        seen.setdefault(each.file, each.span)


def _entries(entries: Iterable[Any], part: Part, node: YamlNode, path: tuple[str | int, ...],
             level: int = 1) -> Iterator[ListedDivision]:
    """The entries of a list. What follows a part in the same list belongs to it, if it does not list its own."""
    inside = level
    for number, entry in enumerate(entries):
        values, at = ({"file": entry} if isinstance(entry, str) else entry), (*path, number)
        opens_part = "part" in values or values.get("role") == "part"
        division = _entry(values, part, node, at, level if opens_part else inside)
        yield division
        if opens_part:
            inside = level if "chapters" in values else level + 1
            yield from _entries(values.get("chapters", ()), part, node, (*at, "chapters"), level + 1)


def _entry(values: Mapping[str, Any], part: Part, node: YamlNode, at: tuple[str | int, ...],
           level: int) -> ListedDivision:
    file = values.get("file", "")
    role: Role = "part" if "part" in values else values.get("role") or defaults.role_of(file, part)
    key = next((key for key in ("file", "part", "role") if key in values), "")
    span = node.at(*at, key) if key and not _is_text(node, at) else node.at(*at)
    return ListedDivision(role, part, file, str(values.get("part", values.get("title", ""))), values.get("id", ""),
                          span, level, values.get("numbered", True), values.get("opens", ""), values.get("of", ""))


def _is_text(node: YamlNode, at: tuple[str | int, ...]) -> bool:
    """Whether the entry is a bare file name."""
    value: Any = node.value
    for step in at:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False  # a guessed one, which stands nowhere
    return isinstance(value, str)
