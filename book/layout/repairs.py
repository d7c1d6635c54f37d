"""Puts our repairs into the engine, once a process, if it is the engine that they are written for."""

from __future__ import annotations

from functools import cache

from book.layout import engine
from book.pages import Fault


@cache
def prepare() -> Fault | None:
    """Load the engine and repair it. A fault means that it is another engine, which is left as it is.

    The caller holds the lock of `lay_out`."""
    if fault := engine.check():
        return fault
    # Imported only now: another engine may lack a name that one of them takes from it.
    from book.layout import breaks, leaves, notes, paragraphs, tags

    try:
        for repair in (breaks, paragraphs, notes, leaves, tags):  # notes build on lines, pages on both
            repair.install()
    except engine.Mismatch as mismatch:
        return Fault("E-002", str(mismatch))
    return None
