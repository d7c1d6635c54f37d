"""The entries of the index in their order.

Order: letter by letter up to the first comma or bracket, without regard to case, accents and leading articles; in
sub-entries also without leading prepositions (Chicago Manual of Style, chapter on indexes).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from book.matter import Division, IndexEntry, IndexSettings, Locator
from book.problems import Problem, Span
from book.resolve.concordance import OF, EntryPath, in_italics, path_of, plain_term

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.I)
_LEADING = re.compile(
    r"^(?:(?:the|an?|and|of|in|at|by|to|for|from|on|with|as|under|against|before|after|during|into|about)\s+)+", re.I
)
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def index_entries(
    places: Mapping[EntryPath, Iterable[Locator]], settings: IndexSettings
) -> tuple[tuple[IndexEntry, ...], tuple[Problem, ...]]:
    """The entries in their order, and what index.yaml refers to in vain."""
    shown = _shown(places, settings)
    settings = _plain(settings)
    grouped = _grouped(places)
    terms = {path[0] for path in grouped}
    entries = _entries((), _below(grouped), grouped, settings, shown)
    entries += [
        IndexEntry(term, sort_key(term), see=(target,), words=in_italics(shown.get(term, term)))
        for term, target in settings.see.items()
        if term not in terms
    ]
    problems = (*_vain_references(terms, settings), *_unfound(grouped, settings))
    return tuple(sorted(entries, key=lambda entry: (entry.sort, entry.term))), problems


def sort_key(term: str, sub: bool = False) -> str:
    """What the term is sorted by.

    >>> sort_key("The Black Book"), sort_key("Šmíd, Jan"), sort_key("of Bukharin", sub=True)
    ('blackbook', 'smid jan', 'bukharin')
    """
    bare = (_LEADING if sub else _ARTICLE).sub("", term.strip()) or term
    plain = unicodedata.normalize("NFKD", bare.casefold().translate(_LETTERS))
    parts = re.split(r"[,(]", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return " ".join("".join(letter for letter in part if letter.isalnum()) for part in parts).strip()


Grouped = dict[EntryPath, list[Locator]]


def _shown(places: Iterable[EntryPath], settings: IndexSettings) -> dict[str, str]:
    """Plain term → the term with its italics, wherever it was written with them."""
    written = [*(term for path in places for term in path), *settings.see, *settings.see_also]
    written += [part for entry, _ in settings.found for part in path_of(entry)]
    return {plain_term(term): term for term in written if plain_term(term) != term}


def _plain(settings: IndexSettings) -> IndexSettings:
    return replace(
        settings,
        see={plain_term(term): plain_term(target) for term, target in settings.see.items()},
        see_also={plain_term(term): tuple(map(plain_term, targets)) for term, targets in settings.see_also.items()},
        found=tuple((plain_term(entry), words) for entry, words in settings.found),
        places={(key, plain_term(entry)): span for (key, entry), span in settings.places.items()},
    )


def _grouped(places: Mapping[EntryPath, Iterable[Locator]]) -> Grouped:
    """Terms that differ in case or italics only are one; the form with fewer capitals is printed."""
    forms: dict[str, str] = {}
    for path in places:
        for term in map(plain_term, path):
            forms[term.casefold()] = max(forms.get(term.casefold(), term), term)
    grouped: Grouped = {}
    for path, locators in places.items():
        printed = tuple(forms[plain_term(part).casefold()] for part in path)
        grouped.setdefault(printed, []).extend(locators)
    return grouped


def _below(grouped: Grouped) -> dict[EntryPath, dict[str, None]]:
    """The terms that stand below each entry, and below none."""
    found: dict[EntryPath, dict[str, None]] = {}
    for path in grouped:
        for depth, term in enumerate(path):
            found.setdefault(path[:depth], {})[term] = None
    return found


def _entries(above: EntryPath, below: Mapping[EntryPath, Iterable[str]], grouped: Grouped, settings: IndexSettings,
             shown: Mapping[str, str]) -> list[IndexEntry]:
    """The entries below another one, in their order. Only the first level has entries to see as well."""
    found = []
    for term in below.get(above, ()):
        path = (*above, term)
        of, _, plain = term.rpartition(OF)
        also = () if above else tuple(sorted(settings.see_also.get(term, ()), key=sort_key))
        inside = tuple(_entries(path, below, grouped, settings, shown))
        found.append(IndexEntry(plain, sort_key(plain, sub=bool(above)), tuple(grouped.get(path, ())), (), also, inside,
                                in_italics(shown.get(term, term).rpartition(OF)[2]), of))
    return sorted(found, key=lambda entry: (entry.sort, entry.term))


def unprinted(named: Mapping[str, Span], divisions: Iterable[Division]) -> Iterator[Problem]:
    """X-009 for each index that marks name and the book does not print."""
    there = {each.of for each in divisions if each.role == "index"}
    for name, span in named.items():
        if name not in there:
            yield Problem("X-009", f"the book has no index “{name}”", span,
                          f"add {{role: index, of: {name}, title: …}} to back in book.yaml, or take of= away")


def without_empty_lists(
    divisions: tuple[Division, ...], index: Iterable[IndexEntry], works: bool
) -> tuple[tuple[Division, ...], tuple[Problem, ...]]:
    """The divisions without an index or a bibliography that has neither entries nor a text, and X-008 for that.

    `works` says whether the bibliography has any."""
    has = {("index", entry.of) for entry in index} | ({("bibliography", "")} if works else set())
    empty = [each for each in divisions if each.role in ("index", "bibliography") and not each.blocks
             and (each.role, each.of) not in has]
    hints = {"index": "mark words as [words]{.index}, list subjects in index.yaml, or take the index out of book.yaml",
             "bibliography": "cite a work, list it under nocite in book.yaml, or take the bibliography out"}
    problems = tuple(Problem("X-008", f"“{each.title}” has no entries, and is left out", each.span, hints[each.role])
                     for each in empty)
    return tuple(each for each in divisions if each not in empty), problems


def _vain_references(terms: Collection[str], settings: IndexSettings) -> Iterator[Problem]:
    targets = [("see", term, target) for term, target in settings.see.items()]
    targets += [("see-also", term, target) for term, several in settings.see_also.items() for target in several]
    for key, term, target in targets:
        if target not in terms:
            near = get_close_matches(target, sorted(terms), 1)
            hint = f"did you mean “{near[0]}”?" if near else "an entry must have a place in the text to be referred to"
            message = f"“{term}” refers to “{target}”, which is not an entry"
            yield Problem("X-004", message, settings.place(key, term), hint)
    for term in settings.see_also:
        if term not in terms:
            hint = "move it to “see”, or mark the places where the text speaks of it"
            message = f"“{term}” has a see-also, but no place in the text"
            yield Problem("X-004", message, settings.place("see-also", term), hint)
    for term in settings.see:
        if term in terms:
            message = f"“{term}” has places of its own, so “see” cannot send the reader on"
            yield Problem("X-004", message, settings.place("see", term), "move it to “see-also”")


def _unfound(grouped: Grouped, settings: IndexSettings) -> Iterator[Problem]:
    placed = {tuple(term.casefold() for term in path) for path in grouped}
    for entry, words in settings.found:
        if path_of(entry.casefold()) not in placed:
            message = f"“{entry}” stands nowhere in the text (looked for: {', '.join(words)})"
            place = settings.place("found", entry)
            yield Problem("X-006", message, place, "mind the letter case, or take it out of index.yaml")
