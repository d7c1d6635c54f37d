"""The list of what a printing has corrected, ready for its page: plain values with finished `Markup`.

Two pages show it: the list of changes, and the imprint of an EPUB whose book has no such list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from book.compose.context import WriterContext
from book.compose.inlines import folio
from book.compose.markup import Markup, element, written
from book.matter import NewCorrection
from book.record.numbers import order

FOR, READ, DELETE = "for", "read", "delete"


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction: the place where its words stand now, what was changed, and why, each with its `data-key`."""

    place_key: str
    place: Markup
    reading_key: str
    reading: Markup
    why_key: str
    why: Markup


def changes(context: WriterContext) -> tuple[CorrectionLine, ...]:
    """The entries in the order of the text."""
    return tuple(_entry(change, context) for change in context.book.changes)


def for_imprint(context: WriterContext) -> Mapping[str, Any]:
    """What the imprint says of printings: `earlier` ones; `listed`, the division that lists the changes (title, anchor,
    folio), or None; and the `changes` themselves, for an EPUB without such a division."""
    edition = context.book.edition
    home = next((division for division in context.book.divisions if division.role == "changes"), None)
    return {
        "earlier": [each for each in edition.printings if order(each.number) < order(edition.number)],
        "listed": (home.title, home.id, folio(home.id)) if home else None,
        "changes": changes(context) if context.medium.replaced and home is None else (),
    }


def _entry(change: NewCorrection, context: WriterContext) -> CorrectionLine:
    correction, key = change.correction, context.keys.key
    was, now = correction.was, correction.now
    return CorrectionLine(
        key(change.anchor, correction.span), folio(change.anchor),
        key(f"{FOR} {was} {READ} {now}", correction.span), _reading(was, now),
        key(correction.why, correction.span), written(correction.why),
    )  # fmt: skip


def _reading(was: str, now: str) -> Markup:
    """As errata slips have it; what is taken out altogether is deleted."""
    if not now:
        return element("em", DELETE) + " " + written(was)
    return element("em", FOR) + " " + written(was) + " " + element("em", READ) + " " + written(now)
