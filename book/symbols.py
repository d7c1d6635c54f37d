"""The marks of notes that are not just counted: symbols, and numbers that begin anew on each page.

Such a mark may depend on the page of its call, as a folio does, and so is filled in again in every round of paging.
A note whose mark waits for its page is written `data-call="CALL" data-number="?" data-anew="figures"`, or "symbols".
"""

from __future__ import annotations

from collections import Counter

from book.galley import with_numbers
from book.pages import PageMap

# The order of the trade (Chicago Manual of Style, 17th ed., 14.25, with the two older marks after its four).
SYMBOLS = "*†‡§‖¶"


def symbol(number: int) -> str:
    """The mark of a note counted from 1; after the last symbol they are doubled.

    >>> [symbol(number) for number in (1, 3, 7, 14)]
    ['*', '‡', '**', '†††']
    """
    rounds, place = divmod(number - 1, len(SYMBOLS))
    return SYMBOLS[place] * (rounds + 1)


def fill(html: str, page_map: PageMap) -> str:
    """The galley with its marks; calls that are on no page yet are counted as of one page.

    >>> fill('<span data-call="a" data-number="?" data-anew="figures"/>', {})
    '<span data-call="a" data-number="1" data-anew="figures"/>'
    """
    counted: Counter[str] = Counter()

    def number(call: str, anew: str) -> str:
        page = str(page_map.get(call, ""))
        counted[page] += 1
        return symbol(counted[page]) if anew == "symbols" else str(counted[page])

    return with_numbers(html, number)
