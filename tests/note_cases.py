"""The hard cases of notes at the foot of the page, for test_notes_cases.py.

Comes in: nothing. Goes out: `CASES`. Lines of text and notes count themselves, so that a lost one is seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

SMALL = re.split(r"\s+", """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen""")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NARROW = ("X", "Y")  # names of paragraphs in columns


def word(number: int) -> str:
    """A number from 1 to 99 in letters."""
    if number < 20:
        return SMALL[number - 1]
    tens, ones = divmod(number, 10)
    return TENS[tens - 2] + (f"-{SMALL[ones - 1]}" if ones else "")


def lines(name: str, number: int, notes: Mapping[int, str] | None = None) -> str:
    """So many lines, and the notes called at the end of some of them."""
    last = f" of {word(number)}" if name not in NARROW else ""
    made = (f"{name} line {word(n)}{last}{(notes or {}).get(n, '')}" for n in range(1, number + 1))
    return "<br/>".join(made)


def p(name: str, number: int, notes: Mapping[int, str] | None = None, tag: str = "p", classes: str = "") -> str:
    """A block of so many lines."""
    return f'<{tag} class="{classes}" data-key="{name}">{lines(name, number, notes)}</{tag}>'


def note(number: int, name: str = "Note") -> str:
    """A note of so many lines."""
    return noted(lines(name, number))


def noted(content: str) -> str:
    """A note with this content."""
    return f'<span class="note" id="note-#" data-call="call-#" data-number="#">{content}</span>'


def quotation(number: int, attribution: str = "", note_at: Mapping[int, str] | None = None) -> str:
    """A quotation of so many lines, and whose it is."""
    by = f'<p class="attribution" data-key="By">{attribution}</p>' if attribution else ""
    return f"<blockquote>{p('Quoted', number, note_at)}{by}</blockquote>"


def table(*rows: tuple[str, ...], caption: str = "") -> str:
    """A table of these cells."""
    head = f'<caption data-key="Caption">{caption}</caption>' if caption else ""
    cells = ("".join(f'<td data-key="D">{cell}</td>' for cell in row) for row in rows)
    return f"<table>{head}<tbody>{''.join(f'<tr>{row}</tr>' for row in cells)}</tbody></table>"


@dataclass(frozen=True)
class Case:
    """A body of text.

    `again` is text that is printed twice; `late` are notes known to begin after the page of their call, `bare` pages of
    notes only although text follows, as before a forced break; `alone` paragraphs of which a page has one line only,
    since the next calls a note that must wait; `level` tells that text stands side by side."""

    name: str
    title: str
    parts: tuple[str, ...]
    again: str = ""
    late: tuple[int, ...] = ()
    bare: tuple[int, ...] = ()
    alone: tuple[str, ...] = ()
    level: bool = False

    @property
    def body(self) -> str:
        """The parts, their notes numbered."""
        numbers = count(1)
        return re.sub(r'id="note-#" data-call="call-#" data-number="#"',
                      lambda _: 'id="note-{0}" data-call="call-{0}" data-number="{0}"'.format(next(numbers)),
                      "".join(self.parts))


LIST = f"<ul>{p('Item A', 3, {2: note(3)}, 'li')}{p('Item B', 4, {1: note(4), 4: note(2)}, 'li')}</ul>"
RICH = noted(
    '<span class="note-p">' + lines("First", 6) + '</span><span class="note-quotation"><span class="note-p">'
    + lines("Quoted", 6) + "</span></span>" + "".join(
        f'<span class="note-item"><span class="note-mark">•</span><span class="note-p">{lines(name, 3)}</span></span>'
        for name in ("Item A", "Item B")) + '<span class="note-p">' + lines("Last", 5) + "</span>")
ROW = ("Left", "Right")
CASES = (
    Case("one-line", "Three notes called on one line, the first of a single line.", (
        p("A", 4), f'<p data-key="B">B one{note(1)} two{note(4)} and three{note(5)}<br/>B ends here</p>', p("C", 12))),
    Case("one-line-foot", "Three notes called on one line near the page's foot: the last is split.", (
        p("A", 9), f'<p data-key="B">B one{note(1)} two{note(2)} and three{note(9)}<br/>B ends here</p>', p("C", 12))),
    Case("one-line-long", "Two notes on one line, too long for the page: the line moves, the second is split.", (
        p("A", 8), f'<p data-key="B">B one{note(9)} two{note(16)}<br/>B ends here</p>', p("C", 12))),
    Case("side-by-side", "Two calls side by side.", (
        p("A", 6, {3: note(3) + '<span class="beside"></span>' + note(2)}), p("B", 5))),
    Case("list", "Notes in a list that runs over the page.", (p("A", 7), LIST, p("B", 4))),
    Case("list-foot", "A list's note at the page's foot is split.", (
        p("A", 9), f"<ul>{p('Item A', 2, {2: note(12)}, 'li')}{p('Item B', 4, tag='li')}</ul>", p("B", 4))),
    Case("quotation", "A quotation with notes in its text and its attribution.", (
        p("A", 5), quotation(4, f"By a witness{note(3)}", {2: note(3)}), p("B", 6))),
    Case("quotation-foot", "The long note of an attribution is split.", (
        p("A", 11), quotation(4, f"By a witness{note(8)}"), p("B", 8))),
    Case("quotation-moves", "The short note of an attribution does not fit: both take lines of the quotation along.", (
        p("A", 13), quotation(4, f"By a witness{note(3)}"), p("B", 8))),
    Case("heading", "A heading with a note.", (p("A", 4), p("Head", 1, {1: note(3)}, "h2"), p("B", 14))),
    Case("heading-foot", "A heading with a long note near the page's foot keeps three lines of text below it.", (
        p("A", 8), p("Head", 1, {1: note(10)}, "h2"), p("B", 8))),
    Case("heading-moves", "A heading with a note, one line too low, goes to the next page.", (
        p("A", 14), p("Head", 1, {1: note(3)}, "h2"), p("B", 8))),
    Case("caption", "A table's and a figure's caption with notes.", (
        p("A", 3), table(ROW, ROW, caption=f"The table{note(2)}"), p("B", 3),
        f'<figure><p data-key="F">The figure</p><figcaption data-key="FC">Its caption{note(2)}</figcaption></figure>',
        p("C", 6)), level=True),
    Case("cell", "Notes in the cells of a table, read row by row.", (
        p("A", 3), table((f"One{note(2)}", f"Two{note(1)}"), ("Three", f"Four{note(3)}")), p("B", 8)), level=True),
    Case("row-foot", "A row with a note near the page's foot goes to the next page whole.", (
        p("A", 12), table(ROW, ROW, (f"One{note(4)}", lines("R", 2)), ROW), p("B", 4)), level=True),
    Case("row-foot-long", "A row near the page's foot whose note needs two more pages.", (
        p("A", 10), table(ROW, (f"One{note(22)}", lines("R", 2)), ROW), p("B", 8)), level=True),
    Case("row-two-calls", "Two cells of a row call notes, the first over a page: both begin there.", (
        p("A", 4), table((f"One{note(26)}", f"Two{note(2)}")), p("B", 9), p("C", 9)), level=True),
    Case("table-head", "A note in a table's head, which is printed again on the next page.", (
        p("A", 12), f'<table><thead><tr><td data-key="H">Head{note(2)}</td></tr></thead><tbody>'
        + "".join(f'<tr><td data-key="D">Row {word(n)}{note(2) if n == 7 else ""}</td></tr>' for n in range(1, 9))
        + "</tbody></table>"), again="Head", level=True),
    Case("boxed", "Notes in a box with a border that runs over the page.", (
        p("A", 8), f'<div class="boxed">{p("Boxed", 9, {1: note(3), 9: note(5)})}</div>', p("B", 4))),
    Case("tall-row", "A row taller than a page, with a note in its first and last line.", (
        p("A", 3), table((lines("R", 26, {1: note(3), 26: note(4)}),)), p("B", 4)), level=True),
    Case("over-a-page", "A note longer than a page; the text goes on below it.", (
        p("A", 3, {1: note(30)}), p("B", 9), p("C", 9))),
    Case("three-pages", "A note of three pages.", (p("A", 6, {5: note(38)}), p("B", 9), p("C", 12))),
    Case("over-a-page-then-call", "A note longer than a page, and a call on the first line that follows.", (
        p("A", 10, {10: note(40)}), p("B", 6, {1: note(2)}), p("C", 9))),
    Case("carried-and-short", "Below a note that comes from the page before, one of three lines is not split either.", (
        p("A", 3, {3: note(30)}), p("B", 9, {1: note(3)}))),
    Case("carried-heading", "Below a note that comes from the page before, a heading with a note keeps its text too.", (
        p("A", 3, {3: note(30)}), p("Head", 1, {1: note(4)}, "h2"), p("B", 8))),
    Case("two-long-notes", "Two notes longer than a page called on one line: both begin there.", (
        p("A", 4), f'<p data-key="B">B one{note(24)} two{note(20)}<br/>B ends here</p>', p("C", 9), p("D", 9))),
    Case("last-line-of-page", "A call on the last line of a page that has room for two lines of its note.", (
        p("A", 9), p("B", 7, {7: note(6)}), p("C", 9))),
    Case("last-line-of-chapter", "A call on the last line before a forced break: the note's rest has a page.", (
        p("A", 12), p("B", 4, {4: note(20)}), p("C", 4, classes="recto")), bare=(2,)),
    Case("last-line-of-book", "A call on the last line of all: the note fills pages of its own.", (
        p("A", 10), p("B", 3, {3: note(34)}))),
    Case("notes-only", "A page of notes only may be full.", (p("A", 1, {1: note(44)}),)),
    Case("forced-break", "A forced break after a note that is carried: it ends before the new page.", (
        p("A", 8, {8: note(14)}), p("B", 4, {1: note(2)}, classes="new-page")), bare=(2,)),
    Case("two-and-two", "A note of four lines is split two and two.", (p("A", 7), p("B", 9, {9: note(4)}), p("C", 9))),
    Case("three-whole", "A note of three lines is never split; its line moves.", (
        p("A", 7), p("B", 9, {9: note(3)}), p("C", 9))),
    Case("rich-note", "A note of paragraphs, a quotation and a list, split.", (
        p("A", 6), p("B", 5, {2: RICH}), p("C", 9))),
    Case("rich-note-over-pages", "The same after another long note.", (
        p("A", 8, {2: note(9), 7: RICH}), p("B", 9), p("C", 9))),
    Case("orphan", "A note would leave a paragraph's first line alone at the foot: that line moves too.", (
        p("A", 14, {13: note(2)}), p("B", 6, {2: note(3)}), p("C", 9))),
    Case("orphan-with-call", "A call on a first line at the foot: two lines of its paragraph stay, or none.", (
        p("A", 15), p("B", 6, {1: note(4)}), p("C", 9))),
    Case("widow", "The paragraph's last line would stand alone: a line goes with it, and its note.", (
        p("A", 6), p("B", 8, {7: note(6)}), p("C", 9))),
    Case("widow-in-vain", "The last two lines call notes that no page holds together.", (
        p("A", 6, {5: note(28), 6: note(6)}), p("B", 9)), alone=("A",)),
    Case("orphan-in-vain", "The first two lines of a paragraph call notes that no page holds together.", (
        p("A", 7), p("B", 4, {1: note(26), 2: note(6)}), p("C", 9)), alone=("B",)),
    Case("growing", "Note upon note, each pushing the text up.", (
        p("A", 5, {2: note(2), 4: note(2)}), p("B", 4, {1: note(2), 3: note(2)}), p("C", 9, {2: note(3), 9: note(2)}))),
    Case("note-in-note", "A note that calls a note.", (p("A", 4, {2: noted("Outer" + note(2, "Inner"))}), p("B", 5))),
    Case("foot-after-foot", "Calls on three lines running at the page's foot.", (
        p("A", 10), p("B", 6, {3: note(2), 4: note(2), 5: note(5)}), p("C", 9))),
    Case("columns", "Notes called in two columns.", (
        p("A", 3), f'<div class="columns">{p("X", 6, {2: note(2)})}{p("Y", 6, {5: note(2)})}</div>', p("B", 3)),
        level=True),
    Case("columns-over-page", "Notes called in columns that run over the page.", (
        p("A", 14), f'<div class="columns">{p("X", 14, {3: note(2)})}{p("Y", 14, {2: note(2), 12: note(4)})}</div>'),
        level=True),
)
