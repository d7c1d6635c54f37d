"""The types of what differs between two printings. `collate` makes them; every report reads them.

`old` and `new` are the two printings in the order in which they were given. A block, word or page that only one of them
has is None, or an empty text, in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from book.record import BlockRecord

BlockKind = Literal["changed", "added", "gone", "moved"]
PageKind = Literal["changed", "shifted", "head", "added", "gone"]


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words that one block has where the other has others; `was` is empty for an insertion, `now` for an omission.

    `before` and `after` are a few words around, as the new printing has them; `old` and `new` count the words of the
    block before the change, from 0: `BlockRecord.line_of` gives the line that has it. `reckoned`: they are folios and
    numbers of notes and nothing else, which follow from other changes."""

    before: str
    was: str
    now: str
    after: str
    old: int
    new: int
    reckoned: bool = False


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block that changed its words, was added, is gone, or stands at another place; `words` if it is in both.

    A moved block may have changed its words too. One whose note has another number but the same words is no change."""

    kind: BlockKind
    old: BlockRecord | None
    new: BlockRecord | None
    words: tuple[WordChange, ...] = ()

    @property
    def block(self) -> BlockRecord:
        """The block as the new printing has it, or the old one's if it is gone."""
        block = self.new or self.old
        assert block is not None
        return block

    @property
    def reckoned(self) -> bool:
        """Whether nothing differs but folios and numbers of notes."""
        return self.kind == "changed" and all(change.reckoned for change in self.words)


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page whose print differs, by its folios.

    `changed`: other ink in its text or notes (with the same words too, if lines moved); `shifted`: the same ink under
    another folio; `head`: the same under the same folio but for the running head; `added`, `gone`: in one only.
    A page that is now on the leaf's other side is changed: its margins are."""

    kind: PageKind
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class MovedBreak:
    """A page that begins with other words than before: `old` and `new` are its folios in the two printings.

    `was` and `now` are the first words of its text; `by` are the changed blocks since the last page that begins as
    before, empty if it was the design or the engine that moved it. Of a page that only one printing has, the other's
    folio and words are empty."""

    division: str
    old: str
    new: str
    was: str
    now: str
    by: tuple[BlockChange, ...]


@dataclass(frozen=True, slots=True)
class FolioChange:
    """An anchor of both printings whose page has another folio: what cites it by page is touched."""

    anchor: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SpineChange:
    """A printer's spine in inches; None if there was, or is, no order for him."""

    printer: str
    old: float | None
    new: float | None


@dataclass(frozen=True, slots=True)
class Variants:
    """All that two printings, `old` and `new` by number, differ in, in the order of the new one.

    `blocks` has the changes of all divisions but the index, `index` those of its lines; `extent` is the number of
    pages in both; `corrections` are the ids of those that only the new printing has."""

    old: str
    new: str
    blocks: tuple[BlockChange, ...]
    index: tuple[BlockChange, ...]
    pages: tuple[PageChange, ...]
    breaks: tuple[MovedBreak, ...]
    extent: tuple[int, int]
    spines: tuple[SpineChange, ...]
    page_map: tuple[FolioChange, ...]
    corrections: tuple[str, ...]

    @property
    def keeps_pages(self) -> bool:
        """Whether every page begins as before: what a corrected printing promises."""
        return not self.breaks and self.extent[0] == self.extent[1]

    def __bool__(self) -> bool:
        """False if nothing differs."""
        return bool(self.blocks or self.index or self.pages or self.breaks or self.spines or self.page_map
                    or self.corrections) or self.extent[0] != self.extent[1]
