"""Trial settings: what pages would be if some paragraphs had a line more or fewer.

Nothing is proposed to an author that has not been set here and been found to help.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from book import symbols
from book.executor import FailedJob
from book.folios import fill
from book.galley import looseness, with_looseness
from book.pages import Alternative, Galley, PageEnd, PageRun, Pagination, ParagraphSetting, Side
from book.paginate import Guess, Watch, paginate
from book.runs import Typesetter, run_key

TRIES = 3  # for a page
Adjustment = tuple[tuple[ParagraphSetting, Alternative], ...]


@dataclass(frozen=True, slots=True)
class Trials:
    """A book's pages, and with what others are tried. What was tried before, with nothing changed since, is kept."""

    galleys: Sequence[Galley]
    pagination: Pagination
    typesetter: Typesetter
    watch: Watch

    def paged_with(self, division: str, key: str, lines: int) -> Pagination | None:
        """The whole book with this paragraph so many lines longer, or shorter.

        None if there is no such paragraph, if its author has asked for something already, or if no pages come of it."""
        galleys = tuple(_loosened(galley, key, lines) if galley.division == division else galley
                        for galley in self.galleys)
        if galleys == tuple(self.galleys):
            return None
        return paginate(galleys, self.typesetter, Guess.of(self.pagination), self.watch)[0]

    def fillings(
        self, short: Mapping[tuple[str, int], Sequence[Adjustment]]
    ) -> Mapping[tuple[str, int], Adjustment]:
        """For each page, by division and index, the first of the adjustments given that fills it."""
        found: dict[tuple[str, int], Adjustment] = {}
        for number in range(TRIES):
            tried = [(page, ways[number]) for page, ways in short.items() if page not in found and number < len(ways)]
            runs = self._set([(division, adjustment) for (division, _), adjustment in tried])
            found |= {page: adjustment for (page, adjustment), run in zip(tried, runs, strict=True)
                      if isinstance(run, PageRun) and run.pages and self._fills(page, run)}
        return found

    def _fills(self, page: tuple[str, int], run: PageRun) -> bool:
        """True if the page is full now, and no other is worse for it."""
        before = next(run for run in self.pagination.runs if run.division == page[0])
        short = [end.page for end in run.ends if end.blank >= 1]
        return (page[1] not in short and len(run.pages) == len(before.pages)
                and len(short) < sum(end.blank >= 1 for end in before.ends)
                and len(run.faults) <= len(before.faults) and _broken(run.ends) <= _broken(before.ends))

    def _set(self, tried: Sequence[tuple[str, Adjustment]]) -> list[PageRun | FailedJob]:
        """The divisions with these paragraphs longer."""
        galleys = [self._galley(*each) for each in tried]
        keys = [run_key(*each) for each in galleys]
        found, _ = self.typesetter.runs(dict(zip(keys, galleys, strict=True)), lambda *told: self.watch("try", *told))
        return [found[key] for key in keys]

    def _galley(self, division: str, adjustment: Adjustment) -> tuple[Galley, Side]:
        galley, start = next((galley, start) for galley, start in zip(self.galleys, self.pagination.starts, strict=True)
                             if galley.division == division)
        folios = self.pagination.page_map
        html = symbols.fill(fill(galley.html, folios), folios)
        for setting, alternative in adjustment:
            html = with_looseness(html, setting.key, alternative.looseness)
        return replace(galley, html=html), start.side


def _loosened(galley: Galley, key: str, lines: int) -> Galley:
    asked = looseness(galley.html, key)
    return galley if asked else replace(galley, html=with_looseness(galley.html, key, lines))


def _broken(ends: Sequence[PageEnd]) -> int:
    return sum(end.broken for end in ends)
