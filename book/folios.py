"""Folios filled into a galley, the same for the page and for the EPUB.

Three places are filled: `<a class="folio" href="#A" data-page="A"></a>`, the folio of one anchor;
`<span class="locators" data-locators="A B C:D"></span>`, an index entry's folios; and the attribute `data-folio="A"`,
for running heads. An anchor that is on no page yet prints as `000`, three figures as most folios of a book have, so
that the first guess at the extent is near.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import takewhile

from book.galley import with_folios
from book.pages import Folio, PageMap

UNKNOWN = "000"
DASH = "–"

def fill(html: str, page_map: PageMap) -> str:
    """The galley with its folios.

    >>> fill('<a href="#a" data-page="a"></a>', {"a": Folio(43, "arabic")})
    '<a href="#a" data-page="a">43</a>'
    """
    return with_folios(html, lambda anchor: _page(anchor, page_map), lambda anchors: _locators(anchors, page_map))


def _page(anchor: str, page_map: PageMap) -> str:
    return str(page_map.get(anchor.strip(), UNKNOWN))


# --- locators of an index ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive folios, with an anchor on the first and one on the last of them."""

    first: Folio
    last: Folio
    anchor: str
    until: str


def _locators(locators: str, page_map: PageMap) -> str:
    places = locators.split()
    unknown = sum(not _known(place, page_map) for place in places)
    printed = [_printed(stretch) for stretch in stretches(places, page_map)]
    return ", ".join([*printed, *[UNKNOWN] * unknown])


def stretches(locators: Iterable[str], page_map: PageMap) -> tuple[Stretch, ...]:
    """Locators ("A", or "C:D" for a range) as folios: each once, rising, front matter first, consecutive ones joined.

    Locators that are on no page yet are left out.

    >>> [(s.first.number, s.last.number) for s in stretches(("b", "a"), {a: Folio(n, "arabic") for a, n in
    ...     (("a", 43), ("b", 44))})]
    [(43, 44)]
    """
    found = sorted((_stretch(locator, page_map) for locator in locators if _known(locator, page_map)), key=_order)
    joined: list[Stretch] = []
    for stretch in found:
        if joined and _touch(joined[-1], stretch):
            joined[-1] = _join(joined[-1], stretch)
        else:
            joined.append(stretch)
    return tuple(joined)


def _known(locator: str, page_map: PageMap) -> bool:
    return all(anchor in page_map for anchor in locator.split(":"))


def _stretch(locator: str, page_map: PageMap) -> Stretch:
    anchor, _, until = locator.partition(":")
    until = until or anchor
    return Stretch(page_map[anchor], page_map[until], anchor, until)


def _order(stretch: Stretch) -> tuple[tuple[bool, int], tuple[bool, int]]:
    return _rank(stretch.first), _rank(stretch.last)


def _rank(folio: Folio) -> tuple[bool, int]:
    """Roman folios stand before arabic ones."""
    return folio.numbering == "arabic", folio.number


def _touch(left: Stretch, right: Stretch) -> bool:
    last, first = left.last, right.first
    return last.numbering == first.numbering and first.number <= last.number + 1


def _join(left: Stretch, right: Stretch) -> Stretch:
    longer = left if _rank(left.last) >= _rank(right.last) else right
    return Stretch(left.first, longer.last, left.anchor, longer.until)


def _printed(stretch: Stretch) -> str:
    first = _linked(str(stretch.first), stretch.anchor)
    if stretch.last == stretch.first:
        return first
    return first + DASH + _linked(second_number(stretch.first, stretch.last), stretch.until)


def _linked(folio: str, anchor: str) -> str:
    return f'<a href="#{escape(anchor)}">{folio}</a>'


def second_number(first: Folio, last: Folio) -> str:
    """The second number of a range, shortened as the Chicago Manual of Style has it (17th ed., 9.61).

    All digits after a number below 100 or a multiple of 100; after 101-109, 201-209… only what changes; else two
    digits or as many as change. Roman numerals are never shortened.

    >>> [second_number(Folio(a, "arabic"), Folio(b, "arabic")) for a, b in ((71, 72), (107, 108), (321, 328))]
    ['72', '8', '28']
    """
    if first.numbering == "roman" or first.numbering != last.numbering:
        return str(last)
    start, end = str(first.number), str(last.number)
    if first.number < 100 or first.number % 100 == 0 or len(start) != len(end):
        return end
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(start, end, strict=True)))
    fewest = 1 if first.number % 100 < 10 else 2
    return end[-max(len(end) - same, fewest):]
