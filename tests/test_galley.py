"""What the tools say of galleys in their own examples, and a paragraph asked for a line more or fewer."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from book import folios, galley, pages, symbols
from book.galley import looseness, with_looseness
from book.paginate import heads

HTML = (
    '<body><h2 data-key="head">A head</h2><p class="keep" data-key="one">One.</p>'
    '<p data-key="two.b" class="keep" data-looseness="2">Two.</p><pre data-key="code">x</pre>'
    '<span class="note" data-key="note">A note.</span><p data-key="twoxb">Three.</p></body>'
)


@pytest.mark.parametrize("module", [folios, galley, heads, pages, symbols], ids=lambda module: module.__name__)
def test_examples_in_docstrings_are_true(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert (result.failed, result.attempted > 0) == (0, True)


def test_a_paragraph_is_asked_for_lines_and_nothing_else_is_touched() -> None:
    made = with_looseness(HTML, "one", -1)
    assert made == HTML.replace(' data-key="one"', ' data-looseness="-1" data-key="one"')
    assert [looseness(made, key) for key in ("one", "two.b", "twoxb", "none")] == [-1, 2, 0, 0]


def test_a_later_wish_takes_the_place_of_an_earlier_one() -> None:
    made = with_looseness(with_looseness(HTML, "two.b", 1), "two.b", -2)
    assert made.count("data-looseness") == 1
    assert looseness(made, "two.b") == -2


@pytest.mark.parametrize("key", ["head", "code", "note", "none", "on", "two"])
def test_what_is_not_a_paragraph_cannot_be_asked(key: str) -> None:
    assert with_looseness(HTML, key, 1) == HTML
