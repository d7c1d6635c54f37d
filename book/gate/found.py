"""What was found in a finished file: filled by the readers of PDF and EPUB, read by the comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from book.gate.letters import Piece


@dataclass(slots=True)
class FoundNote:
    """A note, and how often it stands there. `call` is the page's index on which it is called, -1 in an EPUB."""

    pieces: list[Piece] = field(default_factory=list)
    call: int = -1
    times: int = 1

    @property
    def page(self) -> int:
        """The page's index on which it begins, or -1."""
        return next((piece.page for piece in self.pieces if piece.page >= 0), -1)


@dataclass(slots=True)
class FoundDivision:
    """A division's text, and its notes by id."""

    pieces: list[Piece] = field(default_factory=list)
    notes: dict[str, FoundNote] = field(default_factory=dict)


FileText = Mapping[str, FoundDivision]


@dataclass(frozen=True, slots=True)
class Finished:
    """A file: what messages call it ("the PDF"), its text by division id, and how they name a page's index."""

    name: str
    text: FileText
    place: Callable[[int], str]
