"""The words of what the book generates: contents, lists of figures and tables, bibliography, index, changes.

These have no blocks; what they say follows from the book's lists and from its folios.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from book.gate.inside import MISSING, ExpectationContext, WordRow, text_of
from book.gate.letters import words
from book.matter import ContentsEntry, Division, IndexEntry, Locator
from book.pages import Folio


def of_contents(entries: Iterable[ContentsEntry], division: Division, eye: ExpectationContext) -> WordRow:
    """Label, title and folio of each line."""
    lines = (f"{e.label} {text_of(e.title, eye)} {eye.folio(e.anchor)} {', '.join(e.authors)}" for e in entries)
    return words(" ".join(lines), division.span)


def of_bibliography(division: Division, eye: ExpectationContext) -> WordRow:
    """Sections and works; an EPUB says of each work which notes cite it, because there one can go there."""
    parts = []
    for section in eye.book.bibliography:
        if section.entries:
            parts.append(section.title)
        for entry in section.entries:
            parts += [text_of(entry.label, eye), text_of(entry.children, eye)]
            if eye.medium.cites_back and entry.cited_at:
                parts.append("Cited in " + "; ".join(_cited(entry.cited_at, eye)))
    return words(" ".join(parts), division.span)


def _cited(calls: tuple[str, ...], eye: ExpectationContext) -> Iterator[str]:
    """A division at a time, with the numbers of its notes."""
    anchors = eye.book.anchors
    for home, here in groupby(calls, lambda call: anchors[anchors[call].division]):
        numbers = [str(eye.numbers.get(call, MISSING)) for call in here]
        yield f"{home.name or home.title}, {'nn.' if len(numbers) > 1 else 'n.'} {', '.join(numbers)}"


def of_changes(division: Division, eye: ExpectationContext) -> WordRow:
    """Each correction with the page where its words stand now, what it said and says, and why."""
    said = ((c.correction, eye.folio(c.anchor)) for c in eye.book.changes)
    texts = (f"Page {page} " + (f"for {c.was} read {c.now}" if c.now else f"delete {c.was}") + f" {c.why}"
             for c, page in said)
    return words(" ".join(texts), division.span)


def of_update_note(division: Division, eye: ExpectationContext) -> WordRow:
    """The changes under a heading, where there are any."""
    listed = of_changes(division, eye)
    return words("Changes in this printing", division.span) + listed if listed else ()


# --- index -------------------------------------------------------------------------------------------------------


def of_index(division: Division, eye: ExpectationContext) -> WordRow:
    """Letters, entries, folios, references."""
    parts: list[str] = []
    letter = ""
    for entry in (entry for entry in eye.book.index if entry.of == division.of):
        here = _letter(entry)
        if here != letter and here:
            parts.append(here)
        letter = here
        parts += _entry(entry, eye)
    return words(" ".join(parts), division.span)


def _letter(entry: IndexEntry) -> str:
    base = unicodedata.normalize("NFD", (entry.sort or entry.term).lstrip("“‘\"'("))[:1].upper()
    return base if base.isalpha() else ""


def _entry(entry: IndexEntry, eye: ExpectationContext) -> Iterator[str]:
    """An entry, what it refers to and what stands below it. "See also" stands last."""
    yield entry.term
    yield _folios(entry.locators, eye)
    also = ["see also", "; ".join(entry.see_also)] if entry.see_also else []
    if entry.see:
        yield from ("see", "; ".join(entry.see))
    if not entry.entries:
        yield from also
    for below in entry.entries:
        yield from _entry(below, eye)
    if entry.entries:
        yield from also


def _folios(locators: Iterable[Locator], eye: ExpectationContext) -> str:
    """Folios rising, roman before arabic, each once, neighbouring ones as a range."""
    spread = []
    for locator in locators:
        first, last = eye.pages.get(locator.anchor), eye.pages.get(locator.until or locator.anchor)
        if first is None or last is None:
            return MISSING
        spread.append((first, last))
    return ", ".join(_range(*ends) for ends in _stretches(spread))


def _stretches(spread: list[tuple[Folio, Folio]]) -> list[tuple[Folio, Folio]]:
    """Ranges in order, those that touch made one."""
    made: list[tuple[Folio, Folio]] = []
    for first, last in sorted(spread, key=lambda ends: (_rank(ends[0]), _rank(ends[1]))):
        end = made[-1][1] if made else None
        if end and first.numbering == end.numbering and first.number <= end.number + 1:
            made[-1] = (made[-1][0], max(end, last, key=_rank))
        else:
            made.append((first, last))
    return made


def _rank(folio: Folio) -> tuple[bool, int]:
    return folio.numbering == "arabic", folio.number


def _range(first: Folio, last: Folio) -> str:
    return str(first) if first == last else f"{first}–{_shortened(first, last)}"


def _shortened(first: Folio, last: Folio) -> str:
    """Chicago Manual of Style, 17th ed., 9.61: 3–10, 71–72, 100–104, 107–8, 321–28, 1496–500."""
    low, high = first.number, last.number
    if "roman" in (first.numbering, last.numbering) or low < 100 or low % 100 == 0 or len(str(low)) != len(str(high)):
        return str(last)
    changed = next(size for size in range(1, len(str(low)) + 1) if low // 10**size == high // 10**size)
    return str(high)[-max(changed, 1 if low % 100 < 10 else 2) :]
