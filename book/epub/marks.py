"""Where the printed pages begin, marked in the text of the EPUB.

Layout tells the first text of a page as a block and a number of characters (`TextStart`); here the same characters are
counted in the EPUB's own XHTML of the block.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from book.galley import KEY, SOFT_HYPHEN, counts
from book.pages import Pagination, TextStart

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
MATH = "{http://www.w3.org/1998/Math/MathML}math"
HEADINGS = frozenset(f"{XHTML}h{level}" for level in (1, 2, 3, 4))


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A printed page: its folio as printed, the id of its mark, the division and where in it the page begins.

    A page on which only notes run on has no `start`."""

    id: str
    folio: str
    division: str
    start: TextStart | None


def page_breaks(pagination: Pagination) -> tuple[PageBreak, ...]:
    """The printed pages in order, but for blank ones, to which nothing can refer."""
    return tuple(
        PageBreak(f"page-{folio}", folio, run.division, page.start)
        for start, run in zip(pagination.starts, pagination.runs, strict=True)
        for offset, page in enumerate(run.pages)
        if not page.blank
        for folio in [str(start.folio_of(offset))]
    )


def mark_pages(root: etree._Element, breaks: tuple[PageBreak, ...]) -> frozenset[str]:
    """Puts a mark where each printed page begins; returns the ids of the marks.

    From the last to the first, so that a mark does not move the place of the next. A page that has no beginning in the
    text, because only notes run on there, is marked where the next begins, the last one behind the text."""
    keyed = {key: e for e in root.iter() if (key := e.get(KEY))}
    feet = frozenset(f"#{e.get('id')}" for e in root.iter() if e.get("role") == "doc-footnote")
    following = None
    for page in reversed(breaks):
        mark = _mark(page)
        element = keyed.get(page.start.key) if page.start else None
        if page.start and element is not None:
            _insert(element, page.start.offset, mark, feet)
        elif following is not None:
            following.addprevious(mark)
        else:
            _append(root, mark)
        following = mark
    return frozenset(page.id for page in breaks)


def _append(root: etree._Element, mark: etree._Element) -> None:
    """Behind the text, before the notes."""
    body = root.find(f"{XHTML}body")
    assert body is not None
    note = next((e for e in body if e.get("role") == "doc-footnote"), None)
    if note is None:
        body.append(mark)
    else:
        note.addprevious(mark)


def _mark(page: PageBreak) -> etree._Element:
    return etree.Element(
        f"{XHTML}span",
        {
            f"{EPUB}type": "pagebreak",
            "role": "doc-pagebreak",
            "id": page.id,
            "aria-label": f" Page {page.folio}. ",
        },
    )


def _insert(element: etree._Element, offset: int, mark: etree._Element, feet: frozenset[str]) -> None:
    """Before the character that `offset` others precede; a page that opens inside a word is marked before the word,
    which may have soft hyphens and elements in it.

    A page that opens with a heading is marked before it: the mark's name is not part of the heading's. `feet` are links
    to the notes that the printed page has at its foot."""
    if offset == 0 and element.tag in HEADINGS:
        element.addprevious(mark)
        return
    seen, word = 0, None
    for owner, attribute in _texts(element, feet):
        if attribute == "tail" and (owner.tag == f"{XHTML}br" or owner.get("role")):
            word = None
        for position, character in enumerate(getattr(owner, attribute) or ""):
            if character.isalnum():
                word = word or (owner, attribute, position)
            elif character != SOFT_HYPHEN:
                word = None
            if counts(character):
                if seen == offset:
                    _split(*(word or (owner, attribute, position)), mark)
                    return
                seen += 1
    element.append(mark)


def _texts(element: etree._Element, feet: frozenset[str]) -> list[tuple[etree._Element, str]]:
    """The element's text in reading order as (owner, "text" or "tail"), folios too: what the galley for paper has.

    Left out are marks, formulas, and the calls of notes that the page has at its foot, where the engine makes the
    number."""
    found = [(element, "text")]
    for child in element:
        called = child.get("role") == "doc-noteref" and child.get("href") in feet
        drawn = child.tag == MATH  # on paper it has no letters
        if not called and not drawn and child.get("role") != "doc-pagebreak":
            found += _texts(child, feet)
        found.append((child, "tail"))
    return found


def _split(owner: etree._Element, attribute: str, position: int, mark: etree._Element) -> None:
    text = getattr(owner, attribute)
    mark.tail = text[position:]
    setattr(owner, attribute, text[:position])
    if attribute == "text":
        owner.insert(0, mark)
    else:
        parent = owner.getparent()
        assert parent is not None
        parent.insert(parent.index(owner) + 1, mark)
