"""The best breaks of a whole paragraph.

Comes in: where lines may end, the measure. Goes out: where they do end.
Apart because it is arithmetic: it knows no font and no engine, and its properties can be proved on any numbers.

D. E. Knuth and M. F. Plass, “Breaking Paragraphs into Lines”, Software: Practice and Experience 11 (1981): 1119–84.
Demerits, the classes of tight and loose lines and looseness are theirs; what is flagged may stand at the end of two
lines in a row, at a price, and of three only where nothing else is possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal, NamedTuple

from book.limits import Limits

Kind = Literal["space", "hyphen", "own hyphen", "end"]
OVERFULL = 1e12  # demerits of a line that cannot be helped
WORST = 1e5  # badness: beyond it a line is only "very bad"
ROUNDING = 0.01  # points
SHORT = 0.25  # of the measure: a line with more white than that is not considered where another is


class Chance(NamedTuple):
    """Where a line may end. x in points from the paragraph's beginning, set in one line: of the line's end, hyphen
    included, and of the next line's beginning. Spaces are counted up to both. The last chance is the end of all."""

    end: float
    begin: float
    spaces_to_end: int
    spaces_to_begin: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide the lines are, in points: the first one is shorter by `indent`. `space` is the natural word space, `em`
    the size of the type; a ragged paragraph keeps its spaces as they are."""

    width: float
    indent: float
    space: float
    em: float
    ragged: bool = False


class _Way(NamedTuple):
    """A way of setting the paragraph as far as a chance."""

    demerits: float
    begin: float
    spaces: int
    chance: int
    fitness: int
    hyphens: int
    lines: int
    before: _Way | None


def best_breaks(chances: Sequence[Chance], measure: Measure, limits: Limits, after: int | None = None,
                looseness: int = 0, shunned: frozenset[int] = frozenset()) -> tuple[int, ...]:
    """The chances taken, in order, the paragraph's end the last of them.

    `after` is the chance at which the line before ended, None at the paragraph's beginning. With `looseness` the
    paragraph has so many lines more (or fewer) than the best way has, if that can be done without an overfull line.
    `shunned` chances are taken where nothing else is possible."""
    ends = _search(chances, measure, limits, after, bool(looseness) or measure.ragged, shunned)
    best = min(ends, key=lambda way: way.demerits)
    wanted = min(way.lines for way in ends) if measure.ragged else best.lines
    if looseness or measure.ragged:
        fair = [way for way in ends if way.lines == wanted + looseness and way.demerits < OVERFULL]
        best = min(fair, key=lambda way: way.demerits, default=best)
    return _taken(best)


def needs(chances: Sequence[Chance], taken: Sequence[int], measure: Measure, limits: Limits) -> list[float]:
    """How much of what its spaces give each line needs: 1 is all of it, inf a line without a space."""
    begin, spaces = -measure.indent, 0
    found: list[float] = []
    for number in taken:
        chance = chances[number]
        blank, count = measure.width - (chance.end - begin), chance.spaces_to_end - spaces
        gives = count * measure.space * (limits.stretch if blank > 0 else limits.shrink)
        full = abs(blank) <= ROUNDING or (chance.kind == "end" and blank > 0)
        found.append(0.0 if full else abs(blank) / gives if gives else inf)
        begin, spaces = chance.begin, chance.spaces_to_begin
    return found


def widest_space(chances: Sequence[Chance], taken: Sequence[int], measure: Measure) -> float:
    """The widest word space of the lines, as a multiple of the natural one; inf for a short line without one."""
    begin, spaces, widest = -measure.indent, 0, 1.0
    for number in taken:
        chance = chances[number]
        blank, count = measure.width - (chance.end - begin), chance.spaces_to_end - spaces
        if blank > ROUNDING and chance.kind != "end":
            widest = max(widest, 1 + blank / count / measure.space if count else inf)
        begin, spaces = chance.begin, chance.spaces_to_begin
    return widest


def ends_in_runt(chances: Sequence[Chance], taken: Sequence[int], measure: Measure, limits: Limits) -> bool:
    """True if the last line is one word, or too short."""
    end, before = chances[-1], chances[taken[-2]] if len(taken) > 1 else None
    begin, spaces = (before.begin, before.spaces_to_begin) if before else (-measure.indent, 0)
    return end.spaces_to_end == spaces or end.end - begin < limits.runt_ems * measure.em


def _taken(way: _Way) -> tuple[int, ...]:
    taken = []
    step: _Way | None = way
    while step is not None and step.before is not None:
        taken.append(step.chance)
        step = step.before
    return tuple(reversed(taken))


def _search(
    chances: Sequence[Chance], measure: Measure, limits: Limits, after: int | None, counted: bool,
    shunned: frozenset[int],
) -> list[_Way]:
    """All ways to the end that may be the best one. `counted` keeps apart ways of different numbers of lines.

    One long loop: it runs some thousand times a paragraph, and calls would double its cost."""
    first = 0 if after is None else after + 1
    begin, spaces = (-measure.indent, 0) if after is None else (chances[after].begin, chances[after].spaces_to_begin)
    ways = [_Way(0.0, begin, spaces, first - 1, 1, 0, 0, None)]  # by where they begin
    width, ragged, rag = measure.width, measure.ragged, measure.width * limits.rag
    stretch, shrink = measure.space * limits.stretch, measure.space * limits.shrink
    short_line = width * (2 * SHORT if ragged else SHORT)
    penalties = {"hyphen": limits.hyphen, "own hyphen": limits.own_hyphen}
    in_a_row = (0.0, 0.0, limits.two_hyphens, limits.ladder)
    for number in range(first, len(chances)):
        end, next_begin, spaces_to_end, spaces_to_begin, kind = chances[number]
        last, penalty = kind == "end", penalties.get(kind, 0.0)
        shun = limits.ladder if number in shunned else 0.0
        best: dict[tuple[int, int, int], tuple[float, _Way]] = {}
        too_long = 0
        for way in ways:
            blank = width - (end - way.begin)
            spaces = spaces_to_end - way.spaces
            if blank < -ROUNDING:
                ratio = -2.0 if ragged or not spaces else blank / (spaces * shrink)
                if ratio < -1:
                    too_long += 1
                    continue
            elif blank > short_line and not last and best:
                break  # all that begin later are shorter still
            elif ragged:
                ratio = blank / rag
            elif last or blank <= 0:
                ratio = 0.0
            else:
                ratio = blank / (spaces * stretch) if spaces else 1000.0
            bad = 0.0 if last and ratio > 0 else min(100 * abs(ratio) ** 3, WORST)
            fitness = 1 if last or ragged else 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
            hyphens = min(way.hyphens + 1, 3) if penalty else 0
            cost = way.demerits + (limits.line + bad) ** 2 + penalty**2 + in_a_row[hyphens] + shun
            if fitness - way.fitness > 1 or way.fitness - fitness > 1:
                cost += limits.unlike
            if last:
                cost += limits.last_hyphen if way.hyphens else 0.0
                if way.chance >= first and (not spaces or end - way.begin < limits.runt_ems * measure.em):
                    cost += limits.runt
            key = (fitness, hyphens, way.lines + counted)
            if key not in best or cost < best[key][0]:
                best[key] = cost, way
        found = [_Way(cost, next_begin, spaces_to_begin, number, *key, way) for key, (cost, way) in best.items()]
        if len(found) > 1:
            found = [way for way in found if not any(_beats(other, way, limits) for other in found)]
        if too_long == len(ways) and not found:  # a line that cannot be helped: it ends here, too long
            way = max(ways, key=lambda way: way.begin)
            found = [_Way(way.demerits + OVERFULL, next_begin, spaces_to_begin, number, 1, 0, way.lines + counted, way)]
        if last:
            return found
        if too_long:  # of what is too long now, every longer line is
            ways = [way for way in ways if (over := end - way.begin - width) <= ROUNDING
                    or (not ragged and over <= (spaces_to_end - way.spaces) * shrink)]
        ways += found
    raise ValueError("a paragraph's last chance is its end")


def _beats(one: _Way, other: _Way, limits: Limits) -> bool:
    """True if what follows cannot make the other way to the same chance the better one."""
    return one.demerits + limits.unlike < other.demerits and one.lines == other.lines and one.hyphens <= other.hyphens
