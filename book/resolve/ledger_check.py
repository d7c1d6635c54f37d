"""Whether the words of every correction in the ledger, not only of the new ones, are still in the text: L-004."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from book.edition import Correction, Edition
from book.ledger import holds, substituted
from book.markdown import typeset
from book.matter import BibliographyList, Book, Division, Drawing, Figure, IndexEntry
from book.matter.walk import all_blocks, lines
from book.matter.words import plain
from book.problems import Problem

Lists = tuple[BibliographyList, ...]
Index = tuple[IndexEntry, ...]
Drawings = Mapping[str, Drawing]


def printed_words(book: Book) -> Mapping[str, tuple[str, ...]]:
    """The words of each division, a line a paragraph; of those made whole from the rest, what they are made from."""
    return _by_division(book.divisions, book.edition, book.bibliography, book.index, book.drawings)


def words_gone(
    divisions: tuple[Division, ...], edition: Edition, lists: Lists, index: Index, drawings: Drawings
) -> tuple[Problem, ...]:
    """L-004 for each correction whose `now` does not stand in its division, though no later one has changed it; one
    that took words out has nothing to stand.

    The ledger is unwound from its end: each entry is looked for in the text as it was before the entries below it."""
    today = _by_division(divisions, edition, lists, index, drawings) if edition.corrections else {}
    before, problems = dict(today), []
    for entry in reversed(edition.corrections):
        if entry.division not in today:  # a list of changes that this printing leaves out
            continue
        now, was = typeset(entry.now), typeset(entry.was)
        if now and not any(holds(line, now) for line in (*before[entry.division], *today[entry.division])):
            title = next(division.title for division in divisions if division.id == entry.division)
            problems.append(_gone(entry, title))
        before[entry.division] = tuple(substituted(line, now, was) for line in before[entry.division])
    return tuple(reversed(problems))


def _gone(entry: Correction, title: str) -> Problem:
    return Problem("L-004", f"“{entry.now}” of {entry.id} does not stand in “{title}” any more", entry.span,
                   "write what changed it since as an entry below this one, or correct the text")


def _by_division(
    divisions: tuple[Division, ...], edition: Edition, lists: Lists, index: Index, drawings: Drawings
) -> Mapping[str, tuple[str, ...]]:
    own = {division.id: (division.title, *_own(division, drawings)) for division in divisions}
    every = tuple(line for found in own.values() for line in found)
    authors = tuple(author.name for author in edition.authors)
    whole: Mapping[str, tuple[str, ...]] = {
        "bibliography": tuple(plain(work.children) for part in lists for work in part.entries),
        "index": tuple(_index_words(index)),
        "changes": tuple(typeset(text) for entry in edition.corrections for text in (entry.was, entry.now, entry.why)),
        **dict.fromkeys(("contents", "figures", "notes"), every),
        "halftitle": (edition.title,),
        "title-page": (edition.title, edition.subtitle, *authors, edition.publisher),
        "imprint": _imprint(edition),
    }
    return {division.id: (*own[division.id], *whole.get(division.role, ())) for division in divisions}


def _own(division: Division, drawings: Drawings) -> Iterator[str]:
    """The division's lines, its notes', then what its pictures say to those who see them and to those who cannot."""
    for blocks in (division.blocks, *(note.blocks for note in division.notes)):
        yield from (plain(inlines) for inlines, _ in lines(blocks))
    for block in all_blocks(division.blocks):
        if isinstance(block, Figure):
            drawing = drawings.get(block.picture.removeprefix("drawing/"))
            yield from (block.alt, *(_texts(drawing.values) if drawing else ()))


def _texts(value: Any) -> Iterator[str]:
    """The texts of a drawing, as it will print them."""
    if isinstance(value, str):
        yield value
    members = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for member in members:
        yield from _texts(member)


def _index_words(entries: Iterable[IndexEntry]) -> Iterator[str]:
    for entry in entries:
        yield entry.term
        yield from (*entry.see, *entry.see_also)
        yield from _index_words(entry.entries)


def _imprint(edition: Edition) -> tuple[str, ...]:
    """What the imprint page is made from."""
    rights = edition.rights
    return (edition.title, edition.subtitle, edition.publisher, edition.name, rights.holder, rights.licence,
            typeset(rights.credit))
