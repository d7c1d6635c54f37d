"""Paragraphs set whole: the best breaks by arithmetic, and what comes of them on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations, pairwise
from random import Random
from typing import Any

import pytest
from galleys import SENTENCE, galley, note
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint.formatting_structure import boxes

from book.layout import lay_out, repairs
from book.layout.galley import render
from book.layout.paragraphs.solve import Breakpoint, Measure, best_breaks, ends_in_runt
from book.layout.sheets import body_sheet
from book.layout.supply import Supply
from book.limits import HOUSE, Limits

SPACE, EM = 2.5, 10.0
LOREM = ("It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of "
         "foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the season of light.")


# --- by arithmetic -----------------------------------------------------------------------------------------------


def breakpoints(words: Sequence[float], hyphens: Sequence[bool] = ()) -> tuple[Breakpoint, ...]:
    """Words of these widths; after a word that is marked stands a hyphen of 3 points instead of a space."""
    found, x, spaces = [], 0.0, 0
    for number, width in enumerate(words):
        x += width
        if number == len(words) - 1:
            found.append(Breakpoint(x, x, spaces, spaces, "end"))
        elif number < len(hyphens) and hyphens[number]:
            found.append(Breakpoint(x + 3, x, spaces, spaces, "hyphen"))
        else:
            found.append(Breakpoint(x, x + SPACE, spaces, spaces + 1, "space"))
            x, spaces = x + SPACE, spaces + 1
    return tuple(found)


State = tuple[int, int]  # the fitness class of a line, and how many lines up to it end in a hyphen, three at most
START: State = (1, 0)


def step(found: Sequence[Breakpoint], before: int | None, number: int, state: State, measure: Measure,
         limits: Limits = HOUSE) -> tuple[float, State]:
    """What a line costs after one that ended at `before` in that state, by the rule as it is written in `Limits`, and
    the state it leaves; a line that cannot be is worth 1e12."""
    here, fitness, hyphens = found[number], *state
    begin, spaces = (-measure.indent, 0) if before is None else (found[before].begin, found[before].spaces_to_begin)
    blank, given_ = measure.width - (here.end - begin), here.spaces_to_end - spaces
    last = here.kind == "end"
    gives = given_ * measure.space * (limits.stretch if blank > 0 else limits.shrink)
    if (last and blank > 0) or -0.01 <= blank <= 0:
        ratio = 0.0
    else:
        ratio = blank / gives if gives else (1000.0 if blank > 0 else -2.0)
    if ratio < -1:
        return 1e12, state
    bad = min(100 * abs(ratio) ** 3, 1e5)
    kind = 1 if last else 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
    flagged = here.kind == "hyphen"
    now = min(hyphens + 1, 3) if flagged else 0
    cost = (limits.line + bad) ** 2 + (limits.hyphen**2 if flagged else 0)
    cost += limits.unlike if abs(kind - fitness) > 1 else 0
    cost += (0, 0, limits.two_hyphens, limits.ladder)[now]
    if last and before is not None:
        cost += limits.runt if not given_ or here.end - begin < limits.runt_ems * measure.em else 0
    if last and hyphens:
        cost += limits.last_hyphen
    return cost, (kind, now)


def demerits(found: Sequence[Breakpoint], taken: Sequence[int], measure: Measure, limits: Limits = HOUSE) -> float:
    """What a way of setting costs; with a line that cannot be, 1e12 or more."""
    total, state, before = 0.0, START, None
    for number in taken:
        cost, state = step(found, before, number, state, measure, limits)
        total, before = total + cost, number
    return total


def least_demerits(found: Sequence[Breakpoint], measure: Measure, limits: Limits) -> float:
    """What the best of all ways costs: of every line, after every line that may stand before it, in every state."""
    best: list[dict[State, float]] = []
    for number in range(len(found)):
        costs: dict[State, float] = {}
        for before in (None, *range(number)):
            for state, so_far in ({START: 0.0} if before is None else best[before]).items():
                cost, now = step(found, before, number, state, measure, limits)
                costs[now] = min(costs.get(now, 1e15), so_far + cost)
        best.append(costs)
    return min(best[-1].values())


widths = st.lists(st.floats(8, 40).map(lambda width: round(width, 1)), min_size=1, max_size=9)


@given(widths, st.lists(st.booleans(), max_size=9), st.floats(60, 120), st.sampled_from([0.0, 14.0]))
@settings(max_examples=200, deadline=None)
def test_no_other_way_is_better(words: list[float], hyphens: list[bool], width: float, indent: float) -> None:
    found, measure = breakpoints(words, hyphens), Measure(width, indent, SPACE, EM)
    end = len(found) - 1
    every = [(*some, end) for count in range(end + 1) for some in combinations(range(end), count)]
    best = min(demerits(found, way, measure) for way in every)
    if best < 1e8:  # no line is half blank, or too long
        assert demerits(found, best_breaks(found, measure, HOUSE), measure) == pytest.approx(best)


@pytest.mark.parametrize(("unlike", "decides"), [(HOUSE.unlike, 0), (1e6, 10)])
def test_no_other_way_is_better_in_forty_words_of_any_column(unlike: float, decides: int) -> None:
    draw, limits, decided = Random(1981), replace(HOUSE, unlike=unlike), 0
    for _ in range(60):
        words = [round(draw.uniform(4, 30), 1) for _ in range(40)]
        found = breakpoints(words, [draw.random() < 0.3 for _ in words])
        measure = Measure(draw.uniform(150, 260), draw.choice((0.0, 14.0)), SPACE, EM)
        taken = best_breaks(found, measure, limits)
        assert demerits(found, taken, measure, limits) == pytest.approx(least_demerits(found, measure, limits))
        decided += taken != best_breaks(found, measure, replace(limits, unlike=0.0))
    assert decided == decides  # of two neighbours, one tight and one loose, which the house's price seldom decides


@pytest.mark.parametrize(("last_words", "runt"), [
    ((29.9,), True),   # one word, and short
    ((40.0,), True),   # one word, longer than three ems
    ((8.0, 8.0), True),   # two words, together shorter than three ems
    ((20.0, 20.0), False),
])
def test_a_runt_is_one_word_or_what_is_short(last_words: tuple[float, ...], runt: bool) -> None:
    found = breakpoints([50.0, 50.0, *last_words])
    assert ends_in_runt(found, (1, len(found) - 1), Measure(105, 0, SPACE, EM), HOUSE) == runt
    # The same paragraph without that break: nothing stands before its only line, and two long words are no runt.
    assert not ends_in_runt(found, (len(found) - 1,), Measure(300, 0, SPACE, EM), HOUSE)


@given(widths, st.floats(45, 120))
@settings(deadline=None)
def test_breaks_rise_to_the_end_and_lines_fit_where_words_do(words: list[float], width: float) -> None:
    found, measure = breakpoints(words), Measure(width, 0, SPACE, EM)
    taken = best_breaks(found, measure, HOUSE)
    assert taken[-1] == len(found) - 1
    assert all(one < two for one, two in pairwise(taken))
    begin, spaces = 0.0, 0
    for number in taken:
        here = found[number]
        natural, room = here.end - begin, (here.spaces_to_end - spaces) * SPACE * HOUSE.shrink
        assert natural - room <= width + 0.02  # a word is at most 40 wide
        begin, spaces = here.begin, here.spaces_to_begin


def test_a_word_too_long_for_the_measure_ends_a_line_of_its_own() -> None:
    found = breakpoints([20, 200, 20])
    assert best_breaks(found, Measure(60, 0, SPACE, EM), HOUSE) == (0, 1, 2)


def test_what_is_set_already_stands() -> None:
    found, measure = breakpoints([20.0] * 12), Measure(65, 0, SPACE, EM)
    whole = best_breaks(found, measure, HOUSE)
    assert best_breaks(found, measure, HOUSE, after=whole[0]) == whole[1:]


@pytest.mark.parametrize("looseness", [-1, 1])
def test_looseness_is_a_line_more_or_less_where_it_can_be(looseness: int) -> None:
    found = breakpoints([9.0, 11, 14, 10, 13, 7, 16] * 30)
    measure = Measure(156, 0, SPACE, EM)
    usual = len(best_breaks(found, measure, HOUSE))
    assert len(best_breaks(found, measure, HOUSE, looseness=looseness)) == usual + looseness


def test_looseness_that_cannot_be_is_left() -> None:
    found, measure = breakpoints([20.0, 20]), Measure(60, 0, SPACE, EM)
    assert best_breaks(found, measure, HOUSE, looseness=-1) == best_breaks(found, measure, HOUSE)


def test_ragged_lines_are_the_fewest_and_as_even_as_can_be() -> None:
    found = breakpoints([45.0, 20, 25, 45, 95])
    ragged = Measure(97, 0, SPACE, EM, ragged=True)
    assert best_breaks(found, ragged, HOUSE) == (1, 3, 4)  # not 95, 45 and 95 points, but 67, 72 and 95
    assert len(best_breaks(breakpoints([30.0] * 9), ragged, HOUSE)) == 3


# --- on the page -------------------------------------------------------------------------------------------------


def set_lines(body: str, css: str = "", limits: Limits = HOUSE) -> list[list[boxes.LineBox]]:
    """The lines of each paragraph."""
    assert repairs.prepare() is None
    one = galley("c", body, css="@page { size: 4in 9999in } " + css)
    document = render(one.html, partial(body_sheet, one.css, "recto"), Supply(one), limits)
    return [[line for line in box.children if isinstance(line, boxes.LineBox)]
            for box in document.pages[0]._page_box.descendants()
            if isinstance(box, boxes.BlockBox) and box.element_tag == "p"]


def words(line: Any) -> str:
    return "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox)).strip()


def extra(line: Any) -> float:
    """By how much each word space of a line is wider than the natural one, in points (the engine counts in pixels)."""
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
    return max((float(box.justification_spacing) * 0.75 for box in texts), key=abs, default=0.0)


def test_word_spaces_stay_within_the_limits_and_nothing_is_lost() -> None:
    (lines,) = set_lines(f"<p>{LOREM} {LOREM}</p>")
    assert " ".join(map(words, lines)).replace("‐ ", "") == f"{LOREM} {LOREM}"
    spaces = [extra(line) for line in lines[:-1]]
    assert min(spaces) < 0 < max(spaces), "greedy lines never shrink"
    assert min(spaces) >= -HOUSE.shrink * 2.26  # 0.226 em of 10 points is EB Garamond's space
    assert max(spaces) <= 2.26


def test_lines_are_full_with_markup_calls_and_a_shrunk_space() -> None:
    text = LOREM.replace("wisdom", "<em>wisdom</em>").replace("belief,", f"belief,{note('c', 1)}")
    paragraphs = set_lines(f"<p>{text}</p><p style='text-indent: 14pt'>{text}</p>", limits=replace(HOUSE, hang=0))
    for lines in paragraphs:
        texts = [[box for box in line.descendants() if isinstance(box, boxes.TextBox)] for line in lines[:-1]]
        edges = [max(box.position_x + box.width for box in line) for line in texts]
        assert max(edges) - min(edges) < 0.05


def test_a_call_stays_with_its_word() -> None:
    marked = SENTENCE.replace("copy,", f"copy,{note('c', 1)}").replace("proof,", f"proof,{note('c', 2)}")
    for width in range(150, 240, 3):
        for lines in set_lines(f'<p style="width: {width}px">{marked}</p>'):
            assert not any(words(line).startswith(("1", "2")) for line in lines)


def test_a_hyphen_is_put_in_where_the_language_has_one() -> None:
    (english,) = set_lines('<p style="width: 150px">The constitutional responsibilities of revolutionaries.</p>')
    assert any(words(line).endswith("‐") for line in english)
    (none,) = set_lines('<p style="width: 150px; hyphens: manual">The constitutional responsibilities of many.</p>')
    assert not any(words(line).endswith("‐") for line in none)


def test_looseness_of_a_paragraph_adds_a_line() -> None:
    plain, loose = set_lines(f"<p>{LOREM * 3}</p><p data-looseness='1'>{LOREM * 3}</p>")
    assert len(loose) == len(plain) + 1


def test_signs_at_the_ends_of_lines_hang_out_of_the_measure_where_the_house_wants_it() -> None:
    text = "He said, “It was” – and “she” then, “it was the best” of it, “the worst” too. " * 9
    (lines,) = set_lines(f'<p style="width: 200px; font-size: 10pt">{text}</p>', limits=replace(HOUSE, hang=1))
    left, measure = lines[0].position_x, 200
    outside = {words(line)[-1]: edge - measure - left for line in lines[:-1] if (edge := ends(line)[1])}
    assert outside["”"] > outside[","] > 2
    assert all(abs(by) < 0.05 for sign, by in outside.items() if sign.isalpha())
    begins = {words(line)[0]: ends(line)[0] - left for line in lines[1:]}
    assert begins["“"] < -4
    assert all(abs(by) < 0.05 for sign, by in begins.items() if sign.isalpha())


def ends(line: Any) -> tuple[float, float]:
    """Left and right edge of a line's text."""
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox) and box.text.strip()]
    return min(box.position_x for box in texts), max(box.position_x + box.width for box in texts)


def test_what_is_not_understood_goes_the_engines_way_and_is_told() -> None:
    picture = '<span style="display: inline-block; width: 9px; height: 9px"></span>'
    (lines,) = set_lines(f"<p>{LOREM} {picture} {LOREM}</p>")
    assert len(lines) > 5
    assert {line.left_because for line in lines} == {"a box in the line"}


def test_a_paragraph_that_goes_on_is_not_broken_anew() -> None:
    run = lay_out(galley("c", "".join(f'<p data-key="k{n}">{LOREM * 3}</p>' for n in range(9))), "recto")
    assert len(run.pages) > 2
    assert not run.faults
