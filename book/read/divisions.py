"""A division: a head in YAML, and below it a text in Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from book.data import Shape, load
from book.edition import Edition
from book.markdown import Expand, Parsed, parse, typeset
from book.matter import RawDivision
from book.problems import Span
from book.read.files import Files
from book.read.settings import ListedDivision

_HEAD = re.compile(r"---[ ]*\n(.*?\n)?---[ ]*(?:\n|$)", re.S)


@dataclass(frozen=True, slots=True)
class ReadDivision:
    """A division as read, and what else its text brings."""

    division: RawDivision
    parsed: Parsed


def read_division(entry: ListedDivision, files: Files, edition: Edition, head_shape: Shape,
                  expand: Expand | None) -> ReadDivision | None:
    """Reads one division; None if its file is not there or has no head that can be read."""
    if not entry.file:
        span = entry.span
        title = typeset(entry.title)
        division = RawDivision(entry.id or entry.role, entry.role, entry.part, title, title, (), {}, span)
        return ReadDivision(division, Parsed((), {}, ((division.id, span),)))
    path = files.chapter(entry.file)
    text = files.text(path, entry.span, "B-004")
    if text is None:
        return None
    files.no_tabs(path, text)
    head, rest, line = _head(path, text, files, head_shape)
    parsed, problems = parse(rest, path, line, edition.raw_html, expand)
    files.problems += problems
    if head is None:
        return None
    name = head.get("id") or entry.id or re.sub(r"^[\W\d_]+", "", PurePosixPath(entry.file).stem) or entry.role
    span = Span(path)
    title, short = typeset(head["title"]), typeset(head.get("short", head["title"]))
    division = RawDivision(name, entry.role, entry.part, title, short, parsed.blocks, parsed.notes, span)
    return ReadDivision(division, Parsed(parsed.blocks, parsed.notes, ((name, span), *parsed.ids), parsed.pictures))


def _head(path: str, text: str, files: Files, shape: Shape) -> tuple[dict[str, Any] | None, str, int]:
    """The head's values (None if they are not as they should be), the text below it, and the line it begins on."""
    found = _HEAD.match(text)
    if not found:
        opened = text.startswith("---")
        files.report("M-004", "the head is opened and not closed" if opened else "the file has no head", Span(path),
                     "close the head with a line ---" if opened else "begin the file with ---, title: …, and --- again")
        return None, "" if opened else text, 1
    line = text.count("\n", 0, found.end()) + 1
    node, problems = load(found[1] or "", path, 2)
    if node is None or problems:
        for problem in problems:
            files.report("M-004", problem.message.replace("the file", "the head"), problem.span or Span(path),
                         problem.hint)
        return None, text[found.end():], line
    violations = shape.violations(node)
    for violation in violations:
        files.report("M-005" if violation.kind == "unknown" else "M-004", violation.message.replace("field", "key")
                     .replace("the record", "the head"), violation.span, violation.hint)
    return None if violations else node.value, text[found.end():], line
