"""Proposals tried: which paragraphs, given a line more, do fill a page.

Comes in: settled pages, those that end short, paragraphs that could grow. Goes out: for each page those that fill it.
Apart because it lays divisions out only to look at them: nothing is proposed that has not been set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from book import symbols
from book.cache import Cache
from book.folios import fill
from book.layout import lay_out
from book.pages import Alternative, Galley, PageEnd, PageRun, PageStart, Pagination, ParagraphSetting
from book.paginate.keys import pack, run_key, unpack
from book.paginate.shop import Died, Job, Shop
from book.pipeline.run import Watch

TRIES = 3  # for a page
Asked = tuple[tuple[ParagraphSetting, Alternative], ...]


@dataclass(frozen=True, slots=True)
class Trials:
    """What all trials share. What was tried before, with nothing changed since, comes from the cache."""

    galleys: Sequence[Galley]
    pagination: Pagination
    cache: Cache
    workers: int
    watch: Watch

    def fillings(self, short: Mapping[tuple[str, int], Sequence[Asked]]) -> Mapping[tuple[str, int], Asked]:
        """For each page, by division and index, the first of the ways given that fills it."""
        found: dict[tuple[str, int], Asked] = {}
        for number in range(TRIES):
            tried = [(page, ways[number]) for page, ways in short.items() if page not in found and number < len(ways)]
            runs = self._set([(division, asked) for (division, _), asked in tried])
            found |= {page: asked for (page, asked), made in zip(tried, runs, strict=True)
                      if made is not None and self._fills(page, made)}
        return found

    def _fills(self, page: tuple[str, int], made: PageRun) -> bool:
        """True if the page is full now, and no other is worse for it."""
        before = next(run for run in self.pagination.runs if run.division == page[0])
        short = [end.page for end in made.ends if end.blank >= 1]
        return (page[1] not in short and len(made.pages) == len(before.pages)
                and len(short) < sum(end.blank >= 1 for end in before.ends)
                and len(made.faults) <= len(before.faults) and _broken(made.ends) <= _broken(before.ends))

    def _set(self, asked: Sequence[tuple[str, Asked]]) -> list[PageRun | None]:
        """The divisions with these paragraphs longer."""
        galleys = [self._galley(*each) for each in asked]
        keys = [run_key(galley, start.side) for galley, start in galleys]
        runs = {key: unpack(PageRun, self.cache.get(key)) for key in keys}
        missing = [(key, each) for key, each in zip(keys, galleys, strict=True) if runs[key] is None]
        jobs = [Job(galley.division, len(galley.html), lay_out, (galley, start.side))
                for _, (galley, start) in missing]
        with Shop(self.workers) as shop:
            made = shop.work(jobs, lambda done: self.watch("try", done, len(jobs))) if jobs else []
        for (key, _), run in zip(missing, made, strict=True):
            runs[key] = None if isinstance(run, Died) or not run.pages else run
            if not isinstance(run, Died) and run.pages:
                self.cache.put(key, pack(run))
        return [runs[key] for key in keys]

    def _galley(self, division: str, asked: Asked) -> tuple[Galley, PageStart]:
        galley, start = next((galley, start) for galley, start in zip(self.galleys, self.pagination.starts, strict=True)
                             if galley.division == division)
        folios = self.pagination.page_map
        html = symbols.fill(fill(galley.html, folios), folios)
        for setting, way in asked:
            html = _with(html, setting.key, way.looseness)
        return replace(galley, html=html), start


def _with(html: str, key: str, looseness: int) -> str:
    """The galley with a paragraph's wish, in place of any that it had."""
    opening = re.search(rf'<[^<>]* data-key="{re.escape(key)}"[^<>]*>', html)
    if opening is None:
        return html
    bare = re.sub(r' data-looseness="[^"]*"', "", opening[0])
    asked = bare.replace(" data-key=", f' data-looseness="{looseness}" data-key=', 1)
    return html[:opening.start()] + asked + html[opening.end():]


def _broken(ends: Sequence[PageEnd]) -> int:
    return sum(end.broken for end in ends)
