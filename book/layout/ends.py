"""How the pages of one document end, as they stand now: for who makes facing pages level, and for who fits copy."""

from __future__ import annotations

from dataclasses import dataclass, field

from book.pages import PageEnd


@dataclass(slots=True)
class PageEnds:
    """By the number of the page, from 1. `ends` are those of pages from which the text goes on; `feet` how many lines
    such a page leaves blank at its foot, pages that end in notes left out; `left_out` the lines that are to be left
    blank there."""

    ends: dict[int, PageEnd] = field(default_factory=dict)
    feet: dict[int, float] = field(default_factory=dict)
    left_out: dict[int, int] = field(default_factory=dict)

    def note(self, number: int, blank: float, broken: bool, in_notes: bool) -> None:
        """Note how a page ends from which the text goes on: the lines blank at its foot, whether it ends in a broken
        word, whether notes stand there."""
        self.forget(number)
        self.ends[number] = PageEnd(number - 1, round(blank, 1), broken)
        if not in_notes:
            self.feet[number] = blank

    def forget(self, number: int) -> None:
        """Forget a page: the text does not go on from it."""
        self.ends.pop(number, None)
        self.feet.pop(number, None)

    def forget_after(self, number: int) -> None:
        """Forget pages that are no more."""
        for gone in [page for page in self.ends if page > number]:
            self.forget(gone)

    def leave_out(self, pages: tuple[int, ...], lines: int) -> None:
        """Let these pages leave so many lines blank; with 0, none."""
        for number in pages:
            if lines:
                self.left_out[number] = lines
            else:
                self.left_out.pop(number, None)

    def short(self) -> tuple[PageEnd, ...]:
        """The pages that end a line short or more, or in a word broken over the leaf."""
        return tuple(end for _, end in sorted(self.ends.items()) if end.blank >= 1 or end.broken)
