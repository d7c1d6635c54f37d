"""What stands on each page, and what stands on none.

A rendered document is read back against its galley: the proof that the page run holds it, whole and once. Faults are
P-003 (late notes), P-004 (lost text) and P-005 (text off the page).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import ReplacedBox

from book.galley import KEY, NUMBER, SOFT_HYPHEN, is_note
from book.layout.table_edges import TableEdges
from book.layout.text import (
    BlockKeys,
    Cursor,
    KeyedText,
    PageWalk,
    TextLine,
    generated,
    without_calls,
)
from book.pages import Fault, Page, PrintedBlock, PrintedLine, TextStart

Origin = tuple[Any, int, int]  # an element, a slot in it and an index there, as `Cursor` counts
SLACK = 0.5  # CSS pixels
PIXELS_A_MILLIMETRE = 96 / 25.4
SAME_ROW = 3.0  # CSS pixels between the baselines of lines side by side
SHOWN = 30  # characters of a text in a message
SPACES = frozenset(" \u00a0")
HYPHENS = ("-", "\u2010")
WITHOUT_TEXT = frozenset(["head", "style", "script", "title", "template"])


class LayoutReader:
    """Reads a document. `pages` and `faults` are its results; `lines` are those with text, each with its page.

    `natural_space` knows the word space of a style, in CSS pixels."""

    def __init__(self, document: Any, natural_space: Callable[[Any], float], hang: float = 0.0) -> None:
        self.natural_space, self.hang = natural_space, hang
        self.lines: list[tuple[int, TextLine]] = []
        self.root = document._html.etree_element
        self.keys = BlockKeys(self.root)
        self.tables = TableEdges(self.keys, self._hang)
        self.faults: list[Fault] = []
        self._cursors: dict[Any, Cursor] = {}
        self._called: dict[Any, int] = {}
        self._begun: dict[Any, int] = {}
        self._texts: dict[Any, KeyedText] = {}
        walk = PageWalk()
        self.pages = tuple(self._page(number, page, walk) for number, page in enumerate(document.pages))
        self.faults += self.tables.faults()
        self._find_lost(self.root)
        self._find_late()

    def _page(self, number: int, page: Any, walk: PageWalk) -> Page:
        box = page._page_box
        lines = [line for line in walk.lines(number, box) if any(b.text.strip() for b in line.boxes)]
        self.lines += [(number, line) for line in lines]
        read = [(line, self._read(line, page)) for line in lines]
        flow = [line for line in lines if not line.note]
        words = [word for line in flow for word in _words(line)]
        first = next((origins[0] for line, origins in read if origins and not line.note), None)
        self._look_at_pictures(box)
        calls, notes = self._notes(number, box)
        return Page(
            box.page_type.name or "", box.page_type.blank and not lines, _strings(box), self._start(first),
            calls, notes, words[0] if words else "", words[-1] if words else "", len(flow),
            tuple(self._printed(read, [_baseline(line) for line in walk.repeated(number, box) if line.boxes])))

    def _printed(self, read: list[tuple[TextLine, tuple[Origin, ...]]], more: list[float]) -> Iterator[PrintedLine]:
        """The lines, each with its row, once for each block that has words on it; `more` are lines besides."""
        known = [(line, block, origin) for line, origins in read for block, origin in self._beginnings(origins)]
        homes = [self.keys.note(block) if line.note else None for line, block, _ in known]
        rows = {home: _rows([_baseline(line) for (line, _, _), at in zip(known, homes, strict=True) if at is home]
                            + (more if home is None else [])) for home in dict.fromkeys(homes)}
        for (line, block, origin), home in zip(known, homes, strict=True):
            row = next(number for number, y in enumerate(rows[home], 1) if abs(y - _baseline(line)) < SAME_ROW)
            offset = self._text(block).offset(*origin)[0]
            yield PrintedLine(row, self.keys.key(block), offset, self._space(line), _ends_in_hyphen(line))

    def _space(self, line: TextLine) -> float:
        """The widest word space of a line as a multiple of the natural one; 0 if it has none."""
        spaced = [box for box in line.boxes if not SPACES.isdisjoint(box.text.strip(" "))]
        return max((round(1 + box.justification_spacing / self.natural_space(box.style), 3) for box in spaced),
                   default=0.0)

    def _beginnings(self, origins: Iterable[Origin]) -> Iterator[tuple[Any, Origin]]:
        """The blocks that have words on a line, each with where it begins there."""
        seen = set[Any]()
        for origin in origins:
            block = self._home(origin[0])
            if block is not None and block not in seen:
                seen.add(block)
                yield block, origin

    def blocks(self) -> tuple[PrintedBlock, ...]:
        """The blocks of the galley with their text, in its order."""
        found = []
        for element in self.root.iter():
            if KEY in element.attrib:
                note = self.keys.note(element)
                read = self._text(element)
                text = " ".join(read.text.replace(SOFT_HYPHEN, "").split())
                number = "" if note is None else _number(note)
                found.append(PrintedBlock(self.keys.key(element), number, text, read.reckoned))
        return tuple(block for block in found if block.text)

    def _home(self, element: Any) -> Any | None:
        """The block of an element; a note without a key has none, though the block that calls it has one."""
        block = self.keys.block(element)
        return block if block is not None and self.keys.note(block) is self.keys.note(element) else None

    def _text(self, block: Any) -> KeyedText:
        if block not in self._texts:
            self._texts[block] = KeyedText(block)
        return self._texts[block]

    def _read(self, line: TextLine, page: Any) -> tuple[Origin, ...]:
        """Pass over a line's text; where in the galley it begins, and where each box of it does."""
        origins: list[Origin] = []
        for box in line.boxes:
            if generated(box) or box.element is None or box.element.tag == "img":  # an image's alt, if it failed
                continue
            if box.element not in self._cursors:
                self._cursors[box.element] = Cursor(box.element)
            if place := self._cursors[box.element].take(box.text):
                origins.append((box.element, *place))
            self._look_off_page(line, box, page)
        return tuple(origins)

    def _start(self, origin: Origin | None) -> TextStart | None:
        block = self.keys.block(origin[0]) if origin else None
        if origin is None or block is None:
            return None
        offset, mid_word = self._text(block).offset(*origin)
        return TextStart(self.keys.key(block), offset, mid_word)

    def _notes(self, number: int, page_box: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of the notes called, and of those that begin, on this page."""
        calls, notes = [], []
        for box in page_box.descendants(placeholders=True):
            if box.element is None or not is_note(box.element):
                continue
            tag, note = box.element_tag, box.element
            if tag.endswith("::footnote-call") and self._called.setdefault(note, number) == number:
                calls.append(note.get("id", ""))
            elif "::" not in tag and self._begun.setdefault(note, number) == number:
                notes.append(note.get("id", ""))
        return tuple(dict.fromkeys(calls)), tuple(dict.fromkeys(notes))

    def _look_off_page(self, line: TextLine, box: Any, page: Any) -> None:
        """Text must be on the page and, where it was not put there on purpose, not run into the margin."""
        if not box.text.strip():
            return
        if self.tables.looks(line, box, page):
            return
        if not _within(box, (0, 0, page.width, page.height)):
            self._fault("P-005", f"“{_short(box.text)}” stands outside the page", box.element)
        elif not line.placed and (excess := _into_margin(box, page._page_box)) > SLACK + self._hang(box):
            millimetres = f"{excess / PIXELS_A_MILLIMETRE:.1f} mm"
            self._fault("P-005", f"“{_short(box.text)}” runs {millimetres} into the margin", box.element)
        if box.style["visibility"] != "visible":
            self._fault("P-004", f"“{_short(box.text)}” is laid out but not visible", box.element)

    def _hang(self, box: Any) -> float:
        """How far characters at a line's end may stand outside the measure: at most so much of an em."""
        return float(self.hang * box.style["font_size"])

    def _look_at_pictures(self, page_box: Any) -> None:
        """Pictures in the flow must fit the type area; one placed elsewhere is so on purpose."""
        left, top = page_box.content_box_x(), page_box.content_box_y()
        area = (left, top, left + page_box.width, top + page_box.height)
        turned = {id(inner) for box in page_box.descendants() if box.style["transform"] for inner in box.descendants()}
        for box in page_box.descendants():
            if isinstance(box, ReplacedBox) and id(box) not in turned and not _within(box, area):
                name = box.element.get("alt") or box.element.tag
                if "formula" in box.element.get("class", "").split():
                    over = (box.width - page_box.width) / PIXELS_A_MILLIMETRE
                    much = f": it is {over:.1f} mm too wide, though drawn as small as may be" if over > 0 else ""
                    self._fault("P-005", f"the formula “{_short(name)}” does not fit the type area{much}", box.element)
                    continue
                self._fault("P-005", f"the picture “{_short(name)}” does not fit the type area", box.element)

    def _find_lost(self, element: Any) -> None:
        """Gate: every character of every element is on a page, once."""
        if element.tag in WITHOUT_TEXT:
            return
        cursor = self._cursors.get(element) or Cursor(element)
        if cursor.rest:
            self._fault("P-004", f"{len(cursor.rest)} characters are on no page: “{_short(cursor.rest)}”", element)
        if cursor.strange:
            message = f"{cursor.strange} characters are on a page that are not in the text, or are there twice"
            self._fault("P-004", message, element)
        for child in element:
            self._find_lost(child)

    def _find_late(self) -> None:
        for note, called in self._called.items():
            begun = self._begun.get(note)
            if begun is not None and begun > called:
                number, pages = note.get(NUMBER, ""), begun - called
                late = "on the next page" if pages == 1 else f"{pages} pages later"
                self._fault("P-003", f"note {number} begins {late}, not on the page of its call", note)

    def _fault(self, code: str, message: str, element: Any) -> None:
        self.faults.append(Fault(code, message, self.keys.key(element)))


def _within(box: Any, area: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = area
    return bool(box.position_x >= left - SLACK and box.position_x + box.width <= right + SLACK
                and box.position_y >= top - SLACK and box.position_y + box.height <= bottom + SLACK)


def _into_margin(box: Any, page_box: Any) -> float:
    """How far a text runs over the left or right edge of the type area, in CSS pixels."""
    left = page_box.content_box_x()
    right = left + page_box.width
    return float(max(left - box.position_x, box.position_x + box.width - right))


def _ends_in_hyphen(line: TextLine) -> bool:
    return "".join(box.text for box in line.boxes).rstrip().endswith(HYPHENS)


def _words(line: TextLine) -> list[str]:
    return "".join(box.text for box in line.boxes if not generated(box)).split()


def _baseline(line: TextLine) -> float:
    """Where a line stands, in CSS pixels: the baseline of its largest text."""
    box = max(line.boxes, key=lambda box: float(box.style["font_size"]))
    return float(box.position_y + box.baseline)


def _rows(baselines: Iterable[float]) -> list[float]:
    """The baselines from the top, those side by side once."""
    rows: list[float] = []
    for y in sorted(baselines):
        if not rows or y - rows[-1] >= SAME_ROW:
            rows.append(y)
    return rows


def _number(note: Any) -> str:
    return str(note.get(NUMBER, ""))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _strings(page_box: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The named strings set on a page, in the order of the text."""
    found: dict[str, list[str]] = {}
    for box in page_box.descendants(placeholders=True):
        for name, value in box.string_set if isinstance(box.string_set, list) else ():
            found.setdefault(name, []).append(without_calls(value, box.element))
    return tuple((name, tuple(values)) for name, values in sorted(found.items()))
