"""The stock book resolved: whatever refers to something finds it, and everything is numbered once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from manuscripts import Shelf, said

from book.matter import Book, CrossLink, IndexAnchor, NoteCall, PageReference, Paragraph
from book.read import read
from book.resolve import resolve

STOCK = Path(__file__).parent / "stock"


@pytest.fixture(scope="module")
def stock_book() -> Book:
    manuscript, _ = read(STOCK)
    assert manuscript
    resolved, problems = resolve(manuscript, Shelf())
    assert resolved, problems
    return resolved


def nodes(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, tuple):
        for each in value:
            yield from nodes(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from nodes(getattr(value, field.name))


def all_of(book: Book, kind: type) -> list[Any]:
    return [node for node in nodes((book.divisions, book.bibliography)) if isinstance(node, kind)]


def test_every_reference_finds_its_anchor(stock_book: Book) -> None:
    wanted = {node.anchor for kind in (CrossLink, PageReference) for node in all_of(stock_book, kind)}
    wanted |= {entry.anchor for entry in stock_book.contents + stock_book.figures + stock_book.tables}
    wanted |= {call for part in stock_book.bibliography for entry in part.entries for call in entry.cited_at}
    assert len(wanted) > 30
    assert wanted <= stock_book.anchors.keys()


def test_every_note_is_called_once_and_in_order(stock_book: Book) -> None:
    for division in stock_book.divisions:
        calls = [node.note for node in nodes(division.blocks) if isinstance(node, NoteCall)]
        assert calls == [note.id for note in division.notes]
        assert [note.number for note in division.notes] == [str(place) for place in range(1, len(calls) + 1)]


def test_every_locator_of_the_index_stands_once_in_the_text(stock_book: Book) -> None:
    anchors = Counter(node.id for node in all_of(stock_book, IndexAnchor))
    entries = [entry for top in stock_book.index for entry in (top, *top.entries)]
    places = [place for entry in entries for locator in entry.locators for place in (locator.anchor, locator.until)]
    assert set(places) - {""} == anchors.keys()
    assert set(anchors.values()) == {1}
    assert all(stock_book.anchors[anchor].kind == "index" for anchor in anchors)


def test_the_text_reads_as_it_was_meant(stock_book: Book) -> None:
    storm = next(division for division in stock_book.divisions if division.id == "storm")
    opening = storm.blocks[0]
    assert isinstance(opening, Paragraph)
    assert said(opening.children) == (
        "What happened on the night of 9 November 1910 was never in doubt. At ten minutes to three the lens of the "
        "northern light stood still, and at “The wreck”, page\u00a0{storm-wreck} the reader may see what came of it. "
        "Why it stood still was in doubt for seven months, and Pell[note-storm-1] thinks that it still is."
    )
    expert = storm.notes[3].blocks[0]
    assert isinstance(expert, Paragraph)
    assert said(expert.children) == (
        "He was cross-examined for an hour. As Gaunt (“An Expert on Paste”, *Skerrow Gazette*, 2 May 1911, 5–6) "
        "reports, he knew everything about paste and “nothing at all about lighthouses”."
    )


def test_the_same_manuscript_gives_the_same_book(stock_book: Book) -> None:
    manuscript, _ = read(STOCK)
    assert manuscript and resolve(manuscript, Shelf())[0] == stock_book
