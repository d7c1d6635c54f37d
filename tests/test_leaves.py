"""Pages that end well: full, level with the page beside, no broken word at the turn; and how divisions end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from galleys import SENTENCE, galley, note, paragraph

from book.layout import engine, lay_out, leaves
from book.limits import HOUSE
from book.pages import Galley, PageRun

WORDS = (SENTENCE + "constitutional responsibilities of the revolutionary committees, and other gatherings.").split()


def copy(seed: int, noted: bool = False) -> Galley:
    """A division of two dozen paragraphs of three to a dozen lines."""
    draw = Random(seed)
    texts = [" ".join(draw.choices(WORDS, k=draw.randint(30, 120))) for _ in range(24)]
    return galley("c", "".join(paragraph(f"p{number}", text + (note("c", number + 1) if noted else ""))
                               for number, text in enumerate(texts)))


def set_type(copy: Galley) -> PageRun:
    assert engine.prepare() is None
    return lay_out(copy, "recto")


def feet(run: PageRun) -> list[int]:
    return [page.lines for page in run.pages]


def spreads(lines: Sequence[int]) -> list[tuple[int, int]]:
    """Facing pages; the last page may end anywhere."""
    return list(zip(lines[1:-1:2], lines[2:-1:2], strict=False))


def uneven(run: PageRun) -> int:
    return sum(verso != recto for verso, recto in spreads(feet(run)))


def words(run: PageRun) -> list[str]:
    return [word for block in run.blocks for word in block.text.split()]


@pytest.mark.parametrize(("seed", "before"), [(3, 1), (4, 3)])
def test_facing_pages_end_level_and_the_division_is_no_longer(
    seed: int, before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    level = set_type(copy(seed))
    monkeypatch.setattr(leaves, "evened", lambda context, pages, again: pages)
    as_it_came = set_type(copy(seed))
    assert (uneven(level), uneven(as_it_came)) == (0, before)
    assert len(level.pages) == len(as_it_came.pages)
    assert words(level) == words(as_it_came)


def test_of_many_spreads_fewer_are_uneven(monkeypatch: pytest.MonkeyPatch) -> None:
    level = sum(uneven(set_type(copy(seed))) for seed in range(12))
    monkeypatch.setattr(leaves, "evened", lambda context, pages, again: pages)
    assert level * 2 <= sum(uneven(set_type(copy(seed))) for seed in range(12))


def test_pages_with_notes_are_level_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    noted = set_type(copy(4, noted=True))
    assert uneven(noted)
    monkeypatch.setattr(leaves, "evened", lambda context, pages, again: pages)
    assert feet(noted) == feet(set_type(copy(4, noted=True)))


def test_a_page_that_a_heading_leaves_short_is_filled_by_a_looser_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    copied = copy(15)
    html = copied.html
    for number in range(4, 24, 4):
        html = html.replace(f'<p data-key="p{number}"', f'<h2>A head</h2><p data-key="p{number}"')
    headed = replace(copied, html=html, css=copied.css + "@page { size: 6in 5in }")
    filled = set_type(headed)
    monkeypatch.setattr(leaves, "_filled", lambda call, result: result)
    assert (feet(filled)[0], feet(set_type(headed))[0]) == (19, 18)
    assert [setting.given for setting in filled.settings if setting.page == 0].count(1) == 1


def test_no_recto_ends_in_a_broken_word_where_its_paragraph_can_help_it(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = set_type(copy(3))
    monkeypatch.setattr(leaves, "_turned", lambda call, result: result)
    assert (broken_rectos(whole), broken_rectos(set_type(copy(3)))) == ([], [4, 6, 8])


def broken_rectos(run: PageRun) -> list[int]:
    return [end.page for end in run.ends if end.broken and end.page % 2 == 0]


def test_a_division_ends_on_as_many_lines_as_the_house_wants() -> None:
    ended = set_type(copy(6))
    careless = set_type(replace(copy(6), limits=replace(HOUSE, least_lines=0)))
    assert (feet(ended)[-1], feet(careless)[-1]) == (5, 2)
    assert words(ended) == words(careless)
