"""Pages that end well: full, level with the page beside, no broken word at the turn; and how divisions end."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pypdf
import pytest
from galleys import SENTENCE, galley, note, paragraph
from weasyprint.formatting_structure import boxes

from book.layout import closing, facing, lay_out, leaves, repairs, tries
from book.layout.lines import lines_of
from book.limits import HOUSE
from book.pages import Galley, PageRun

WORDS = (SENTENCE + "constitutional responsibilities of the revolutionary committees, and other gatherings.").split()


def copy(seed: int, noted: bool = False) -> Galley:
    """A division of two dozen paragraphs of three to a dozen lines; a full page has 26."""
    draw = Random(seed)
    texts = [" ".join(draw.choices(WORDS, k=draw.randint(30, 120))) for _ in range(24)]
    return galley("c", "".join(paragraph(f"p{number}", text + (note("c", number + 1) if noted else ""))
                               for number, text in enumerate(texts)))


def headed() -> Galley:
    """Small pages with a heading before every fourth paragraph; the first would leave page 1 a line short."""
    copied = copy(15)
    html = copied.html
    for number in range(4, 24, 4):
        html = html.replace(f'<p data-key="p{number}"', f'<h2>A head</h2><p data-key="p{number}"')
    return replace(copied, html=html, css=copied.css + "@page { size: 6in 5in }")


def ragged_end() -> Galley:
    """A division of which the last page has two lines, if nobody minds."""
    return copy(6)


@cache
def set_type(seed: int, noted: bool = False) -> PageRun:
    return lay_out(copy(seed, noted), "recto")


def feet(run: PageRun) -> list[int]:
    return [page.lines for page in run.pages]


def spreads(lines: Sequence[int]) -> list[tuple[int, int]]:
    """Facing pages; the last page may end anywhere."""
    return list(zip(lines[1:-1:2], lines[2:-1:2], strict=False))


def uneven(run: PageRun) -> int:
    return sum(verso != recto for verso, recto in spreads(feet(run)))


def words(run: PageRun) -> list[str]:
    return [word for block in run.blocks for word in block.text.split()]


@pytest.mark.parametrize(("seed", "pages"), [(3, 12), (4, 10)])
def test_facing_pages_end_level_and_the_division_is_no_longer(seed: int, pages: int) -> None:
    run = set_type(seed)
    assert (uneven(run), len(run.pages)) == (0, pages)
    assert (25, 25) in spreads(feet(run)), "a page that could not be filled, and the full one beside it"
    assert run.faults == ()


def test_of_twenty_spreads_two_are_uneven() -> None:
    runs = [set_type(seed) for seed in range(5)]
    assert sum(len(spreads(feet(run))) for run in runs) == 20
    assert sum(map(uneven, runs)) <= 2


def test_pages_with_notes_are_level_as_they_are() -> None:
    run = set_type(5, noted=True)
    assert uneven(run), "their text may end anywhere above the notes"
    assert {setting.given for setting in run.settings} == {0}, "no paragraph is asked for the sake of the page beside"
    assert feet(run) == [23, 23, 23, 22, 23, 25, 22, 24, 25, 23, 23], "as the lines and their notes come"


def test_a_page_that_a_heading_leaves_short_is_filled_by_a_looser_paragraph() -> None:
    run = lay_out(headed(), "recto")
    assert feet(run)[0] == 19
    assert all(end.page != 0 or end.blank < 1 for end in run.ends)
    assert [setting.given for setting in run.settings if setting.page == 0].count(1) == 1


def test_no_recto_ends_in_a_broken_word_where_its_paragraph_can_help_it() -> None:
    run = set_type(3)
    broken = [number for number, page in enumerate(run.pages) if page.printed[-1].hyphen]
    assert len(broken) > 2, "words are broken at the ends of versos"
    assert [number for number in broken if number % 2 == 0] == []
    assert [end.page for end in run.ends if end.broken] == []


def test_a_division_ends_on_as_many_lines_as_the_house_wants() -> None:
    ended = lay_out(ragged_end(), "recto")
    careless = lay_out(replace(ragged_end(), limits=replace(HOUSE, least_lines=0)), "recto")
    assert (feet(ended)[-1], feet(careless)[-1]) == (5, 2)
    assert words(ended) == words(careless)


# --- the rule of tries --------------------------------------------------------------------------------------------


def standing(made: Any) -> list[list[tuple[str, float, float]]]:
    """The lines of what was laid out, a page's text or pages, and where they stand."""
    texts = [made[0]] if isinstance(made, tuple) else [page.children[0] for page in made]
    return [[("".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox)),
              round(line.position_x, 6), round(line.position_y, 6)) for line in lines_of(text)] for text in texts]


def told(run: PageRun) -> Any:
    """All that a run says, and the words of its PDF: a line moved up and down may stand a millionth of a point off."""
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(run.pdf)).pages]
    return replace(run, pdf=b"", pages=tuple(replace(page, ink="") for page in run.pages)), texts


@pytest.mark.parametrize(("made", "searches"), [
    (headed, {"leaves"}), (lambda: copy(3), {"facing"}), (ragged_end, {"facing", "closing"})],
    ids=["filled", "facing", "closing"])
def test_after_a_rejected_try_everything_is_as_before(
    made: Callable[[], Galley], searches: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert repairs.prepare() is None
    contexts: list[leaves.PageContext] = []
    changed: list[str] = []
    tried: set[str] = set()

    class Watched(leaves.PageContext):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            contexts.append(self)

    def state(now: Any) -> str:
        context = contexts[-1]
        requests, ends = context.plans.requests, context.page_ends
        blank = sorted((page, round(lines, 6)) for page, lines in ends.feet.items())
        asked = [sorted(known.items()) for known in (requests._asked, ends.left_out)]
        return repr((standing(now), asked, blank))

    def rejecting(search: str) -> Callable[..., tuple[Any, bool]]:
        def attempt(now: Any, ask: Any, again: Any, better: Any) -> tuple[Any, bool]:
            before = state(now)
            made, kept = tries.attempt(now, ask, again, lambda made: False)
            tried.add(search)
            changed.extend([search] if kept or state(made) != before else [])
            return made, kept

        return attempt

    monkeypatch.setattr(leaves, "TRIES", 0)  # what is shunned stays so: the one exception
    monkeypatch.setattr("weasyprint.document.LayoutContext", Watched)
    for module in (leaves, facing, closing):
        monkeypatch.setattr(module, "attempt", rejecting(module.__name__.rpartition(".")[2]))
    rejected = told(lay_out(made(), "recto"))
    assert (tried >= searches, changed) == (True, [])
    for module in (leaves, facing, closing):
        monkeypatch.setattr(module, "attempt", lambda now, *how: (now, False))
    assert rejected == told(lay_out(made(), "recto")), "as if nothing had been tried"
