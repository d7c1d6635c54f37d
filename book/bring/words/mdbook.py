"""mdBook's `{{#…}}`, and what GitBook and HonKit write between `{%` and `%}`."""

from __future__ import annotations

import re

from book.bring.desk import Desk
from book.bring.draft import Lines, SourceLine
from book.bring.scan import hidden, outside_code
from book.bring.words.marks import indent_of, remark, set_in, without_head

_ASKED = re.compile(r"(?<!\\)\{\{#(include|rustdoc_include|playground|playpen)\s+([^}\s]+)\s*([^}]*?)\s*\}\}")
_TITLE = re.compile(r"(?<!\\)\{\{#title\s+(.*?)\s*\}\}")
_OTHER = re.compile(r"(?<!\\)\{\{#[^}]*\}\}")
_INFO = re.compile(r"^([ \t>]*(?:`{3,}|~{3,})\s*)([\w+#.-]+),[\w,= -]+$")
_TAG = re.compile(r"\{%\s*(\w[\w-]*)\s*(.*?)\s*%\}")
_VARIABLE = re.compile(r"\{\{\s*(book\.[\w.-]+)\s*\}\}")
_HINTS = {"info": "note", "success": "tip", "working": "note", "warning": "warning", "danger": "caution",
          "tip": "tip", "note": "note"}  # fmt: skip
_ENDINGS = ("endhint", "endtab", "endtabs", "endcode", "endraw", "endembed", "endcontent-ref", "endfile",
            "enddescription")
_SILENT = ("tabs", "raw", "content-ref", "swagger", "description")


def translated(lines: Lines, desk: Desk) -> Lines:
    """The text in the book's own words."""
    lines = _with_includes(lines, desk, 0)
    covered = hidden(lines)
    out = list[SourceLine]()
    rust = False
    for at, line in enumerate(lines):
        if covered[at]:
            if info := _INFO.match(line.words):
                line = line._replace(words=info[1] + info[2])
            if re.match(r"[ \t>]*(`{3,}|~{3,})", line.words):
                rust = bool(re.match(r"[ \t>]*(?:`{3,}|~{3,})\s*rust\b", line.words))
            elif rust and re.match(r"#(?: |$)", line.words.lstrip(" \t")):
                desk.remarks.left(line, "a hidden line of Rust", "it was left out, as mdBook does")
                continue
            out.append(line)
        else:
            out += _line(line, desk)
    return tuple(out)


def _with_includes(lines: Lines, desk: Desk, depth: int) -> Lines:
    """Texts are inserted; code stays where it is, and its file is copied along."""
    out, covered = list[SourceLine](), hidden(lines)
    for at, line in enumerate(lines):
        found = _ASKED.search(line.words)
        if not found or line.words[:found.start()].count("`") % 2:  # in code in a line it is only spoken of
            out.append(line)
        elif covered[at]:
            out.append(_code(line, found, desk))
        elif line.words.strip() != found[0]:
            desk.remarks.left(line, f"an inclusion inside a line: {found[0]}", "it is in a remark, <!-- … -->")
            out.append(line._replace(words=line.words.replace(found[0], remark(found[0]))))
        else:
            name, _, part = found[2].partition(":")
            text = desk.inserted(line, name, depth)
            if text is None:
                out.append(line._replace(words=remark(found[0])))
            else:
                desk.remarks.changed(line, found[0], "the text was inserted")
                part_of = _part(text, part)
                inner = part_of if part else without_head(part_of)
                out += set_in(_with_includes(inner, desk, depth + 1), indent_of(line))
    return tuple(out)


def _code(line: SourceLine, found: re.Match[str], desk: Desk) -> SourceLine:
    name = found[2].partition(":")[0]
    path = desk.near(line, name)
    if not path:
        desk.remarks.left(line, f"code to be included, {name}, is not in the source", "the line was left as it is")
        return line
    desk.copies[desk.project_path(path)] = path
    if found[1] != "include":
        desk.remarks.changed(line, found[0], "it is a plain {{#include}}")
    words = f"{{{{#include {found[2]}}}}}"
    return line._replace(words=line.words.replace(found[0], words))


def _part(lines: Lines, part: str) -> Lines:
    """The lines that `file:2:10` or `file:anchor` means."""
    numbers = part.split(":")
    if part and all(not each or each.isdecimal() for each in numbers):
        first = int(numbers[0] or 1) if numbers[0] or len(numbers) > 1 else 1
        last = (int(numbers[1]) if numbers[1] else len(lines)) if len(numbers) > 1 else first
        return lines[max(first - 1, 0):last]
    if not part:
        return tuple(line for line in lines if not re.search(r"\bANCHOR(?:_END)?:\s*[\w-]+", line.words))
    start, end = (_marked(lines, mark, part) for mark in ("ANCHOR", "ANCHOR_END"))
    return lines[start + 1:end if end >= 0 else len(lines)] if start >= 0 else lines


def _marked(lines: Lines, mark: str, name: str) -> int:
    """Which line has a mark with this name; -1 if none has."""
    pattern = re.compile(rf"\b{mark}:\s*{re.escape(name)}(?![\w-])")
    return next((at for at, line in enumerate(lines) if pattern.search(line.words)), -1)


def _line(line: SourceLine, desk: Desk) -> Lines:
    def change(words: str) -> str:
        words = _TITLE.sub(lambda found: _told(line, found[0], desk), words)
        words = _VARIABLE.sub(lambda found: _value(line, found, desk), words)
        words = _OTHER.sub(lambda found: _kept(line, found[0], desk), words)
        return _TAG.sub(lambda found: _tag(line, found, desk), words)

    new = outside_code(line.words, change)
    return tuple(line._replace(words=words) for words in new.split("\n"))


def _told(line: SourceLine, words: str, desk: Desk) -> str:
    desk.remarks.left(line, f"{words}, a title for the browser's window", "it was left out")
    return ""


def _kept(line: SourceLine, words: str, desk: Desk) -> str:
    desk.remarks.left(line, f"{words}", "it is in a remark, <!-- … -->")
    return remark(words)


def _value(line: SourceLine, found: re.Match[str], desk: Desk) -> str:
    value = desk.listing.variables.get(found[1])
    if value is None:
        return _kept(line, found[0], desk)
    desk.remarks.changed(line, found[0], f"its value was written, “{value}”")
    return value


def _tag(line: SourceLine, found: re.Match[str], desk: Desk) -> str:
    """A tag of GitBook. What it holds stays; only the tag goes."""
    name, rest = found[1], found[2]
    values = dict(re.findall(r"([\w-]+)\s*=\s*\"([^\"]*)\"", rest))
    if name == "hint":
        return f"::: {_HINTS.get(values.get('style', 'info'), 'note')}"
    if name == "endhint":
        return ":::"
    if name in ("tab", "code", "file") and (title := values.get("title") or values.get("name")):
        return f"**{title}**\n"
    if name in ("embed", "file", "youtube", "content-ref") and (address := values.get("url") or values.get("src")):
        desk.remarks.changed(line, found[0], "its address was written")
        return f"<{address}>" if "://" in address else f"[{address}]({address})" if name != "content-ref" else ""
    if name in _ENDINGS or name in _SILENT or name in ("tab", "code"):
        return ""
    if name == "include" and (asked := re.search(r"\"([^\"]+)\"", rest)):
        text = desk.inserted(line, asked[1], 1)
        if text is not None:
            desk.remarks.changed(line, found[0], "the text was inserted")
            return "\n".join(each.words for each in without_head(text))
    return _kept(line, found[0], desk)
