"""What a translation works with: the source, its listing, the remarks, and where each text will be in the project."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from book.bring.draft import Lines, ListedText, Remarks, SourceLine, SourceListing
from book.bring.source import NotImportable, Source
from book.read.defaults import name_of

DEEPEST = 8  # texts inside texts


@dataclass(frozen=True)
class Desk:
    """`homes`: a text of the source → its file in `chapters/`, and an anchor there if it is not the file's own text.
    `copies` gathers what is to be copied: path in the project → path in the source;
    `taken` the texts that are inside others."""

    source: Source
    listing: SourceListing
    homes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @property
    def remarks(self) -> Remarks:
        """Where a translation tells what it did."""
        return self.source.remarks

    def near(self, line: SourceLine, name: str) -> str:
        """The source's file that a line means: from its own folder, from that of the texts, or from the top."""
        folders = (posixpath.dirname(line.path), self.listing.root, "")
        for folder in folders[1:] if name.startswith("/") else folders:
            if found := self.source.find(posixpath.join(folder, name.lstrip("/"))):
                return found
        return ""

    def project_path(self, path: str) -> str:
        """Where a file of the source will be in the project: `chapters/` has the folder of the texts, and what is
        beside that one stays beside it."""
        inside = posixpath.relpath(path, self.listing.root or ".")
        if inside.startswith("../../") or (inside.startswith("../") and "/" not in inside[3:]):
            return f"chapters/figures/{posixpath.basename(path)}"
        return posixpath.normpath(f"chapters/{inside}")

    def inserted(self, line: SourceLine, name: str, depth: int) -> Lines | None:
        """The lines of a text that a line asks for; None, with a remark, if it cannot be had."""
        path = self.near(line, name)
        why = "" if path else "is not in the source"
        if depth > DEEPEST:
            why = "is inside itself, or too deep in other texts"
        try:
            if not why:
                self.taken.add(path)
                return self.source.lines(path)
        except NotImportable as fault:
            why = str(fault)
        self.remarks.left(line, f"a text to be inserted, {name}, {why}", "the line is in a remark, <!-- … -->")
        return None


def homes_of(listing: SourceListing) -> dict[str, tuple[str, str]]:
    """Where each listed text goes. Of files that are sections of a chapter, the chapter's file and an anchor."""
    found: dict[str, tuple[str, str]] = {}
    for entry in listing.entries:
        _place(entry, listing, found)
    return found


def _place(entry: ListedText, listing: SourceListing, found: dict[str, tuple[str, str]]) -> None:
    if entry.file and entry.file not in found:
        taken, name = {home for home, _ in found.values()}, new_name(entry.file, listing.root)
        found[entry.file] = (name if name not in taken else f"{name[:-3]}-{len(found)}.md", "")
    for inner in entry.inner:
        if entry.role == "part":
            _place(inner, listing, found)
        else:
            for each in _all(inner):
                if each.file:
                    found.setdefault(each.file, (found[entry.file][0] if entry.file else "", anchor_of(each.file)))


def _all(entry: ListedText) -> Iterator[ListedText]:
    yield entry
    for inner in entry.inner:
        yield from _all(inner)


def anchor_of(file: str) -> str:
    """The anchor of a file that becomes a section."""
    return name_of(file.rpartition(".")[0]).strip("-") or "section"


def new_name(file: str, root: str) -> str:
    """The file in `chapters/` of a text of the source."""
    inside = posixpath.relpath(file, root or ".")
    inside = inside.replace("../", "")
    stem = inside if inside.endswith(".md") else posixpath.splitext(inside)[0] + ".md"
    return stem.lstrip("/")
