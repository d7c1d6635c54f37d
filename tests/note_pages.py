"""Small pages with notes: how the cases of test_notes_cases.py are set, and how their finished pages are read.

Comes in: a body of XHTML. Goes out: its galley, and its pages as `pdftotext` (poppler) sees them, by which nothing of
the layout's own code can hide a fault. Apart because the cases themselves should be read without this.

The page has 20 lines of 12 points; 75 % of it, the share of notes.css, is 16 lines of notes. A note is told from the
text by its smaller type, a note's beginning by its number; no other figure is printed.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handmade import fonts
from lxml import etree

from book.pages import Galley, PageRun

POINTS = 72 / 25.4  # a millimetre
WIDTH, HEIGHT, SIDE = 70 * POINTS, 100 * POINTS, 8 * POINTS
LINE, NOTE_LINE, DEPTH = 12.0, 11.0, 20 * 12.0
SHARE = 0.75
SPACE = 10 + 7.0  # above the rule and below it
TEXT_HEIGHT = 12.0  # of a word of text, at least; EB Garamond stands 1.305 of its size high
Word = tuple[float, float, str]  # its left and right edge, in points
STYLE = f"""
@font-face {{ font-family: "EB Garamond"; src: url("font:regular.ttf") }}
@font-face {{ font-family: "EB Garamond"; font-style: italic; src: url("font:italic.ttf") }}
@page {{ size: {WIDTH:.2f}pt {HEIGHT:.2f}pt; margin: {(HEIGHT - DEPTH) / 2 - 0.01:.2f}pt {SIDE:.2f}pt }}
html {{ font: 10pt/12pt "EB Garamond" }}
html, body {{ margin: 0; padding: 0 }}
body {{ orphans: 2; widows: 2 }}
h2, p, ul, li, table, caption, figure, figcaption, blockquote, div {{ margin-break: discard }}
h2 {{ margin: 12pt 0; font: inherit; font-style: italic; break-after: avoid; break-inside: avoid }}
p {{ margin: 0 }}
blockquote {{ margin: 6pt 12pt }}
.attribution {{ text-align: right; break-before: avoid }}
ul {{ margin: 6pt 0; padding: 0 0 0 12pt }}
table {{ width: 100%; margin: 6pt 0; border-collapse: collapse; font-size: 10pt }}
caption {{ padding-bottom: 4pt; break-after: avoid }}
td {{ padding: 2pt 5pt; vertical-align: top; border: 0.4pt solid }}
tr {{ break-inside: avoid }}
figure {{ margin: 12pt 0; break-inside: avoid }}
.boxed {{ margin: 6pt 0; padding: 6pt; border: 0.4pt solid }}
.columns {{ column-count: 2; column-gap: 18pt }}
.new-page {{ break-before: page }}
.recto {{ break-before: recto }}
"""
NOTES = (Path(__file__).parent.parent / "styles" / "notes.css").read_text(encoding="utf-8")


def small_galley(body: str) -> Galley:
    """A galley of small pages with the book's own style of notes."""
    html = ('<html xmlns="http://www.w3.org/1999/xhtml" lang="en-GB"><head><title/></head>'
            f'<body id="c">{body}</body></html>')
    return Galley("c", html, STYLE + NOTES, fonts(), (), "any", "arabic", ())


# --- what the galley says ----------------------------------------------------------------------------------------


def letters(text: str) -> str:
    """A text without white space, joiners and the bullets of lists."""
    return re.sub(r"[\s\u2060\u2009•]", "", text)


def blocks_of(galley: Galley) -> list[str]:
    """The text of each block, notes left out, in the order of the galley."""
    root = etree.fromstring(galley.html)
    return [_without_notes(block) for block in root.iter() if block.get("data-key") and not block.get("data-number")]


def _without_notes(element: etree._Element) -> str:
    inner = ("" if child.get("data-number") else _without_notes(child) for child in element)
    return (element.text or "") + "".join(text + (child.tail or "") for text, child in zip(inner, element, strict=True))


