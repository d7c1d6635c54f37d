"""The covers laid out.

Comes in: a cover's galley, one page. Goes out: a PNG of the electronic cover, the page run of the printed one.
Apart because a cover is set like a page, but is neither paged with the book nor read with it.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from typing import Any

from book import pages
from book.cache import Cache
from book.layout import lay_out, version
from book.pages import Galley, PageRun
from book.problems import Problem

WIDTH = 1600  # pixels; shops ask for 1,600 × 2,560 (Amazon KDP, "eBook cover guidelines", 2026)


def picture(galley: Galley, cache: Cache) -> tuple[bytes, tuple[Problem, ...]]:
    """The cover, 1,600 pixels wide; set only when something in it has changed. Faults keep their codes."""
    key = _key(galley, f"picture {WIDTH}")
    kept = cache.get(key)
    if kept is not None:
        return kept, ()
    from book.raster import png

    run, problems = _laid_out(galley)
    if problems:
        return b"", problems
    drawn = png(run.pdf, WIDTH)
    cache.put(key, drawn)
    return drawn, ()


def flat(galley: Galley, cache: Cache) -> tuple[PageRun, tuple[Problem, ...]]:
    """The printed cover's page, laid out only when something in it has changed. Faults keep their codes."""
    key = _key(galley, "flat")
    kept = _unpacked(cache.get(key))
    if kept is not None:
        return kept, ()
    run, problems = _laid_out(galley)
    if not problems:
        cache.put(key, pickle.dumps(run, protocol=5))
    return run, problems


def _laid_out(galley: Galley) -> tuple[PageRun, tuple[Problem, ...]]:
    run = lay_out(galley, "recto")
    return run, tuple(Problem(fault.code, f"the cover: {fault.message}") for fault in run.faults)


def _key(galley: Galley, what: str) -> str:
    """All that the cover depends on, and what lays it out."""
    fonts = "".join(font.digest for font in galley.fonts)
    pictures = "".join(hashlib.sha256(asset.data).hexdigest() for asset in galley.assets)
    parts = ("cover", what, version(), galley.html, galley.css, fonts, pictures)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _unpacked(data: bytes | None) -> PageRun | None:
    """A page run of an earlier build, or None if the bytes are none of this program's types."""
    if data is None:
        return None
    try:
        run = _OurTypes(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, IndexError, TypeError, ValueError):
        return None
    return run if isinstance(run, PageRun) else None


class _OurTypes(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module != pages.__name__:
            raise pickle.UnpicklingError(f"{module}.{name} is not one of the book's types")
        return super().find_class(module, name)
