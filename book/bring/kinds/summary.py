"""Books of mdBook, GitBook and HonKit: SUMMARY.md lists their texts."""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from book.bring.draft import BookFacts, ListedText, SourceLine, SourceListing
from book.bring.heads import facts_of, plain
from book.bring.kinds.folder import TEXTS, bibliographies
from book.bring.roles import role_and_place
from book.bring.scan import hidden
from book.bring.source import Source
from book.data import load

_ITEM = re.compile(r"^(\s*)[-*+]\s+\[(.*?)\]\(\s*<?([^)>]*?)>?(?:\s+\"[^\"]*\")?\s*\)")
_DRAFT = re.compile(r"^(\s*)[-*+]\s+(.+?)\s*$")
_PLAIN = re.compile(r"^\[(.*?)\]\(\s*<?([^)>]*?)>?\s*\)")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$")


def listing(source: Source) -> SourceListing:
    """The book as SUMMARY.md and book.toml or book.json say."""
    facts, root, variables, config = _config(source)
    path = next((found for name in ("SUMMARY.md", "Summary.md", "summary.md")
                 if (found := source.find(posixpath.join(root, name)))), "")
    entries = _entries(source, path, root)
    used = {each.file for entry in entries for each in _each(entry)}
    others = tuple(each for each in source.files if each.lower().endswith(TEXTS) and each not in used and each != path
                   and posixpath.dirname(each).startswith(root))
    kind = "mdBook" if config.endswith(".toml") else "GitBook or HonKit" if config else "a book with SUMMARY.md"
    return SourceListing(kind, tuple(entries), facts, root, path, bibliographies(source), variables=variables,
                         others=others)


def summary_at(source: Source) -> bool:
    """Whether the source has such a list."""
    return bool(source.find("book.toml")) or any(
        source.find(f"{folder}SUMMARY.md") for folder in ("", "src/", "docs/", "content/"))


def _config(source: Source) -> tuple[BookFacts, str, Mapping[str, str], str]:
    if path := source.find("book.toml"):
        return _mdbook(source, path)
    values: dict[str, Any] = {}
    config = source.find("book.json")
    if config:
        try:
            loaded = json.loads(source.text(config))
            values = loaded if isinstance(loaded, dict) else {}
        except ValueError as fault:
            source.remarks.left(SourceLine("", config, 1), f"{config} cannot be read: {fault}", "it was left out")
    elif config := source.find(".gitbook.yaml"):
        node, _ = load(source.text(config), config)
        values = node.value if node and isinstance(node.value, dict) else {}
    root = str(values.get("root", "")).strip("./")
    if not root and not source.find("SUMMARY.md"):
        root = next((folder for folder in ("src", "docs", "content") if source.find(f"{folder}/SUMMARY.md")), "")
    variables = {f"book.{key}": plain(value) for key, value in _map(values.get("variables")).items()}
    for key in values:
        if key not in ("title", "author", "language", "description", "isbn", "variables", "root", "structure"):
            source.remarks.left(SourceLine("", config, 1), f"the setting “{key}”", "it was left out")
    return facts_of(values), root, variables, config


def _mdbook(source: Source, path: str) -> tuple[BookFacts, str, Mapping[str, str], str]:
    try:
        values = tomllib.loads(source.text(path))
    except tomllib.TOMLDecodeError as fault:
        source.remarks.left(SourceLine("", path, 1), f"{path} cannot be read: {fault}", "it was left out")
        values = {}
    book = _map(values.get("book"))
    root = str(book.get("src", "src")).strip("./")
    if not source.find(posixpath.join(root, "SUMMARY.md")) and source.find("SUMMARY.md"):
        root = ""
    for key in set(_map(values.get("preprocessor"))) - {"links", "index"}:
        source.remarks.left(SourceLine("", path, 1), f"the preprocessor “{key}”",
                            "it was not run: look at what the texts write for it")
    facts = facts_of({**book, "author": book.get("authors") or book.get("author")})
    return facts, root, {}, path


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _entries(source: Source, path: str, root: str) -> list[ListedText]:
    lines = source.lines(path) if path else ()
    covered, flat = hidden(lines), list[tuple[int, ListedText]]()
    chapters = False  # whether numbered chapters have begun
    for line, inside in zip(lines, covered, strict=True):
        if inside or not line.words.strip():
            continue
        if heading := _HEADING.match(line.words):
            title = re.sub(r"[*_]{1,2}|\{[^}]*\}", "", heading[1])
            if flat or title.lower() not in ("summary", "table of contents", "contents", ""):
                flat.append((-1, ListedText("", title, "part", line=line.number)))
        elif item := _ITEM.match(line.words.expandtabs(4)):
            chapters = True
            flat += _listed(source, root, line, len(item[1]), item[2], item[3], True)
        elif alone := _PLAIN.match(line.words):
            flat += _listed(source, root, line, -2, alone[1], alone[2], chapters)
        elif draft := _DRAFT.match(line.words.expandtabs(4)):
            title = re.sub(r"^\[(.*)\]\(\)$", r"\1", draft[2])
            flat.append((len(draft[1]), ListedText("", title, line=line.number)))
        elif not re.match(r"\s*(?:[-*_]\s*){3,}$", line.words):
            source.remarks.left(line, f"words in SUMMARY.md: {line.words.strip()}", "they were left out")
    return _nested(flat, source, path)