def notes_of(galley: Galley) -> dict[int, str]:
    """The text of each note."""
    root = etree.fromstring(galley.html)
    return {int(number): _without_notes(note) for note in root.iter() if (number := note.get("data-number"))}


# --- what the pages show -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A printed line: its middle, in points from the page's top, and its words."""

    middle: float
    text: str


@dataclass(frozen=True)
class Piece:
    """What one page has of a note; `begins` tells if its number stands before it."""

    number: int
    begins: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class SeenPage:
    """A page as printed: calls in the text stand in square brackets."""

    text: tuple[Line, ...]
    notes: tuple[Piece, ...]

    @property
    def calls(self) -> list[int]:
        """The numbers of the notes called on the page."""
        return [int(number) for line in self.text for number in re.findall(r"\[(\d+)]", line.text)]


def seen_pages(run: PageRun) -> list[SeenPage]:
    """The pages of a run, read from its PDF."""
    command = ("pdftotext", "-bbox", "-", "-")
    xhtml = subprocess.run(command, input=run.pdf, capture_output=True, check=True).stdout
    pages, begun = [], dict[str, int]()
    for page in etree.fromstring(xhtml).iter("{*}page"):
        text, small = _lines(page)
        pages.append(SeenPage(tuple(text), tuple(_pieces(small, begun))))
    return pages


def _lines(page: etree._Element) -> tuple[list[Line], list[Line]]:
    """The lines of text and those of notes, from top to bottom."""
    rows: list[tuple[bool, float, list[Word]]] = []
    for box in page:
        left, top, right, bottom = (float(box.get(side, "0")) for side in ("xMin", "yMin", "xMax", "yMax"))
        word, small, middle = box.text or "", bottom - top < TEXT_HEIGHT, (top + bottom) / 2
        near = (row for row in rows if abs(row[1] - middle) < 3 and (row[0] == small or word.isdigit()))
        if (row := next(near, None)) is None:
            rows.append(row := (small, middle, []))
        row[2].append((left, right, word))
    lines: tuple[list[Line], list[Line]] = [], []
    for small, middle, words in sorted(rows, key=lambda row: row[1]):
        lines[small].append(Line(middle, _joined(sorted(words))))
    return lines


def _joined(words: list[Word]) -> str:
    """A line's words, calls in brackets, a bar between columns."""
    text, edge = "", words[0][0]
    for left, right, word in words:
        text += " | " if left - edge > 8 else " " if left - edge > 1 else ""
        text, edge = text + re.sub(r"\d+(?![\d.])", r"[\g<0>]", word.replace("\u2060", "")), right
    return text


def _pieces(lines: list[Line], begun: dict[str, int]) -> Iterator[Piece]:
    """The lines of notes, parted where a number begins one, or where an earlier one goes on.

    A note that goes on is known by what its lines end with, "of twenty"; `begun` has the last note of each ending."""
    found: list[tuple[int, bool, list[Line]]] = []
    for line in lines:
        ending = line.text.rpartition(" of ")[2]
        if number := re.match(r"(\d+)\. ", line.text):
            begun[ending] = begun[""] = int(number[1])
            found.append((begun[""], True, []))
        current = found[-1][0] if found else begun[""]
        if (here := begun.get(ending, current)) != current or not found:
            found.append((here, False, []))
        found[-1][2].append(line)
    return (Piece(number, begins, tuple(piece)) for number, begins, piece in found)


def trace(title: str, pages: list[SeenPage]) -> str:
    """The pages for a golden: the text, below a rule the notes, with arrows where one comes or goes on."""
    shown = [f"{title}\n"]
    for number, page in enumerate(pages, 1):
        shown += [f"== page {number} =="]
        shown += [line.text for line in page.text]
        shown += ["----"] if page.notes else []
        for piece in page.notes:
            onward = any(after.number == piece.number for after in (pages[number].notes if number < len(pages) else ()))
            shown += [] if piece.begins else [f"    <- {piece.number} goes on"]
            shown += [f"    {line.text}" for line in piece.lines]
            shown += [f"    -> {piece.number} goes on"] if onward else []
        shown += [""]
    return "\n".join(shown)
