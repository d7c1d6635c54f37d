"""The entries of the index in their order.

Order: letter by letter up to the first comma or bracket, without regard to case, accents and leading articles; in
sub-entries also without leading prepositions (Chicago Manual of Style, chapter on indexes).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from book.matter import IndexEntry, IndexSettings, Locator
from book.problems import Problem
from book.resolve.concordance import EntryPath, in_italics, path_of, plain_term

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
    entries = [_entry(term, parts, settings, shown) for term, parts in grouped.items()]
    entries += [
        IndexEntry(term, sort_key(term), see=(target,), words=in_italics(shown.get(term, term)))
        for term, target in settings.see.items()
        if term not in grouped
    ]
    problems = (*_vain_references(grouped, settings), *_unfound(grouped, settings))
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


Grouped = dict[str, dict[str, list[Locator]]]  # term → sub-term ("" for the term itself) → locators


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
        term, *below = (forms[plain_term(part).casefold()] for part in path)
        grouped.setdefault(term, {}).setdefault(below[0] if below else "", []).extend(locators)
    return grouped


def _entry(
    term: str, parts: Mapping[str, list[Locator]], settings: IndexSettings, shown: Mapping[str, str]
) -> IndexEntry:
    subs = sorted(
        (
            IndexEntry(sub, sort_key(sub, sub=True), tuple(locators), words=in_italics(shown.get(sub, sub)))
            for sub, locators in parts.items()
            if sub
        ),
        key=lambda entry: (entry.sort, entry.term),
    )
    also = tuple(sorted(settings.see_also.get(term, ()), key=sort_key))
    places, words = tuple(parts.get("", ())), in_italics(shown.get(term, term))
    return IndexEntry(term, sort_key(term), places, (), also, tuple(subs), words)


def _vain_references(grouped: Grouped, settings: IndexSettings) -> Iterator[Problem]:
    targets = [("see", term, target) for term, target in settings.see.items()]
    targets += [("see-also", term, target) for term, several in settings.see_also.items() for target in several]
    for key, term, target in targets:
        if target not in grouped:
            near = get_close_matches(target, sorted(grouped), 1)
            hint = f"did you mean “{near[0]}”?" if near else "an entry must have a place in the text to be referred to"
            message = f"“{term}” refers to “{target}”, which is no entry"
            yield Problem("X-004", message, settings.place(key, term), hint)
    for term in settings.see_also:
        if term not in grouped:
            hint = "move it to “see”, or mark the places where the text speaks of it"
            message = f"“{term}” has a see-also, but no place in the text"
            yield Problem("X-004", message, settings.place("see-also", term), hint)
    for term in settings.see:
        if term in grouped:
            message = f"“{term}” has places of its own, so “see” cannot send the reader on"
            yield Problem("X-004", message, settings.place("see", term), "move it to “see-also”")


def _unfound(grouped: Grouped, settings: IndexSettings) -> Iterator[Problem]:
    placed = {(term.casefold(), sub.casefold()) for term, parts in grouped.items() for sub in parts}
    for entry, words in settings.found:
        term, sub = (*path_of(entry.casefold()), "")[:2]
        if (term, sub) not in placed:
            message = f"“{entry}” stands nowhere in the text (looked for: {', '.join(words)})"
            place = settings.place("found", entry)
            yield Problem("X-006", message, place, "mind the letter case, or take it out of index.yaml")
