"""A paragraph measured in one line: its breakpoints, and how far along each stands.

Pango and the hyphenation patterns are asked once a paragraph, whatever the measure will be. A picture of known width,
such as a formula, counts as a letter of that width, at which no line ends. A paragraph that holds anything else than
text is `NotUnderstood`: the engine breaks it in its own way.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import inf
from typing import Any, NamedTuple

import pyphen
from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, ffi
from weasyprint.text.line_break import _font_style_cache_key, create_layout, get_log_attrs, line_size

from book.layout.paragraphs.solve import Breakpoint, Kind

WORD = re.compile(r"[^\W\d_]+")
SPACES = " \u00a0"
SOFT = "\u00ad"
HANG_RIGHT = frozenset("-\u2010\u2013.,;:\u2019\u201d\u00bb")
HANG_LEFT = frozenset("\u2018\u201c\u00ab")
ENOUGH = 4  # words: fewer make no paragraph
Point = tuple[int, int, Kind, float]  # a leaf, bytes of it, in which way a line may end there, how wide the hyphen is
Patterns = tuple[str, int, int, int]  # language; least letters before a hyphen, after it, and of a word


class NotUnderstood(Exception):
    """What the paragraph holds that only the engine can break."""


class TextLeaf(NamedTuple):
    """A text box: the way to it from the line box, the box, and whether it is a note's call. A picture in the line is a
    leaf that has a `width`, in points."""

    path: tuple[int, ...]
    box: Any
    call: bool
    width: float | None = None

    @property
    def text(self) -> str:
        """What stands there; for a picture a letter, beside which lines end as they do beside letters."""
        return str(self.box.text) if self.width is None else "x"


class TextPosition(NamedTuple):
    """Where a breakpoint is in the text: which leaf, after how many of its bytes, and whether a hyphen is put in. The
    line ends so far outside the measure (`right`), and the next begins so far outside (`left`): optical margins."""

    leaf: int
    size: int
    hyphen: bool
    right: float = 0.0
    left: float = 0.0


class MeasuredParagraph(NamedTuple):
    """A paragraph's leaves and breakpoints, with each one's position in the text; the last, the end, has none. `space`
    is the natural word space, `em` the size of the type, in points."""

    leaves: tuple[TextLeaf, ...]
    breakpoints: tuple[Breakpoint, ...]
    positions: tuple[TextPosition, ...]
    space: float
    em: float


class Ruler:
    """Measures paragraphs of one document; what it has measured it remembers."""

    def __init__(self, context: Any, hang: float) -> None:
        self.context, self.hang = context, hang
        self._looks: dict[int, tuple[Any, str]] = {}  # with the style itself, so that its id stays its own
        self._widths: dict[tuple[str, str], float] = {}
        self._points: dict[tuple[Patterns, str], tuple[int, ...]] = {}

    def paragraph(self, leaves: tuple[TextLeaf, ...]) -> MeasuredParagraph:
        """Measure it, set in one line."""
        text = "".join(leaf.text for leaf in leaves)
        attributes = get_log_attrs(text, _first_text(leaves).box.style["lang"])
        breaks = [index for index in range(1, len(text)) if attributes[index].is_line_break]
        xs: list[float] = []
        points: dict[int, Point] = {}
        for number, leaf in enumerate(leaves):
            x = xs.pop() if xs else 0.0
            start, size = len(xs), len(leaf.text)
            if leaf.width is not None:
                xs += [x, x + leaf.width]
                continue
            sizes = _sizes(leaf.text)
            xs += [x + along for along in self._advances(leaf.box, sizes)]
            follows_call = number + 1 < len(leaves) and leaves[number + 1].call
            here = [at - start for at in breaks[bisect_right(breaks, start):bisect_right(breaks, start + size)]]
            for index, kind, width in self._breakpoints(leaf, here, follows_call):
                points.setdefault(start + index, (number, sizes[index], kind, width))
        return self._paragraph(leaves, text, xs, points)

    def space(self, style: Any) -> float:
        """The natural word space."""
        return self._width(" ", style)

    def _paragraph(self, leaves: tuple[TextLeaf, ...], text: str, xs: list[float],
                   points: dict[int, Point]) -> MeasuredParagraph:
        spaces = [0, *accumulate(character in SPACES for character in text)]
        breakpoints, positions, last = [], [], len(text)
        for at, (leaf, size, kind, width) in sorted(points.items()):
            end = begin = at
            while end and text[end - 1] == " ":
                end -= 1
            while begin < last and text[begin] == " ":
                begin += 1
            right, left = self._hangs("-" if width else text[end - 1:end], text[begin:begin + 1], leaves[leaf])
            breakpoints.append(Breakpoint(xs[end] + width - right, xs[begin] + left, spaces[end], spaces[begin], kind))
            positions.append(TextPosition(leaf, size, width > 0, right, left))
        end = len(text.rstrip(" "))
        breakpoints.append(Breakpoint(xs[end], xs[-1], spaces[end], spaces[-1], "end"))
        style = _first_text(leaves).box.style
        return MeasuredParagraph(leaves, tuple(breakpoints), tuple(positions), self.space(style) or 1.0,
                                 style["font_size"])

    def _breakpoints(self, leaf: TextLeaf, breaks: list[int], follows_call: bool) -> Iterator[tuple[int, Kind, float]]:
        """After how many characters of a leaf a line may end, in which way, and how wide the hyphen is."""
        text, style = leaf.box.text, leaf.box.style
        hyphen = self._width(style["hyphenate_character"], style)
        for index in breaks:
            if index == len(text) and follows_call and not text.endswith(" "):
                continue  # a call stays with its word
            if text[index - 1] != SOFT:
                yield index, "own hyphen" if text[index - 1] in "-\u2010" else "space", 0.0
            elif style["hyphens"] != "none":
                yield index, "hyphen", hyphen
        patterns = _patterns(style) if style["hyphens"] == "auto" and not leaf.call else None
        if patterns:
            soft = SOFT in text
            for word in WORD.finditer(text):
                if not soft or SOFT not in text[max(0, word.start() - 1):word.end() + 1]:
                    for point in self._hyphens(word.group(), patterns):
                        yield word.start() + point, "hyphen", hyphen

    def _hyphens(self, word: str, patterns: Patterns) -> tuple[int, ...]:
        lang, left, right, total = patterns
        if len(word) < total:
            return ()
        if (patterns, word) not in self._points:
            if patterns not in self.context.dictionaries:  # the engine's own, by its own key
                self.context.dictionaries[patterns] = pyphen.Pyphen(lang=lang, left=left, right=right)
            found = self.context.dictionaries[patterns].positions(word)
            self._points[patterns, word] = tuple(int(point) for point in found)
        return self._points[patterns, word]

    def _hangs(self, last: str, first: str, leaf: TextLeaf) -> tuple[float, float]:
        """How far the last character of a line and the first of the next stand outside the measure."""
        right, left = last in HANG_RIGHT, first in HANG_LEFT
        style = leaf.box.style
        return (self.hang * self._width(last, style) if self.hang and right else 0.0,
                self.hang * self._width(first, style) if self.hang and left else 0.0)

    def _look(self, style: Any) -> str:
        """What of a style decides how wide a text is."""
        if id(style) not in self._looks:
            spacing = style["letter_spacing"], style["word_spacing"]
            self._looks[id(style)] = style, f"{_font_style_cache_key(style, True)}{spacing}"
        return self._looks[id(style)][1]

    def _width(self, text: str, style: Any) -> float:
        key = (text, self._look(style))
        if key not in self._widths:
            layout = create_layout(text, style, self.context, None, 0)  # a line lives as long as its layout
            self._widths[key] = line_size(layout.get_first_line()[0], style)[0]
        return self._widths[key]

    def _advances(self, box: Any, sizes: Sequence[int]) -> list[float]:
        """x before each character of a text set in one line, and after the last."""
        layout = create_layout(box.text, box.style, self.context, None, 0)
        line, _ = layout.get_first_line()
        at: dict[int, int] = {}
        x, run = 0, line.runs[0]
        while run != ffi.NULL:
            item, run = run.data, run.next
            glyphs, clusters = item.glyphs.glyphs, item.glyphs.log_clusters
            for number in range(item.glyphs.num_glyphs):
                at.setdefault(item.item.offset + clusters[number], x)
                x += glyphs[number].geometry.width
        return [*_along(sizes[:-1], at), x * FROM_UNITS]


def _patterns(style: Any) -> Patterns | None:
    """The hyphenation that a style asks for; None if its language has none."""
    total, left, right = style["hyphenate_limit_chars"]
    lang = style["lang"] and pyphen.language_fallback(style["lang"])
    return (lang, left, right, total) if lang else None


def _sizes(text: str) -> Sequence[int]:
    """How many bytes stand before each character, and after the last."""
    if text.isascii():
        return range(len(text) + 1)
    return [0, *accumulate(1 if character < "\x80" else len(character.encode()) for character in text)]


def _along(sizes: Sequence[int], at: dict[int, int]) -> Iterator[float]:
    """A character inside a ligature stands where the ligature begins."""
    last = 0
    for size in sizes:
        last = at.get(size, last)
        yield last * FROM_UNITS


def text_leaves(line_box: Any) -> tuple[TextLeaf, ...]:
    """The text boxes of a line box, in order. Raises NotUnderstood for whatever else takes room in a line."""
    leaves = tuple(_leaves(line_box, (), False))
    if sum(leaf.text.count(" ") for leaf in leaves) < ENOUGH - 1:
        raise NotUnderstood("a few words")
    return leaves


def _leaves(box: Any, path: tuple[int, ...], call: bool) -> Iterator[TextLeaf]:
    for number, child in enumerate(box.children):
        here = (*path, number)
        if not child.is_in_normal_flow():
            if child.is_floated() or child.is_running():
                raise NotUnderstood("a float")
        elif isinstance(child, boxes.TextBox):
            if child.style["white_space"] != "normal" or "\n" in child.text or child.style["direction"] != "ltr":
                raise NotUnderstood("text with lines or a direction of its own")
            if child.text and child.style["font_size"]:
                yield TextLeaf(here, child, call)
        elif isinstance(child, boxes.InlineReplacedBox) and (width := _known_width(child)) is not None:
            yield TextLeaf(here, child, call, width)
        elif isinstance(child, boxes.InlineBox) and not child.is_leader and not _framed(child.style):
            yield from _leaves(child, here, call or child.footnote is not None)
        else:
            raise NotUnderstood("a box in the line")


def _first_text(leaves: tuple[TextLeaf, ...]) -> TextLeaf:
    return next(leaf for leaf in leaves if leaf.width is None)


def _known_width(box: Any) -> float | None:
    """How much room a picture takes in its line, if that depends on nothing around it."""
    style = box.style
    lengths = [style[name] for name in ("width", "min_width", "max_width", "margin_left", "margin_right")]
    if lengths[2] is None or any(getattr(length, "unit", "px") != "px" for length in lengths) or _framed_by(style):
        return None
    width, least, most, left, right = (getattr(length, "value", None) for length in lengths)
    if width is None or left is None or right is None:
        return None
    return float(max(min(width, inf if most is None else most), least or 0) + left + right)


def _framed(style: Any) -> bool:
    """True of an inline box that is wider than its text."""
    margins = [style[f"margin_{side}"] for side in ("left", "right")]
    return any(getattr(side, "value", 0) for side in margins) or _framed_by(style)


def _framed_by(style: Any) -> bool:
    """True of a box that has something between its margin and its content."""
    paddings = [style[f"padding_{side}"] for side in ("left", "right")]
    return any(getattr(side, "value", 0) for side in paddings) or bool(
        style["border_left_width"] or style["border_right_width"])
