"""Blocks that say the same: each is on the pages once, whole, as itself.

A refrain, a table of equal rows, a day's entry copied thirty times: the layout keeps what it has made under names, and
a name that two blocks share would give one of them the other's lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from galleys import galley, note
from hypothesis import given, settings
from hypothesis import strategies as st

from book.layout import lay_out
from book.pages import PageRun

LONG = ("“Unquestionably,” said the harbourmaster, “incomprehensible misunderstandings—characteristically, "
        "institutionally, unmistakably—multiplied.” ")
SHORT = "And the tide went out. "


def keyed(tag: str) -> Callable[[str, int], str]:
    """One block of a kind: its words, and its number, which nothing but its key says."""
    return lambda words, number: f'<{tag} data-key="k{number}">{words}</{tag}>'


KINDS: dict[str, Callable[[str, int], str]] = {
    "paragraph": keyed("p"),
    "heading": keyed("h2"),
    "item": lambda words, number: f'<ul><li><p data-key="k{number}">{words}</p></li></ul>',
    "bare item": lambda words, number: f'<ul><li data-key="k{number}">{words}</li></ul>',
    "row": lambda words, number: f'<table><tr><td data-key="k{number}">{words}</td><td>{words}</td></tr></table>',
    "verse": lambda words, number: f'<p data-key="k{number}">{words}<br/>{words}</p>',
    "quotation": lambda words, number: f'<blockquote><p data-key="k{number}">{words}</p></blockquote>',
    "with a note": lambda words, number: f'<p data-key="k{number}">{words}{note("c", number, words)}</p>',
    "emphasis": lambda words, number: f'<p data-key="k{number}"><em>{words}</em> {words}</p>',
}


def laid(kind: str, words: str, count: int) -> PageRun:
    """The pages of so many equal blocks."""
    return lay_out(galley("c", "".join(KINDS[kind](words, number) for number in range(1, count + 1))), "recto")


@pytest.mark.parametrize("kind", KINDS)
def test_equal_blocks_over_several_pages_lose_nothing(kind: str) -> None:
    run = laid(kind, LONG * 4, 14)
    assert len(run.pages) > 3
    assert [fault for fault in run.faults if fault.code == "P-004"] == []


@settings(max_examples=15)
@given(kind=st.sampled_from(sorted(KINDS)), words=st.sampled_from([LONG, SHORT]), times=st.integers(1, 7),
       count=st.integers(2, 16))
def test_equal_blocks_are_told_apart(kind: str, words: str, times: int, count: int) -> None:
    run = laid(kind, words * times, count)
    assert [fault for fault in run.faults if fault.code == "P-004"] == []
    begun = Counter(line.key for page in run.pages for line in page.printed
                    if line.key.startswith("k") and not line.offset)
    assert begun == dict.fromkeys((f"k{number}" for number in range(1, count + 1)), 1)


def test_each_of_equal_paragraphs_has_its_own_setting() -> None:
    """What a paragraph could be instead is asked by its key, which a paragraph of the same words has not taken."""
    run = laid("paragraph", LONG * 4, 14)
    assert [each.key for each in run.settings if each.key.startswith("k")] == [f"k{number}" for number in range(1, 15)]
