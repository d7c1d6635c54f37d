"""The index, ready for its page: letters with their entries, references joined to the entries that they name."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from book.compose.context import WriterContext
from book.compose.inlines import inlines
from book.compose.markup import EMPTY, Markup, element, written
from book.matter import IndexEntry, Locator
from book.problems import Span


@dataclass(frozen=True, slots=True)
class IndexLine:
    """An entry as printed. `see` and `see_also` are (words as printed, id of the entry meant or empty)."""

    key: str
    id: str
    term: Markup
    locators: Markup
    see: tuple[tuple[Markup, str], ...]
    see_also: tuple[tuple[Markup, str], ...]
    entries: tuple[IndexLine, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under one letter; digits and signs stand under an empty one."""

    letter: str
    key: str
    entries: tuple[IndexLine, ...]


def index_letters(of: str, span: Span, context: WriterContext) -> tuple[Letter, ...]:
    """The whole index of this name, in the order that `resolve` gave it."""
    index, above = tuple(entry for entry in context.book.index if entry.of == of), of and f"{of}:"
    ids = dict(_ids(index, context, above))
    grouped = [(letter, tuple(entries)) for letter, entries in groupby(index, _letter)]
    return tuple(
        Letter(letter, context.keys.key(letter, span), tuple(_entry(e, above, ids, span, context) for e in entries))
        for letter, entries in grouped
    )


def _letter(entry: IndexEntry) -> str:
    """The letter under which an entry stands, its accents dropped: É stands under E."""
    first = unicodedata.normalize("NFKD", entry.sort or entry.term).lstrip("“‘\"'(")[:1].upper()
    return first if first.isalpha() else ""


def _ids(
    entries: tuple[IndexEntry, ...], context: WriterContext, above: str = "", way: Markup = EMPTY
) -> Iterator[tuple[str, tuple[Markup, str]]]:
    """Every entry by its path ("confession!means of obtaining"): its words on that way, and an id of its own."""
    for entry in entries:
        path, words = above + entry.term, way + _words(entry, context)
        yield path, (words, f"entry-{hashlib.sha256(path.encode()).hexdigest()[:10]}")
        yield from _ids(entry.entries, context, f"{path}!", words + ": ")


def _words(entry: IndexEntry, context: WriterContext) -> Markup:
    return inlines(entry.words, context) if entry.words else written(entry.term)


def _entry(
    entry: IndexEntry, above: str, ids: Mapping[str, tuple[Markup, str]], span: Span, context: WriterContext
) -> IndexLine:
    path = above + entry.term
    return IndexLine(
        key=context.keys.key(path, span),
        id=ids[path][1],
        term=_words(entry, context),
        locators=_locators(entry.locators),
        see=_references(entry.see, ids),
        see_also=_references(entry.see_also, ids),
        entries=tuple(_entry(e, f"{path}!", ids, span, context) for e in entry.entries),
    )


def _references(
    paths: tuple[str, ...], ids: Mapping[str, tuple[Markup, str]]
) -> tuple[tuple[Markup, str], ...]:
    return tuple(ids.get(path) or (written(path.replace("!", ": ")), "") for path in paths)


def _locators(locators: tuple[Locator, ...]) -> Markup:
    """Where the folios will be printed: anchors in order, a range as FROM:UNTIL."""
    places = " ".join(f"{locator.anchor}:{locator.until}" if locator.until else locator.anchor for locator in locators)
    return element("span", class_="locators", data_locators=places) if places else EMPTY
