"""Laying out one division: the only door to WeasyPrint.

The engine is large, reaches into C libraries and is changed here in many places; nothing else may know. It is imported
inside the functions, so that a build which lays out nothing does not load it.

One rule about state: what the layout of a document remembers is kept with that document, in its `PageContext`. Four
things belong to the whole process, and are touched only while `_ENGINE` is held: the engine's functions, replaced once
by `repairs`; the environment, in which fontconfig and fontTools look for a file and a date; the engine's log; and the
libraries in C. So threads of one process lay out one after the other, and each gets what it would get alone. Work side
by side is for processes.
"""

from __future__ import annotations

import ctypes
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import RLock

from book.pages import Fault, Galley, Heads, PageRun, PageStart, Side

VERSION = "70.0"
ENGINE = f"WeasyPrint {VERSION}"
_ENGINE = RLock()


def lay_out(galley: Galley, side: Side) -> PageRun:
    """Lay out a galley whose first page is a recto or a verso. Pure: the same values give the same bytes.

    What goes wrong is told by `PageRun.faults`, of codes P-002 to P-007 and E-002."""
    from book.layout import repairs

    with _ENGINE:
        if fault := repairs.prepare():
            return PageRun(galley.division, (), b"", {}, (), (), (fault,))
        from book.layout.run import page_run

        return page_run(galley, side)


def draw_heads(galley: Galley, run: PageRun, start: PageStart) -> Heads:
    """Draw the running heads and folios of a laid out division: as many pages as the run has, nothing else on them.

    Raises RuntimeError if that fails; the run that `lay_out` made of the same galley shows that it can be done."""
    from book.layout import repairs

    with _ENGINE:
        if fault := repairs.prepare():
            raise RuntimeError(fault.message)
        from book.layout.heads import heads

        return heads(galley, run, start)


@cache
def engine_names() -> tuple[str, ...]:
    """The engine and the system's libraries that shape and break its text: another Pango may break another line."""
    try:
        pango = ctypes.CDLL("libpango-1.0.so.0").pango_version_string
        harfbuzz = ctypes.CDLL("libharfbuzz.so.0").hb_version_string
    except (OSError, AttributeError):  # `book doctor` says it better
        return (ENGINE,)
    pango.restype = harfbuzz.restype = ctypes.c_char_p
    return (ENGINE, f"Pango {pango().decode()}", f"HarfBuzz {harfbuzz().decode()}")


@cache
def version() -> str:
    """A digest of the engine, its libraries and this folder's sources: two runs laid out by the same code share it."""
    digest = sha256("\0".join(engine_names()).encode())
    folder = Path(__file__).parent
    for file in sorted(folder.rglob("*.py")):
        digest.update(b"\0" + file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


__all__ = ["ENGINE", "Fault", "draw_heads", "engine_names", "lay_out", "version"]
