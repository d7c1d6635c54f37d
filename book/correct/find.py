"""Finds printed words in the manuscript's files: every place where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from book.correct.markup import blocks, inlines
from book.correct.readable import Character, ReadableText, collapsed, span
from book.correct.scalars import scalars
from book.ledger import starts
from book.problems import Span

_HEAD = re.compile(r"---[ ]*\r?\n(.*?\n)?---[ ]*(?:\r?\n|$)", re.S)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words in a text, from its character `start` to before its character `end`; `at` is their place in the file."""

    reading: ReadableText
    start: int
    end: int
    at: Span


def readable_texts(path: str, text: str) -> tuple[ReadableText, ...]:
    """Everything in a file that may be printed, in the order of the file."""
    found = _yaml(path, text) if path.endswith(".yaml") else _markdown(path, text)
    return tuple(reading for reading in found if reading.characters)


def candidates(path: str, text: str, words: str) -> tuple[Candidate, ...]:
    """Where words stand in a file, whole words only and whatever characters they are typed with.

    >>> [str(each.at) for each in candidates("a.md", "He *was -- at\\nlast* -- away.", "was – at last")]
    ['a.md:1:5']
    """
    found: dict[int, Candidate] = {}
    for reading in readable_texts(path, text):
        length = len(folded(words))
        for start in starts(reading.text, words):
            first, last = reading.characters[start], reading.characters[start + length - 1]
            at = span(path, text, first.start, last.end)
            found.setdefault(first.start, Candidate(reading, start, start + length, at))
    return tuple(candidate for _, candidate in sorted(found.items()))


def folded(words: str) -> str:
    """Words with single spaces, dashes and dots one character each: as long as they are in a `ReadableText`.

    >>> folded("so  it --- was...")
    'so it — was…'
    """
    words = words.replace("---", "—").replace("--", "–").replace("...", "…")
    return " ".join(words.split())


def _markdown(path: str, text: str) -> Iterator[ReadableText]:
    head = _HEAD.match(text)
    begin = head.end() if head else 0
    if head:
        yield from _yaml(path, text[:head.end(1)], 2)
    characters = tuple(Character(char, place, place + 1) for place, char in enumerate(text[begin:], begin))
    for paragraph in blocks(characters):
        for run, aside in inlines(paragraph):
            yield ReadableText(path, "attribute" if aside else "text", collapsed(run), aside)


def _yaml(path: str, text: str, first_line: int = 1) -> Iterator[ReadableText]:
    for characters, kind in scalars(text, path, first_line):
        for run, aside in inlines(characters):
            yield ReadableText(path, kind, collapsed(run), aside)
