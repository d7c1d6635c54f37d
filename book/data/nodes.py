"""YAML whose values keep their place, so that every check can name a value's own line and column.

Only the plain values of YAML 1.2's core schema are read as anything but text: a date stays text, and "no" is a word.
A key written twice, a tab and an anchor inside itself are errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from book.problems import Problem, Span

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?")
_WORDS: Mapping[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class YamlNode:
    """A value of a YAML file and its place; `keys` has the places of keys, `members` what a map or list holds."""

    value: Any
    span: Span
    keys: Mapping[str, Span] = field(default_factory=dict)
    members: Mapping[str | int, YamlNode] = field(default_factory=dict)

    def at(self, *path: str | int) -> Span:
        """The place of a value inside this one, or of the innermost one on the way that is there.

        A path that ends in a key gives the value's place; `key_at` that of the key."""
        node = self
        for step in path:
            if step not in node.members:
                break
            node = node.members[step]
        return node.span

    def key_at(self, *path: str | int) -> Span:
        """The place of a key inside this map, or of its map."""
        *way, last = path
        node = self
        for step in way:
            node = node.members.get(step, node)
        return node.keys.get(str(last), node.at(last))

    def walk(self) -> Iterator[YamlNode]:
        """This node and all inside it."""
        yield self
        for member in self.members.values():
            yield from member.walk()


@dataclass(slots=True)
class _NodeBuilder:
    path: str
    problems: list[Problem] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    done: dict[int, YamlNode] = field(default_factory=dict)

    def report(self, message: str, span: Span, hint: str) -> None:
        self.problems.append(Problem("D-001", message, span, hint))

    def span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark, node.end_mark
        assert start is not None and end is not None
        length = end.column - start.column if start.line == end.line else 1
        return Span(self.path, start.line + 1, start.column + 1, max(length, 1))

    def read(self, node: yaml.Node) -> YamlNode:
        """A node; one to which several anchors lead is read once."""
        if id(node) in self.open:
            self.report("an anchor that stands inside itself", self.span(node), "take the alias out")
            return YamlNode(None, self.span(node))
        if id(node) not in self.done:
            self.open.append(id(node))
            self.done[id(node)] = self.fresh(node)
            self.open.pop()
        return self.done[id(node)]

    def fresh(self, node: yaml.Node) -> YamlNode:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        if isinstance(node, yaml.SequenceNode):
            items: dict[str | int, YamlNode] = {number: self.read(item) for number, item in enumerate(node.value)}
            return YamlNode([item.value for item in items.values()], self.span(node), {}, items)
        assert isinstance(node, yaml.ScalarNode)
        plain = node.style in (None, "")
        return YamlNode(scalar(node.value) if plain else node.value, self.span(node))

    def mapping(self, node: yaml.MappingNode) -> YamlNode:
        keys: dict[str, Span] = {}
        members: dict[str | int, YamlNode] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.report("a key that is not a word", self.span(key), "write a word before the colon")
            elif key.value in keys:
                self.report(f"the key “{key.value}” is written twice", self.span(key),
                            f"the first one stands at {keys[key.value]}")
            else:
                keys[key.value] = self.span(key)
                members[key.value] = self.read(value)
        return YamlNode({key: member.value for key, member in members.items()}, self.span(node), keys, members)


def scalar(text: str) -> Any:
    """What an unquoted word means.

    >>> [scalar(word) for word in ("7", "1936-08-25", "no", "007", "2.5", "~")]
    [7, '1936-08-25', 'no', '007', 2.5, None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text) if len(text) < 1000 else text
    return float(text) if _FLOAT.fullmatch(text) else text


def load(text: str, path: str, first_line: int = 1) -> tuple[YamlNode | None, tuple[Problem, ...]]:
    """The document in a file, or in a part of it that begins on `first_line`; None if it is empty or cannot be read."""
    text = "\n" * (first_line - 1) + text
    reader = _NodeBuilder(path)
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            reader.problems.append(Problem("M-003", "a tab", Span(path, number, line.index("\t") + 1), "write spaces"))
    if reader.problems:
        return None, tuple(reader.problems)
    try:
        tree = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        return None, (_fault(error, path),)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, (Problem("D-001", f"not YAML: {str(error).splitlines()[0]}", Span(path), "correct the file"),)
    if tree is None:
        return None, (Problem("D-001", "the file is empty", Span(path), "write its values, or take the file away"),)
    try:
        node = reader.read(tree)
    except RecursionError:
        return None, (Problem("D-001", "lists inside lists, too many to be read", Span(path), "make the file flatter"),)
    return node, tuple(reader.problems)


def _fault(error: yaml.MarkedYAMLError, path: str) -> Problem:
    """What the parser found. Its words, since it knows best, at the place it names."""
    mark = error.problem_mark or error.context_mark
    span = Span(path, mark.line + 1, mark.column + 1) if mark else Span(path)
    opened = error.context_mark
    hint = f"it began at line {opened.line + 1}, column {opened.column + 1}" if opened and opened is not mark else ""
    words = " ".join(part for part in (error.context, error.problem) if part)
    return Problem("D-001", f"not YAML: {words}", span, hint or "check indentation, colons and quotes here")
