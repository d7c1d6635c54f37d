"""The ledger of corrections, read as an editor reads it: where an entry's words stand, and what is still to be mended.

Comes in: entries, texts, numbers of printings. Goes out: places of words, the entries that a printing lacks.
Apart because the list of changes in a new printing and the errata of an old one ask the same of the ledger.
"""

from __future__ import annotations

from book.ledger.history import lacking
from book.ledger.phrases import holds, starts, substituted

__all__ = ["holds", "lacking", "starts", "substituted"]