def _listed(source: Source, root: str, line: SourceLine, depth: int, title: str, address: str,
            chapters: bool) -> list[tuple[int, ListedText]]:
    """A line of the list. Before the first chapter and behind the last, a line without a bullet has no number."""
    if not address.strip():
        return [(max(depth, 0), ListedText("", title, line=line.number))]
    name, _, fragment = unquote(address.strip()).partition("#")
    found = source.find(posixpath.join(root, name)) or source.find(posixpath.join(root, name, "README.md"))
    if not found:
        what = "an address outside the book" if ":" in name else "a file that is not there"
        source.remarks.left(line, f"“{title}” leads to {what}: {address}", "it was left out")
        return []
    if fragment:
        source.remarks.changed(line, f"“{title}” leads to a heading, {address}", "the heading is in its file anyway")
        return []
    title = re.sub(r"\\(.)", r"\1", title)
    if depth >= 0:
        role, place = role_and_place("", found)
        role = role if place == "back" and role != "section" else "chapter"
        return [(depth, ListedText(found, title, role, "back" if role in ("appendix", "glossary") else "body",
                              line=line.number))]
    role, place = role_and_place(title)
    role = "section" if role == "chapter" else role
    return [(-2, ListedText(found, title, role, "back" if chapters else "front", line=line.number))]


def _nested(flat: list[tuple[int, ListedText]], source: Source, path: str) -> list[ListedText]:
    """The list as a tree: what is set in is inside what is above it; what follows a part's title is in the part."""
    seen, kept = set[str](), list[tuple[int, ListedText]]()
    for depth, entry in flat:
        if entry.file and entry.file in seen:
            source.remarks.left(SourceLine("", path, entry.line), f"{entry.file} is listed twice",
                                "it is in the book once, where it is listed first")
        else:
            kept.append((depth, entry))
            seen.add(entry.file)
    tops = list[ListedText]()
    at = 0
    while at < len(kept):
        depth, entry = kept[at]
        end = at + 1
        while depth >= 0 and end < len(kept) and kept[end][0] > depth:
            end += 1
        inner = tuple(_nested_all(kept[at + 1:end]))
        new = replace(entry, inner=inner)
        tops += _into(tops, _written(new, source, path))
        at = end
    return [each for each in tops if each.role != "part" or each.inner or _tell_empty(each, source, path)]


def _written(entry: ListedText, source: Source, path: str) -> tuple[ListedText, ...]:
    """The chapter; of one that is not written yet, its sections instead."""
    if entry.file or entry.role == "part":
        return (entry,)
    source.remarks.left(SourceLine("", path, entry.line), f"the chapter “{entry.title}” is not written yet",
                        "it was left out" + (", its sections are chapters" if entry.inner else ""))
    return tuple(found for inner in entry.inner for found in _written(inner, source, path))


def _tell_empty(part: ListedText, source: Source, path: str) -> bool:
    source.remarks.left(SourceLine("", path, part.line), f"the part “{part.title}” has no chapters", "it was left out")
    return False


def _into(tops: list[ListedText], new: tuple[ListedText, ...]) -> list[ListedText]:
    """What is new at the top; chapters go into the part before them."""
    rest = []
    for each in new:
        if tops and tops[-1].role == "part" and each.role != "part" and each.place == "body":
            tops[-1] = replace(tops[-1], inner=(*tops[-1].inner, each))
        else:
            rest.append(each)
    return rest


def _nested_all(flat: list[tuple[int, ListedText]]) -> list[ListedText]:
    out, at = list[ListedText](), 0
    while at < len(flat):
        depth, entry = flat[at]
        end = at + 1
        while end < len(flat) and flat[end][0] > depth:
            end += 1
        out.append(replace(entry, inner=tuple(_nested_all(flat[at + 1:end]))))
        at = end
    return out


def _each(entry: ListedText) -> list[ListedText]:
    return [entry, *(found for inner in entry.inner for found in _each(inner))]
