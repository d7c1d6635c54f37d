"""Writes code as XHTML: on pages in lines that fit, counted in columns, for glass in lines of any length.

A line too long for the measure goes on below, two columns further in than it began; the sign before its rest and the
numbers of lines are drawn by the style sheet and are not part of the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import escape

from book import highlight
from book.compose.context import WriterContext
from book.compose.inlines import inlines
from book.compose.markup import EMPTY, Markup, element, joined
from book.compose.picture_sizes import measure
from book.highlight import CodePart
from book.matter import Inline, Listing

ADVANCE = 0.6  # ems: how wide each sign of the face is
SIZES, NOTE_SIZE = (8.5, 8.0, 7.5), 7.5  # points; code that fits in one of the smaller is set so, and not broken
LEADING, GRID, WHITE = 12.0, 14.0, 7.0  # points: of code, of the text, and the white above and below code
CAPTION = 31.0  # points: a caption of one line, the white above it and below
GUTTER = 3.6  # ems: the room for the numbers of lines
BESIDE = 4.0  # ems: the number of a note, or the margin of a list or quotation in it
SHORT = 5  # lines that no page breaks
TAB = 4  # columns
TURN = "↪ "
_ENDS = frozenset(" ,;)]}>=+|&.:/")  # behind these a line of code is broken, if one stands in its last third


@dataclass(frozen=True, slots=True)
class CodeSetting:
    """The size of the type of code, in points, and how many columns a line has; 0: as many as it wants."""

    size: float
    columns: int


def listing(node: Listing[Inline], context: WriterContext) -> Markup:
    """Code with its caption and number, or alone."""
    label = context.name(node.id)
    if not (label or node.caption):
        return _code(node, context)
    number = element("span", f"{label}.", class_="label") + " " if label else EMPTY
    words = number + inlines(node.caption, context)
    caption = element("figcaption", words, data_key=context.key(node.caption, node.span))
    return element("figure", caption + _code(node, context), id=node.id, class_="listing")


def note_listing(node: Listing[Inline], context: WriterContext) -> Markup:
    """Code in a printed note, where all is spans."""
    fit = CodeSetting(NOTE_SIZE, _columns(NOTE_SIZE, BESIDE, context))
    key = context.keys.key(node.text, node.span, context.note)
    return element("span", _lines(node, fit, False)[0], class_="note-p note-verbatim code", data_key=key)


def _code(node: Listing[Inline], context: WriterContext) -> Markup:
    paged, numbered = context.medium.paged, bool(node.first_line)
    fit = _fit(node, context) if paged else CodeSetting(0.0, 0)
    content, count = _lines(node, fit, paged)
    classes = ("code", "numbered" if numbered else "", "short" if count <= SHORT else "")
    style = _style(node, fit, count, bool(node.caption or node.id)) if paged else _counter(node)
    return element("pre", element("code", content), class_=" ".join(filter(None, classes)), style=style,
                   data_key=context.keys.key(node.text, node.span, context.note))


def _counter(node: Listing[Inline]) -> str:
    return f"counter-reset: code-line {node.first_line - 1}" if node.first_line else ""


def _style(node: Listing[Inline], fit: CodeSetting, count: int, captioned: bool) -> str:
    """The size, if it is not the usual one, and white around by which the text comes back to its lines."""
    more = -(count * LEADING + (CAPTION if captioned else WHITE) + WHITE) % GRID
    styles = [f"font-size: {fit.size:g}pt"] if fit.size != SIZES[0] else []
    styles += [f"margin-bottom: {WHITE + more:g}pt" if captioned else f"margin: {WHITE + more / 2:g}pt 0"]
    blank = len(node.text) - len(node.text.rstrip("\n"))
    styles += [f"padding-bottom: {blank * LEADING:g}pt"] if blank else []  # an engine drops lines at the end
    return "; ".join(styles)


def _fit(node: Listing[Inline], context: WriterContext) -> CodeSetting:
    """The largest size in which no line is broken, or else the usual one."""
    longest = max(len(line.rstrip().expandtabs(TAB)) for line in node.text.split("\n"))
    fits = (CodeSetting(size, _columns(size, GUTTER if node.first_line else 0.0, context)) for size in SIZES)
    found = tuple(fits)
    return next((fit for fit in found if longest <= fit.columns), found[0])


def _columns(size: float, gutter: float, context: WriterContext) -> int:
    """How many columns the measure has; never so few that nothing could be set."""
    room = measure(context.book.edition) * context.share - context.inset
    return max(int((room / size - gutter) / ADVANCE + 1e-6), 16)


def _lines(node: Listing[Inline], fit: CodeSetting, numbers: bool) -> tuple[Markup, int]:
    """The code, and how many lines it takes."""
    found, count = list[Markup](), 0
    rows = _rows(highlight.parts(node.text, node.language))
    for number, row in enumerate(rows, node.first_line):
        text = "".join(part.text for part in row)
        cuts = turns(text, fit.columns) if fit.columns else [len(text)]
        content = _row(row, cuts, _hang(text, fit.columns))
        shown = str(number) if numbers else ""
        found.append(element("span", content, class_="code-line", data_line=shown) if node.first_line else content)
        count += len(cuts)
    return Markup("\n").join(found), count


def _rows(parts: Iterable[CodePart]) -> list[list[CodePart]]:
    """The parts line by line, tabs as spaces."""
    rows, column = [list[CodePart]()], 0
    for part in parts:
        for number, text in enumerate(part.text.split("\n")):
            if number:
                rows.append([])
                column = 0
            wide = (" " * column + text).expandtabs(TAB)[column:] if "\t" in text else text
            column += len(wide)
            rows[-1] += [CodePart(wide, part.kind)] if wide else []
    return rows


def _hang(text: str, columns: int) -> int:
    """The column at which the rest of a broken line has its sign: where the line begins, if that is not too far in."""
    return min(len(text) - len(text.lstrip(" ")), columns // 2)


def turns(text: str, columns: int) -> list[int]:
    """Where a line of code is broken: the end of each of its pieces.

    >>> turns("call(first, second)", 16)
    [12, 19]
    """
    ends, begin, room = list[int](), 0, columns
    while len(text.rstrip()) - begin > room:
        best = range(begin + room, begin + room * 2 // 3, -1)
        ends.append(next((at for at in best if text[at - 1] in _ENDS), begin + room))
        begin, room = ends[-1], columns - _hang(text, columns) - len(TURN)
    return [*ends, len(text)]


def _row(row: Sequence[CodePart], cuts: Sequence[int], hang: int) -> Markup:
    """A line of code with a mark at each of its breaks."""
    found, at, cut = list[Markup](), 0, 0
    for part in row:
        text = part.text
        while at + len(text) > cuts[cut]:
            head, text = text[:cuts[cut] - at], text[cuts[cut] - at:]
            found += [_part(head, part), element("span", class_="turn", data_turn=" " * hang + TURN)]
            at, cut = at + len(head), cut + 1
        found.append(_part(text, part))
        at += len(text)
    return joined(found)


def _part(text: str, part: CodePart) -> Markup:
    return element("span", text, class_=part.kind) if part.kind and text else Markup(escape(text))
