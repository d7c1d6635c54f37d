"""Heads and titles of texts as the reader wants them: one title, at the beginning, and sections below it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from book.bring.desk import Desk
from book.bring.draft import BookFacts, Lines, SourceLine
from book.bring.scan import demoted, head_length, headings, hidden
from book.data import load
from book.read.defaults import quoted

_PERCENT = re.compile(r"%[ ]+(\S.*)")
KNOWN = ("title", "subtitle", "short", "id", "author", "authors", "editor", "editors", "numbered")


def parted(lines: Lines, desk: Desk) -> tuple[Mapping[str, Any], Lines, Lines]:
    """The values of a head, the head's lines, and the text below it. A head that cannot be read is told and kept in a
    remark."""
    count = head_length(lines)
    if not count:
        return _title_block(lines)
    text = "\n".join(line.words for line in lines[1:count - 1]).replace("\t", "    ")
    values, fault = _toml(text) if lines[0].words.startswith("+") else _yaml(text)
    if fault:
        desk.remarks.left(lines[0], f"the head cannot be read: {fault}", "it is in a remark, <!-- … -->")
        kept = tuple(line._replace(words=line.words.replace("--", "- -")) for line in lines[1:count - 1])
        remark = (lines[0]._replace(words="<!--"), *kept, lines[count - 1]._replace(words="-->"))
        return {}, (), (*remark, *lines[count:])
    return values, lines[:count], lines[count:]


def _title_block(lines: Lines) -> tuple[Mapping[str, Any], Lines, Lines]:
    """Pandoc's: `% Title`, `% Authors`, `% Date`."""
    if not lines or not _PERCENT.match(lines[0].words):
        return {}, (), lines
    count = next((at for at in range(1, min(4, len(lines))) if not lines[at].words.startswith("%")), min(3, len(lines)))
    title, names, day = (*(line.words[1:].strip() for line in lines[:count]), "", "")[:3]
    authors = [name.strip() for name in names.split(";") if name.strip()]
    values = {"title": title, "author": authors, "date": day}
    return {key: value for key, value in values.items() if value}, lines[:count], lines[count:]


def _toml(text: str) -> tuple[Mapping[str, Any], str]:
    try:
        return tomllib.loads(text), ""
    except tomllib.TOMLDecodeError as fault:
        return {}, str(fault)


def _yaml(text: str) -> tuple[Mapping[str, Any], str]:
    if not text.strip():
        return {}, ""
    node, problems = load(text, "")
    if node is None or problems:
        node, problems = load(quoted(text), "")
    if node is None or problems or not isinstance(node.value, dict):
        return {}, problems[0].message if problems else "it is not a list of keys"
    return node.value, ""


def names_of(value: Any) -> tuple[str, ...]:
    """The names of people as any tool writes them: a text, a map with a name, or a list of these."""
    if isinstance(value, list):
        return tuple(name for each in value for name in names_of(each))
    if isinstance(value, dict):
        if "name" in value:
            return names_of(value["name"])
        parts = [str(value[key]) for key in ("given", "family", "literal") if value.get(key)]
        return (" ".join(parts),) if parts else tuple(str(key) for key in value)[:1]
    return (str(value).strip(),) if value and str(value).strip() else ()


def plain(value: Any) -> str:
    """A value as one line of words."""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def facts_of(values: Mapping[str, Any]) -> BookFacts:
    """What a head says of a book as a whole, in the words of Pandoc, Quarto and bookdown."""
    day = plain(values.get("date"))
    return BookFacts(plain(values.get("title")), plain(values.get("subtitle")),
                 names_of(values.get("author") or values.get("authors")),
                 plain(values.get("lang") or values.get("language")),
                 plain(values.get("description") or values.get("abstract")), plain(values.get("publisher")),
                 day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else "", plain(values.get("isbn")))


def filled(first: BookFacts, second: BookFacts) -> BookFacts:
    """What the first says, and where it says nothing, what the second does."""
    return replace(second, **{key: value for key in BookFacts.__slots__ if (value := getattr(first, key))})


