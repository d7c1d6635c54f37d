"""The values of a YAML file, each character with its place, and how each value is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from book.correct.readable import PLACEHOLDER, Character, Kind
from book.data import YamlNode, load

# Ids and keys are never printed, nor what index.yaml looks for in the text.
SILENT = frozenset({"id", "sources", "match", "exclude"})
_ESCAPED = {"n": "\n", "t": " ", " ": " ", '"': '"', "\\": "\\", "/": "/", "_": "\xa0"}


def scalars(text: str, path: str, first_line: int = 1) -> Iterator[tuple[tuple[Character, ...], Kind]]:
    """The values of a file, or of the part of it from `first_line`; none if it cannot be read, as `check` will say."""
    lines = text.split("\n")
    skipped = sum(len(line) + 1 for line in lines[: first_line - 1])
    node, problems = load(text[skipped:], path, first_line)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for leaf in _leaves(node) if node and not problems else ():
        yield _signs(text, starts[leaf.span.line - 1] + leaf.span.column - 1, leaf)


def _leaves(node: YamlNode) -> Iterator[YamlNode]:
    """The values that may be printed, each once; the same one may be reached by several aliases."""
    found: dict[int, YamlNode] = {}
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if here.members:
            waiting += reversed([each for key, each in here.members.items() if key not in SILENT])
        elif isinstance(here.value, str | int | float):
            found.setdefault(id(here), here)
    yield from sorted(found.values(), key=lambda leaf: leaf.span)


def _signs(text: str, start: int, leaf: YamlNode) -> tuple[tuple[Character, ...], Kind]:
    if anchor := re.compile(r"[&!]\S+\s+").match(text, start):
        start = anchor.end()
    match text[start : start + 1]:
        case "'":
            return tuple(_single(text, start + 1)), "single"
        case '"':
            return tuple(_double(text, start + 1)), "double"
        case "|" | ">":
            return _words(text, text.find("\n", start) + 1, str(leaf.value)), "block"
    value = leaf.value if isinstance(leaf.value, str) else text[start : start + leaf.span.length]
    return _words(text, start, value), "plain"


def _single(text: str, start: int) -> Iterator[Character]:
    for match in re.compile(r"''|[^']").finditer(text, start):
        if match.start() != start:
            return
        start = match.end()
        yield Character(match[0][0], match.start(), match.end())


def _double(text: str, start: int) -> Iterator[Character]:
    for match in re.compile(r'\\\r?\n[ ]*|\\.|[^"]', re.S).finditer(text, start):
        if match.start() != start:
            return
        start = match.end()
        if not match[0].startswith("\\"):
            yield Character(match[0], match.start(), match.end())
        elif "\n" not in match[0]:
            yield Character(_ESCAPED.get(match[0][1], PLACEHOLDER), match.start(), match.end())


def _words(text: str, start: int, value: str) -> tuple[Character, ...]:
    """A value that is written as it is but for its line breaks."""
    found = re.compile(r"\s+".join(map(re.escape, value.split()))).search(text, start)
    if not found or found.start() - start > 80:
        return ()
    return tuple(Character(text[place], place, place + 1) for place in range(found.start(), found.end()))
