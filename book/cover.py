"""The cover as a picture.

Comes in: the cover's galley, one page. Goes out: a PNG. Apart because a cover is set like a page, used like a picture.
"""

from __future__ import annotations

import hashlib

from book.cache import Cache
from book.pages import Galley
from book.problems import Problem

WIDTH = 1600  # pixels; shops ask for 1,600 × 2,560 (Amazon KDP, "eBook cover guidelines", 2026)


def picture(galley: Galley, cache: Cache) -> tuple[bytes, tuple[Problem, ...]]:
    """The cover, 1,600 pixels wide; set only when something in it has changed. Faults keep their codes."""
    fonts = "".join(font.digest for font in galley.fonts)
    key = hashlib.sha256("\0".join(("cover", str(WIDTH), galley.html, galley.css, fonts)).encode()).hexdigest()
    kept = cache.get(key)
    if kept is not None:
        return kept, ()
    from book.layout import lay_out
    from book.raster import png

    run = lay_out(galley, "recto")
    if run.faults:
        return b"", tuple(Problem(fault.code, f"the cover: {fault.message}") for fault in run.faults)
    picture = png(run.pdf, WIDTH)
    cache.put(key, picture)
    return picture, ()