def with_head(lines: Lines, listed: str, desk: Desk, rewrite: bool = False, untitled: bool = False) -> Lines:
    """The text with its head and its one title in order. `listed` is the title that the listing gives; `rewrite` takes
    other tools' keys out of the head; `untitled` is true of a text that needs none."""
    values, head, body = parted(lines, desk)
    title = plain(values.get("title"))
    body = _with_title(_from_first(body), title, "" if untitled else listed, desk)
    if not head:
        return body
    own = {key: value for key in KNOWN if (value := _shaped(key, values.get(key))) not in ("", [], None)}
    same = all(own[key] == values[key] for key in own) and len(own) == len(set(values) & set(KNOWN))
    if same and not rewrite and head[0].words.rstrip() == "---":
        return (*head, head[-1]._replace(words=""), *body)
    for key in values:
        if key not in own:
            desk.remarks.left(head[0], f"the key “{key}” of a head", "it was left out")
    if not own:
        return body
    said = tuple(SourceLine(f"{key}: {written(value)}", head[0].path, head[0].number) for key, value in own.items())
    return (head[0]._replace(words="---"), *said, head[-1]._replace(words="---"),
            head[-1]._replace(words=""), *body)


def _from_first(lines: Lines) -> Lines:
    start = next((at for at, line in enumerate(lines) if line.words.strip()), len(lines))
    return lines[start:]


def _shaped(key: str, value: Any) -> Any:
    if key in ("author", "authors", "editor", "editors"):
        names = names_of(value)
        return value if value == list(names) or (len(names) == 1 and value == names[0]) else list(names)
    if key == "numbered":
        return value if isinstance(value, bool) else None
    if key == "id":
        return value if re.fullmatch(r"[A-Za-z][\w.:-]*", str(value or "")) else None
    return plain(value)


def written(value: Any) -> str:
    """A value as YAML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    return "'" + str(value).replace("'", "''") + "'"


def _with_title(lines: Lines, title: str, listed: str, desk: Desk) -> Lines:
    found = headings(lines)
    first = [each for each in found if each.level == 1]
    if title and first:
        if len(first) == 1 and first[0] == found[0] and _letters(first[0].title) == _letters(title):
            return _title_first(lines, first[0].at, first[0].count, desk)
        desk.remarks.changed(lines[first[0].at], "the head has the title, so this heading is a section",
                             "all headings of the text are one level lower")
        return demoted(lines, 1)
    if first:
        if len(first) > 1:
            desk.remarks.changed(lines[first[1].at], "a second heading of the first level in one file",
                                 "it is a section: all headings after the first are one level lower")
            at = first[0].at
            lines = (*lines[:at + first[0].count], *demoted(lines[at + first[0].count:], 1))
        return _title_first(lines, first[0].at, first[0].count, desk)
    if not title and listed:
        start = lines[0] if lines else SourceLine("", "", 0)
        return (start._replace(words=f"# {listed}"), start._replace(words=""), *lines)
    lone = found and _is_only(found[0].level, [each.level for each in found])
    if not title and lone and not _before(lines, found[0].at):
        return demoted(lines, 1 - found[0].level)
    return lines


def _is_only(level: int, levels: list[int]) -> bool:
    """Whether the first heading stands above all others."""
    return levels.count(level) == 1 and min(levels) == level


def _before(lines: Lines, at: int) -> bool:
    """Whether words stand before a line, besides remarks."""
    covered = hidden(lines)
    return any(line.words.strip() and not (covered[n] or line.words.lstrip().startswith("<!--"))
               for n, line in enumerate(lines[:at]))


def _title_first(lines: Lines, at: int, count: int, desk: Desk) -> Lines:
    """The title moved before what stands above it."""
    if not _before(lines, at):
        return lines
    desk.remarks.changed(lines[at], "words stand before the title", "the title was moved before them")
    blank = lines[at]._replace(words="")
    return (*lines[at:at + count], blank, *lines[:at], *lines[at + count:])


def _letters(text: str) -> str:
    return re.sub(r"[\W_]|\{[^}]*\}", "", text.casefold())
