"""A folder of Markdown, in the order of the files' names, and an Obsidian vault, which is one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from book.bring.desk import Desk
from book.bring.draft import BookFacts, ListedText, Remarks, SourceLine, SourceListing
from book.bring.heads import facts_of, parted, plain
from book.bring.roles import role_and_place
from book.bring.source import Source
from book.data import load
from book.read.defaults import in_order

TEXTS = (".md", ".markdown", ".mdown", ".mkd")
NOT_TEXTS = frozenset("""README LICENSE LICENCE COPYING CONTRIBUTING CHANGELOG CHANGES SUMMARY CODE_OF_CONDUCT SECURITY
    TODO AUTHORS IMPORT""".split())  # noqa: SIM905
_METADATA = ("metadata.yaml", "metadata.yml", "book.yaml", "book.yml", "_metadata.yml", "title.txt")


def listing(source: Source, kind: str = "a folder of Markdown") -> SourceListing:
    """All texts; those that speak of the folder and not of the book are left out, and told."""
    texts = [path for path in source.files if path.lower().endswith(TEXTS)]
    left = {path for path in texts if posixpath.basename(path).rpartition(".")[0].upper() in NOT_TEXTS}
    if len(left) == len(texts):
        left = set()
    entries = [_entry(path) for path in ordered(path for path in texts if path not in left)]
    facts, path, works = _facts(source)
    return SourceListing(kind, tuple(entries), facts, "", path, works or bibliographies(source),
                         others=tuple(sorted(left)))


def vault(source: Source) -> SourceListing:
    """An Obsidian vault: a folder like another."""
    return listing(source, "an Obsidian vault")


def tell_left(paths: Iterable[str], remarks: Remarks) -> None:
    """Tells of texts that do not go into the book."""
    for path in paths:
        remarks.left(SourceLine("", path, 1), f"{path} is not a text of the book", "it was left out")


def ordered(paths: Iterable[str]) -> list[str]:
    """Files before folders' files, `index.md` first, 2 before 10."""
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(posixpath.dirname(path), []).append(path)
    found = []
    for folder in in_order(groups):
        first = [path for path in groups[folder] if posixpath.basename(path).lower() in ("index.md", "_index.md")]
        found += [*first, *in_order(path for path in groups[folder] if path not in first)]
    return found


def _entry(path: str) -> ListedText:
    role, place = role_and_place("", re.sub(r"\.\w+$", ".md", path))
    return ListedText(path, "", role, place)


def _facts(source: Source) -> tuple[BookFacts, str, tuple[str, ...]]:
    """What a file of metadata for Pandoc says, or the head of index.md."""
    for path in _METADATA:
        if source.find(path):
            text = re.sub(r"(?m)^(---|\.\.\.)\s*$", "", source.text(path))
            node, _ = load(text.replace("\t", "    "), path)
            if node and isinstance(node.value, dict):
                works = node.value.get("bibliography", ())
                return facts_of(node.value), path, tuple([works] if isinstance(works, str) else works)
    for path in ("index.md", "_index.md"):
        if source.find(path):
            values, _, _ = parted(source.lines(path), Desk(source, SourceListing("", ())))
            if names := facts_of({key: values[key] for key in ("author", "lang", "language") if key in values}):
                return names, "", ()
    return BookFacts(), "", ()


def bibliographies(source: Source) -> tuple[str, ...]:
    """The files that list works."""
    return tuple(path for path in source.files if path.lower().endswith((".bib", ".bibtex", ".ris")))


def named(source: Source, path: str) -> BookFacts:
    """A title from the name of a file or folder, where nothing says another."""
    stem = re.sub(r"[-_\s]+", " ", posixpath.basename(path).rpartition(".")[0] or posixpath.basename(path)).strip()
    title = plain(stem[:1].upper() + stem[1:]) or "Untitled"
    source.remarks.left(SourceLine("", path, 1), "the source says no title of the book",
                        f"its name was taken, “{title}”: correct it in book.yaml, or use --title")
    return BookFacts(title)
