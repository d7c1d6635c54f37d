"""Leanpub's Markua: asides, lines of attributes, code from files, parts."""

from __future__ import annotations

import re

from book.bring.desk import Desk
from book.bring.draft import Lines, SourceLine
from book.bring.scan import hidden, outside_code

_KINDS = {"A": "aside", "B": "blurb", "W": "warning", "I": "note", "T": "tip", "E": "caution", "D": "note",
          "Q": "note", "X": "note"}  # fmt: skip
_TITLES = {"D": "Discussion", "Q": "Question", "X": "Exercise"}
_ASIDE = re.compile(r"^([ABWITEDQX])> ?(.*)$")
_CENTRED = re.compile(r"^C> ?(.*)$")
_LIST = re.compile(r"^\s*\{(?!%)([^{}]*)\}\s*$")
_MATTER = re.compile(r"\{(?:frontmatter|mainmatter|backmatter)\}\s*$")
_FILE = re.compile(r"^\s*<<(?:\[(.*?)\])?\((.+?)\)\s*$")
_INDEX = re.compile(r"\{\s*i:\s*\"([^\"]+)\"\s*\}")
_BLOCKS = {"blurb": "blurb", "aside": "aside"}


def translated(lines: Lines, desk: Desk) -> Lines:
    """The text in the book's own words."""
    out, covered, at = list[SourceLine](), hidden(lines), 0
    waiting: SourceLine | None = None
    while at < len(lines):
        line = lines[at]
        if covered[at]:
            out += _code(line, waiting)
            waiting = None
        elif (aside := _ASIDE.match(line.words)) or _CENTRED.match(line.words):
            end = at + 1
            pattern = _ASIDE if aside else _CENTRED
            while end < len(lines) and (more := pattern.match(lines[end].words)) and (not aside or more[1] == aside[1]):
                end += 1
            out += _aside(lines[at:end], aside[1] if aside else "C", waiting, desk)
            at, waiting = end - 1, None
        elif found := _LIST.match(line.words):
            waiting = _attributes(line, found[1], waiting, out)
        elif found := _FILE.match(line.words):
            out += _file(line, found, waiting, desk)
            waiting = None
        else:
            new = _line(line, waiting, desk)
            waiting = waiting if not line.words.strip() else None
            out.append(new)
        at += 1
    return tuple(out)


def _attributes(line: SourceLine, words: str, waiting: SourceLine | None,
                out: list[SourceLine]) -> SourceLine | None:
    """A line `{…}` is for the block below it; some stand for themselves."""
    name = words.strip()
    if _MATTER.match(f"{{{name}}}"):
        return waiting
    if name in ("pagebreak", "page-break"):
        out.append(line._replace(words="\\newpage"))
        return None
    if name in _BLOCKS:
        out.append(line._replace(words=f"::: {_BLOCKS[name]}"))
        return None
    if name.startswith("/"):
        out.append(line._replace(words=":::"))
        return None
    return line


def _values(waiting: SourceLine | None) -> dict[str, str]:
    """`{id: x, width: 50%, caption: "…"}` and `{#x width=50%}`."""
    words = waiting.words.strip()[1:-1] if waiting else ""
    values = {key.lower(): (quoted or plain).strip() for key, quoted, plain in
              re.findall(r"([\w-]+)\s*[:=]\s*(?:\"([^\"]*)\"|([^\s,}]+))", words)}
    if name := re.search(r"#([\w:.-]+)", words):
        values.setdefault("id", name[1])
    return values


def _line(line: SourceLine, waiting: SourceLine | None, desk: Desk) -> SourceLine:
    """A line with the attributes that stand above it, if it can have any."""
    words = re.sub(r"^-#\s", "# ", line.words)
    if words != line.words:
        desk.remarks.changed(line, f"the title of a part, “{line.words}”", "it is a part in book.yaml")
    words = outside_code(words, lambda part: _INDEX.sub(_entry, part))
    if not waiting or not words.strip():
        return line._replace(words=words)
    values = _values(waiting)
    if "part" in values.get("class", ""):
        return line._replace(words=words)
    heading, image = re.match(r"#{1,6}\s", words), re.match(r"\s*!\[", words)
    known = ("id",) if heading else ("id", "width", "height", "alt") if image else ()
    parts = [f"#{values['id']}" if each == "id" else f'{each}="{values[each]}"' for each in known if each in values]
    for key in values:
        if key not in known:
            desk.remarks.left(waiting, f"the attribute “{key}” of {waiting.words.strip()}", "it was left out")
    if not values:
        desk.remarks.left(waiting, f"a line of attributes: {waiting.words.strip()}", "it was left out")
    gap = " " if heading else ""
    return line._replace(words=f"{words.rstrip()}{gap}{{{' '.join(parts)}}}" if parts else words)


def _entry(found: re.Match[str]) -> str:
    return f'[]{{.index entry="{found[1]}"}}'


def _aside(lines: Lines, letter: str, waiting: SourceLine | None, desk: Desk) -> Lines:
    pattern = _CENTRED if letter == "C" else _ASIDE
    words = [found[found.re.groups] for line in lines if (found := pattern.match(line.words))]
    kind, title = _KINDS.get(letter, "centred"), _TITLES.get(letter, "")
    first = next((n for n, each in enumerate(words) if each.strip()), 0)
    heading = re.match(r"#{1,6}\s+(.*?)(?:\s*\{.*\})?$", words[first])
    if heading:
        title, words[first] = heading[1], ""
    if letter == "C":
        desk.remarks.changed(lines[0], "lines to be centred", "they are a passage with the class centred")
    opening = f'::: {{.{kind} title="{title}"}}' if title and kind not in ("aside", "blurb") else f"::: {kind}"
    if title and kind in ("aside", "blurb"):
        words[first] = f"**{title}**"
    if waiting and _values(waiting):
        desk.remarks.left(waiting, f"attributes of an aside: {waiting.words.strip()}", "they were left out")
    body = (line._replace(words=each) for line, each in zip(lines, words, strict=True))
    return (lines[0]._replace(words=opening), *body, lines[-1]._replace(words=":::"))


def _code(line: SourceLine, waiting: SourceLine | None) -> Lines:
    """A fence with the language that stands above it."""
    values = _values(waiting)
    language = values.get("lang") or values.get("format") or ""
    fence = re.match(r"\s*(`{3,}|~{3,})\s*$", line.words)
    title = values.get("title") or values.get("caption")
    head = (line._replace(words=f"**{title}**"), line._replace(words="")) if title else ()
    return (*head, line._replace(words=f"{fence[1]}{language}") if fence and language else line)


def _file(line: SourceLine, found: re.Match[str], waiting: SourceLine | None, desk: Desk) -> Lines:
    """`<<(code/x.py)`: the file's words as code."""
    name, title = found[2], found[1] or _values(waiting).get("title") or ""
    path = next((each for each in (desk.near(line, name), desk.near(line, f"resources/{name}"),
                                   desk.near(line, f"code/{name}")) if each), "")
    if not path:
        desk.inserted(line, name, 0)
        return (line._replace(words=f"<!-- {line.words.strip()} -->"),)
    desk.remarks.changed(line, f"code from {name}", "it was inserted")
    text = desk.source.lines(path)
    fence = "`" * max(3, 1 + max((len(run) for each in text for run in re.findall(r"`{3,}", each.words)), default=0))
    language = _values(waiting).get("lang") or path.rpartition(".")[2]
    head = (line._replace(words=f"**{title}**"), line._replace(words="")) if title else ()
    return (*head, line._replace(words=f"{fence}{language}"), *text, line._replace(words=fence))
