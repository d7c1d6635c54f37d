"""The writer context: what the writers of inlines, blocks and notes share while they set one division."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from book.compose.asset_names import asset_name
from book.compose.keys import GivenKeys
from book.compose.markup import Markup
from book.edition import Medium
from book.matter import Book, Inline
from book.matter.words import plain
from book.problems import Span


@dataclass(frozen=True, slots=True)
class WriterContext:
    """`calls` has what stands in the text where a note is called; `note` is the id of the note being set, if any.

    `share` is the part of the measure that is there: less than all of it in a cell; `inset` are the points by
    which lists and quotations around stand in from it."""

    book: Book
    medium: Medium
    keys: GivenKeys
    calls: Mapping[str, Markup] = field(default_factory=dict)
    note: str = ""
    share: float = 1.0
    inset: float = 0.0

    def key(self, children: tuple[Inline, ...], span: Span) -> str:
        """The `data-key` of a block with these inlines."""
        return self.keys.key(plain(children), span, self.note)

    def inside(self, note: str) -> WriterContext:
        """For setting a note, which calls no notes."""
        return replace(self, note=note, calls={})

    def across(self, share: float) -> WriterContext:
        """For setting what has only a part of the measure."""
        return replace(self, share=self.share * share)

    def inward(self, points: float) -> WriterContext:
        """For setting what stands in from the measure by so much."""
        return replace(self, inset=self.inset + points)

    def name(self, anchor: str) -> str:
        """What a numbered thing is called at its own place: "Figure 2"; empty if it has no number."""
        found = self.book.anchors.get(anchor)
        return found.name[:1].upper() + found.name[1:] if found else ""

    def picture(self, name: str) -> str:
        """The asset's name of a picture or drawing."""
        found = self.book.pictures.get(name)
        return asset_name(found) if found else f"{name}.svg" if name.startswith("drawing/") else name
