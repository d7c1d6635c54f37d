"""The book of this project, its notes at the foot or at the end of each division, and where they are printed.

Comes in: the project's folder; later the PDFs. Goes out: galleys, and a `Tally`. Apart because a real text has no
marker words: its notes are followed line by line, and a call is found by the letters before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize
from xml.etree import ElementTree

from book.cache import Cache
from book.compose import compose
from book.edition import Medium
from book.folios import fill
from book.pages import Galley
from book.read import read, read_styles
from book.resolve import resolve
from tests.bench.reading import HAIR, Tally, Word, added, read_pages
from tests.bench.sources import SHARE

NUMBERED = "data-number"
LIKE = 16  # letters by which a note is known
AT_END = """
.note { float: none; display: block }
.note::before { content: attr(data-number) ".\\2002" }
"""


@dataclass(frozen=True, slots=True)
class Called:
    """A note of the manuscript: its number, all its letters, and some letters that end in its call."""

    number: str
    letters: str
    before: str


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its page, its top and foot in points from the page's top, its letters."""

    page: int
    top: float
    foot: float
    letters: str


# The unpatched engine sets one note a page where the note area has both margin and padding; it is given padding only.
EASY = "@page { @footnote { margin-top: 0; padding-top: 17pt } }"


@cache
def galleys(project: Path, at_end: bool = False, easy: bool = False) -> tuple[Galley, ...]:
    """The divisions that have notes. Every folio is 000, so that all engines set the same text.

    Raises RuntimeError if the manuscript has errors."""
    with TemporaryDirectory() as folder:
        kept = Cache(Path(folder))
        manuscript, _ = read(project)
        book = resolve(manuscript, kept)[0] if manuscript else None
        styles, _ = read_styles(project, kept)
        made = compose(book, styles, Medium.SCREEN, kept)[0] if book and styles else None
    if made is None:
        raise RuntimeError("the flagship cannot be composed; `book check` says why")
    filled = (replace(galley, html=fill(galley.html, {})) for galley in made if 'class="note"' in galley.html)
    if at_end:
        return tuple(map(_with_endnotes, filled))
    return tuple(replace(galley, css=galley.css + EASY) for galley in filled) if easy else tuple(filled)


def _with_endnotes(galley: Galley) -> Galley:
    """The galley with its notes after its text, their numbers where they were called."""
    root = ElementTree.fromstring(galley.html)
    body = next(element for element in root if element.tag.endswith("body"))
    found = [(parent, note) for parent in root.iter() for note in parent if note.get(NUMBERED)]
    for parent, note in found:
        call = ElementTree.Element(note.tag.replace("span", "sup"))
        call.text, call.tail, note.tail = "\u2060" + note.get(NUMBERED, ""), note.tail, None
        parent[list(parent).index(note)] = call
        body.append(note)
    html = ElementTree.tostring(root, encoding="unicode")
    return replace(galley, html=html, css=galley.css + AT_END)


def tally(copy: tuple[Galley, ...], pdfs: tuple[bytes, ...]) -> Tally:
    """Count what became of the notes of all divisions."""
    total = Tally()
    for galley, pdf in zip(copy, pdfs, strict=True):
        total = added(total, _of_division(_called(galley.html), list(_lines(read_pages(pdf)))))
    return total


def _of_division(notes: list[Called], lines: list[Line]) -> Tally:
    pages = ["".join(line.letters for line in lines if line.page == page) for page in range(lines[-1].page + 1)]
    taken: set[int] = set()
    counts = dict.fromkeys(("lost", "late", "early", "doubled", "split", "longest"), 0)
    starts: list[int] = []
    page = 0
    for note in notes:
        begun = [index for index, line in enumerate(lines) if _begins(line.letters, note.letters)]
        call = _page_of(note, pages, page)
        followed = _follow(note.letters, begun[0], lines) if begun else []
        if call is None or not followed:
            counts["lost"] += 1
            continue
        page = call
        taken.update(followed)
        starts.append(followed[0])
        first, last = lines[followed[0]].page, lines[followed[-1]].page
        counts["late"] += first > call
        counts["early"] += first < call
        counts["doubled"] += len(begun) > 1
        counts["split"] += last > first
        counts["longest"] = max(counts["longest"], last - first + 1)
    depth = max(line.foot for line in lines) - min(line.top for line in lines)
    clashes, greedy = _sizes(lines, taken, depth)
    disorder = sum(later < earlier for earlier, later in pairwise(starts))
    return Tally(pages=len(pages), notes=len(notes), disorder=disorder, clashes=clashes, greedy=greedy, **counts)


def _begins(line: str, note: str) -> bool:
    return line[:LIKE] == note[:LIKE]


def _follow(note: str, index: int, lines: list[Line]) -> list[int]:
    """The lines of a note that begins at `index`, over all its pages; none if its end is not found."""
    found: list[int] = []
    while index < len(lines):
        while index < len(lines) and lines[index].letters and note.startswith(lines[index].letters):
            found.append(index)
            note = note[len(lines[index].letters) :]
            index += 1
        if not note:
            return found
        index = bisect_right(lines, lines[found[-1]].page, key=lambda line: line.page)
        while index < len(lines) and not _goes_on(lines[index].letters, note):
            index += 1
    return []


def _goes_on(line: str, note: str) -> bool:
    """The line is one of the note's: known by some letters, or all that are left."""
    return note.startswith(line) and len(line) >= min(LIKE, len(note))


def _page_of(call: Called, pages: list[str], least: int) -> int | None:
    """The first page from `least` on with this call; before it are as many letters as the page has of them."""
    for start in range(len(call.before) - len(call.number)):
        for page in range(least, len(pages)):
            if call.before[start:] in pages[page]:
                return page
    return None


def _sizes(lines: list[Line], taken: set[int], depth: float) -> tuple[int, int]:
    """Pages where text and notes touch; pages where notes take more than their share."""
    clashes = greedy = 0
    for page in range(lines[-1].page + 1):
        notes = [line for index, line in enumerate(lines) if line.page == page and index in taken]
        text = [line for index, line in enumerate(lines) if line.page == page and index not in taken]
        if notes and text:
            top = min(line.top for line in notes)
            clashes += max(line.foot for line in text) > top + HAIR
            greedy += max(line.foot for line in notes) - top > SHARE * depth + HAIR
    return clashes, greedy


def _lines(pages: list[list[Word]]) -> Iterator[Line]:
    """Words whose feet are level, from left to right."""
    for number, words in enumerate(pages):
        level: list[Word] = []
        for word in [*sorted(words, key=lambda word: word.foot), None]:
            if level and (word is None or word.foot - level[-1].foot > 3):
                text = "".join(each.text for each in sorted(level, key=lambda each: each.x))
                yield Line(number, min(each.top for each in level), level[-1].foot, _letters(text))
                level = []
            if word:
                level.append(word)


def _called(html: str) -> list[Called]:
    """The notes of a division in the order of their calls."""
    found: list[Called] = []
    text = ""

    def walk(element: ElementTree.Element) -> None:
        nonlocal text
        if number := element.get(NUMBERED):
            text = (text + number)[-60:]
            letters = _letters(number + "".join(element.itertext()))
            found.append(Called(_letters(number), letters, _letters(text)[-12:]))
        else:
            text += element.text or ""
            for child in element:
                walk(child)
        text += element.tail or ""

    walk(ElementTree.fromstring(html))
    return found


def _letters(text: str) -> str:
    return "".join(letter for letter in normalize("NFKC", text).casefold() if letter.isalnum())
