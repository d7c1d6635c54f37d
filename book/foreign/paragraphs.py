"""Paragraphs of a foreign PDF, put together from its lines.

A PDF has no paragraphs: an indented line, a wide gap, or a short line before it begins one, and a page's end ends one
only if the next page begins with a new one. A word broken at a line's end is joined as either file has it unbroken
elsewhere: with its hyphen, or without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from book.foreign.files import WHOLE
from book.foreign.leaves import NUMBER, PartedPage
from book.pdfmarks.lines import TypeLine
from book.record import BlockRecord, LineRecord

HYPHENS = ("-", "\u2010", "\u00ad")
ENDS = tuple(".!?:;”’\"')]»")  # what a paragraph may end with before a page does
GAP = 1.35  # of the common distance of lines, from which on it parts two paragraphs
DEPTH = 4.0  # points of an indent
FULL = 0.7  # of the common width of lines, below which a line ends its paragraph, whatever follows
REST = "…"  # the note whose number stands on another page


@dataclass(slots=True)
class _OpenBlock:
    """A paragraph as far as it has been read."""

    note: str = ""
    width: float = 0  # of its last line, in points
    words: list[str] = field(default_factory=list)
    lines: list[LineRecord] = field(default_factory=list)

    def add(self, line: TypeLine, folio: str, row: int, known: Collection[str]) -> None:
        """One more line of it."""
        self.width = line.right - line.left
        words = [word for word in line.words if word]
        if self.words and words and self.words[-1].endswith(HYPHENS) and words[0][:1].islower():
            self.words[-1] = _joined(self.words[-1], words.pop(0), known)
        self.lines.append(LineRecord(folio, row, len(self.words)))
        self.words += words

    def record(self, at: int) -> BlockRecord:
        """The block as a record has it, named by its count from 0."""
        return BlockRecord(WHOLE, self.note, str(at), " ".join(self.words), tuple(self.lines))


def _joined(first: str, second: str, known: Collection[str]) -> str:
    """A broken word; one that nobody has elsewhere is taken for broken by the layout, not hyphenated by its writer."""
    written = f"{first[:-1]}-{second}"
    return written if written in known and f"{first[:-1]}{second}" not in known else f"{first[:-1]}{second}"


def vocabulary(pages: Sequence[PartedPage]) -> frozenset[str]:
    """All words that are printed unbroken."""
    return frozenset(word for page in pages for line in (*page.text, *page.notes) for word in line.words[:-1])


def blocks(pages: Sequence[PartedPage], folios: Sequence[str], known: Collection[str]) -> tuple[BlockRecord, ...]:
    """The paragraphs in reading order; notes behind what begins on their page. Rows count as on paper, notes anew."""
    found: list[_OpenBlock] = []
    running: _OpenBlock | None = None
    full = FULL * median([line.right - line.left for page in pages for line in page.text] or [0.0])
    for page, folio in zip(pages, folios, strict=True):
        for row, (line, opens) in enumerate(zip(page.text, _opens(page.text), strict=True), 1):
            if running is None or (opens and not (row == 1 and _goes_on(running, line, page.text, full))):
                running = _OpenBlock()
                found.append(running)
            running.add(line, folio, row, known)
        found += _notes(page.notes, folio, known)
    return tuple(block.record(at) for at, block in enumerate(found) if block.words)


def _opens(lines: Sequence[TypeLine]) -> Iterator[bool]:
    """Whether each line begins a paragraph; the first of a page is taken to, until it is known what stood before."""
    if not lines:
        return
    steps = [after.top - before.top for before, after in pairwise(lines) if after.top > before.top]
    common = median(steps) if steps else 0.0
    left, right = _edge(lines), max(line.right for line in lines)
    hanging, outermost = _hangs(lines), min(line.left for line in lines)
    yield True
    for before, line in pairwise(lines):
        apart = common and not 0 < line.top - before.top < GAP * common
        if hanging:
            yield bool(apart) or line.left <= outermost + DEPTH
            continue
        indented = line.left > before.left + DEPTH and line.left > left + DEPTH
        short = before.right < right - 6 * DEPTH and line.left <= before.left + DEPTH
        yield bool(apart) or indented or (short and before.words[-1].endswith(ENDS))


def _hangs(lines: Sequence[TypeLine]) -> bool:
    """Whether it is the first line of a paragraph that stands out: then what is indented goes on with a sentence."""
    rises = [before for before, line in pairwise(lines) if line.left > before.left + DEPTH]
    return 2 * sum(before.words[-1].endswith(ENDS) for before in rises) < len(rises)


def _edge(lines: Sequence[TypeLine]) -> float:
    """Where most lines begin, the outermost of such places."""
    counted = Counter(round(line.left, 1) for line in lines)
    return min(counted, key=lambda place: (-counted[place], place))


def _goes_on(running: _OpenBlock, line: TypeLine, lines: Sequence[TypeLine], full: float) -> bool:
    """Whether a page's first line goes on with the paragraph of the page before, of which the last line was full."""
    if running.width < full or not running.words or (line.left > _edge(lines) + DEPTH and not _hangs(lines)):
        return False
    return not running.words[-1].endswith(ENDS) or line.words[0][:1].islower()


def _notes(lines: Sequence[TypeLine], folio: str, known: Collection[str]) -> Iterator[_OpenBlock]:
    """The notes of a page; what comes before the first number is the rest of another page's.

    A number at the beginning of a line is a note's if the line begins a paragraph, or if it is the next one."""
    block: _OpenBlock | None = None
    row = 0
    for line, opens in zip(lines, _opens(lines), strict=True):
        number = NUMBER.match(line.words[0])
        if block is None or opens or (number and _follows(block.note, number[1])):
            block = _OpenBlock(number[1] if number else REST)
            row = 0
            yield block
        row += 1
        block.add(line, folio, row, known)


def _follows(last: str, number: str) -> bool:
    return not number.isdecimal() or not last.isdecimal() or int(number) == int(last) + 1
