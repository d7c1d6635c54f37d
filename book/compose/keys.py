"""Names for blocks of text that stay the same while other text changes.

Page starts, faults of the layout and the EPUB's page breaks all find a block by this key.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from book.problems import Span


@dataclass(frozen=True, slots=True)
class GivenKeys:
    """The keys given out in one division, and the places they stand for."""

    division: str
    spans: dict[str, Span] = field(default_factory=dict)
    _used: Counter[str] = field(default_factory=Counter)

    def key(self, words: str, span: Span, within: str = "") -> str:
        """The key of a block: from its division and words; "-2", "-3" … where the same words stand again.

        `within` is the note in which the block stands. Notes are counted by themselves, because a printed page
        has them in the text and an EPUB at the end."""
        digest = hashlib.sha256(f"{within or self.division}\0{words}".encode()).hexdigest()[:10]
        self._used[digest] += 1
        key = digest if self._used[digest] == 1 else f"{digest}-{self._used[digest]}"
        self.spans[key] = span
        return key
