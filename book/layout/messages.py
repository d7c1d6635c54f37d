"""Everything the engine says in its log, as faults P-007, each once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from book.pages import Fault

MISSING_GLYPH = ".notdef glyph rendered"


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect the engine's warnings and errors while the block runs, and keep them off the terminal."""
    logger, ear = logging.getLogger("weasyprint"), _Ear()
    before = logger.propagate
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield ear.heard
    finally:
        logger.removeHandler(ear)
        logger.propagate = before


def faults(heard: list[str]) -> list[Fault]:
    """The messages as faults, each only once, in the order in which they came.

    Missing glyphs are left to `faces`, which knows where they stand."""
    return [Fault("P-007", message) for message in dict.fromkeys(heard) if not message.startswith(MISSING_GLYPH)]
