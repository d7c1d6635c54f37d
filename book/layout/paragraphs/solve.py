"""Where the lines of a paragraph end: the best of all ways, by arithmetic.

D. E. Knuth and M. F. Plass, “Breaking Paragraphs into Lines”, Software: Practice and Experience 11 (1981): 1119–84.
The words are theirs: breakpoint, feasible, active node, adjustment ratio, badness, demerits, fitness class, looseness.
Unlike theirs, flagged breakpoints may end two lines in a row, at a price, and three only where nothing else is
possible. Nothing here knows a font or the engine, so its properties can be proved on any numbers.
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


class Breakpoint(NamedTuple):
    """Where a line may end. x in points from the paragraph's beginning, set in one line: of the line's end, hyphen
    included, and of the next line's beginning. Spaces are counted up to both. The last one is the paragraph's end."""

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


class _ActiveNode(NamedTuple):
    """A feasible breakpoint, with the best way of setting the paragraph as far as there that has this fitness class of
    its last line, this many flagged line ends in a row, and this many lines."""

    demerits: float
    begin: float
    spaces: int
    number: int
    fitness: int
    hyphens: int
    lines: int
    before: _ActiveNode | None


def best_breaks(breakpoints: Sequence[Breakpoint], measure: Measure, limits: Limits, after: int | None = None,
                looseness: int = 0, shunned: frozenset[int] = frozenset()) -> tuple[int, ...]:
    """The numbers of the breakpoints taken, in order, the paragraph's end the last of them.

    `after` is the breakpoint at which the line before ended, None at the paragraph's beginning. With `looseness` the
    paragraph has so many lines more (or fewer) than the best way has, if that can be done without an overfull line.
    `shunned` breakpoints are taken where nothing else is possible."""
    ends = _search(breakpoints, measure, limits, after, bool(looseness) or measure.ragged, shunned)
    best = min(ends, key=lambda node: node.demerits)
    wanted = min(node.lines for node in ends) if measure.ragged else best.lines
    if looseness or measure.ragged:
        fair = [node for node in ends if node.lines == wanted + looseness and node.demerits < OVERFULL]
        best = min(fair, key=lambda node: node.demerits, default=best)
    return _taken(best)


def adjustment_ratios(breakpoints: Sequence[Breakpoint], taken: Sequence[int], measure: Measure, limits: Limits
                      ) -> list[float]:
    """How much each line needs of what its spaces give, whether they stretch or shrink: 1 is all of it, inf a line
    without a space. Knuth and Plass give it a sign; who asks here wants the worst line."""
    begin, spaces = -measure.indent, 0
    found: list[float] = []
    for number in taken:
        here = breakpoints[number]
        blank, count = measure.width - (here.end - begin), here.spaces_to_end - spaces
        gives = count * measure.space * (limits.stretch if blank > 0 else limits.shrink)
        full = abs(blank) <= ROUNDING or (here.kind == "end" and blank > 0)
        found.append(0.0 if full else abs(blank) / gives if gives else inf)
        begin, spaces = here.begin, here.spaces_to_begin
    return found


def widest_space(breakpoints: Sequence[Breakpoint], taken: Sequence[int], measure: Measure) -> float:
    """The widest word space of the lines, as a multiple of the natural one; inf for a short line without one."""
    begin, spaces, widest = -measure.indent, 0, 1.0
    for number in taken:
        here = breakpoints[number]
        blank, count = measure.width - (here.end - begin), here.spaces_to_end - spaces
        if blank > ROUNDING and here.kind != "end":
            widest = max(widest, 1 + blank / count / measure.space if count else inf)
        begin, spaces = here.begin, here.spaces_to_begin
    return widest


def ends_in_runt(breakpoints: Sequence[Breakpoint], taken: Sequence[int], measure: Measure, limits: Limits) -> bool:
    """True if the last line is one word, or too short."""
    end, before = breakpoints[-1], breakpoints[taken[-2]] if len(taken) > 1 else None
    begin, spaces = (before.begin, before.spaces_to_begin) if before else (-measure.indent, 0)
    return end.spaces_to_end == spaces or end.end - begin < limits.runt_ems * measure.em


def _taken(end: _ActiveNode) -> tuple[int, ...]:
    taken = []
    node: _ActiveNode | None = end
    while node is not None and node.before is not None:
        taken.append(node.number)
        node = node.before
    return tuple(reversed(taken))


def _search(
    breakpoints: Sequence[Breakpoint], measure: Measure, limits: Limits, after: int | None, counted: bool,
    shunned: frozenset[int],
) -> list[_ActiveNode]:
    """The active nodes at the paragraph's end, the best among them. `counted` keeps different numbers of lines apart.

    One long loop: it runs some thousand times a paragraph, and calls would double its cost."""
    first = 0 if after is None else after + 1
    start = (-measure.indent, 0) if after is None else (breakpoints[after].begin, breakpoints[after].spaces_to_begin)
    active = [_ActiveNode(0.0, *start, first - 1, 1, 0, 0, None)]  # by where their next line begins
    width, ragged, rag = measure.width, measure.ragged, measure.width * limits.rag
    stretch, shrink = measure.space * limits.stretch, measure.space * limits.shrink
    short_line = width * (2 * SHORT if ragged else SHORT)
    penalties = {"hyphen": limits.hyphen, "own hyphen": limits.own_hyphen}
    in_a_row = (0.0, 0.0, limits.two_hyphens, limits.ladder)
    for number in range(first, len(breakpoints)):
        end, next_begin, spaces_to_end, spaces_to_begin, kind = breakpoints[number]
        last, penalty = kind == "end", penalties.get(kind, 0.0)
        shun = limits.ladder if number in shunned else 0.0
        best: dict[tuple[int, int, int], tuple[float, _ActiveNode]] = {}
        too_long = 0
        for node in active:
            blank = width - (end - node.begin)
            spaces = spaces_to_end - node.spaces
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
            badness = 0.0 if last and ratio > 0 else min(100 * abs(ratio) ** 3, WORST)
            fitness = 1 if last or ragged else 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
            hyphens = min(node.hyphens + 1, 3) if penalty else 0
            demerits = node.demerits + (limits.line + badness) ** 2 + penalty**2 + in_a_row[hyphens] + shun
            if fitness - node.fitness > 1 or node.fitness - fitness > 1:
                demerits += limits.unlike
            if last:
                demerits += limits.last_hyphen if node.hyphens else 0.0
                if node.number >= first and (not spaces or end - node.begin < limits.runt_ems * measure.em):
                    demerits += limits.runt
            key = (fitness, hyphens, node.lines + counted)
            if key not in best or demerits < best[key][0]:
                best[key] = demerits, node
        feasible = [_ActiveNode(demerits, next_begin, spaces_to_begin, number, *key, node)
                    for key, (demerits, node) in best.items()]
        if len(feasible) > 1:
            feasible = [node for node in feasible if not any(_dominates(other, node, limits) for other in feasible)]
        if too_long == len(active) and not feasible:  # a line that cannot be helped: it ends here, too long
            node = max(active, key=lambda node: node.begin)
            feasible = [_ActiveNode(node.demerits + OVERFULL, next_begin, spaces_to_begin, number, 1, 0,
                                    node.lines + counted, node)]
        if last:
            return feasible
        if too_long:  # of what is too long now, every longer line is
            active = [node for node in active if (over := end - node.begin - width) <= ROUNDING
                      or (not ragged and over <= (spaces_to_end - node.spaces) * shrink)]
        active += feasible
    raise ValueError("a paragraph's last breakpoint is its end")


def _dominates(one: _ActiveNode, other: _ActiveNode, limits: Limits) -> bool:
    """True if what follows cannot make the other node at the same breakpoint the better one: the line after it may
    save `unlike`, but hyphens in a row only cost more."""
    return one.demerits + limits.unlike < other.demerits and one.lines == other.lines and one.hyphens <= other.hyphens
