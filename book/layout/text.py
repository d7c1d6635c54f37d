"""Text in the galley and text on the pages, matched character by character.

Each element is read by itself, so that notes, generated text and repeated table heads cannot shift the count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from book.galley import KEY, SOFT_HYPHEN, counts, is_note, prints_folios

UNSEEN = frozenset(" \t\n\r\f\u00ad\u200b")  # collapsed by layout, or (U+200B) put in by the engine
GAP = "\0"  # no XML document has it
HYPHENS = "-\u2010\u2011"


@cache
def _folded(character: str) -> str:
    if character in UNSEEN:
        return ""
    return "".join(c for c in unicodedata.normalize("NFKC", character).casefold() if c not in UNSEEN)


def folded(text: str) -> str:
    """Text as compared: without compatibility forms and letter case, which ligatures and small capitals change.

    Character by character, so that a letter and its accent are compared as two on both sides."""
    return "".join(map(_folded, text))


class Cursor:
    """An element's own text (not its children's) and how much of it has been seen on pages.

    `places` has for each folded character its slot (0 the element's text, i its i-th child's tail) and index there."""

    def __init__(self, element: Any) -> None:
        self.element = element
        self.characters: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.position = 0
        self.strange = 0
        for slot, text in enumerate([element.text, *(child.tail for child in element)]):
            for index, character in enumerate(text or ""):
                for part in _folded(character):
                    self.characters.append(part)
                    self.places.append((slot, index))

    def take(self, text: str) -> tuple[int, int] | None:
        """Pass over a text box's text; where it began. A hyphen at its end that is not in the source was put in."""
        start = self.position
        seen = folded(text)
        for index, character in enumerate(seen):
            if self.position < len(self.characters) and self.characters[self.position] == character:
                self.position += 1
            elif not (index == len(seen) - 1 and character in HYPHENS):
                self.strange += 1
        return self.places[start] if seen and start < len(self.places) else None

    @property
    def rest(self) -> str:
        """What no page has shown yet."""
        return "".join(self.characters[self.position:])


class KeyedText:
    """The whole text of a block with a `data-key`, notes left out."""

    def __init__(self, block: Any) -> None:
        self.text = ""
        self._begins: dict[tuple[Any, int], int] = {}
        self._reckoned: list[tuple[int, int]] = []
        self._read(block)

    def _read(self, element: Any) -> None:
        begin = self._begins[element, 0] = len(self.text)
        self.text += element.text or ""
        for slot, child in enumerate(element, 1):
            if not is_note(child):
                self._read(child)
            if child.tag == "br":
                self.text += "\n"
            self._begins[element, slot] = len(self.text)
            self.text += child.tail or ""
        if prints_folios(element) or element.get("role") == "doc-backlink":  # the number of a gathered note
            self._reckoned.append((begin, len(self.text)))

    def offset(self, element: Any, slot: int, index: int) -> tuple[int, bool]:
        """How many characters stand before this one (no white space, no soft hyphens), and if it is mid-word."""
        at = self._begins[element, slot] + index
        before = self.text[:at].replace(SOFT_HYPHEN, "")
        return sum(map(counts, before)), before[-1:].isalnum() and self.text[at].isalnum()

    @property
    def reckoned(self) -> tuple[int, ...]:
        """The words, from 0, that are folios or numbers of notes, or a part of which is one."""
        found = set[int]()
        for begin, end in self._reckoned:
            first = len((self.text[:begin] + "x").split()) - 1
            found.update(range(first, len(self.text[:end].split())))
        return tuple(sorted(found))


def without_calls(text: str, element: Any) -> str:
    """An element's text as the engine made it for a bookmark or running head, without the note numbers in it.

    Text that is not the element's own, such as that of an attribute, stays as it is."""
    own = " ".join(_with_gaps(element).split())
    if GAP not in own:
        return text
    shape = re.escape(own).replace(re.escape(GAP), r"\S*?")
    return own.replace(GAP, "") if re.fullmatch(shape, " ".join(text.split())) else text


def _with_gaps(element: Any) -> str:
    """An element's text, a mark where each note is called."""
    inside = "".join((GAP if is_note(child) else _with_gaps(child)) + (child.tail or "") for child in element)
    return (element.text or "") + inside


def generated(box: Any) -> bool:
    """True of a box whose text is not in the galley: markers, calls, ::before."""
    tag = box.element_tag or ""
    return "::" in tag and not tag.endswith(("::first-letter", "::first-line"))


@dataclass(frozen=True, slots=True)
class TextLine:
    """Text boxes that stand in one line. `note`: it is one of a note; `placed`: it was put there, out of the flow;
    `box` is the engine's line, None for text without one; `frame` is the box that is turned with the line in it."""

    boxes: tuple[Any, ...]
    note: bool
    placed: bool
    box: Any = None
    frame: Any = None


class PageWalk:
    """Goes over the pages in order; remembers table heads, of which only the first printing counts."""

    def __init__(self) -> None:
        self._head_page: dict[Any, int] = {}

    def lines(self, number: int, page_box: Any) -> Iterator[TextLine]:
        """The lines of a page, text before notes, margin boxes left out."""
        for child in page_box.children:
            yield from self._lines(number, child, False, False)

    def _lines(self, number: int, box: Any, note: bool, placed: bool, frame: Any = None) -> Iterator[TextLine]:
        if isinstance(box, AbsolutePlaceholder):
            box, placed = box._box, True
        if isinstance(box, boxes.MarginBox) or self._repeated(number, box):
            return
        if isinstance(box, boxes.LineBox):
            texts = tuple(b for b in box.descendants() if isinstance(b, boxes.TextBox))
            yield TextLine(texts, note, placed, box, frame)
        elif isinstance(box, boxes.TextBox):
            yield TextLine((box,), note, placed, None, frame)
        else:
            frame = box if box.style["transform"] else frame
            for child in box.children:
                yield from self._lines(number, child, note or isinstance(box, boxes.FootnoteAreaBox), placed, frame)

    def repeated(self, number: int, box: Any) -> Iterator[TextLine]:
        """The lines of table heads that a page prints once more; `lines` must have gone over it."""
        if self._repeated(number, box):
            yield from PageWalk().lines(number, box)
        elif not isinstance(box, (boxes.MarginBox, boxes.FootnoteAreaBox, boxes.LineBox, boxes.TextBox)):
            for child in (box._box if isinstance(box, AbsolutePlaceholder) else box).children:
                yield from self.repeated(number, child)

    def _repeated(self, number: int, box: Any) -> bool:
        if box.element_tag not in ("thead", "tfoot") or box.element is None:
            return False
        return self._head_page.setdefault(box.element, number) != number


class BlockKeys:
    """Which block an element stands in."""

    def __init__(self, root: Any) -> None:
        self._parents = {child: element for element in root.iter() for child in element}

    def block(self, element: Any) -> Any | None:
        """The nearest element with a `data-key`, itself or around it; None outside of all."""
        while element is not None and KEY not in element.attrib:
            element = self._parents.get(element)
        return element

    def table(self, element: Any) -> Any | None:
        """The outermost table that an element stands in."""
        found = None
        while element is not None:
            found = element if element.tag == "table" else found
            element = self._parents.get(element)
        return found

    def note(self, element: Any) -> Any | None:
        """The note that an element stands in, or is."""
        while element is not None and not is_note(element):
            element = self._parents.get(element)
        return element

    def key(self, element: Any) -> str:
        """The key of that block, or nothing."""
        block = self.block(element)
        return "" if block is None else str(block.get(KEY))
