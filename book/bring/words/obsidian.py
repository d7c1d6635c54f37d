"""Obsidian: embedded pictures and notes, remarks between `%%`, tags, names of blocks."""

from __future__ import annotations

import posixpath
import re

from book.bring.addresses import picture
from book.bring.desk import Desk
from book.bring.draft import Lines, SourceLine
from book.bring.scan import headings, hidden, outside_code
from book.bring.words.marks import indent_of, remark, set_in, without_head
from book.read.picture_files import ENDINGS

_EMBED = re.compile(r"!\[\[([^\[\]|#]*)(#[^\[\]|]*)?(?:\|([^\[\]]*))?\]\]")
_COMMENT = re.compile(r"%%(.*?)%%")
_TAGS = re.compile(r"\s*(?:#[A-Za-z_][\w/-]*\s*)+$")
_BLOCK = re.compile(r"\s\^[A-Za-z0-9-]+\s*$")
_BLOCK_LINK = re.compile(r"(\[\[[^\[\]|#]*)#\^[A-Za-z0-9-]+")
_QUERIES = ("dataview", "dataviewjs", "tasks", "query", "base", "button")


def translated(lines: Lines, desk: Desk, home: str, depth: int = 0) -> Lines:
    """The text in the book's own words."""
    out, covered, inside, at = list[SourceLine](), hidden(lines), False, 0
    while at < len(lines):
        line = lines[at]
        if covered[at]:
            query = re.match(r"[ \t>]*(`{3,}|~{3,})\s*([\w-]+)", line.words)
            if query and query[2] in _QUERIES:
                end = next((n for n in range(at + 1, len(lines)) if re.match(r"[ \t>]*(`{3,}|~{3,})\s*$",
                                                                             lines[n].words)), at)
                desk.remarks.left(line, f"a query of {query[2]}", "it was left out")
                at = end + 1
                continue
            out.append(line)
        elif line.words.count("%%") % 2:
            desk.remarks.changed(line, "a comment between %%", "it is a remark, <!-- … -->")
            out.append(line._replace(words=line.words.replace("%%", "-->" if inside else "<!--", 1)))
            inside = not inside
        elif inside:
            out.append(line._replace(words=line.words.replace("--", "- -")))
        else:
            out += _line(line, desk, home, depth)
        at += 1
    return tuple(out)


def _line(line: SourceLine, desk: Desk, home: str, depth: int) -> Lines:
    alone = _EMBED.fullmatch(line.words.strip())
    if alone and not alone[1].lower().endswith(ENDINGS):
        return _note(line, alone, desk, home, depth)
    if _TAGS.fullmatch(line.words) and line.words.strip():
        desk.remarks.left(line, f"tags: {line.words.strip()}", "they are in a remark, <!-- … -->")
        return (line._replace(words=remark(line.words)),)
    if _BLOCK.search(line.words):
        desk.remarks.left(line, f"the name of a block,{_BLOCK.findall(line.words)[0]}", "it was left out")
        line = line._replace(words=_BLOCK.sub("", line.words))

    def change(words: str) -> str:
        words = _COMMENT.sub(lambda found: _comment(found, line, desk), words)
        words = _BLOCK_LINK.sub(r"\1", words)
        return _EMBED.sub(lambda found: _embedded(found, line, desk, home), words)

    return (line._replace(words=outside_code(line.words, change)),)


def _comment(found: re.Match[str], line: SourceLine, desk: Desk) -> str:
    desk.remarks.changed(line, f"a comment between %%: {found[1].strip()}", "it is a remark, <!-- … -->")
    return remark(found[1])


def _embedded(found: re.Match[str], line: SourceLine, desk: Desk, home: str) -> str:
    name, words = found[1].strip(), found[3] or ""
    if not name.lower().endswith(ENDINGS):
        desk.remarks.left(line, f"something embedded that is not a picture: {found[0]}", "a link stands in its place")
        return f"[[{name}{'|' + words if words else ''}]]"
    size = re.fullmatch(r"(\d+)(?:x\d+)?", words)
    address = picture(name, line, home, desk)
    target = f"<{address}>" if " " in address else address
    return f"![{'' if size else words}]({target})" + (f"{{width={size[1]}px}}" if size else "")


def _note(line: SourceLine, found: re.Match[str], desk: Desk, home: str, depth: int) -> Lines:
    """Another note, or the part of it below a heading, in the place of the line."""
    name, part = found[1].strip(), (found[2] or "")[1:]
    path = next((each for each in desk.source.files if each.lower().endswith(".md")
                 and posixpath.basename(each)[:-3].lower() == posixpath.basename(name).removesuffix(".md").lower()), "")
    text = desk.inserted(line, path or f"{name}.md", depth) if name else None
    if text is None:
        return (line._replace(words=remark(found[0])),)
    desk.remarks.changed(line, f"a note embedded, {name}", "its text was inserted")
    inner = _below(without_head(text), part) if part else without_head(text)
    return set_in(translated(inner, desk, home, depth + 1), indent_of(line))


def _below(lines: Lines, title: str) -> Lines:
    """The lines of one section, or of one named block."""
    if title.startswith("^"):
        at = next((n for n, line in enumerate(lines) if line.words.rstrip().endswith(title)), -1)
        start = at
        while start > 0 and lines[start - 1].words.strip():
            start -= 1
        return lines[start:at + 1] if at >= 0 else lines
    found = headings(lines)
    first = next((n for n, each in enumerate(found) if each.title.lower() == title.strip().lower()), -1)
    if first < 0:
        return lines
    end = next((each.at for each in found[first + 1:] if each.level <= found[first].level), len(lines))
    return lines[found[first].at:end]
