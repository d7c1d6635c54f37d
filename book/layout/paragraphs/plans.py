"""What was decided of the paragraphs of a document.

Comes in: the engine's line boxes. Goes out: for each paragraph the ends of its lines; what it could have been instead.
Apart because a page made again must not break a paragraph anew, and because pages may ask a paragraph for another
setting: a line more or less, or another end than a broken word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages

from book.galley import KEY, LOOSENESS
from book.layout.paragraphs.measure import Leaf, NotUnderstood, Paragraph, Place, Ruler, text_leaves
from book.layout.paragraphs.solve import Measure, best_breaks, ends_in_runt, needs, widest_space
from book.limits import HOUSE, Limits
from book.pages import Fault, PageEnd, Way

NEAR = 0.01  # points
ENOUGH_LINES = 4  # in fewer, a line more or less would show
WISHES = (-2, -1, 1, 2)  # the looseness that a manuscript may ask for
ALIGNED = {"justify": False, "left": True, "start": True}  # and whether it is ragged


class Turn(NamedTuple):
    """A line's end in a broken word: the paragraph, and which of its chances."""

    paragraph: Any
    chance: int


class Line(NamedTuple):
    """Where a line ends (None: the paragraph does), where the next begins, as the engine writes it, a broken word."""

    place: Place | None
    after: Any
    turn: Turn | None
    left: float = 0.0  # by which it begins outside the measure


class Made(NamedTuple):
    """A line as the engine built it: where it was planned, its box, where the engine goes on, and its left edge."""

    planned: Line
    box: Any
    resume_at: Any
    x: float


class Planned(NamedTuple):
    """A justified paragraph as it was set: its `data-key`, its measure, and the chances it took."""

    key: str
    paragraph: Paragraph
    measure: Measure
    taken: tuple[int, ...]


