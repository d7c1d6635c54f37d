"""Whatever an author writes, nothing is left to be looked up: no writer ever meets a raw node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import repeat
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some
from manuscripts import HERE, manuscript

from book.matter import (
    Cell,
    CheckedWords,
    Citation,
    CitedWork,
    CrossReference,
    DataValue,
    Definition,
    Definitions,
    Emphasis,
    Figure,
    Group,
    Heading,
    Image,
    IndexMark,
    Items,
    LineBreak,
    Link,
    Listing,
    NoteMark,
    Ornament,
    Paragraph,
    PersonMark,
    Quotation,
    Styled,
    Table,
    Text,
    Unsourced,
)
from book.resolve.concordance import Concordance
from book.resolve.facts import Facts
from book.resolve.finder import finder
from book.resolve.settle import Settler

RAW = (Citation, CitedWork, CrossReference, DataValue, CheckedWords, NoteMark, IndexMark, PersonMark, Unsourced)
WORDS = some.sampled_from(["", "said Zinoviev", "two", ". ", "one"])
HERES = some.just(HERE)
LEAVES = some.one_of(
    some.builds(Text, WORDS),
    some.just(LineBreak()),
    some.builds(Image, WORDS, WORDS),
    some.builds(Citation, some.tuples(some.builds(CitedWork, WORDS)), some.booleans(), HERES),
    some.builds(DataValue, some.sampled_from(["count people", "nonsense", "people.a.id"]), WORDS, HERES),
    some.builds(NoteMark, WORDS, HERES),
)


def _nested(inner: some.SearchStrategy[Any]) -> some.SearchStrategy[Any]:
    children = some.lists(inner, max_size=3).map(tuple)
    form = some.sampled_from(["plain", "page", "pageonly", "title"])
    return some.one_of(
        some.builds(Emphasis, some.sampled_from(["em", "strong", "code"]), children),
        some.builds(Styled, children, WORDS),
        some.builds(Link, WORDS, children),
        some.builds(CrossReference, WORDS, children, form, HERES),
        some.builds(CheckedWords, children, some.sampled_from(["count people", "nonsense"]), HERES),
        some.builds(IndexMark, children, some.sampled_from(["", "a", "a!b"]), WORDS, WORDS, HERES),
        some.builds(PersonMark, children, some.sampled_from(["", "a", "nobody"]), HERES),
        some.builds(Unsourced, children, WORDS, HERES),
    )


LINES = some.lists(some.recursive(LEAVES, _nested, max_leaves=6), max_size=4).map(tuple)


def _blocks(inner: some.SearchStrategy[Any]) -> some.SearchStrategy[Any]:
    several = some.lists(inner, max_size=2).map(tuple)
    none: some.SearchStrategy[tuple[str, ...]] = some.just(())
    cells = some.tuples(some.builds(Cell, LINES))
    return some.one_of(
        some.builds(Quotation, some.sampled_from(["quotation", "epigraph"]), several, LINES, HERES),
        some.builds(Items, some.booleans(), some.just(1), some.tuples(several), HERES),
        some.builds(Definitions, some.tuples(some.builds(Definition, LINES, several)), HERES),
        some.builds(Table, WORDS, LINES, cells, some.tuples(cells), none, HERES),
        some.builds(Figure, WORDS, WORDS, WORDS, LINES, HERES),
        some.builds(Heading, some.just(2), LINES, WORDS, none, HERES),
        some.builds(Group, several, WORDS, none, WORDS, HERES),
    )


PLAIN = some.one_of(
    some.builds(Paragraph, LINES, HERES), some.just(Ornament(HERE)), some.builds(Listing, WORDS, HERES)
)
BLOCKS = some.lists(some.recursive(PLAIN, _blocks, max_leaves=4), max_size=3).map(tuple)


@settings(max_examples=60, deadline=None)
@given(BLOCKS, some.booleans())
def test_nothing_is_left_to_be_looked_up(blocks: Any, draft: bool) -> None:
    made = manuscript(data={"people": [{"id": "a", "name": "Zinoviev"}]})
    facts = Facts(made.data)
    settler = Settler(facts, {}, Concordance(finder(made.index, made.data), facts), repeat((Text("Cited."),)), draft)
    settler.begin_division("one", "chapter", {"two": "note-one-1"})
    settled = settler.blocks(blocks)
    assert [node for node in _nodes(settled) if isinstance(node, RAW)] == []
    assert [type(block) for block in settled] == [type(block) for block in blocks]


def _nodes(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, tuple):
        for each in value:
            yield from _nodes(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _nodes(getattr(value, field.name))
