"""A division: a head in YAML, which may be missing, and below it a text in Markdown.

Its title stands in the head or as the text's first heading, `# Title`; either may have markup and notes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from book.data import Shape
from book.edition import Edition
from book.markdown import Expand, Parsed, parse, typeset
from book.matter import Block, Group, Heading, Paragraph, RawDivision, RawInline, Text
from book.matter.walk import words
from book.problems import Problem, Span
from book.read.files import Files
from book.read.heads import Head, read_head
from book.read.included import includer
from book.read.listing import ListedDivision
from book.read.picture_files import picture_name

# A text's first heading, below empty lines and remarks.
_TITLE = re.compile(r"(?:\s|<!--.*?-->)*(?:#(?:[ \t]|$)|(?:[^\n]*\S[^\n]*\n){1,3}=+[ \t]*(?:\n|$))", re.S)
# These have a name of their own, which no page need print.
_NAMED = {"dedication": "Dedication", "epigraph": "Epigraph", "colophon": "Colophon", "imprint": "Imprint",
          "bibliography": "Bibliography", "index": "Index", "glossary": "Glossary", "preface": "Preface"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadDivision:
    """A division as read, and what else its text brings; its file inside `chapters/`, or nothing.

    `chosen`: its own anchor was written by somebody, not made from the name of the file."""

    division: RawDivision
    parsed: Parsed
    file: str = ""
    chosen: bool = True


def read_division(entry: ListedDivision, files: Files, edition: Edition, head_shape: Shape,
                  expand: Expand | None, cites: bool = True) -> ReadDivision | None:
    """Reads one division, of a book that `cites` works or not; None if its file is not there or its head is broken."""
    if not entry.file:
        return _unwritten(entry)
    path = files.chapter(entry.file)
    text = files.text(path, entry.span, "B-004", edition.strict)
    if text is None:
        return None
    if edition.strict:
        files.no_tabs(path, text)
    head = read_head(path, text, files, head_shape)
    parsed, problems = _parsed(head, path, files, edition, expand, cites)
    files.problems += problems
    return None if head.broken else _division(entry, head, parsed, files, edition)


def _unwritten(entry: ListedDivision) -> ReadDivision:
    """A division that is made from the rest of the book, or a part's title page."""
    title = typeset(entry.title)
    name = entry.id or (_slug(title) if entry.role == "part" else "") or entry.role
    division = RawDivision(
        name, entry.role, entry.part, title, title, (), {}, entry.span, (Text(title),) if title else (),
        level=entry.level, numbered=entry.numbered, opens=entry.opens, of=entry.of,
    )  # fmt: skip
    return ReadDivision(division, Parsed((), {}), chosen=bool(entry.id))


def _parsed(head: Head, path: str, files: Files, edition: Edition,
            expand: Expand | None, cites: bool) -> tuple[Parsed, tuple[Problem, ...]]:
    """The text with its title as its first block, whether it stands in the text or in the head."""
    title = " ".join(str(head.values.get("title", "")).split())
    text, line = head.text, head.line
    if title and not _TITLE.match(text):
        text, line = "# " + re.sub(r"(#+)$", r"\\\1", title) + f"\n\n{text}", line - 2
    find = partial(picture_name, files.project, PurePosixPath(path).parent.as_posix())
    verse = bool(head.values.get("verse", edition.verse))
    return parse(text, path, line, edition.raw_html, expand, edition.strict, cites, find,
                 includer(files, edition.strict), verse)


def _division(entry: ListedDivision, head: Head, parsed: Parsed, files: Files, edition: Edition) -> ReadDivision:
    values, path = head.values, files.chapter(entry.file)
    heading, blocks = _split(parsed.blocks)
    if _lists_works(blocks):
        entry, blocks = replace(entry, role="bibliography"), blocks[:-1]
    title = words(heading.children).strip() if heading else ""
    _check_title(values, heading, title, files)
    children = heading.children if heading and title else _untitled(entry, files, path)
    title = title or words(children)
    stem = PurePosixPath(entry.file).stem
    own = values.get("id") or entry.id or (heading.id if heading else "")
    name = own or _slug(re.sub(r"^[\W\d_]+", "", stem)) or entry.role
    span, subtitle = Span(path), _line(values.get("subtitle", ""), path, head, files, edition)
    short = typeset(str(values.get("short", ""))) or title
    unnumbered = heading is not None and "unnumbered" in heading.classes
    division = RawDivision(
        name, entry.role, entry.part, title, short, blocks,
        parsed.notes, span, children, subtitle, _names(values, "author"), _names(values, "editor"), entry.level,
        entry.numbered and values.get("numbered", True) and not unnumbered, entry.opens, entry.of,
    )  # fmt: skip
    return ReadDivision(division, parsed, entry.file, bool(own))


