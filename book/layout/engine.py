"""Making the engine ready: its version, its fonts and our repairs.

Comes in: nothing. Goes out: nothing, or the fault that makes layout impossible.
Apart because it changes the engine for the whole process, once, and nothing else may.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from book.layout import VERSION
from book.pages import Fault


@cache
def prepare() -> Fault | None:
    """Load and mend the engine. A fault means that it is not the engine this program was written for."""
    have = version("weasyprint")
    if have != VERSION:
        return Fault("E-002", f"WeasyPrint is {have}; this program is made for {VERSION}")
    from book.layout import breaks, leaves, notes, paragraphs, spaces, tags
    from book.layout.mismatch import Mismatch

    try:
        breaks.install()
        spaces.install()
        paragraphs.install()
        notes.install()
        leaves.install()
        tags.install()
    except Mismatch as mismatch:
        return Fault("E-002", str(mismatch))
    return None