class Plans:
    """The paragraphs of one document."""

    limits = HOUSE  # of this process: set by `within` for as long as a galley is laid out
    last: Plans | None = None  # of the document laid out last

    def __init__(self, context: Any) -> None:
        self.context = context
        self.ruler = Ruler(context, self.limits.hang)
        self.made: dict[str, Planned] = {}
        self.unmet: list[tuple[str, int]] = []
        self.ends: dict[int, PageEnd] = {}
        self.feet: dict[int, float] = {}  # page: lines blank at its foot; without those that end in notes
        self.left_out: dict[int, int] = {}  # page: lines to be left blank there
        self._spare: dict[int, Made] = {}
        self._measured: dict[Any, Paragraph] = {}
        self._choices: dict[Any, tuple[int, ...]] = {}
        self._plans: dict[Any, list[tuple[float, list[Line], Planned]]] = {}
        self._asked: dict[str, int] = {}
        self._wished: set[str] = set()
        self._shunned: dict[Any, frozenset[int]] = {}
        Plans.last = self

    def leave(self, element: Any) -> None:
        """Note a paragraph that goes the engine's way, where no wish for lines can be met."""
        if looseness := self._looseness(element):
            self.unmet.append((key_of(element), looseness))

    def shun(self, turn: Turn) -> None:
        """Let no line of the paragraph end there, if that can be helped."""
        self._shunned[turn.paragraph] = self._shunned.get(turn.paragraph, frozenset()) | {turn.chance}

    def ask(self, keys: Iterable[str], lines: int) -> None:
        """Let these paragraphs have so many lines more than they would, or fewer; with 0, those they would have."""
        for key in keys:
            if lines:
                self._asked[key] = lines
            else:
                self._asked.pop(key, None)

    def free(self, key: str) -> bool:
        """True of a paragraph that can be asked: justified, and neither the manuscript nor a page has asked it."""
        return key in self.made and key not in self._asked and key not in self._wished

    def _looseness(self, element: Any) -> int:
        """The lines more, or fewer, that the galley or a page asks for."""
        said = element.get(LOOSENESS) if element is not None else None
        if said:
            self._wished.add(key_of(element))
        return int(said or 0) + self.given(element)

    def given(self, element: Any) -> int:
        """Those that a page asks for."""
        return self._asked.get(key_of(element), 0)

    def natural_space(self, style: Any) -> float:
        """The word space of a style, in CSS pixels."""
        return self.ruler.space(style)

    def keep(self, lines: list[Any]) -> None:
        """Lines that were built and are not used: the next page begins with the same ones."""
        for line in lines:
            made = getattr(line, "made", None)
            if made and not any(isinstance(box, AbsolutePlaceholder) for box in line.descendants(placeholders=True)):
                self._spare[id(made.planned)] = made

    def take(self, planned: Line, x: float, y: float) -> tuple[Any, Any] | None:
        """A line that was built before, where it is wanted now; where the engine goes on."""
        made = self._spare.pop(id(planned), None)
        if made is None:
            return None
        made.box.translate(x - made.x, y - made.box.position_y)
        return made.box, made.resume_at

    def plan(self, box: Any, skip_stack: Any, containing_block: Any, special: Any
             ) -> tuple[tuple[Leaf, ...], list[Line]]:
        """The paragraph's leaves, and its lines from `skip_stack` on. Raises NotUnderstood."""
        ragged = ALIGNED.get(box.style["text_align_all"])
        if ragged is None or special or self.context.excluded_shapes or box.style["direction"] != "ltr":
            raise NotUnderstood("another alignment, or a shape beside it")
        resolve_percentages(box, containing_block)
        box.text_indent = 0
        if skip_stack is None:
            resolve_one_percentage(box, "text_indent", containing_block.width)
        leaves = text_leaves(box)
        text = tuple((leaf.path, leaf.box.text, id(leaf.box.style)) for leaf in leaves)
        name = text, self._looseness(box.element), ragged
        if name not in self._measured:
            self._measured[name] = self.ruler.paragraph(leaves)
        paragraph = self._measured[name]
        known = self._plans.setdefault((name, self._shunned.get(name)), [])
        width = containing_block.width
        if (found := _known(known, width, skip_stack)) is not None:
            plan, planned = found
        else:
            measure = Measure(width, box.text_indent, paragraph.space, paragraph.em, ragged)
            taken, plan = self._solved(name, measure, skip_stack, box.element)
            planned = Planned(key_of(box.element), paragraph, measure, taken)
            if skip_stack is None:
                known.append((width, plan, planned))
        if skip_stack is None and planned.key and not ragged:
            self.made[planned.key] = planned
        return leaves, plan

    def ways(self, key: str, lines: int) -> tuple[Way, ...]:
        """How a justified paragraph that has so many lines could be set in one less, or one more, without a runt."""
        made, found = self.made.get(key), []
        able = [more for more, may in ((-1, self._may_shrink), (1, self._may_grow)) if made and may(made, lines)]
        if made is None or not able:
            return ()
        paragraph, measure = made.paragraph, made.measure
        usual = len(self._best(paragraph, measure))
        for wish in (lines - usual + more for more in able):
            taken = self._best(paragraph, measure, looseness=wish) if wish in WISHES else ()
            runt = ends_in_runt(paragraph.chances, taken, measure, self.limits) if taken else True
            if len(taken) == usual + wish and not runt:
                found.append(Way(wish, usual + wish, round(widest_space(paragraph.chances, taken, measure), 2)))
        return tuple(found)

    def page_ends(self) -> tuple[PageEnd, ...]:
        """The pages that end a line short or more, or in a word broken over the leaf."""
        return tuple(end for _, end in sorted(self.ends.items()) if end.blank >= 1 or end.broken)

    def faults(self) -> tuple[Fault, ...]:
        """P-008 for each paragraph that cannot have the lines that the manuscript asks for."""
        return tuple(
            Fault("P-008", f"the paragraph cannot be set in {_lines(looseness)} than it is", key)
            for key, looseness in dict.fromkeys(self.unmet))

    def strained(self, made: Planned, looseness: int) -> float | None:
        """What the worst line of a paragraph would need of its spaces (1: all that they give) if it had a line more, or
        one less; None if it cannot have that within the limits, or is so short that it would show."""
        if len(made.taken) < ENOUGH_LINES or (looseness > 0 and not self._may_grow(made, len(made.taken))):
            return None
        taken = self._best(made.paragraph, made.measure, looseness=looseness)
        how = made.paragraph.chances, taken, made.measure, self.limits
        worst = max(needs(*how))
        if len(taken) != len(made.taken) + looseness or worst > self.limits.strain or ends_in_runt(*how):
            return None
        return worst

    def _may_shrink(self, made: Planned, lines: int) -> bool:
        """False if all the spaces together could not save one of so many lines, wherever they were broken."""
        end, measure = made.paragraph.chances[-1], made.measure
        takes = end.spaces_to_end * measure.space * self.limits.shrink
        return end.end + measure.indent - takes <= (lines - 1) * measure.width

    def _may_grow(self, made: Planned, lines: int) -> bool:
        """False if all the spaces together could not give a line more, wherever it were broken: most can not."""
        end, measure, limits = made.paragraph.chances[-1], made.measure, self.limits
        gives = end.spaces_to_end * measure.space * limits.stretch * limits.strain
        full = lines * measure.width
        return end.end + measure.indent + gives - limits.runt_ems * measure.em >= full

    def _solved(self, name: Any, measure: Measure, skip_stack: Any, element: Any
                ) -> tuple[tuple[int, ...], list[Line]]:
        paragraph, looseness = self._measured[name], name[1]
        after = None if skip_stack is None else _chance_at(paragraph, skip_stack)
        taken = self._best(paragraph, measure, after, looseness if after is None else 0,
                           self._shunned.get(name, frozenset()))
        if looseness and after is None and not self.given(element):
            usual = self._best(paragraph, measure)
            self.unmet += [(key_of(element), looseness)] if len(taken) != len(usual) + looseness else []
        lefts = [0.0 if number is None else paragraph.places[number].left for number in (after, *taken[:-1])]
        return taken, [
            Line(place := paragraph.places[number], _stack(paragraph, place),
                 Turn(name, number) if paragraph.chances[number].kind != "space" else None, left)
            if number < len(paragraph.places) else Line(None, None, None, left)
            for number, left in zip(taken, lefts, strict=True)]

    def _best(self, paragraph: Paragraph, measure: Measure, after: int | None = None, looseness: int = 0,
              shunned: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """`best_breaks`, asked once; the chances live as long as the document's plans."""
        question = id(paragraph.chances), measure, after, looseness, shunned
        if question not in self._choices:
            self._choices[question] = best_breaks(paragraph.chances, measure, self.limits, after, looseness, shunned)
        return self._choices[question]


def plans_of(context: Any) -> Plans:
    """The plans of the document being laid out."""
    if "plans" not in context.__dict__:
        context.plans = Plans(context)
    plans: Plans = context.plans
    return plans


@contextmanager
def within(limits: Limits) -> Iterator[None]:
    """What is laid out here keeps to these limits."""
    Plans.limits, before, Plans.last = limits, Plans.limits, None
    try:
        yield
    finally:
        Plans.limits = before


def last_plans() -> Plans:
    """Those of the document laid out last, here and now; of one without a paragraph, empty ones."""
    return Plans.last or Plans(None)


def _known(known: list[tuple[float, list[Line], Planned]], width: float, skip_stack: Any
           ) -> tuple[list[Line], Planned] | None:
    """A plan of this width, from where the text goes on."""
    for wide, plan, planned in known:
        if abs(wide - width) < NEAR:
            if skip_stack is None:
                return plan, planned
            for number, line in enumerate(plan):
                if line.after == skip_stack:
                    return plan[number + 1:], planned
    return None


def _lines(looseness: int) -> str:
    """One line more, two lines fewer."""
    count = {1: "one line", 2: "two lines"}.get(abs(looseness), f"{abs(looseness)} lines")
    return f"{count} {'more' if looseness > 0 else 'fewer'}"


def key_of(element: Any) -> str:
    """The `data-key` of a block, or nothing."""
    return element.get(KEY, "") if element is not None else ""


def _chance_at(paragraph: Paragraph, stack: Any) -> int:
    """The chance after which a line begins there. Raises NotUnderstood."""
    for number, place in enumerate(paragraph.places):
        if _stack(paragraph, place) == stack:
            return number
    raise NotUnderstood("a beginning that is no break")


def _stack(paragraph: Paragraph, place: Place) -> Any:
    """A place as the engine writes where to go on."""
    stack: Any = {place.size: None}
    for number in reversed(paragraph.leaves[place.leaf].path):
        stack = {number: stack}
    return stack