def _lists_works(blocks: tuple[Block[RawInline], ...]) -> bool:
    """Whether a text ends with Pandoc's `::: {#refs}`, the place of the list of works."""
    last = blocks[-1] if blocks else None
    return isinstance(last, Group) and last.id == "refs" and not last.blocks


def unlisted_bibliography(span: Span) -> ReadDivision:
    """The list of works of a book that cites some and does not say where to list them."""
    title = _NAMED["bibliography"]
    return _unwritten(ListedDivision("bibliography", "back", "", title, "", span))


def _split(blocks: tuple[Block[RawInline], ...]) -> tuple[Heading[RawInline] | None, tuple[Block[RawInline], ...]]:
    """The title and what stands below it."""
    first = blocks[0] if blocks else None
    return (first, blocks[1:]) if isinstance(first, Heading) and first.level == 1 else (None, blocks)


def _check_title(values: Mapping[str, Any], heading: Heading[RawInline] | None, title: str, files: Files) -> None:
    """A title in the head and another one in the text: one of them would not be printed."""
    given = re.sub(r"\[\^[^\]]*\]|\{[^}]*\}", "", " ".join(str(values.get("title", "")).split()))
    if heading and given and _letters(given) != _letters(title):
        message = f"the head's title is “{typeset(given)}”, and the text begins with the heading “{title}”"
        files.problems.append(Problem("M-013", message, heading.span, "take one of them out; sections begin with ##",
                                      level="error"))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


def _untitled(entry: ListedDivision, files: Files, path: str) -> tuple[RawInline, ...]:
    """What a division is called whose file does not say so: by book.yaml, by its role, by its file's name."""
    name = typeset(entry.title) or _NAMED.get(entry.role, "")
    if not name:
        stem = re.sub(r"[-_\s]+", " ", re.sub(r"^[\W\d_]+", "", PurePosixPath(entry.file).stem)).strip()
        count = re.search(r"\d+", PurePosixPath(entry.file).stem)
        name = typeset(stem[:1].upper() + stem[1:]) or (f"Chapter {int(count[0])}" if count else "Untitled")
        if not any(each.code == "M-013" and each.level and each.span and each.span.path == path
                   for each in files.problems):  # a title that stands too low in the file has been told
            files.report("M-022", f"the file has no title, so “{name}” is printed", Span(path),
                         "begin it with a line “# ” and its title, or with ---, title: …, and --- again")
    return (Text(name),)


def _line(text: Any, path: str, head: Head, files: Files, edition: Edition) -> tuple[RawInline, ...]:
    """A line of the head that may have markup."""
    line = head.title.line if head.title else 1
    parsed, problems = parse(" ".join(str(text).split()), path, line, edition.raw_html, None, edition.strict)
    files.problems += problems
    first = parsed.blocks[0] if parsed.blocks else None
    return first.children if isinstance(first, Paragraph) else ()


def _names(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The names under a key or its plural, each as printed."""
    found = [values[each] for each in (key, f"{key}s") if each in values]
    listed = [name for value in found for name in (value if isinstance(value, list) else [value])]
    return tuple(typeset(name if isinstance(name, str) else name["name"]) for name in listed)


def _slug(text: str) -> str:
    """An anchor from a name: letters and figures of any script, hyphens between them.

    >>> _slug("Über uns"), _slug("it's & co"), _slug("lamp.v2")
    ('Uber-uns', 'it-s-co', 'lamp.v2')
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    name = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", plain)).strip("-.")
    return re.sub(r"^[\W\d_]+", "", name)
