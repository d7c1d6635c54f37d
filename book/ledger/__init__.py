"""The ledger of corrections: where an entry's words are in a text, and which entries a printing lacks.

The list of changes in a new printing and the errata of an old one ask both.
"""

from __future__ import annotations

from book.ledger.history import lacking
from book.ledger.phrases import holds, starts, substituted

__all__ = ["holds", "lacking", "starts", "substituted"]
