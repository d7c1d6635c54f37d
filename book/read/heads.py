"""The head of a text: YAML between two lines of hyphens, or Pandoc's title block; a text may do without.

A title line is the whole line: `title: Chapter 3: The Quay` is read as it is meant, though it is not YAML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from book.data import Shape, YamlNode, load
from book.problems import Span
from book.read.defaults import quoted
from book.read.files import Files

_HEAD = re.compile(r"---[ ]*\n(.*?\n)?(?:---|\.\.\.)[ ]*(?:\n|$)", re.S)
_OPENED = re.compile(r"---[ ]*\n\s*[\w-]+:")
_PERCENT = re.compile(r"%[ ]+(\S.*)\n(?:%[ ]*(.*)\n)?(?:%[ ]*(.*)\n)?")
_TOML = re.compile(r"\+\+\+[ ]*\n")
_TEXTS = ("title", "subtitle", "short")


@dataclass(frozen=True, slots=True)
class Head:
    """A head's values, the text below it, the line of the file that this begins on, and where the title stands.

    `broken`: there is a head, and nobody can tell what it says."""

    values: Mapping[str, Any]
    text: str
    line: int = 1
    title: Span | None = None
    broken: bool = False


def read_head(path: str, text: str, files: Files, shape: Shape) -> Head:
    """The head of a file. Problems: M-004, and M-005 for a key that nobody knows."""
    if found := _PERCENT.match(text):
        names = [name.strip() for name in (found[2] or "").split(";") if name.strip()]
        values = {"title": found[1].strip(), **({"authors": names} if names else {})}
        return Head(values, text[found.end():], text.count("\n", 0, found.end()) + 1, Span(path))
    found = _HEAD.match(text)
    if found and not (found[1] or "").strip():
        return Head({}, text[found.end():], text.count("\n", 0, found.end()) + 1)
    if found and (":" in found[1] or found[1].lstrip().startswith("#")):
        return _yaml(path, found, files, shape)
    return _none(path, text, files)


def _none(path: str, text: str, files: Files) -> Head:
    """A text without a head; what looks like the beginning of one is told."""
    if _OPENED.match(text):
        files.report("M-004", "the head is opened and not closed", Span(path), "close the head with a line ---")
        return Head({}, "", broken=True)
    if _TOML.match(text):
        files.report("M-004", "a head between lines of +++ is TOML, which is not read here", Span(path),
                     "write it in YAML between two lines ---, as title: …")
        return Head({}, "", broken=True)
    return Head({}, text)


def _yaml(path: str, found: re.Match[str], files: Files, shape: Shape) -> Head:
    text, line = found.string[found.end():], found.string.count("\n", 0, found.end()) + 1
    node, problems = load(found[1], path, 2)
    if node is None or problems or _odd(node):
        mended, still = load(quoted(found[1]), path, 2)
        node, problems = (mended, still) if mended is not None and not still else (node, problems)
    for problem in problems:
        files.report("M-004", problem.message.replace("the file", "the head"), problem.span or Span(path),
                     problem.hint)
    if node is None or problems:
        return Head({}, text, line, broken=True)
    wrong = False
    for violation in shape.violations(node):
        unknown = violation.kind == "unknown"
        wrong = wrong or not unknown
        files.report("M-005" if unknown else "M-004", violation.message.replace("field", "key")
                     .replace("the record", "the head"), violation.span, violation.hint)
    values = node.value if isinstance(node.value, dict) else {}
    return Head(values, text, line, node.at("title") if "title" in values else None, wrong)


def _odd(node: YamlNode) -> bool:
    """Whether a title is not a text for YAML: 1984, true."""
    values = node.value if isinstance(node.value, dict) else {}
    return any(key in values and not isinstance(values[key], str) for key in _TEXTS)
