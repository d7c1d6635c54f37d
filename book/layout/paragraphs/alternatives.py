"""What a paragraph could be instead: a line longer or shorter, and what that asks of its spaces.

Each answer costs a search, so the total of the paragraph's spaces is asked first: most cannot have another length.
"""

from __future__ import annotations

from book.layout.paragraphs.plans import PlannedParagraph, Plans
from book.layout.paragraphs.solve import adjustment_ratios, ends_in_runt, widest_space
from book.limits import Limits
from book.pages import Alternative

ENOUGH_LINES = 4  # in fewer, a line more or less would show
WISHES = (-2, -1, 1, 2)  # the looseness that a manuscript may ask for


def other_lengths(plans: Plans, key: str, lines: int) -> tuple[Alternative, ...]:
    """How a justified paragraph that has so many lines could be set in one less, or one more, without a runt."""
    planned, found, limits = plans.made.get(key), [], plans.limits
    able = [more for more, may in ((-1, _may_shrink), (1, _may_grow)) if planned and may(planned, lines, limits)]
    if planned is None or not able:
        return ()
    paragraph, measure = planned.paragraph, planned.measure
    usual = len(plans.best(paragraph, measure))
    for wish in (lines - usual + more for more in able):
        taken = plans.best(paragraph, measure, looseness=wish) if wish in WISHES else ()
        runt = ends_in_runt(paragraph.breakpoints, taken, measure, limits) if taken else True
        if len(taken) == usual + wish and not runt:
            found.append(Alternative(wish, usual + wish, round(widest_space(paragraph.breakpoints, taken, measure), 2)))
    return tuple(found)


def strain(plans: Plans, planned: PlannedParagraph, looseness: int) -> float | None:
    """What the worst line of a paragraph would need of its spaces (1: all that they give) if it had a line more, or
    one less; None if it cannot have that within the limits, or is so short that it would show."""
    lines, limits = len(planned.taken), plans.limits
    if lines < ENOUGH_LINES or (looseness > 0 and not _may_grow(planned, lines, limits)):
        return None
    taken = plans.best(planned.paragraph, planned.measure, looseness=looseness)
    how = planned.paragraph.breakpoints, taken, planned.measure, limits
    worst = max(adjustment_ratios(*how))
    return None if len(taken) != lines + looseness or worst > limits.strain or ends_in_runt(*how) else worst


def _may_shrink(planned: PlannedParagraph, lines: int, limits: Limits) -> bool:
    """False if all the spaces together could not save one of so many lines, wherever they were broken."""
    end, measure = planned.paragraph.breakpoints[-1], planned.measure
    takes = end.spaces_to_end * measure.space * limits.shrink
    return end.end + measure.indent - takes <= (lines - 1) * measure.width


def _may_grow(planned: PlannedParagraph, lines: int, limits: Limits) -> bool:
    """False if all the spaces together could not give a line more, wherever it were broken."""
    end, measure = planned.paragraph.breakpoints[-1], planned.measure
    gives = end.spaces_to_end * measure.space * limits.stretch * limits.strain
    return end.end + measure.indent + gives - limits.runt_ems * measure.em >= lines * measure.width
