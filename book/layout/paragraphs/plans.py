"""Where the lines of each paragraph of one document end: measured once, chosen once.

A page that is made again must not break a paragraph anew, unless something else is asked of it (`requests`).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages

from book.layout.paragraphs.measure import MeasuredParagraph, NotUnderstood, Ruler, TextLeaf, TextPosition, text_leaves
from book.layout.paragraphs.requests import BrokenWord, LineRequests, key_of
from book.layout.paragraphs.solve import Measure, best_breaks
from book.limits import Limits

NEAR = 0.01  # points
ALIGNED = {"justify": False, "left": True, "start": True}  # and whether it is ragged


class PlannedLine(NamedTuple):
    """Where a line ends (None: the paragraph does), where the next begins, as the engine writes it, a broken word."""

    position: TextPosition | None
    after: Any
    broken: BrokenWord | None
    left: float = 0.0  # by which it begins outside the measure


class PlannedParagraph(NamedTuple):
    """A paragraph as it is set: its `data-key`, its measure, and the breakpoints taken."""

    key: str
    paragraph: MeasuredParagraph
    measure: Measure
    taken: tuple[int, ...]


class Plans:
    """The paragraphs of one document. `made` has the justified ones as they were set last, by `data-key`."""

    def __init__(self, context: Any, limits: Limits) -> None:
        self.context, self.limits = context, limits
        self.ruler = Ruler(context, limits.hang)
        self.requests = LineRequests()
        self.made: dict[str, PlannedParagraph] = {}
        self._measured: dict[Any, MeasuredParagraph] = {}
        self._choices: dict[Any, tuple[int, ...]] = {}
        self._plans: dict[Any, list[tuple[float, list[PlannedLine], PlannedParagraph]]] = {}

    def free(self, key: str) -> bool:
        """True of a paragraph that can be asked: justified, and neither the manuscript nor a page has asked it."""
        return key in self.made and not self.requests.has(key)

    def plan(self, box: Any, skip_stack: Any, containing_block: Any, special: Any
             ) -> tuple[tuple[TextLeaf, ...], list[PlannedLine]]:
        """The paragraph's leaves, and its lines from `skip_stack` on. Raises NotUnderstood."""
        ragged = ALIGNED.get(box.style["text_align_all"])
        if ragged is None or special or self.context.excluded_shapes or box.style["direction"] != "ltr":
            raise NotUnderstood("another alignment, or a shape beside it")
        resolve_percentages(box, containing_block)
        box.text_indent = 0
        if skip_stack is None:
            resolve_one_percentage(box, "text_indent", containing_block.width)
        leaves = text_leaves(box)
        text = tuple((leaf.path, leaf.text, id(leaf.box.style)) for leaf in leaves)
        if text not in self._measured:
            self._measured[text] = self.ruler.paragraph(leaves)
        paragraph = self._measured[text]
        # Its element is part of its name: a paragraph of the same words has lines of its own, and is asked by itself.
        name = text, self.requests.looseness(box.element), ragged, box.element
        known = self._plans.setdefault((name, self.requests.shunned(name)), [])
        width = containing_block.width
        if (found := _known(known, width, skip_stack)) is not None:
            plan, planned = found
        else:
            measure = Measure(width, box.text_indent, paragraph.space, paragraph.em, ragged)
            taken, plan = self._solved(name, measure, skip_stack, box.element)
            planned = PlannedParagraph(key_of(box.element), paragraph, measure, taken)
            if skip_stack is None:
                known.append((width, plan, planned))
        if skip_stack is None and planned.key and not ragged:
            self.made[planned.key] = planned
        return leaves, plan

    def best(self, paragraph: MeasuredParagraph, measure: Measure, after: int | None = None, looseness: int = 0,
             shunned: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """`best_breaks`, asked once; the breakpoints live as long as the document's plans."""
        question = id(paragraph.breakpoints), measure, after, looseness, shunned
        if question not in self._choices:
            self._choices[question] = best_breaks(paragraph.breakpoints, measure, self.limits, after, looseness,
                                                  shunned)
        return self._choices[question]

    def _solved(self, name: Any, measure: Measure, skip_stack: Any, element: Any
                ) -> tuple[tuple[int, ...], list[PlannedLine]]:
        paragraph, looseness = self._measured[name[0]], name[1]
        after = None if skip_stack is None else _breakpoint_at(paragraph, skip_stack)
        taken = self.best(paragraph, measure, after, looseness if after is None else 0, self.requests.shunned(name))
        if looseness and after is None and not self.requests.given(element):
            usual = self.best(paragraph, measure)
            if len(taken) != len(usual) + looseness:
                self.requests.note_unmet(element, looseness)
        lefts = [0.0 if number is None else paragraph.positions[number].left for number in (after, *taken[:-1])]
        return taken, [
            PlannedLine(position := paragraph.positions[number], _stack(paragraph, position),
                        BrokenWord(name, number) if paragraph.breakpoints[number].kind != "space" else None, left)
            if number < len(paragraph.positions) else PlannedLine(None, None, None, left)
            for number, left in zip(taken, lefts, strict=True)]


def _known(known: list[tuple[float, list[PlannedLine], PlannedParagraph]], width: float, skip_stack: Any
           ) -> tuple[list[PlannedLine], PlannedParagraph] | None:
    """A plan of this width, from where the text goes on."""
    for wide, plan, planned in known:
        if abs(wide - width) < NEAR:
            if skip_stack is None:
                return plan, planned
            for number, line in enumerate(plan):
                if line.after == skip_stack:
                    return plan[number + 1:], planned
    return None


def _breakpoint_at(paragraph: MeasuredParagraph, stack: Any) -> int:
    """The breakpoint after which a line begins there. Raises NotUnderstood."""
    for number, position in enumerate(paragraph.positions):
        if _stack(paragraph, position) == stack:
            return number
    raise NotUnderstood("a beginning that is not a break")


def _stack(paragraph: MeasuredParagraph, position: TextPosition) -> Any:
    """A position as the engine writes where to go on."""
    stack: Any = {position.size: None}
    for number in reversed(paragraph.leaves[position.leaf].path):
        stack = {number: stack}
    return stack
